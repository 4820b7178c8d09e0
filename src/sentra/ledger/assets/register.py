"""What the register of fixed assets says: which things are there, what each has lost, what comes next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Sum

from sentra.ledger.asset_models import Asset, AssetLine, AssetMonth
from sentra.ledger.assets.straight import life_named
from sentra.ledger.models import Entry
from sentra.ledger.queries.choices import closed_until
from sentra.ledger.queries.whose import books
from sentra.ledger.snapshots import end_of, month_after, month_of


def to_book(month: date) -> list[tuple[Asset, int]]:
    """Every asset that is there at the end of the month, and what it would lose in it. Two queries."""
    there = Asset.objects.filter(taken_back_at=None, left_on=None, bought_on__lte=end_of(month))
    come = there.filter(Q(since=None) | Q(since__lte=end_of(month)))
    booked = lost_so_far()
    return [(asset, _still(asset, month, booked)) for asset in come.order_by("number")]


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


def standing(asset_id: int) -> Standing:
    """One thing, there or not. Raises Asset.DoesNotExist for a stranger's. Two queries."""
    asset = Asset.objects.get(pk=asset_id)
    return Standing(asset, asset.lost_before_idr + lost_so_far().get(asset.pk, 0))


def newest_month() -> AssetMonth | None:
    """The month whose depreciation was booked last. One query."""
    found: AssetMonth | None = AssetMonth.objects.filter(taken_back_at=None).order_by("-month").first()
    return found


def is_booked(month: date) -> bool:
    """Is its depreciation booked, or a later month's, which would have taken it along? One query."""
    return bool(AssetMonth.objects.filter(month__gte=month_of(month), taken_back_at=None).exists())


@dataclass(frozen=True)
class Due:
    """A month that is over and not booked, with what each thing loses in it; left-out months are in it."""

    month: date
    rows: list[tuple[Asset, int]]

    @property
    def total_idr(self) -> int:
        return sum(idr for _asset, idr in self.rows)


def due(today: date) -> Due | None:
    """The first open month after the newest booked one in which anything is lost; None when none waits.

    A fixed number of queries, however many months wait.
    """
    newest, closed = newest_month(), closed_until()
    there = list(Asset.objects.filter(taken_back_at=None, left_on=None).order_by("number"))
    if not there:
        return None
    booked = lost_so_far()
    first = month_of(min(one.came_on for one in there))
    month = max([first, *(month_after(day) for day in (newest and newest.month, closed) if day)])
    while end_of(month) <= today:
        rows = [(one, _still(one, month, booked)) for one in there if one.came_on <= end_of(month)]
        if lost := [(one, idr) for one, idr in rows if idr]:
            return Due(month, lost)
        month = month_after(month)
    return None


def _still(asset: Asset, month: date, booked: Mapping[int, int]) -> int:
    """What is lost by the end of the month and stands in no booked one."""
    return asset.worth.lost_at(month) - asset.lost_before_idr - booked.get(asset.pk, 0)


@dataclass(frozen=True)
class Booked:
    """A booked month with its entry. `idr`: of one thing, or of all."""

    row: AssetMonth
    idr: int
    entry_id: int
    lines: tuple[tuple[Asset, int], ...] = ()


def months_of(asset_id: int) -> list[Booked]:
    """The months in which this thing lost, newest first. Two queries."""
    lines = AssetLine.objects.filter(asset_id=asset_id, month__taken_back_at=None).select_related("month")
    rows = [(one.month, one.amount_idr) for one in lines.order_by("-month__month")]
    entries = _entries(month.pk for month, _idr in rows)
    return [Booked(month, idr, entries[month.pk]) for month, idr in rows]


def booked_months() -> list[Booked]:
    """Every month that is booked, newest first. Two queries."""
    rows = list(
        AssetMonth.objects.filter(taken_back_at=None)
        .annotate(idr=Sum("lines__amount_idr"))
        .order_by("-month")
    )
    entries = _entries(one.pk for one in rows)
    return [Booked(one, one.idr, entries[one.pk]) for one in rows]


def booked_month(month_id: int) -> Booked:
    """One with its things by number. Raises AssetMonth.DoesNotExist for a stranger's."""
    row = AssetMonth.objects.get(pk=month_id)
    lines = AssetLine.objects.filter(month=row).select_related("asset").order_by("asset__number")
    each = tuple((one.asset, one.amount_idr) for one in lines)
    return Booked(row, sum(idr for _asset, idr in each), _entries([row.pk])[row.pk], each)


def _entries(months: Iterable[int]) -> dict[int, int]:
    """Booked month → its entry."""
    causes = {f"depreciation:{pk}:booked": pk for pk in months}
    found = Entry.objects.filter(tenant_id=books(), cause__in=causes).values_list("cause", "pk")
    return {causes[cause]: pk for cause, pk in found}
