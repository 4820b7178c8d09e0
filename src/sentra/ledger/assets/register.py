"""What the register of fixed assets says: which things are there, what each has lost, what comes next."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, Sum

from sentra.ledger.asset_models import Asset, AssetLine, AssetMonth
from sentra.ledger.assets.straight import life_named
from sentra.ledger.snapshots import end_of, month_after, month_of


def to_book(month: date) -> list[tuple[Asset, int]]:
    """Every asset that is there at the end of the month, and what it would lose in it. Two queries."""
    there = Asset.objects.filter(taken_back_at=None, left_on=None, bought_on__lte=end_of(month))
    come = there.filter(Q(since=None) | Q(since__lte=end_of(month)))
    booked = lost_so_far()
    return [
        (asset, asset.worth.lost_at(month) - asset.lost_before_idr - booked.get(asset.pk, 0))
        for asset in come.order_by("number")
    ]


def lost_so_far(until: date = date.max) -> dict[int, int]:
    """Asset id → rupiah of the booked months that end by `until`, not what was lost before. One query."""
    rows = AssetLine.objects.filter(month__taken_back_at=None, month__month__lte=until)
    if until != date.max and until != end_of(until):
        rows = rows.filter(month__month__lt=month_of(until))
    return dict(rows.values_list("asset_id").annotate(idr=Sum("amount_idr")).order_by())


@dataclass(frozen=True)
class Standing:
    """One thing in the register, whole rupiah."""

    asset: Asset
    lost_idr: int

    @property
    def cost_idr(self) -> int:
        return self.asset.cost_idr

    @property
    def book_value_idr(self) -> int:
        return self.asset.cost_idr - self.lost_idr

    @property
    def life(self) -> str:
        return life_named(self.asset.life)


def standings(until: date = date.max, *, gone: bool = False) -> list[Standing]:
    """What was there at the end of `until`, by number; with `gone` what has left since it came, too.

    Never what was taken back. Two queries.
    """
    rows = Asset.objects.filter(taken_back_at=None, bought_on__lte=until)
    rows = rows.filter(Q(since=None) | Q(since__lte=until))
    if not gone:
        rows = rows.filter(Q(left_on=None) | Q(left_on__gt=until))
    booked = lost_so_far(until)
    return [
        Standing(asset, asset.lost_before_idr + booked.get(asset.pk, 0)) for asset in rows.order_by("number")
    ]


def newest_month() -> AssetMonth | None:
    """The month whose depreciation was booked last. One query."""
    found: AssetMonth | None = AssetMonth.objects.filter(taken_back_at=None).order_by("-month").first()
    return found


def next_month(newest: AssetMonth | None, today: date) -> date:
    """The month to book now: the last one that is over, or the one after the newest booked."""
    over = month_of(today) if today == end_of(today) else month_of(month_before(today))
    return max(over, month_after(newest.month)) if newest else over


def month_before(day: date) -> date:
    """The first day of the month before."""
    return month_of(month_of(day) - timedelta(days=1))
