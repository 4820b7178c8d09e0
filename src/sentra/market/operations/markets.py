"""The verbs of markets: announce one, change it, say what is different on a day, set its stalls."""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.models import Tenant
from sentra.kernel.operation import operation
from sentra.market.days import minutes_open
from sentra.market.models import DayChange, Market
from sentra.people.models import Region
from sentra.people.roles import Permission

MOST_ALIKE = 50  # markets of one name in a district
LONGEST = 14 * 60  # minutes: a longer market is likelier two hours in the wrong order


@dataclass(frozen=True)
class MarketFacts:
    """A market as it is announced. Hours in the district's own zone; degrees are WGS 84."""

    name: str
    village_code: str
    weekday: int
    opens: time
    closes: time
    since: date
    until: date | None = None
    address: str = ""
    street: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    closed_on_holidays: bool = False
    note: str = ""
    shown: bool = True


@operation(needs=Permission.MANAGE_MARKETS)
def add_market(facts: MarketFacts, *, by: Actor, at: datetime) -> Market:
    """Announce a market of this office's or cooperative's district. Its address is made from its name.

    Refuses: no name, a village elsewhere, no hours or more than 14, an end before the beginning, half a
    place on earth.
    """
    owner = Tenant.objects.get(pk=by.tenant_id)
    market = Market(district_code=owner.district_code)
    _describe(market, facts)
    return _with_address(market)


@operation(needs=Permission.MANAGE_MARKETS)
def change_market(market_id: int, facts: MarketFacts, *, by: Actor, at: datetime) -> Market:
    """Correct it, hide it, or end it. The address stays: it stands on papers.

    Refuses as `add_market`, and another weekday or an end while days to come are told of otherwise.
    """
    market: Market = Market.objects.select_for_update().get(pk=market_id)
    _describe(market, facts)
    _check_changes(market, by.today(at))
    market.save()
    return market


@operation(needs=Permission.MANAGE_MARKETS, says=("reason",))
def change_day(
    market_id: int, *, on: date, reason: str, held_on: date | None = None, opens: time | None = None,
    closes: time | None = None, by: Actor, at: datetime,
) -> DayChange:  # fmt: skip
    """Say what is different on one day: closed (`held_on` None), moved, or held with other hours.

    A day that is no market day is a market besides, when `held_on` is the same day. Said again it replaces
    what was said. Refuses: no reason, a day that is over, closing a day that is none, two markets on one day.
    """
    market: Market = Market.objects.select_for_update().get(pk=market_id)
    reason = " ".join(reason.split())[:160]
    if not reason:
        raise Refused(_("Say why: visitors read it."), field="reason")
    if on < by.today(at):
        raise Refused(_("This day is over."), field="on")
    if held_on and held_on < by.today(at):
        raise Refused(_("This day is over."), field="held_on")
    if held_on != on and not market.usual.falls_on(on):
        raise Refused(_("This is no market day."), field="on")
    if _taken(market, on, held_on):
        raise Refused(_("There is a market on that day already."), field="held_on")
    _check_hours(opens or market.opens, closes or market.closes)
    told = {"held_on": held_on, "opens": opens, "closes": closes} if held_on else {}
    empty = {"held_on": None, "opens": None, "closes": None}
    said, _made = DayChange.objects.update_or_create(
        market=market, on=on, defaults=empty | told | {"reason": reason}
    )
    return said


@operation(needs=Permission.MANAGE_MARKETS)
def take_back_change(change_id: int, *, by: Actor, at: datetime) -> Market:
    """The day is as always again."""
    said = DayChange.objects.select_for_update().select_related("market").get(pk=change_id)
    market: Market = said.market
    said.delete()
    return market


def _taken(market: Market, on: date, held_on: date | None) -> bool:
    """Another market stands there: one that was brought to either day, or the usual one of the new day."""
    others = DayChange.objects.filter(market=market).exclude(on=on)
    if others.filter(held_on__in=[day for day in (on, held_on) if day]).exists():
        return True
    if held_on in {None, on}:
        return False
    return market.usual.falls_on(held_on) and not others.filter(on=held_on).exists()  # type: ignore[arg-type]  # not None


def _check_changes(market: Market, today: date) -> None:
    """What was said about days to come still makes sense with the market's new days."""
    for said in DayChange.objects.filter(market=market, on__gte=today).order_by("on"):
        moved = said.held_on != said.on
        if (moved and not market.usual.falls_on(said.on)) or _taken(market, said.on, said.held_on):
            raise Refused(
                _("Take back first what was said about %(day)s.") % {"day": f"{said.on:%d-%m-%Y}"},
                field="weekday",
            )


def _check_hours(opens: time, closes: time) -> None:
    """A night market may close on the day after; one that is open for most of a day is a mistake."""
    if opens == closes:
        raise Refused(_("It closes at another hour than it opens."), field="closes")
    minutes = minutes_open(opens, closes)
    if minutes > LONGEST:
        raise Refused(
            _("It would be open for %(n)s hours, into the next day. Check both hours.")
            % {"n": minutes // 60},
            field="closes",
        )


def _describe(market: Market, facts: MarketFacts) -> None:
    name = " ".join(facts.name.split())[:120]
    if not name:
        raise Refused(_("Give a name."), field="name")
    if not facts.village_code.startswith(f"{market.district_code}."):
        raise Refused(_("Choose a village of your district."), field="village_code")
    _check_hours(facts.opens, facts.closes)
    if facts.until and facts.until < facts.since:
        raise Refused(_("It ends before it begins."), field="until")
    if (facts.latitude is None) != (facts.longitude is None):
        raise Refused(_("Give both numbers of the place, or none."), field="longitude")
    village = Region.objects.filter(pk=facts.village_code).first()
    if village is None or not 0 <= facts.weekday <= 6:
        raise Refused(_("Choose from the list."), field="village_code" if village is None else "weekday")
    market.name, market.village, market.weekday = name, village, facts.weekday
    for field in (
        "opens",
        "closes",
        "since",
        "until",
        "latitude",
        "longitude",
        "closed_on_holidays",
        "shown",
    ):
        setattr(market, field, getattr(facts, field))
    market.address, market.street = facts.address.strip()[:200], facts.street.strip()[:80]
    market.note = facts.note.strip()[:400]


def _with_address(market: Market) -> Market:
    """Save it under the first free address. Others' hidden markets hold theirs, though we cannot see them."""
    name = slugify(market.name)[:50] or "pasar"
    for number in range(1, MOST_ALIKE):
        market.slug = name if number == 1 else f"{name}-{number}"
        try:
            with transaction.atomic():
                market.save(force_insert=True)
        except IntegrityError as trouble:
            if "market_address" not in str(trouble):
                raise
        else:
            return market
    raise Refused(_("Give another name."), field="name")
