"""From whom goods were bought in a period: from members while they were members, and from others."""

from dataclasses import dataclass
from datetime import date

from sentra.cooperative.surplus.gathering import members_within, sold_apart
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
    sides = sold_apart(members_within(since, until), since, until).values()
    return Bought(sum(mine for mine, _other in sides), sum(other for _mine, other in sides))


def sellers(since: date, until: date) -> list[Seller]:
    """Everybody who sold something, the largest first; they add up to `bought`. At most four queries."""
    rows = members_within(since, until)
    sides, numbers = sold_apart(rows, since, until), {party: number for _pk, number, party, *_days in rows}
    names = dict(Party.objects.filter(pk__in=sides).values_list("pk", "name"))
    found = [
        Seller(party, names[party], numbers.get(party, 0), mine, other)
        for party, (mine, other) in sides.items()
        if mine or other
    ]
    return sorted(found, key=lambda one: (-one.sold_idr, one.name, one.party_id))
