"""Capital aid: what came and went back stands in the books; the sums the office reads are sums."""

from sentra.console.books.found import Found, Row, compare, rupiah

MONEY = """
SELECT p.id, p.received_idr, p.repaid_idr,
       coalesce((SELECT sum(m.amount_idr) FROM capital_aidmoney m
                  WHERE m.proposal_id = p.id AND m.kind = 'received' AND m.taken_back_at IS NULL), 0),
       coalesce((SELECT sum(m.amount_idr) FROM capital_aidmoney m
                  WHERE m.proposal_id = p.id AND m.kind = 'repaid' AND m.taken_back_at IS NULL), 0),
       coalesce((SELECT -sum(g.amount_idr) FROM ledger_posting g JOIN ledger_entry e ON e.id = g.entry_id
                  WHERE e.source = 'aid:' || p.id AND e.tenant_id = p.tenant_id
                    AND g.account_id IN ('3-1300', '2-2200')), 0)
  FROM capital_proposal p
 WHERE p.tenant_id = %(tenant)s AND p.state IN ('sent', 'running', 'reported') ORDER BY p.id
"""


def money(tenant: int) -> Found:
    return compare(MONEY, tenant, _wrong)


def _wrong(row: Row) -> str | None:
    proposal, received, repaid, came, went, booked = row
    if (received, repaid) == (came, went) and came - went == booked:
        return None
    return f"usulan {proposal}: tercatat {rupiah(received - repaid)}, di buku {rupiah(booked)}"
