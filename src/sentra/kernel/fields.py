"""Database columns the rest of Sentra is made of."""

from typing import Any

from django.db import models
from django.db.models.fields.related import ForeignKey


class Rupiah(models.BigIntegerField):
    """Whole rupiah. Never a float, never cents. Name the field `…_idr`."""


class Within(ForeignKey):
    """A reference that stays inside one tenant.

    Django's own constraint is switched off: `fence()` in a migration writes the composite one,
    FOREIGN KEY (tenant_id, x_id) → (tenant_id, id), which PostgreSQL holds even against raw SQL.
    """

    def __init__(self, to: Any, on_delete: Any = models.PROTECT, **options: Any) -> None:
        options["db_constraint"] = False
        super().__init__(to, on_delete, **options)
