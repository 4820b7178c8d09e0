"""Book years that are closed, and what their surplus was."""

from collections.abc import Mapping
from datetime import date

from sentra.ledger.chart import YEAR_SURPLUS
from sentra.ledger.closing import closing_cause
from sentra.ledger.models import Period, Posting
from sentra.ledger.queries.whose import books
from sentra.ledger.snapshots import month_of


def year_closed(year_end: date) -> bool:
    """Is the last month of this book year closed?"""
    return Period.objects.filter(tenant_id=books(), month=month_of(year_end)).exists()


def closing_lines(year_end: date) -> Mapping[str, int]:
    """Account → what the year's closing entry booked on it, debit positive; empty without one."""
    found = Posting.objects.filter(
        tenant_id=books(), entry__tenant_id=books(), entry__cause=closing_cause(year_end)
    )
    return dict(found.values_list("account_id", "amount_idr"))


def surplus_of(year_end: date) -> int:
    """Whole rupiah that closing this book year left as its surplus; below zero a loss, 0 if not closed."""
    return -closing_lines(year_end).get(YEAR_SURPLUS, 0)
