"""What goods are made of, counted in whole smallest units, and how much of it a piece takes at each stage."""

from django.db import models

from sentra.crafts.models.product import Stage
from sentra.kernel.fields import Rupiah, Within
from sentra.kernel.tenancy import TenantModel


class Material(TenantModel):
    """Such as purun in bundles, cloth in centimetres, wax in grams. `price_idr`: one unit, for planning."""

    name = models.CharField(max_length=80)
    unit = models.CharField(max_length=20)
    price_idr = Rupiah()
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "name"], name="material_name_in_tenant"),
            models.CheckConstraint(condition=models.Q(price_idr__gt=0), name="material_price_positive"),
        ]

    def __str__(self) -> str:
        return self.name


class StageMaterial(TenantModel):
    """The recipe: units of a material that one piece takes at a stage."""

    stage = Within(Stage, related_name="materials")
    material = Within(Material, related_name="stages")
    units = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "stage", "material"], name="stage_material_once"),
            models.CheckConstraint(condition=models.Q(units__gt=0), name="stage_material_units_positive"),
        ]
