"""What material lies where is the sum of how it got there, and what it cost is what the books hold."""

from sentra.console.books.found import Found, Row, compare

LEVELS = """
WITH each AS (
  SELECT m.id, m.material_id, m.units, m.value_idr, p.id AS place, p.kind,
         CASE WHEN p.kind = 'workshop' THEN coalesce(m.order_id, 0) ELSE 0 END AS order_id,
         CASE WHEN p.id = m.target_id THEN 1 ELSE -1 END AS sign
    FROM stock_materialmove m JOIN stock_place p ON p.id IN (m.source_id, m.target_id)
   WHERE m.tenant_id = %(tenant)s
), moved AS (
  SELECT place, material_id, order_id, sum(sign * units) AS units, sum(sign * value_idr) AS idr
    FROM each GROUP BY 1, 2, 3
), kept AS (
  SELECT place_id AS place, material_id, order_id, units, value_idr AS idr
    FROM stock_materiallevel WHERE tenant_id = %(tenant)s
)
SELECT place, material_id, order_id, moved.units, kept.units, moved.idr, kept.idr
  FROM moved FULL JOIN kept USING (place, material_id, order_id) ORDER BY 1, 2, 3
"""

BOOKED = """
SELECT coalesce((SELECT sum(value_idr) FROM stock_materiallevel WHERE tenant_id = %(tenant)s AND bounded), 0),
       coalesce((SELECT sum(p.amount_idr) FROM ledger_posting p JOIN ledger_entry e ON e.id = p.entry_id
                  WHERE p.tenant_id = %(tenant)s AND p.account_id = '1-1400'
                    AND (e.cause LIKE 'purchase:%%' OR e.cause LIKE 'material_move:%%')), 0)
"""


def levels(tenant: int) -> Found:
    return compare(LEVELS, tenant, _wrong)


def _wrong(row: Row) -> str | None:
    place, material, order, moved, kept, moved_idr, kept_idr = row
    if ((moved or 0), (moved_idr or 0)) == ((kept or 0), (kept_idr or 0)):
        return None
    where = f"tempat {place}, bahan {material}, pesanan {order or '-'}"
    return f"{where}: tercatat {kept or 0} (Rp{kept_idr or 0}), jumlah {moved or 0} (Rp{moved_idr or 0})"


def booked(tenant: int) -> Found:
    return compare(BOOKED, tenant, _differs)


def _differs(row: Row) -> str | None:
    there, books = row
    return None if there == books else f"bahan bernilai Rp{there}, di buku Rp{books}"
