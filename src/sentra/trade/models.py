"""Prices of half-finished pieces: what collectors pay, what the cooperative pays at once."""

from django.db import models

from sentra.kernel.fields import Rupiah, Within
from sentra.kernel.tenancy import TenantModel


class CollectorPrice(TenantModel):
    """What a collector paid for one piece of this stage on a day. Append-only: the history is the point."""

    stage = Within("crafts.Stage", related_name="+")
    price_idr = Rupiah()
    seen_on = models.DateField()
    place = models.CharField(max_length=120)  # where, or who said it
    noted_at = models.DateTimeField()
    noted_by = models.BigIntegerField(null=True)  # user id

    class Meta:
        ordering = ["-seen_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(price_idr__gt=0), name="collector_price_positive")
        ]
        indexes = [models.Index(fields=["tenant", "stage", "-seen_on"], name="collector_price_newest")]


class FloorPrice(TenantModel):
    """What the cooperative pays at once for one piece of this stage from a day on; 0: it buys none."""

    stage = Within("crafts.Stage", related_name="+")
    price_idr = Rupiah()
    from_on = models.DateField()
    source = models.CharField(max_length=160)  # who decided it, when
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["-from_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(price_idr__gte=0) & ~models.Q(source=""), name="floor_price_has_source"
            )
        ]
        indexes = [models.Index(fields=["tenant", "stage", "-from_on"], name="floor_price_newest")]
