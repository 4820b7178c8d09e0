"""What the books held around a period: read once for all statements, without the year's closing entry.

The entry that ends a book year moves income and costs into 3-1900. A statement of that year is about what
was earned, so the entry is taken out again for every day of its own year; for the next year it counts.
What was brought from the books before Sentra is told apart (`brought`): it happened to nobody in the period.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sentra.kernel.dates import months_later
from sentra.ledger.chart import YEAR_SURPLUS, charted
from sentra.ledger.closing import closing_cause
from sentra.ledger.models import Posting
from sentra.ledger.queries.whose import books
from sentra.ledger.snapshots import Sums, end_of, sums_on
from sentra.ledger.statements.brought import Brought, brought_between
from sentra.ledger.statements.periods import Days

NOTHING = Sums()
Held = Mapping[str, Sums]
"""Account → everything ever booked on it, on each side."""


def nominal(code: str) -> bool:
    return charted()[code].group in {"income", "cost"}


@dataclass(frozen=True)
class Span:
    """The books on the eve of the book year, on the eve of the period and at its end. Debit positive.

    `opened`: of what was booked in the period, what opening entries brought from older books.
    """

    days: Days
    year_eve: Held
    eve: Held
    end: Held
    opened: Held = field(default_factory=dict)

    def moved(self, code: str) -> Sums:
        """What was booked on the account in the period, each side, opening entries with it."""
        before, after = self.eve.get(code, NOTHING), self.end.get(code, NOTHING)
        return Sums(after.debit_idr - before.debit_idr, after.credit_idr - before.credit_idr)

    def happened(self, code: str) -> Sums:
        """What was booked on the account in the period, each side, without opening entries."""
        moved, brought = self.moved(code), self.opened.get(code, NOTHING)
        return Sums(moved.debit_idr - brought.debit_idr, moved.credit_idr - brought.credit_idr)

    def brought(self, code: str) -> int:
        """What opening entries of the period brought onto the account."""
        return self.opened.get(code, NOTHING).balance_idr

    @property
    def brought_surplus_idr(self) -> int:
        """Of what was earned in the period, what older books had earned before the cut-over."""
        return earned(self.opened)

    def at_end(self, code: str) -> int:
        return self.end.get(code, NOTHING).balance_idr

    def at_eve(self, code: str) -> int:
        return self.eve.get(code, NOTHING).balance_idr

    @property
    def surplus_idr(self) -> int:
        """Earned in the period."""
        return earned(self.end) - earned(self.eve)

    @property
    def running_idr(self) -> int:
        """Earned from the first day of the book year to the end of the period."""
        return earned(self.end) - earned(self.year_eve)

    @property
    def running_eve_idr(self) -> int:
        return earned(self.eve) - earned(self.year_eve)

    @property
    def unshared_idr(self) -> int:
        """Of earlier years, not shared yet at the end: 3-1900, and years nobody has closed."""
        return earned(self.year_eve) - self.at_end(YEAR_SURPLUS)

    @property
    def unshared_eve_idr(self) -> int:
        return earned(self.year_eve) - self.at_eve(YEAR_SURPLUS)


def earned(held: Held) -> int:
    """Income less costs of everything ever booked and not closed; below zero a loss."""
    return -sum(held[code].balance_idr for code in held if nominal(code))


def spans(*asked: Days) -> list[Span]:
    """The books around each of these periods. Four queries, and one for each day that is not closed."""
    days = {day for one in asked for day in (one.year_eve, one.eve, one.until)}
    held = sums_on(books(), days)
    closings = closing_entries(min(days), max(days))
    brought = brought_between(books(), min(days), max(days))
    return [
        Span(
            one,
            held[one.year_eve],
            without(held[one.eve], _inside(closings, one.year_start, one.eve)),
            without(held[one.until], _inside(closings, one.year_start, one.until)),
            _summed(brought, one.since, one.until),
        )
        for one in asked
    ]


Closing = tuple[date, str, int]


def closing_entries(since: date, until: date) -> Sequence[Closing]:
    """Lines of the entries that ended book years in these days: (day, account, debit positive). One query."""
    causes, month = [], since.replace(day=1)
    while month <= until:
        causes.append(closing_cause(end_of(month)))
        month = months_later(month, 1)
    found = Posting.objects.filter(tenant_id=books(), entry__tenant_id=books(), entry__cause__in=causes)
    return list(found.values_list("booked_on", "account_id", "amount_idr"))


def _inside(closings: Sequence[Closing], since: date, until: date) -> Sequence[Closing]:
    return [one for one in closings if since <= one[0] <= until]


def _summed(brought: Sequence[Brought], since: date, until: date) -> Held:
    found: defaultdict[str, Sums] = defaultdict(Sums)
    for one in brought:
        if since <= one.on <= until:
            found[one.account] += one.sums
    return found


def without(held: Held, closings: Sequence[Closing]) -> Held:
    """The same sums as if these lines had never been booked."""
    left = dict(held)
    for _day, code, idr in closings:
        one = left[code]
        left[code] = (
            Sums(one.debit_idr - idr, one.credit_idr)
            if idr > 0
            else Sums(one.debit_idr, one.credit_idr + idr)
        )
    return left
