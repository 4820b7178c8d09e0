"""The register of fixed assets, and the months whose depreciation is booked."""

from datetime import date

from django.db import models

from sentra.kernel.fields import Rupiah, Within
from sentra.kernel.tenancy import TenantModel
from sentra.ledger.assets.straight import Worth


class Asset(TenantModel):
    """A thing kept for years. It loses cost less residual value in equal months from the month it came."""

    number = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    life = models.CharField(max_length=20)  # key of useful_lives.json
    months = models.PositiveSmallIntegerField()  # of its useful life
    bought_on = models.DateField()
    cost_idr = Rupiah()
    residual_idr = Rupiah(default=0)
    method = models.CharField(max_length=20, blank=True)  # bank, cash; empty: owned before Sentra
    since = models.DateField(null=True)  # owned before Sentra: the day it came into these books
    lost_before_idr = Rupiah(default=0)  # what it had lost by then
    written_by = models.BigIntegerField(null=True)  # user id
    left_on = models.DateField(null=True)
    proceeds_idr = Rupiah(null=True)  # 0: thrown away
    left_method = models.CharField(max_length=20, blank=True)
    leavings = models.PositiveSmallIntegerField(default=0)  # how often its leaving was taken back
    taken_back_at = models.DateTimeField(null=True)  # written down wrongly: it was never ours
    taken_back_reason = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "number"], name="asset_number_in_tenant"),
            models.CheckConstraint(
                condition=models.Q(cost_idr__gt=0, residual_idr__gte=0, months__gt=0)
                & models.Q(residual_idr__lte=models.F("cost_idr")),
                name="asset_value_fits",
            ),
            models.CheckConstraint(
                condition=models.Q(left_on__isnull=True, proceeds_idr__isnull=True)
                | models.Q(
                    left_on__isnull=False,
                    left_on__gte=models.F("bought_on"),
                    proceeds_idr__isnull=False,
                    proceeds_idr__gte=0,
                ),
                name="asset_leaves_with_proceeds",
            ),
            models.CheckConstraint(
                condition=models.Q(since__isnull=True, lost_before_idr=0)
                | models.Q(
                    since__isnull=False,
                    since__gt=models.F("bought_on"),
                    lost_before_idr__gte=0,
                    lost_before_idr__lte=models.F("cost_idr") - models.F("residual_idr"),
                ),
                name="asset_owned_before",
            ),
            models.CheckConstraint(
                condition=models.Q(left_on__isnull=True)
                | models.Q(since__isnull=True)
                | models.Q(left_on__gte=models.F("since")),
                name="asset_leaves_after_it_came",
            ),
            models.CheckConstraint(
                condition=models.Q(taken_back_at__isnull=True) | models.Q(left_on__isnull=True),
                name="asset_taken_back_never_left",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    @property
    def came_on(self) -> date:
        """The day it came into these books."""
        return self.since or self.bought_on

    @property
    def worth(self) -> Worth:
        """What it loses in all, and how."""
        worth_idr = self.cost_idr - self.residual_idr
        return Worth(worth_idr, self.months, self.bought_on, self.since, self.lost_before_idr)


class AssetMonth(TenantModel):
    """One month's depreciation of all assets, booked once; taken back, it may be booked anew."""

    month = models.DateField()  # its first day
    booked_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    taken_back_reason = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "month"],
                condition=models.Q(taken_back_at__isnull=True),
                name="asset_month_booked_once",
            )
        ]


class AssetLine(TenantModel):
    """What one asset lost in one booked month."""

    month = Within(AssetMonth, related_name="lines")
    asset = Within(Asset, related_name="lines")
    amount_idr = Rupiah()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "month", "asset"], name="asset_line_once"),
            models.CheckConstraint(condition=models.Q(amount_idr__gt=0), name="asset_line_positive"),
        ]
