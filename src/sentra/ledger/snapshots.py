"""Sums per account without reading all postings: the last closed month's snapshot and what came after."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection

# One short range of the index posting_by_day: what lies in the closed months is never touched.
# Debits are half of what was moved and what is left together: cheaper than two sums with a filter.
AFTER = """
SELECT account_id, ((sum(abs(amount_idr)) + sum(amount_idr)) / 2)::bigint,
       ((sum(abs(amount_idr)) - sum(amount_idr)) / 2)::bigint
  FROM ledger_posting
 WHERE tenant_id = %(tenant)s AND booked_on > %(closed)s AND booked_on <= %(until)s
   AND (%(accounts)s::varchar[] IS NULL OR account_id = ANY (%(accounts)s::varchar[]))
 GROUP BY account_id
"""
CLOSED = """
SELECT account_id, debit_idr, credit_idr FROM ledger_snapshot
 WHERE tenant_id = %(tenant)s AND month = %(month)s
   AND (%(accounts)s::varchar[] IS NULL OR account_id = ANY (%(accounts)s::varchar[]))
"""
CLOSED_ENDS = """
SELECT month, account_id, debit_idr, credit_idr FROM ledger_snapshot
 WHERE tenant_id = %s AND month = ANY (%s::date[])
"""
CLOSED_MONTHS = "SELECT month FROM ledger_period WHERE tenant_id = %s ORDER BY month"
LAST_CLOSED = "SELECT max(month) FROM ledger_period WHERE tenant_id = %s AND month <= %s"


@dataclass(frozen=True)
class Sums:
    """Everything ever booked on an account, on each side."""

    debit_idr: int = 0
    credit_idr: int = 0

    @property
    def balance_idr(self) -> int:
        return self.debit_idr - self.credit_idr

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(self.debit_idr + other.debit_idr, self.credit_idr + other.credit_idr)


def month_of(day: date) -> date:
    """The first day of its month: a period's name."""
    return day.replace(day=1)


def month_after(month: date) -> date:
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def end_of(month: date) -> date:
    return month_after(month) - timedelta(days=1)


def last_closed(tenant: int, until: date) -> date | None:
    """The last closed month that ends on or before `until`, as its first day; None when none is."""
    latest = (
        month_of(until)
        if until == date.max or until == end_of(until)
        else month_of(month_of(until) - timedelta(days=1))
    )
    with connection.cursor() as cursor:
        cursor.execute(LAST_CLOSED, [tenant, latest])
        found: date | None = cursor.fetchone()[0]
        return found


def sums_until(tenant: int, until: date, accounts: Sequence[str] | None = None) -> defaultdict[str, Sums]:
    """Account code → sums up to the end of `until`; absent accounts were never used and count as zero."""
    month = last_closed(tenant, until)
    asked = {
        "tenant": tenant,
        "month": month,
        "closed": end_of(month) if month else date.min,
        "until": until,
        "accounts": list(accounts) if accounts is not None else None,
    }
    found: defaultdict[str, Sums] = defaultdict(Sums)
    with connection.cursor() as cursor:
        for statement in (CLOSED, AFTER) if month else (AFTER,):
            cursor.execute(statement, asked)
            for code, debit, credit in cursor.fetchall():
                found[code] += Sums(debit, credit)
    return found


def sums_on(tenant: int, days: Iterable[date]) -> dict[date, defaultdict[str, Sums]]:
    """Day → what `sums_until` says of it, for several days at once.

    Two queries, and one for every day that is not the end of a closed month: only such a day has
    postings to add, those after the last closed month before it.
    """
    closed_months = _closed_months(tenant)
    asked = {day: _closed_before(day, closed_months) for day in sorted(set(days))}
    ends = _kept(tenant, {month for month in asked.values() if month})
    found = {}
    for day, month in asked.items():
        sums: defaultdict[str, Sums] = defaultdict(Sums, ends.get(month, {}) if month else {})
        closed = end_of(month) if month else date.min
        if closed != day:
            told: dict[str, Any] = {"tenant": tenant, "closed": closed, "until": day, "accounts": None}
            with connection.cursor() as cursor:
                cursor.execute(AFTER, told)
                for code, debit, credit in cursor.fetchall():
                    sums[code] += Sums(debit, credit)
        found[day] = sums
    return found


def _closed_months(tenant: int) -> list[date]:
    with connection.cursor() as cursor:
        cursor.execute(CLOSED_MONTHS, [tenant])
        return [month for (month,) in cursor.fetchall()]


def _closed_before(day: date, closed: Sequence[date]) -> date | None:
    """The last closed month that ends on or before the day."""
    at = bisect_right([end_of(month) for month in closed], day)
    return closed[at - 1] if at else None


def _kept(tenant: int, months: Iterable[date]) -> dict[date, dict[str, Sums]]:
    found: dict[date, dict[str, Sums]] = {}
    with connection.cursor() as cursor:
        cursor.execute(CLOSED_ENDS, [tenant, list(months)])
        for month, code, debit, credit in cursor.fetchall():
            found.setdefault(month, {})[code] = Sums(debit, credit)
    return found
