"""Order money = ledger money: each record of an event against what its own entry booked, both ways.

Compared are the entries that recipes made. A record that was taken back keeps its entry and must have the
one that cancels it. A reversal or a manual entry by hand is a correction that stands in the journal with
its reason; it does not make the first record wrong.
"""

from sentra.console.books.found import Found, Row, compare, rupiah

# The event's entries, by the number in their cause ("payment:12:received" → 12).
BOOKED = """
SELECT split_part(e.cause, ':', 2)::bigint AS id, min(e.id) AS entry, min(e.source) AS source,
       sum(p.amount_idr) FILTER (WHERE {accounts}) AS idr
  FROM ledger_entry e JOIN ledger_posting p ON p.entry_id = e.id AND p.tenant_id = e.tenant_id
 WHERE e.tenant_id = %(tenant)s AND e.cause LIKE '{kind}:%%' AND {which}
 GROUP BY 1
"""
FIRST, CANCELLING, ALL = "e.reverses_id IS NULL", "e.reverses_id IS NOT NULL", "true"
EACH = """
WITH recorded AS ({recorded}), booked AS ({booked})
SELECT id, recorded.source, recorded.idr, booked.entry, booked.source, booked.idr
  FROM recorded FULL JOIN booked USING (id) ORDER BY id
"""
OF_BUYER = "p.account_id IN ('2-1200', '1-1300', '1-1310')"
PAYMENTS = EACH.format(
    recorded="""SELECT id, 'order:' || order_id AS source,
                       CASE kind WHEN 'refund' THEN amount_idr ELSE -amount_idr END AS idr
                  FROM orders_payment WHERE tenant_id = %(tenant)s""",
    booked=BOOKED.format(kind="payment", accounts=OF_BUYER, which=FIRST),
)
TAKEN_BACK = EACH.format(
    recorded="""SELECT p.id, 'order:' || p.order_id AS source,
                       CASE p.kind WHEN 'refund' THEN -p.amount_idr ELSE p.amount_idr END AS idr
                  FROM orders_takenback t JOIN orders_payment p ON p.id = t.payment_id
                 WHERE t.tenant_id = %(tenant)s""",
    booked=BOOKED.format(kind="payment", accounts=OF_BUYER, which=CANCELLING),
)
ASKED_AGAIN = EACH.format(
    recorded="""SELECT t.id, 'order:' || p.order_id AS source, -t.reopened_idr AS idr
                  FROM orders_takenback t JOIN orders_payment p ON p.id = t.payment_id
                 WHERE t.tenant_id = %(tenant)s""",
    booked=BOOKED.format(kind="takenback", accounts="p.account_id = '2-1200'", which=FIRST),
)
INVOICES = EACH.format(
    recorded="""SELECT id, 'order:' || order_id AS source, -total_idr AS idr
                  FROM orders_invoice WHERE tenant_id = %(tenant)s""",
    booked=BOOKED.format(kind="invoice", accounts="p.account_id = '4-1200'", which=FIRST),
)
DELIVERIES = EACH.format(
    recorded="""SELECT d.id, 'order:' || d.order_id AS source, coalesce(sum(l.cost_idr), 0) AS idr
                  FROM orders_delivery d LEFT JOIN orders_deliveryline l
                    ON l.delivery_id = d.id AND l.tenant_id = d.tenant_id
                 WHERE d.tenant_id = %(tenant)s GROUP BY d.id""",
    booked=BOOKED.format(kind="delivery", accounts="p.account_id = '5-1200'", which=FIRST),
)
SLIPS = EACH.format(
    recorded="""SELECT id, 'slip:' || id AS source, CASE state WHEN 'paid' THEN -net_idr ELSE 0 END AS idr
                  FROM capital_slip WHERE tenant_id = %(tenant)s""",
    booked=BOOKED.format(kind="slip", accounts="p.account_id IN ('1-1100', '1-1200')", which=ALL),
)
# A cancelling entry is the exact mirror image of the one it names.
MIRRORS = """
SELECT r.id, r.reverses_id, count(*) FILTER (WHERE of_line.idr <> 0)
  FROM ledger_entry r CROSS JOIN LATERAL (
    SELECT sum(p.amount_idr) AS idr FROM ledger_posting p
     WHERE p.tenant_id = r.tenant_id AND p.entry_id IN (r.id, r.reverses_id)
     GROUP BY p.account_id, p.party_id) of_line
 WHERE r.tenant_id = %(tenant)s AND r.reverses_id IS NOT NULL GROUP BY r.id, r.reverses_id ORDER BY r.id
"""
# Per person: what the events' records leave against what their entries left on the account.
OF_PARTY = """
WITH recorded AS ({recorded}), booked AS (
  SELECT p.party_id AS id, sum(p.amount_idr) AS idr
    FROM ledger_entry e JOIN ledger_posting p ON p.entry_id = e.id AND p.tenant_id = e.tenant_id
   WHERE e.tenant_id = %(tenant)s AND p.account_id = '{account}'
     AND split_part(e.cause, ':', 1) NOT IN ('entry', 'manual', 'opening') GROUP BY p.party_id
)
SELECT id, coalesce(recorded.idr, 0), coalesce(booked.idr, 0)
  FROM recorded FULL JOIN booked USING (id) ORDER BY id
"""
ADVANCES = OF_PARTY.format(
    account="1-1330",
    recorded="""SELECT party_id AS id, sum(amount_idr - recovered_idr - written_off_idr) AS idr
                  FROM capital_advance WHERE tenant_id = %(tenant)s GROUP BY party_id""",
)
PAYABLES = OF_PARTY.format(
    account="2-1110",
    recorded="""SELECT id, sum(idr) AS idr FROM (
                SELECT w.owner_id AS id, -sum(i.payable_idr) AS idr
                  FROM quality_inspection i
                  JOIN quality_lot l ON l.id = i.lot_id JOIN production_assignment a ON a.id = l.assignment_id
                  JOIN people_workshop w ON w.id = a.workshop_id
                 WHERE i.tenant_id = %(tenant)s AND NOT EXISTS (
                   SELECT FROM capital_paid paid JOIN capital_slip s ON s.id = paid.slip_id
                    WHERE paid.inspection_id = i.id AND s.state = 'paid')
                 GROUP BY w.owner_id
                UNION ALL
                SELECT b.party_id, -sum(u.maker_idr)
                  FROM trade_use u JOIN trade_purchase b ON b.id = u.purchase_id
                 WHERE u.tenant_id = %(tenant)s AND u.maker_idr > 0 AND NOT EXISTS (
                   SELECT FROM capital_paidgain paid JOIN capital_slip s ON s.id = paid.slip_id
                    WHERE paid.use_id = u.id AND s.state = 'paid')
                 GROUP BY b.party_id
                UNION ALL
                SELECT c.party_id, -sum((c.pieces - c.returned) * c.price_idr)
                  FROM stock_consignedsale c LEFT JOIN capital_slip s
                    ON s.id = c.slip_id AND s.tenant_id = c.tenant_id
                 WHERE c.tenant_id = %(tenant)s AND s.state IS DISTINCT FROM 'paid' GROUP BY c.party_id
                UNION ALL
                SELECT r.party_id, sum(r.asked_idr - r.taken_idr)
                  FROM stock_consignedreturn r WHERE r.tenant_id = %(tenant)s
                 GROUP BY r.party_id) owed GROUP BY id""",
)


