"""What lies where is the sum of how it got there."""

from sentra.console.books.found import Found, Row, compare

LEVELS = """
WITH moved AS (
  SELECT place, stage_id, order_id, owner, sum(pieces) AS pieces FROM (
    SELECT target_id AS place, stage_id, coalesce(order_id, 0) AS order_id, coalesce(owner_id, 0) AS owner,
           pieces
      FROM stock_move WHERE tenant_id = %(tenant)s
    UNION ALL
    SELECT source_id, stage_id, coalesce(from_order_id, order_id, 0), coalesce(owner_id, 0), -pieces
      FROM stock_move WHERE tenant_id = %(tenant)s
  ) each GROUP BY 1, 2, 3, 4
), kept AS (
  SELECT place_id AS place, stage_id, order_id, coalesce(owner_id, 0) AS owner, pieces
    FROM stock_level WHERE tenant_id = %(tenant)s
)
SELECT place, stage_id, order_id, moved.pieces, kept.pieces, p.kind
  FROM moved FULL JOIN kept USING (place, stage_id, order_id, owner) LEFT JOIN stock_place p ON p.id = place
 ORDER BY 1, 2, 3, owner
"""

BOUNDED = ("store", "workshop", "stall", "exhibition", "transit")


def levels(tenant: int) -> Found:
    return compare(LEVELS, tenant, _wrong)


def _wrong(row: Row) -> str | None:
    place, stage, order, moved, kept, kind = row
    where = f"tempat {place} ({kind}), tahap {stage}, pesanan {order or '-'}"
    if (moved or 0) != (kept or 0):
        return f"{where}: tercatat {kept or 0}, jumlah perpindahan {moved or 0}"
    if kind in BOUNDED and (moved or 0) < 0:
        return f"{where}: kurang dari nol ({moved})"
    return None
