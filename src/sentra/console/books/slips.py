"""A slip is the sum of its lines; a line that pays is accepted work, a gain or sold goods of her own."""

from sentra.console.books.found import Found, Row, compare, rupiah

SUMS = """
SELECT s.id, s.gross_idr, -s.recovered_idr, -s.deducted_idr, s.net_idr,
       coalesce(sum(l.amount_idr) FILTER (WHERE l.kind IN ('pieces', 'gain', 'sale')), 0),
       coalesce(sum(l.amount_idr) FILTER (WHERE l.kind = 'recovery'), 0),
       coalesce(sum(l.amount_idr) FILTER (WHERE l.kind IN ('deduction', 'back')), 0),
       coalesce(sum(l.amount_idr), 0)
  FROM capital_slip s LEFT JOIN capital_slipline l ON l.slip_id = s.id AND l.tenant_id = s.tenant_id
 WHERE s.tenant_id = %(tenant)s GROUP BY s.id ORDER BY s.id
"""
PAYS = """
SELECT l.id, l.slip_id, l.amount_idr,
       coalesce(i.payable_idr, u.maker_idr, (c.pieces - c.returned) * c.price_idr)
  FROM capital_slipline l
  LEFT JOIN quality_inspection i ON i.id = l.inspection_id AND i.tenant_id = l.tenant_id
  LEFT JOIN trade_use u ON u.id = l.use_id AND u.tenant_id = l.tenant_id
  LEFT JOIN stock_consignedsale c ON c.id = l.sale_id AND c.tenant_id = l.tenant_id
  JOIN capital_slip s ON s.id = l.slip_id AND s.tenant_id = l.tenant_id
  JOIN capital_payoutrun r ON r.id = s.run_id AND r.tenant_id = s.tenant_id
 WHERE l.tenant_id = %(tenant)s AND l.kind IN ('pieces', 'gain', 'sale')
   AND NOT (l.kind = 'sale' AND r.state = 'rejected') ORDER BY l.id
"""
PARTS = ("upah", "uang muka", "potongan", "bersih")


def sums(tenant: int) -> Found:
    return compare(SUMS, tenant, _differs)


def pays(tenant: int) -> Found:
    return compare(PAYS, tenant, _pays_other)


def _differs(row: Row) -> str | None:
    slip, written, lines = row[0], row[1:5], row[5:9]
    for part, idr, counted in zip(PARTS, written, lines, strict=True):
        if idr != counted:
            return f"slip {slip}: {part} {rupiah(idr)}, rinciannya {rupiah(counted)}"
    return None


def _pays_other(row: Row) -> str | None:
    line, slip, paid, owed = row
    return None if paid == owed else f"rincian {line} slip {slip}: {rupiah(paid)}, haknya {rupiah(owed)}"
