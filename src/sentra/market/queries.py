"""What is asked of markets: by everybody (only what is shown, no scope), and by who keeps them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q

from sentra.kernel.models import Tenant
from sentra.market.days import MarketDay, State, next_days
from sentra.market.holidays import national
from sentra.market.models import DayChange, Market, Stall
from sentra.showroom.models import ShowroomListing
from sentra.showroom.queries import Filters, Maker, makers

COMING = 8  # days in the calendar file


@dataclass(frozen=True)
class Coming:
    """A market with its next days; `days` is empty when it has ended."""

    market: Market
    days: tuple[MarketDay, ...]

    @property
    def next_held(self) -> MarketDay | None:
        return next((one for one in self.days if one.state is not State.CLOSED), None)


@dataclass(frozen=True)
class Named:
    """Who stands at a stall, as the showroom names her today."""

    uid: UUID
    name: str


@dataclass(frozen=True)
class Place:
    """A stall of the map with whom may be named: the cooperative, and a maker who agreed."""

    stall: Stall
    cooperative: Tenant | None
    maker: Named | None


def markets_of(district_code: str, *, at: datetime) -> list[Coming]:
    """What owners of this district show, the soonest first, without those that have ended. Two queries."""
    return markets_everywhere([district_code], at=at)


def markets_everywhere(districts: Iterable[str], *, at: datetime) -> list[Coming]:
    """The same for several districts. Two queries."""
    found = Market.public.filter(district_code__in=districts).select_related("village__parent", "tenant")
    return _soonest(_coming(list(found.order_by("name")), at, shown=True))


def markets_where(house: Tenant, *, at: datetime) -> list[Coming]:
    """Shown markets at which this cooperative has a stall, the soonest first. Two queries."""
    hers = Stall.public.filter(market=OuterRef("pk"), cooperative_uid=house.uid)
    found = Market.public.filter(Exists(hers)).select_related("village__parent", "tenant")
    return _soonest(_coming(list(found.order_by("name")), at, shown=True))


def market_at(district_code: str, slug: str, *, at: datetime, held: int = 3) -> Coming:
    """One shown market by its address. Two queries. Raises Market.DoesNotExist."""
    found = Market.public.select_related("village__parent__parent", "tenant").get(
        district_code=district_code, slug=slug
    )
    return _coming([found], at, shown=True, held=held)[0]


def own_markets(*, at: datetime) -> list[Coming]:
    """Every market of this organisation, hidden ones too. Two queries."""
    found = Market.objects.select_related("village__parent").order_by("name")
    return _coming(list(found), at, shown=False)


def own_market(market_id: int, *, at: datetime) -> Coming:
    """Two queries. Raises Market.DoesNotExist."""
    found = Market.objects.select_related("village__parent", "tenant").get(pk=market_id)
    return _coming([found], at, shown=False)[0]


def changes_of(market: Market, *, at: datetime) -> list[DayChange]:
    """What was said about days that are not over, the soonest first. One query."""
    today = at.astimezone(ZoneInfo(market.zone)).date()
    found = DayChange.objects.filter(Q(on__gte=today) | Q(held_on__gte=today), market=market)
    return list(found.order_by("on"))


def plan_of(market: Market, *, shown: bool) -> list[Place]:
    """The stalls, row by row, with whom may be named. At most three queries."""
    rows = Stall.public if shown else Stall.objects
    stalls = list(rows.filter(market=market).select_related("craft").order_by("row", "col"))
    wanted = {one.cooperative_uid for one in stalls if one.cooperative_uid}
    houses = {one.uid: one for one in Tenant.objects.filter(uid__in=wanted)} if wanted else {}
    named = _named({one.maker_uid for one in stalls if one.maker_uid}, [one.slug for one in houses.values()])
    return [_place(one, houses.get(one.cooperative_uid or UUID(int=0)), named) for one in stalls]


def may_stand(owner: Tenant) -> tuple[list[Tenant], tuple[Maker, ...]]:
    """Whom this owner may name at a stall: cooperatives, and makers the showroom names. Two queries."""
    houses = Tenant.objects.exclude(kind=Tenant.Kind.OFFICE).filter(district_code=owner.district_code)
    if owner.kind == Tenant.Kind.OFFICE:
        return list(houses.order_by("name")), makers(Filters(district=owner.district_code))
    return [owner], makers(Filters(slug=owner.slug))


def _place(stall: Stall, house: Tenant | None, named: dict[tuple[str, UUID], Named]) -> Place:
    maker = named.get((house.slug, stall.maker_uid)) if house and stall.maker_uid else None
    return Place(stall, house, maker)


def _named(uids: Iterable[UUID], slugs: list[str]) -> dict[tuple[str, UUID], Named]:
    """Makers whom these cooperatives' listings name today. One query, none without uids."""
    wanted = {str(one) for one in uids}
    if not wanted:
        return {}
    rows = ShowroomListing.objects.filter(slug__in=slugs, maker_uids__overlap=sorted(wanted))
    return {
        (slug, UUID(one["uid"])): Named(UUID(one["uid"]), one["name"])
        for slug, hands in rows.values_list("slug", "makers")
        for one in hands
        if one["uid"] in wanted
    }


def _coming(found: list[Market], at: datetime, *, shown: bool, held: int = 3) -> list[Coming]:
    said = defaultdict(list)
    rows = DayChange.public if shown else DayChange.objects
    for one in rows.filter(market__in=found) if found else ():
        said[one.market_id].append(one.change)
    return [
        Coming(one, tuple(next_days(one.usual, said[one.pk], national(), at=at, held=held))) for one in found
    ]


def _soonest(found: list[Coming]) -> list[Coming]:
    return sorted((one for one in found if one.next_held), key=lambda one: one.next_held.opens)  # type: ignore[union-attr]  # asked just before
