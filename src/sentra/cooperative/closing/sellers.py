"""From whom goods were bought in a period: from members while they were members, and from others."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from sentra.cooperative.models import Member
from sentra.cooperative.surplus.gathering import sold_as_members
from sentra.ledger.earnings import sold_by_party
from sentra.ledger.statements.results import Bought
from sentra.people.models import Party


@dataclass(frozen=True)
class Seller:
    """One maker. `number`: of her newest membership that touches the period, 0 if she had none."""

    party_id: int
    name: str
    number: int
    members_idr: int
    others_idr: int

    @property
    def sold_idr(self) -> int:
        return self.members_idr + self.others_idr


def bought(since: date, until: date) -> Bought:
    """Whole rupiah bought in [since, until]; what came back beyond what a maker sold counts as nothing.

    At most three queries. It reads the postings of 2-1110 in the period, closed months too: who sold what is
    kept nowhere else.
    """
    sides, _numbers = _sides(since, until)
    return Bought(sum(mine for mine, _other in sides.values()), sum(other for _mine, other in sides.values()))


def sellers(since: date, until: date) -> list[Seller]:
    """Everybody who sold something, the largest first; they add up to `bought`. At most four queries."""
    sides, numbers = _sides(since, until)
    names = dict(Party.objects.filter(pk__in=sides).values_list("pk", "name"))
    found = [
        Seller(party, names[party], numbers.get(party, 0), mine, other)
        for party, (mine, other) in sides.items()
        if mine or other
    ]
    return sorted(found, key=lambda one: (-one.sold_idr, one.name, one.party_id))


def _sides(since: date, until: date) -> tuple[dict[int, tuple[int, int]], dict[int, int]]:
    """Party → (as member, as other), and party → member number."""
    rows = list(
        Member.objects.filter(joined_on__lte=until)
        .filter(Q(left_on=None) | Q(left_on__gte=since))
        .order_by("number")
        .values_list("pk", "number", "party_id", "joined_on", "left_on")
    )
    everybody = sold_by_party(since=since, until=until)
    as_members = sold_as_members(rows, everybody, since, until)
    sides = {}
    for party, idr in everybody.items():
        sold = max(0, idr)
        mine = min(sold, max(0, as_members.get(party, 0)))
        sides[party] = (mine, sold - mine)
    return sides, {party: number for _pk, number, party, _joined, _left in rows}
