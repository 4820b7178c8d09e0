"""Closing a month for good; the last month of a book year takes income and costs into the year's surplus.

Plain functions inside the caller's transaction: when a book year ends is a rule of the cooperative, so the
operation lies there (`cooperative.closing`).
"""

from datetime import date, datetime

from django.db import connection
from django.db.models import Min
from django.utils.translation import gettext_lazy as _

from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.tenancy import writer
from sentra.ledger.chart import YEAR_SURPLUS
from sentra.ledger.models import Account, Entry, Period, Snapshot
from sentra.ledger.posting import Booking, Line, credit, post
from sentra.ledger.snapshots import Sums, end_of, last_closed, month_after, month_of, sums_until

NOMINAL = (Account.Group.INCOME, Account.Group.COST)


def close(month: date, *, ends_year: bool, by: Actor, at: datetime) -> int:
    """Close a month, keep every account's sums up to its end and return the period's id.

    Any day names the month. Months close in order, from the first that has an entry. Refuses a
    month that is not over and one that is closed.
    """
    month = month_of(month)
    _wait_for_writers(by.tenant_id)
    if end_of(month) >= by.today(at):
        raise Refused(_("This month is not over yet."), field="month")
    due = next_to_close(by.tenant_id)
    if due and month < due:
        raise Refused(_("This month is already closed."), field="month")
    if due and month > due:
        raise Refused(_("Close %(month)s first.") % {"month": f"{due:%Y-%m}"}, field="month")
    if ends_year:
        _into_surplus(end_of(month), by=by, at=at)
    sums = sums_until(by.tenant_id, end_of(month))
    period: Period = Period.objects.create(month=month, closed_at=at)
    Snapshot.objects.bulk_create(
        Snapshot(month=month, account_id=code, debit_idr=one.debit_idr, credit_idr=one.credit_idr)
        for code, one in sorted(sums.items())
    )
    return int(period.pk)


def next_to_close(tenant: int) -> date | None:
    """The month after the last closed one, else that of the first entry; None when there is neither."""
    last = last_closed(tenant, date.max)
    if last:
        return month_after(last)
    first = Entry.objects.filter(tenant_id=tenant).aggregate(on=Min("booked_on"))["on"]
    return month_of(first) if first else None


def closing_cause(year_end: date) -> str:
    """The cause of the entry that ends this book year; statements of the year leave it out."""
    return f"year:{year_end:%Y-%m}:closed"


def surplus_lines(tenant: int, year_end: date) -> list[Line]:
    """What closing the year books: income and costs to zero, what they leave into 3-1900. May be empty."""
    sums = sums_until(tenant, year_end)
    nominal = Account.objects.filter(group__in=NOMINAL).order_by("code").values_list("code", flat=True)
    left = {code: sums.get(code, Sums()).balance_idr for code in nominal}
    lines = [Line(code, -idr) for code, idr in left.items()]
    lines.append(credit(YEAR_SURPLUS, -sum(left.values())))
    return [line for line in lines if line.amount_idr]


def _into_surplus(year_end: date, *, by: Actor, at: datetime) -> None:
    """Every income and cost account ends at zero; what they leave is the year's surplus, or loss."""
    lines = surplus_lines(writer(), year_end)
    memo = f"Penutupan tahun buku sampai {year_end:%d-%m-%Y}"
    post(closing_cause(year_end), f"year:{year_end:%Y-%m}", memo, Booking(year_end, by, at), lines)


def _wait_for_writers(tenant: int) -> None:
    """Entries being written now commit first and are in the sums; later ones find the month closed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(ledger_lock(%s))", [tenant])
