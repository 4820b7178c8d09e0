"""The five statements of one period with the same days a year before: read once, laid out as asked.

The rules say when the book year ends; who was a member says how sales are split (decision 0017).
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sentra.cooperative.clauses import Rules, rules_on
from sentra.cooperative.closing.sellers import bought
from sentra.ledger.statements.cash import cash_flow
from sentra.ledger.statements.equity import Changes, equity
from sentra.ledger.statements.periods import Days, days_of, year_before
from sentra.ledger.statements.position import position
from sentra.ledger.statements.results import Bought, results
from sentra.ledger.statements.rows import Statement
from sentra.ledger.statements.spans import Span, spans

POSITION, RESULTS, EQUITY, CASH, NOTES = KINDS = ("position", "results", "equity", "cash", "notes")


@dataclass(frozen=True)
class Report:
    """The books of a period, with the comparative. Each statement is laid out when it is asked for."""

    kind: str
    now: Span
    before: Span
    rules: Rules

    @property
    def days(self) -> Days:
        return self.now.days

    @property
    def days_before(self) -> Days:
        return self.before.days

    @cached_property
    def bought(self) -> Bought:
        return bought(self.days.since, self.days.until)

    @cached_property
    def bought_before(self) -> Bought:
        return bought(self.days_before.since, self.days_before.until)

    @cached_property
    def position(self) -> Statement:
        return position(self.now, self.before)

    @cached_property
    def results(self) -> Statement:
        return results(self.now, self.before, self.bought, self.bought_before)

    @cached_property
    def equity(self) -> tuple[Changes, Changes]:
        return equity(self.now), equity(self.before)

    @cached_property
    def cash(self) -> Statement:
        return cash_flow(self.now, self.before)

    def statement(self, key: str) -> Statement:
        """position, results or cash. Raises KeyError for what has no rows."""
        if key not in {POSITION, RESULTS, CASH}:
            raise KeyError(key)
        found: Statement = getattr(self, key)
        return found


def report(kind: str, month: date) -> Report:
    """`kind`: month, to_date or year (`ledger.statements.periods`); any day names the month.

    Five queries, and one for each of its days that lies in open months; the PHU and the notes ask what was
    bought, at most six more.
    """
    rules = rules_on(month)
    days = days_of(kind, month, rules.number("book_year_ends"))
    now, before = spans(days, year_before(days))
    return Report(kind, now, before, rules)
