"""What voluntary savings earn in a month: pure arithmetic, and the question for everybody at once."""

from dataclasses import dataclass
from datetime import date

from sentra.cooperative.clauses import rules_on
from sentra.cooperative.models import Member
from sentra.kernel.rupiah import ratio
from sentra.ledger.chart import SAVINGS
from sentra.ledger.queries import lowest_credits
from sentra.ledger.rates import Rate, rate

BP_MONTHS = 10_000 * 12
TAX = "savings_interest_tax"
CLAUSE = "savings_interest_bp_year"


@dataclass(frozen=True)
class Earned:
    """One member's month, whole rupiah. `base_idr` is the least that lay there on any day."""

    member_id: int
    name: str
    base_idr: int
    rate_bp_year: int
    interest_idr: int
    tax_idr: int

    @property
    def net_idr(self) -> int:
        return self.interest_idr - self.tax_idr


def month_of_interest(base_idr: int, rate_bp_year: int, tax: Rate) -> tuple[int, int]:
    """(interest, tax on it) of a month: a twelfth of the year's rate, half a rupiah up; tax rounded down."""
    interest = ratio(base_idr, rate_bp_year, BP_MONTHS)
    return interest, tax.due_on(interest)


def earned_in(first: date, last: date) -> list[Earned]:
    """Everybody who earns something in the month, by number. Four queries; none when the clause says 0."""
    bp = rules_on(last).number(CLAUSE)
    if bp == 0:
        return []
    tax = rate(TAX, last)
    lowest = lowest_credits(SAVINGS["sukarela"], since=first, until=last)
    members = Member.objects.filter(party_id__in=lowest, left_on=None).select_related("party")
    found = []
    for member in members.order_by("number"):
        base = lowest[member.party_id]
        interest, off = month_of_interest(base, bp, tax)
        if interest:
            found.append(Earned(member.pk, member.party.name, base, bp, interest, off))
    return found
