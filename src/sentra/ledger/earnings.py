"""What makers sold to the cooperative, in rupiah: for fairness in splitting, and for patronage (SHU).

Whatever is bought from a maker is credited to her on 2-1110, also when it is paid at once. Not bought is
what a payout that came back credits again, what people book there by hand, opening balances, and pieces
that came back: their pay leaves the slip, or the debt, as a credit of the cost of sales.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import connection

from sentra.ledger.chart import COST_OF_SALES, OWED_TO_ARTISANS
from sentra.ledger.queries.whose import books

# One range of posting_by_account; then the few entries that are not what they look like, by their own keys.
SOLD = """
WITH credited AS (
    SELECT p.party_id, -sum(p.amount_idr) AS idr
      FROM ledger_posting p {windows}
     WHERE p.tenant_id = %(tenant)s AND p.account_id = %(owed)s AND p.amount_idr < 0
       AND p.booked_on BETWEEN %(since)s AND %(until)s {inside}
     GROUP BY p.party_id
), other AS (
    SELECT id, source = 'manual' OR source LIKE 'opening:%%' AS by_hand
      FROM ledger_entry
     WHERE tenant_id = %(tenant)s AND booked_on BETWEEN %(since)s AND %(until)s
       AND (reverses_id IS NOT NULL OR source = 'manual' OR source LIKE 'opening:%%')
), not_bought AS (
    SELECT p.party_id, CASE WHEN p.amount_idr < 0 THEN p.amount_idr WHEN by_hand THEN 0 ELSE -p.amount_idr END
      FROM other JOIN ledger_posting p ON p.tenant_id = %(tenant)s AND p.entry_id = other.id {windows}
     WHERE p.account_id = %(owed)s {inside}
), came_back AS (
    SELECT p.party_id, cost.amount_idr
      FROM ledger_posting cost
      JOIN ledger_entry e ON e.id = cost.entry_id
       AND (e.source LIKE 'slip:%%' OR e.cause LIKE 'consigned_return:%%')
      JOIN ledger_posting p ON p.tenant_id = cost.tenant_id AND p.entry_id = cost.entry_id
       AND p.account_id = %(owed)s {windows}
     WHERE cost.tenant_id = %(tenant)s AND cost.account_id = %(cost)s
       AND cost.booked_on BETWEEN %(since)s AND %(until)s {inside}
)
SELECT party_id, sum(idr)::bigint
  FROM (TABLE credited UNION ALL TABLE not_bought UNION ALL TABLE came_back) AS every (party_id, idr)
 GROUP BY party_id HAVING sum(idr) <> 0
"""
EVERYBODY = SOLD.format(windows="", inside="")
IN_WINDOWS = SOLD.format(
    windows="JOIN unnest(%(parties)s::bigint[], %(firsts)s::date[], %(lasts)s::date[]) AS w (id, first, last)"
    " ON w.id = p.party_id",
    inside="AND p.booked_on BETWEEN w.first AND w.last",
)
Window = tuple[int, date, date]
"""A party, and the first and last day that count for her."""


def sold_by_party(*, since: date, until: date) -> dict[int, int]:
    """Party id → rupiah bought from her in [since, until]; below zero when more came back. One query."""
    return _asked(EVERYBODY, {"since": since, "until": until})


def sold_in_windows(windows: Sequence[Window]) -> dict[int, int]:
    """The same for some parties, each in her own days; several windows of one party are added. One query."""
    if not windows:
        return {}
    parties, firsts, lasts = (list(column) for column in zip(*windows, strict=True))
    days = {"since": min(firsts), "until": max(lasts)}
    return _asked(IN_WINDOWS, {**days, "parties": parties, "firsts": firsts, "lasts": lasts})


def _asked(statement: str, more: Mapping[str, Any]) -> dict[int, int]:
    facts = {"tenant": books(), "owed": OWED_TO_ARTISANS, "cost": COST_OF_SALES, **more}
    with connection.cursor() as cursor:
        cursor.execute(statement, facts)
        return dict(cursor.fetchall())
