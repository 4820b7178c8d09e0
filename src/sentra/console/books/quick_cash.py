"""Quick cash: the fund holds what came in less what it bought; bought goods stand at their price."""

from sentra.console.books.found import Found, Row, compare, rupiah

FUND = """
SELECT (SELECT coalesce(sum(amount_idr), 0) FROM trade_fundmove WHERE tenant_id = %(tenant)s)
     - (SELECT coalesce(sum(total_idr), 0) FROM trade_purchase WHERE tenant_id = %(tenant)s)
     + (SELECT coalesce(sum(cost_idr), 0) FROM trade_use WHERE tenant_id = %(tenant)s),
       (SELECT coalesce(sum(amount_idr), 0) FROM ledger_posting
         WHERE tenant_id = %(tenant)s AND account_id IN ('1-1120', '1-1220'))
"""
GOODS = """
SELECT b.id,
       b.total_idr - coalesce((SELECT sum((s.pieces - s.returned) * b.price_idr)
         FROM trade_use u JOIN production_supply s ON s.id = u.supply_id AND s.tenant_id = u.tenant_id
        WHERE u.purchase_id = b.id AND u.tenant_id = b.tenant_id), 0),
       coalesce((SELECT sum(p.amount_idr) FROM ledger_posting p
         JOIN ledger_entry e ON e.id = p.entry_id AND e.tenant_id = p.tenant_id
        WHERE e.source = 'quickbuy:' || b.id AND e.tenant_id = b.tenant_id AND p.account_id = '1-1410'), 0)
  FROM trade_purchase b WHERE b.tenant_id = %(tenant)s ORDER BY b.id
"""


def fund(tenant: int) -> Found:
    return compare(FUND, tenant, _fund_differs)


def goods(tenant: int) -> Found:
    return compare(GOODS, tenant, _goods_differ)


def _fund_differs(row: Row) -> str | None:
    recorded, booked = row
    if recorded == booked:
        return None
    return f"dana beli tunai: catatan {rupiah(recorded)}, buku {rupiah(booked)}"


def _goods_differ(row: Row) -> str | None:
    purchase, left, booked = row
    if left == booked:
        return None
    return f"pembelian tunai {purchase}: sisa {rupiah(left)}, buku {rupiah(booked)}"
