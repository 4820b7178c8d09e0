"""The ledger in itself: every entry balances, every snapshot is the sum it says."""

from sentra.console.books.found import Found, Row, compare, rupiah

# Recomputed from the postings, as if no trigger had ever looked.
BALANCE = """
SELECT e.id, e.booked_on, coalesce(sum(p.amount_idr), 0), count(p.id),
       count(p.id) FILTER (WHERE p.booked_on <> e.booked_on),
       count(p.id) FILTER (WHERE a.by_party <> (p.party_id IS NOT NULL))
  FROM ledger_entry e
  LEFT JOIN ledger_posting p ON p.entry_id = e.id AND p.tenant_id = e.tenant_id
  LEFT JOIN ledger_account a ON a.code = p.account_id
 WHERE e.tenant_id = %(tenant)s GROUP BY e.id, e.booked_on ORDER BY e.id
"""
SNAPSHOTS = """
WITH summed AS (
  SELECT c.month, p.account_id, coalesce(sum(p.amount_idr) FILTER (WHERE p.amount_idr > 0), 0) AS debit,
         coalesce(-sum(p.amount_idr) FILTER (WHERE p.amount_idr < 0), 0) AS credit
    FROM ledger_period c JOIN ledger_posting p
      ON p.tenant_id = c.tenant_id AND p.booked_on < c.month + interval '1 month'
   WHERE c.tenant_id = %(tenant)s GROUP BY c.month, p.account_id
), kept AS (SELECT month, account_id, debit_idr, credit_idr FROM ledger_snapshot WHERE tenant_id = %(tenant)s)
SELECT month, account_id, summed.debit, summed.credit, kept.debit_idr, kept.credit_idr
  FROM summed FULL JOIN kept USING (month, account_id) ORDER BY month, account_id
"""


def balance(tenant: int) -> Found:
    return compare(BALANCE, tenant, _unbalanced)


def _unbalanced(row: Row) -> str | None:
    entry, booked_on, total, lines, other_day, wrong_party = row
    if lines == 0:
        return f"entri {entry} ({booked_on}) tidak punya baris"
    if total != 0:
        return f"entri {entry} ({booked_on}) tidak seimbang: selisih {rupiah(total)}"
    if other_day:
        return f"entri {entry} ({booked_on}) punya baris bertanggal lain"
    if wrong_party:
        return f"entri {entry} ({booked_on}) punya baris tanpa nama yang seharusnya, atau sebaliknya"
    return None


def snapshots(tenant: int) -> Found:
    return compare(SNAPSHOTS, tenant, _stale)


def _stale(row: Row) -> str | None:
    month, account, debit, credit, kept_debit, kept_credit = row
    if (debit, credit) == (kept_debit, kept_credit):
        return None
    return (
        f"bulan {month:%Y-%m} akun {account}: tersimpan {rupiah(kept_debit)} / {rupiah(kept_credit)}, "
        f"jumlah baris {rupiah(debit)} / {rupiah(credit)}"
    )
