"""What would be closed next: the month, whether it ends the book year, and the entry it would book then."""

from dataclasses import dataclass
from datetime import date

from sentra.cooperative.clauses import rules_on
from sentra.ledger.chart import YEAR_SURPLUS, Charted, charted
from sentra.ledger.closing import next_to_close, surplus_lines
from sentra.ledger.snapshots import end_of


@dataclass(frozen=True)
class ClosingLine:
    account: Charted
    amount_idr: int

    @property
    def debit_idr(self) -> int:
        return max(self.amount_idr, 0)

    @property
    def credit_idr(self) -> int:
        return max(-self.amount_idr, 0)


@dataclass(frozen=True)
class Due:
    """`month` is its first day. `lines` of the year's closing entry, empty for any other month."""

    month: date
    over: bool
    ends_year: bool
    lines: tuple[ClosingLine, ...]

    @property
    def end(self) -> date:
        return end_of(self.month)

    @property
    def surplus_idr(self) -> int:
        """What the year leaves; below zero a loss."""
        return -sum(line.amount_idr for line in self.lines if line.account.code == YEAR_SURPLUS)


def due(tenant_id: int, *, today: date) -> Due | None:
    """The next month to close, or None while nothing is booked. At most seven queries."""
    month = next_to_close(tenant_id)
    if month is None:
        return None
    ends_year = rules_on(end_of(month)).number("book_year_ends") == month.month
    booked = surplus_lines(tenant_id, end_of(month)) if ends_year else []
    lines = tuple(ClosingLine(charted()[line.account], line.amount_idr) for line in booked)
    return Due(month, end_of(month) < today, ends_year, lines)
