"""Tens of thousands of rows in one INSERT: columns go to the database as arrays, no model is made for each.

Every fence of the table still looks. For facts whose ids nobody asks for.
"""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from django.db import connection

from sentra.kernel.tenancy import TenantModel, writer

BATCH = 20_000
WHOLE = ("bigint", "integer", "smallint")


def whole_numbers(values: Iterable[int | None]) -> str:
    """A column as PostgreSQL's own text, `{1,2,NULL}`: a list takes psycopg six times as long."""
    return "{" + ",".join(["NULL" if one is None else str(int(one)) for one in values]) + "}"


def insert_rows(model: type[TenantModel], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows (values in the order of the column names) for the tenant that is written.

    Every column without a default in the database must be named.
    """
    types = [model._meta.get_field(name.removesuffix("_id")).db_type(connection) for name in names]
    columns, arrays = ", ".join(f'"{name}"' for name in names), ", ".join(f"%s::{one}[]" for one in types)
    statement = (
        f'INSERT INTO "{model._meta.db_table}" (tenant_id, {columns}) '  # names are our own
        f"SELECT %s, rows.* FROM unnest({arrays}) AS rows"
    )
    left = iter(rows)
    with connection.cursor() as cursor:
        while batch := list(islice(left, BATCH)):
            cursor.execute(statement, [writer(), *map(_array, types, zip(*batch, strict=True))])


def _array(kind: str | None, column: Sequence[Any]) -> str | list[Any]:
    return whole_numbers(column) if kind in WHOLE else list(column)
