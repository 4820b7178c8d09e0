"""What makers sold to the cooperative, in rupiah: for fairness in splitting, and for patronage (SHU).

Whatever is bought from a maker is credited to her on 2-1110, also when it is paid at once. Not bought is
what a payout that came back credits again, what people book there by hand (an opening balance), and pieces
that came back: their pay leaves the slip as a credit of the cost of sales.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection

from sentra.ledger.chart import COST_OF_SALES, OWED_TO_ARTISANS
from sentra.ledger.queries.whose import books

# One range of posting_by_account; then the few entries that are not what they look like, by their own keys.
SOLD = """
WITH credited AS (
    SELECT party_id, -sum(amount_idr) AS idr
      FROM ledger_posting
     WHERE tenant_id = %(tenant)s AND account_id = %(owed)s AND booked_on BETWEEN %(since)s AND %(until)s
       AND amount_idr < 0 AND (%(parties)s::bigint[] IS NULL OR party_id = ANY (%(parties)s::bigint[]))
     GROUP BY party_id
), other AS (
    SELECT id, source = 'manual' AS by_hand
      FROM ledger_entry
     WHERE tenant_id = %(tenant)s AND booked_on BETWEEN %(since)s AND %(until)s
       AND (reverses_id IS NOT NULL OR source = 'manual')
), not_bought AS (
    SELECT p.party_id, CASE WHEN p.amount_idr < 0 THEN p.amount_idr WHEN by_hand THEN 0 ELSE -p.amount_idr END
      FROM other JOIN ledger_posting p ON p.tenant_id = %(tenant)s AND p.entry_id = other.id
     WHERE p.account_id = %(owed)s
), came_back AS (
    SELECT hers.party_id, p.amount_idr
      FROM ledger_posting p
      JOIN ledger_entry e ON e.id = p.entry_id AND e.source LIKE 'slip:%%'
      JOIN ledger_posting hers ON hers.tenant_id = p.tenant_id AND hers.entry_id = p.entry_id
       AND hers.account_id = %(owed)s
     WHERE p.tenant_id = %(tenant)s AND p.account_id = %(cost)s
       AND p.booked_on BETWEEN %(since)s AND %(until)s
)
SELECT party_id, sum(idr)::bigint
  FROM (TABLE credited UNION ALL TABLE not_bought UNION ALL TABLE came_back) AS every (party_id, idr)
 WHERE %(parties)s::bigint[] IS NULL OR party_id = ANY (%(parties)s::bigint[])
 GROUP BY party_id HAVING sum(idr) <> 0
"""


def sold_by_party(*, since: date, until: date, party_ids: Iterable[int] | None = None) -> dict[int, int]:
    """Party id → rupiah bought from her in [since, until]; below zero when more came back. One query."""
    asked: dict[str, Any] = {
        "tenant": books(), "owed": OWED_TO_ARTISANS, "cost": COST_OF_SALES, "since": since, "until": until,
        "parties": list(party_ids) if party_ids is not None else None,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(SOLD, asked)
        return dict(cursor.fetchall())
