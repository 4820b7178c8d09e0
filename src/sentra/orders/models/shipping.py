"""The cooperative's shipping table: zones of regions, steps by weight."""

from django.db import models

from sentra.kernel.fields import Rupiah, Within
from sentra.kernel.tenancy import TenantModel


class ShippingZone(TenantModel):
    """Where goods are sent at one price. A zone that is not active sends nowhere."""

    name = models.CharField(max_length=60)
    days_from = models.PositiveSmallIntegerField()
    days_to = models.PositiveSmallIntegerField()
    further_kg_idr = Rupiah(null=True)  # each kilogram begun above the last step; None: nothing heavier
    rest = models.BooleanField(default=False)  # all places no other zone names
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "name"], name="shipping_zone_name_once"),
            models.UniqueConstraint(
                fields=["tenant"], condition=models.Q(rest=True), name="shipping_zone_one_rest"
            ),
            models.CheckConstraint(
                condition=models.Q(days_from__gte=0, days_to__gte=models.F("days_from"), days_to__lte=90),
                name="shipping_zone_days_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(further_kg_idr__isnull=True) | models.Q(further_kg_idr__gte=0),
                name="shipping_zone_kilogram_not_negative",
            ),
        ]


class ShippingRegion(TenantModel):
    """A province or a district that belongs to a zone, and to no other."""

    zone = Within(ShippingZone, related_name="regions")
    region = models.ForeignKey("people.Region", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "region"], name="shipping_region_in_one_zone")
        ]


class ShippingStep(TenantModel):
    """Up to so many grams, for so much."""

    zone = Within(ShippingZone, related_name="steps")
    up_to_g = models.PositiveIntegerField()
    price_idr = Rupiah()

    class Meta:
        ordering = ["up_to_g"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "zone", "up_to_g"], name="shipping_step_once"),
            models.CheckConstraint(
                condition=models.Q(up_to_g__gt=0, price_idr__gte=0), name="shipping_step_weighs"
            ),
        ]
