"""The verb of closing: the rules of the cooperative say which month ends its book year."""

from datetime import date, datetime

from sentra.cooperative.clauses import rules_on
from sentra.kernel.actor import Actor
from sentra.kernel.operation import operation
from sentra.ledger.closing import close
from sentra.ledger.snapshots import end_of
from sentra.people.roles import Permission


@operation(needs=Permission.CLOSE_PERIOD)
def close_period(month: date, *, by: Actor, at: datetime) -> int:
    """Close a month for good; the last of the book year (AD 25) closes the year with it.

    Then all income and costs go into the year's surplus (3-1900), to be shared after the annual meeting.
    Any day names the month. Returns the period's id. Refuses what `ledger.closing.close` refuses.
    """
    ends_year = rules_on(end_of(month)).number("book_year_ends") == month.month
    return close(month, ends_year=ends_year, by=by, at=at)
