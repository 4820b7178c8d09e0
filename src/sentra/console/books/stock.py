"""What lies where is the sum of how it got there; what lies of makers' own is what their receipts leave."""

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

HERS = """
WITH lying AS (
  SELECT owner_id, stage_id, sum(pieces) AS pieces FROM stock_level
   WHERE tenant_id = %(tenant)s AND owner_id IS NOT NULL AND bounded GROUP BY 1, 2
), told AS (
  SELECT workshop_id AS owner_id, stage_id, sum(pieces - given_back - sold - lost) AS pieces
    FROM stock_batch WHERE tenant_id = %(tenant)s GROUP BY 1, 2
)
SELECT owner_id, stage_id, coalesce(lying.pieces, 0), coalesce(told.pieces, 0)
  FROM lying FULL JOIN told USING (owner_id, stage_id) ORDER BY 1, 2
"""
SOLD = """
SELECT b.id, b.sold, b.lost,
       coalesce(sum(s.pieces - coalesce(r.back, 0)) FILTER (WHERE s.kind = 'sold'), 0),
       coalesce(sum(s.pieces - coalesce(r.back, 0)) FILTER (WHERE s.kind = 'lost'), 0)
  FROM stock_batch b LEFT JOIN stock_consignedsale s ON s.batch_id = b.id AND s.tenant_id = b.tenant_id
  LEFT JOIN LATERAL (SELECT sum(pieces) AS back FROM stock_consignedreturn
                      WHERE sale_id = s.id AND tenant_id = s.tenant_id) r ON true
 WHERE b.tenant_id = %(tenant)s GROUP BY b.id ORDER BY b.id
"""


def levels(tenant: int) -> Found:
    return compare(LEVELS, tenant, _wrong)


def consigned(tenant: int) -> Found:
    """Makers' own pieces at our places are what their receipts leave."""
    return compare(HERS, tenant, _others)


def consigned_sales(tenant: int) -> Found:
    """What a receipt's line says is sold and lost is what was written down for it."""
    return compare(SOLD, tenant, _sold_other)


def _others(row: Row) -> str | None:
    owner, stage, lying, told = row
    if lying == told:
        return None
    return f"titipan usaha {owner}, tahap {stage}: ada {lying}, tanda terima {told}"


def _sold_other(row: Row) -> str | None:
    batch, *said = row
    sold, lost, sold_told, lost_told = said
    if (sold, lost) == (sold_told, lost_told):
        return None
    return f"titipan {batch}: terjual {sold}, hilang {lost}; catatannya {sold_told} dan {lost_told}"


def _wrong(row: Row) -> str | None:
    place, stage, order, moved, kept, kind = row
    where = f"tempat {place} ({kind}), tahap {stage}, pesanan {order or '-'}"
    if (moved or 0) != (kept or 0):
        return f"{where}: tercatat {kept or 0}, jumlah perpindahan {moved or 0}"
    if kind in BOUNDED and (moved or 0) < 0:
        return f"{where}: kurang dari nol ({moved})"
    return None
