"""Sums per account without reading all postings: the last closed month's snapshot and what came after."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection

# One short range of the index posting_by_day: what lies in the closed months is never touched.
AFTER = """
SELECT account_id, coalesce(sum(amount_idr) FILTER (WHERE amount_idr > 0), 0)::bigint,
       coalesce(-sum(amount_idr) FILTER (WHERE amount_idr < 0), 0)::bigint
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
