"""Opening entries: what older books brought into these. Nothing happened in the period they are booked in.

An entry is one when it books on 3-1800, the counter account of all that was there before Sentra, or when
its cause says so: `opening:<id>` (balances from a file) and `asset:<id>:owned` may leave nothing on 3-1800.
Their mirror images, and what is moved away from 3-1800 by hand, are opening entries too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from sentra.ledger.chart import OPENING_EQUITY
from sentra.ledger.snapshots import Sums

# The words of the second part are those of the partial index entry_opening.
BROUGHT = """
WITH opening AS (
    SELECT entry_id AS id FROM ledger_posting
     WHERE tenant_id = %(tenant)s AND account_id = %(counter)s AND booked_on BETWEEN %(since)s AND %(until)s
    UNION
    SELECT id FROM ledger_entry
     WHERE tenant_id = %(tenant)s AND booked_on BETWEEN %(since)s AND %(until)s
       AND (source LIKE 'opening:%%' OR cause LIKE 'asset:%%' AND cause LIKE '%%:owned%%')
)
SELECT p.booked_on, p.account_id, coalesce(sum(p.amount_idr) FILTER (WHERE p.amount_idr > 0), 0)::bigint,
       coalesce(-sum(p.amount_idr) FILTER (WHERE p.amount_idr < 0), 0)::bigint
  FROM opening JOIN ledger_posting p ON p.tenant_id = %(tenant)s AND p.entry_id = opening.id
 GROUP BY p.booked_on, p.account_id
"""


@dataclass(frozen=True)
class Brought:
    """What the opening entries of one day booked on one account, whole rupiah."""

    on: date
    account: str
    sums: Sums


def brought_between(tenant: int, since: date, until: date) -> Sequence[Brought]:
    """Of these days, both included. One query."""
    told: dict[str, Any] = {"tenant": tenant, "counter": OPENING_EQUITY, "since": since, "until": until}
    with connection.cursor() as cursor:
        cursor.execute(BROUGHT, told)
        return [Brought(on, code, Sums(debit, credit)) for on, code, debit, credit in cursor.fetchall()]
