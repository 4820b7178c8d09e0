"""Thousands of entries in one statement: arrays in, rows out.

`bulk_create` writes a placeholder per value and takes most of a large import (45,000 makers: 49 of 93 s);
COPY is closed to tables with row security. `unnest` is a plain INSERT, so every fence holds.
"""

import json
from collections.abc import Sequence
from typing import Any

from django.db import connection, models

from sentra.crafts.models import RegistryEntry


def insert(entries: Sequence[RegistryEntry]) -> None:
    """Add these rows; like `bulk_create`, but the instances do not learn their ids."""
    fields = [field for field in RegistryEntry._meta.concrete_fields if not field.primary_key]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    arrays = ", ".join(f"%s::{field.db_type(connection)}[]" for field in fields)
    values = [[_value(field, entry) for entry in entries] for field in fields]
    table = RegistryEntry._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f'INSERT INTO "{table}" ({columns}) SELECT * FROM unnest({arrays})', values)


def _value(field: "models.Field[Any, Any]", entry: RegistryEntry) -> Any:
    value = getattr(entry, field.attname)
    return json.dumps(value) if isinstance(field, models.JSONField) else value