def payments(tenant: int) -> Found:
    return compare(PAYMENTS, tenant, lambda row: differs("pembayaran", row))


def taken_back(tenant: int) -> Found:
    return compare(TAKEN_BACK, tenant, lambda row: differs("penarikan pembayaran", row))


def asked_again(tenant: int) -> Found:
    return compare(ASKED_AGAIN, tenant, lambda row: differs("uang muka yang ditarik", row))


def mirrors(tenant: int) -> Found:
    return compare(
        MIRRORS, tenant, lambda row: f"entri {row[0]} bukan kebalikan entri {row[1]}" if row[2] else None
    )


def invoices(tenant: int) -> Found:
    return compare(INVOICES, tenant, lambda row: differs("tagihan", row))


def deliveries(tenant: int) -> Found:
    return compare(DELIVERIES, tenant, lambda row: differs("penyerahan", row))


def slips(tenant: int) -> Found:
    return compare(SLIPS, tenant, lambda row: differs("slip", row))


def advances(tenant: int) -> Found:
    return compare(ADVANCES, tenant, lambda row: holds_differently("uang muka", row))


def payables(tenant: int) -> Found:
    return compare(PAYABLES, tenant, lambda row: holds_differently("utang", row))


def differs(what: str, row: Row) -> str | None:
    """A row of EACH: the record's sum against its entry's."""
    number, source, recorded, entry, booked_source, booked = row
    if (recorded or 0) == 0 and entry is None:
        return None  # nothing happened to money
    if entry is None:
        return f"{what} {number} ({source}) tidak ada di buku"
    if recorded is None:
        return f"entri {entry} menyebut {what} {number} yang tidak ada"
    if source != booked_source:
        return f"{what} {number} milik {source}, entri {entry} milik {booked_source}"
    if recorded != (booked or 0):
        return (
            f"{what} {number} ({source}): {rupiah(abs(recorded))}, entri {entry}: {rupiah(abs(booked or 0))}"
        )
    return None


def holds_differently(what: str, row: Row) -> str | None:
    """A row of OF_PARTY: her records against the account."""
    party, recorded, booked = row
    if recorded == booked:
        return None
    return f"{what} pihak {party}: catatan {rupiah(abs(recorded))}, buku {rupiah(abs(booked))}"
