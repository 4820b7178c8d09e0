"""Book years that are closed, and what their surplus was."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db.models import Min

from sentra.ledger.chart import YEAR_SURPLUS
from sentra.ledger.closing import NOMINAL, closing_cause
from sentra.ledger.models import Account, Entry, Period, Posting
from sentra.ledger.queries.whose import books
from sentra.ledger.snapshots import month_of, sums_until


def first_day_booked() -> date | None:
    """The day of the first entry of these books; None while they are empty. One query."""
    found: date | None = Entry.objects.filter(tenant_id=books()).aggregate(on=Min("booked_on"))["on"]
    return found


def year_closed(year_end: date) -> bool:
    """Is the last month of this book year closed?"""
    return Period.objects.filter(tenant_id=books(), month=month_of(year_end)).exists()


def closing_lines(year_end: date) -> Mapping[str, int]:
    """Account → what the year's closing entry booked on it, debit positive; empty without one."""
    found = Posting.objects.filter(
        tenant_id=books(), entry__tenant_id=books(), entry__cause=closing_cause(year_end)
    )
    return dict(found.values_list("account_id", "amount_idr"))


def closed_years() -> list[tuple[date, int]]:
    """(last day, surplus or loss) of the closed book years that left one, newest first. One query."""
    found = Posting.objects.filter(
        tenant_id=books(), entry__tenant_id=books(), account=YEAR_SURPLUS, entry__source__startswith="year:"
    )
    return [(day, -idr) for day, idr in found.order_by("-booked_on").values_list("booked_on", "amount_idr")]


def running_surplus(since: date, until: date) -> int:
    """Income less costs of these days, both included; no book year may end inside. Below zero a loss.

    What a year before left and nobody has closed is not in it.
    """
    nominal = list(Account.objects.filter(group__in=NOMINAL).values_list("code", flat=True))
    eve, end = (sums_until(books(), day, nominal) for day in (since - timedelta(days=1), until))
    return sum(one.balance_idr for one in eve.values()) - sum(one.balance_idr for one in end.values())


def surplus_of(year_end: date) -> int:
    """Whole rupiah that closing this book year left as its surplus; below zero a loss, 0 if not closed."""
    return -closing_lines(year_end).get(YEAR_SURPLUS, 0)
