"""What a price is counted from: the cooperative's wage floor by day, and a product's cost sheets."""

from django.db import models

from sentra.crafts.models.product import Product
from sentra.kernel.fields import Rupiah, Within
from sentra.kernel.tenancy import TenantModel


class WageFloor(TenantModel):
    """The least an hour of work is worth here from a day on, and who says so. Append-only: history stays."""

    from_on = models.DateField()
    hour_idr = Rupiah()
    hours_a_day = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=160)  # a decree, a decision of the members' meeting
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["-from_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(hour_idr__gt=0, hours_a_day__range=(1, 24)) & ~models.Q(source=""),
                name="wage_floor_is_whole",
            )
        ]


class CostSheet(TenantModel):
    """One counting of what a piece costs. Append-only: counting again makes a new one."""

    product = Within(Product, related_name="cost_sheets")
    wage_floor = Within(WageFloor, related_name="+")
    materials = models.JSONField()  # [{"name", "quantity", "idr", "stage_id"}]
    minutes = models.JSONField()  # stage id → minutes a piece
    overhead_permille = models.PositiveSmallIntegerField()
    fee_permille = models.PositiveSmallIntegerField()
    cost_idr = Rupiah()
    price_idr = Rupiah()  # suggested
    counted_at = models.DateTimeField()
    counted_by = models.BigIntegerField(null=True)  # user id

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    cost_idr__gt=0, price_idr__gte=models.F("cost_idr"), fee_permille__lt=1000
                ),
                name="cost_sheet_price_covers_cost",
            )
        ]
