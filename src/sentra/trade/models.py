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


class FundMove(TenantModel):
    """The cooperative's own money put into the quick cash fund (+) or taken out of it (−)."""

    amount_idr = Rupiah()
    method = models.CharField(max_length=20)  # bank, cash
    moved_on = models.DateField()
    moved_at = models.DateTimeField()
    moved_by = models.BigIntegerField(null=True)  # user id

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(amount_idr=0), name="fund_move_not_zero"),
            models.CheckConstraint(
                condition=models.Q(method__in=["bank", "cash"]), name="fund_move_method_known"
            ),
        ]


class Purchase(TenantModel):
    """Half-finished pieces bought at once at the floor price. Its promise of a later gain is frozen."""

    number = models.PositiveIntegerField()
    year = models.PositiveSmallIntegerField()
    workshop = Within("people.Workshop", related_name="+")
    party = Within("people.Party", related_name="+")
    stage = Within("crafts.Stage", related_name="+")
    pieces = models.PositiveIntegerField()
    price_idr = Rupiah()
    total_idr = Rupiah()
    method = models.CharField(max_length=20)  # bank, cash
    bought_on = models.DateField()
    bought_at = models.DateTimeField()
    bought_by = models.BigIntegerField(null=True)  # user id
    maker_permille = models.PositiveSmallIntegerField()  # of a later gain
    fee_permille = models.PositiveSmallIntegerField()  # of the later price

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "year", "number"], name="purchase_number_in_year"),
            models.CheckConstraint(
                condition=models.Q(
                    pieces__gt=0, price_idr__gt=0, total_idr=models.F("pieces") * models.F("price_idr")
                ),
                name="purchase_adds_up",
            ),
            models.CheckConstraint(
                condition=models.Q(maker_permille__lte=1000, fee_permille__lte=1000),
                name="purchase_shares_at_most_all",
            ),
        ]


class Use(TenantModel):
    """Pieces of a purchase that went into an order, and what came of them once the buyer had paid."""

    purchase = Within(Purchase, related_name="uses")
    supply = Within("production.Supply", related_name="+")
    value_idr = Rupiah(null=True)
    cost_idr = Rupiah(null=True)
    finishing_idr = Rupiah(null=True)
    fee_idr = Rupiah(null=True)
    maker_idr = Rupiah(null=True)
    shared_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "supply"], name="use_once_per_supply"),
            models.CheckConstraint(
                condition=models.Q(
                    shared_at__isnull=True, value_idr__isnull=True, cost_idr__isnull=True,
                    finishing_idr__isnull=True, fee_idr__isnull=True, maker_idr__isnull=True,
                )
                | (
                    models.Q(
                        shared_at__isnull=False, value_idr__isnull=False, cost_idr__isnull=False,
                        finishing_idr__isnull=False, fee_idr__isnull=False, maker_idr__isnull=False,
                        maker_idr__gte=0,
                    )
                    & (
                        models.Q(maker_idr=0)
                        | models.Q(
                            maker_idr__lte=models.F("value_idr")
                            - models.F("cost_idr")
                            - models.F("finishing_idr")
                            - models.F("fee_idr")
                        )
                    )
                ),
                name="use_share_within_gain",
            ),
        ]  # fmt: skip

    @property
    def gain_idr(self) -> int:
        """Below zero: the cooperative's loss. Only once it was shared."""
        return (self.value_idr or 0) - (self.cost_idr or 0) - (self.finishing_idr or 0) - (self.fee_idr or 0)
