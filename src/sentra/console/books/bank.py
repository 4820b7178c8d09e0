"""Bank lines against the books: what was said of each, and that nothing a bank line booked hangs loose."""

from sentra.console.books.found import Found, Row, compare, rupiah, together

# Each matched line against the postings of its parts.
MATCHES = """
SELECT l.id, l.amount_idr, coalesce(sum(p.amount_idr), 0)
  FROM payments_match m JOIN payments_bankline l ON l.id = m.line_id
  LEFT JOIN payments_matchpart t ON t.match_id = m.id AND t.tenant_id = m.tenant_id
  LEFT JOIN ledger_posting p ON p.id = t.posting_id AND p.tenant_id = t.tenant_id
 WHERE m.tenant_id = %(tenant)s GROUP BY l.id, l.amount_idr ORDER BY l.id
"""
# Each entry a bank line booked: still tied to a line, or cancelled.
LOOSE = """
SELECT e.id, e.source,
       EXISTS (SELECT FROM ledger_entry r WHERE r.tenant_id = e.tenant_id AND r.reverses_id = e.id)
       OR EXISTS (SELECT FROM ledger_posting p JOIN payments_matchpart t
                     ON t.posting_id = p.id AND t.tenant_id = p.tenant_id
                   WHERE p.tenant_id = e.tenant_id AND p.entry_id = e.id)
  FROM ledger_entry e
 WHERE e.tenant_id = %(tenant)s AND e.cause LIKE 'bank:%%' AND e.reverses_id IS NULL ORDER BY e.id
"""
# Each confirmed count against the difference its entry booked.
COUNTS = """
SELECT c.id, c.counted_idr - c.expected_idr, coalesce(sum(p.amount_idr), 0)
  FROM payments_cashcount c
  LEFT JOIN ledger_entry e ON e.tenant_id = c.tenant_id AND e.cause = 'cashcount:' || c.id
  LEFT JOIN ledger_posting p ON p.entry_id = e.id AND p.account_id = c.ledger
 WHERE c.tenant_id = %(tenant)s AND c.state = 'confirmed' GROUP BY c.id ORDER BY c.id
"""


def lines(tenant: int) -> Found:
    matches = compare(MATCHES, tenant, lambda row: _differ(f"mutasi {row[0]}: bank", row))
    loose = compare(
        LOOSE, tenant, lambda row: None if row[2] else f"entri {row[0]} ({row[1]}) tidak punya mutasi bank"
    )
    return together([matches, loose])


def counts(tenant: int) -> Found:
    return compare(COUNTS, tenant, lambda row: _differ(f"hitungan kas {row[0]}: selisih", row))


def _differ(what: str, row: Row) -> str | None:
    return None if row[1] == row[2] else f"{what} {rupiah(row[1])}, buku {rupiah(row[2])}"
