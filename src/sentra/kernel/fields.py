"""Database columns the rest of Sentra is made of."""

from typing import TYPE_CHECKING, Any, TypeVar

from django.db import models
from django.db.models.fields.related import ForeignKey

Set_contra = TypeVar("Set_contra", contravariant=True)
Get_co = TypeVar("Get_co", covariant=True)


if TYPE_CHECKING:

    class Rupiah(models.BigIntegerField[Set_contra, Get_co]): ...
else:  # Django's class cannot be indexed when running

    class Rupiah(models.BigIntegerField):
        """Whole rupiah. Never a float, never cents. Name the field `…_idr`."""


class Within(ForeignKey[Set_contra, Get_co]):
    """A reference that stays inside one tenant.

    Django's own constraint is switched off: `fence()` in a migration writes the composite one,
    FOREIGN KEY (tenant_id, x_id) → (tenant_id, id), which PostgreSQL holds even against raw SQL.
    """

    def __init__(self, to: Any, on_delete: Any = models.PROTECT, **options: Any) -> None:
        options["db_constraint"] = False
        super().__init__(to, on_delete, **options)
