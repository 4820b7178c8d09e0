"""The book years of a cooperative: from its first entry to the year that is running."""

from datetime import date

from sentra.cooperative.clauses import rules_on
from sentra.cooperative.meetings.counting import book_year_end
from sentra.kernel.dates import months_later
from sentra.ledger.queries import closed_years, first_day_booked
from sentra.ledger.snapshots import end_of


def book_years(today: date) -> list[date]:
    """The last day of each, newest first; only the running one before anything is booked. Four queries."""
    over = book_year_end(rules_on(today).number("book_year_ends"), today)
    running, first = end_of(months_later(over.replace(day=1), 12)), first_day_booked()
    found = {running, *(end for end, _idr in closed_years())}
    while first and over >= first:
        found.add(over)
        over = end_of(months_later(over.replace(day=1), -12))
    return sorted(found, reverse=True)


def years_over(today: date) -> list[date]:
    """Those that have ended, newest first: a year of which an annual meeting can speak."""
    return [end for end in book_years(today) if end < today]
