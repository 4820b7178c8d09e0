"""The verbs of the map: lay out a field of stalls, say who sells at one, take one away."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from sentra.crafts.models import Craft
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.models import Tenant
from sentra.kernel.operation import note, operation
from sentra.market.models import Market, Stall
from sentra.people.roles import Permission
from sentra.showroom.queries import Filters, makers

MOST = 30  # rows, and stalls in a row


@dataclass(frozen=True)
class StallFacts:
    """A stall as the map shows it. `maker` is who stands there: only somebody the showroom names."""

    number: str
    row: int
    col: int
    craft_code: str = ""
    sells: str = ""
    cooperative: UUID | None = None
    maker: UUID | None = None


@operation(needs=Permission.MANAGE_MARKETS)
def lay_out_stalls(market_id: int, *, rows: int, cols: int, by: Actor, at: datetime) -> Market:
    """Fill a field of `rows` × `cols` with empty stalls, numbered on from the highest. Known ones stay.

    Refuses a field that is no field, or larger than 30 × 30.
    """
    market: Market = Market.objects.select_for_update().get(pk=market_id)
    if not (1 <= rows <= MOST and 1 <= cols <= MOST):
        raise Refused(_("Between 1 and %(most)s rows and stalls in a row.") % {"most": MOST}, field="rows")
    known = list(Stall.objects.filter(market=market))
    taken = {(one.row, one.col) for one in known}
    last = max((int(one.number) for one in known if one.number.isdecimal()), default=0)
    if last + rows * cols >= 10**6:
        raise Refused(_("The numbers are used up: give the last stall a smaller one."), field="rows")
    free = [(row, col) for row in range(1, rows + 1) for col in range(1, cols + 1) if (row, col) not in taken]
    Stall.objects.bulk_create(
        Stall(market=market, number=str(number), row=row, col=col)
        for number, (row, col) in enumerate(free, start=last + 1)
    )
    note(stalls=len(free))
    return market


@operation(needs=Permission.MANAGE_MARKETS)
def set_stall(
    market_id: int, facts: StallFacts, *, stall_id: int | None = None, by: Actor, at: datetime
) -> Stall:
    """Add a stall, or change a known one.

    Refuses: a number or place that is taken, a craft nobody knows, a cooperative of another district, a maker
    its showroom does not name. A cooperative names itself only; the office names any of its district.
    """
    market: Market = Market.objects.select_for_update().get(pk=market_id)
    stall = Stall.objects.get(pk=stall_id, market=market) if stall_id is not None else Stall(market=market)
    number = "".join(facts.number.split())[:6]
    if not number:
        raise Refused(_("Give it a number."), field="number")
    if not (1 <= facts.row <= MOST and 1 <= facts.col <= MOST):
        raise Refused(_("Between 1 and %(most)s rows and stalls in a row.") % {"most": MOST}, field="row")
    others = Stall.objects.filter(market=market).exclude(pk=stall.pk)
    if others.filter(number=number).exists():
        raise Refused(_("Another stall has this number."), field="number")
    if others.filter(row=facts.row, col=facts.col).exists():
        raise Refused(_("Another stall stands there."), field="col")
    stall.number, stall.row, stall.col, stall.sells = number, facts.row, facts.col, facts.sells.strip()[:80]
    stall.craft = _craft(facts.craft_code)
    stall.cooperative_uid, stall.maker_uid = _whose(facts, by)
    stall.save()
    return stall


@operation(needs=Permission.MANAGE_MARKETS)
def remove_stall(stall_id: int, *, by: Actor, at: datetime) -> Market:
    """Take a stall off the map."""
    stall = Stall.objects.select_related("market").get(pk=stall_id)
    market: Market = stall.market
    stall.delete()
    return market


def _craft(code: str) -> Craft | None:
    if not code:
        return None
    found = Craft.objects.filter(pk=code).first()
    if found is None:
        raise Refused(_("Choose a craft from the list."), field="craft_code")
    return found


def _whose(facts: StallFacts, by: Actor) -> tuple[UUID | None, UUID | None]:
    """The cooperative and the maker of a stall, as far as they may be named."""
    if facts.cooperative is None:
        if facts.maker:
            raise Refused(_("First choose the maker's cooperative."), field="cooperative")
        return None, None
    owner = Tenant.objects.get(pk=by.tenant_id)
    house = Tenant.objects.exclude(kind=Tenant.Kind.OFFICE).filter(uid=facts.cooperative).first()
    if house is None or house.district_code != owner.district_code:
        raise Refused(_("Choose a cooperative of your district."), field="cooperative")
    if owner.kind != Tenant.Kind.OFFICE and house != owner:
        raise Refused(_("Only the office names another cooperative."), field="cooperative")
    if facts.maker and facts.maker not in {one.uid for one in makers(Filters(slug=house.slug))}:
        raise Refused(_("Only makers whom the showroom names can stand on the map."), field="maker")
    return house.uid, facts.maker
