"""Rows written past the operations, as only the database can refuse them."""

from typing import Any

from django.db import connection
from django.db.models import Model

from sentra.kernel.tenancy import scope


def copied(model: type[Model], **changes: Any) -> None:
    """The newest row of the table once more, with some columns otherwise. `within(writes=…)` must be open."""
    table = model._meta.db_table
    columns = [field.column for field in model._meta.concrete_fields if not field.primary_key]
    taken = ", ".join("%s" if column in changes else f'"{column}"' for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{table}" ({names}) SELECT {taken} FROM "{table}" '  # our own names
            "WHERE tenant_id = %s ORDER BY id DESC LIMIT 1",
            [*(changes[column] for column in columns if column in changes), scope().writes],
        )
