"""Members' money = ledger money: each receipt against its entry, each balance against her records."""

from functools import partial

from sentra.console.books.found import Found, compare, together
from sentra.console.books.money import (
    BOOKED,
    CANCELLING,
    EACH,
    FIRST,
    OF_PARTY,
    differs,
    holds_differently,
)

OF_SAVINGS = "p.account_id IN ('3-1100', '3-1200', '2-1400')"
# What a founder paid in became savings when the cooperative was approved: that entry bears her payment.
SOURCE = """coalesce((SELECT 'founder:' || f.id FROM cooperative_founderpayment f WHERE f.move_id = s.id),
                     'member:' || member_id)"""
SAVED = EACH.format(
    recorded=f"""SELECT id, {SOURCE} AS source, -amount_idr AS idr
                  FROM cooperative_savingsmove s WHERE tenant_id = %(tenant)s AND method <> 'leaving'""",
    booked=BOOKED.format(kind="savings", accounts=OF_SAVINGS, which=FIRST),
)
# Who leaves: the closing rows of her savings, what she was settled with, and the leaving's entry.
CLOSED = EACH.format(
    recorded="""SELECT l.id, 'leaving:' || l.id AS source, -coalesce(sum(s.amount_idr), 0) AS idr
                  FROM cooperative_leaving l LEFT JOIN cooperative_savingsmove s
                    ON s.member_id = l.member_id AND s.tenant_id = l.tenant_id AND s.method = 'leaving'
                 WHERE l.tenant_id = %(tenant)s AND l.stage IN ('settled', 'paid') GROUP BY l.id""",
    booked=BOOKED.format(
        kind="leaving", accounts=OF_SAVINGS, which=FIRST + " AND e.cause LIKE 'leaving:%%:savings'"
    ),
)
SAVED_BACK = EACH.format(
    recorded="""SELECT id, 'member:' || member_id AS source, amount_idr AS idr
                  FROM cooperative_savingsmove WHERE tenant_id = %(tenant)s AND taken_back_at IS NOT NULL""",
    booked=BOOKED.format(kind="savings", accounts=OF_SAVINGS, which=CANCELLING),
)
REPAID = EACH.format(
    recorded="""SELECT id, 'loan:' || loan_id AS source, -principal_idr - interest_idr AS idr
                  FROM cooperative_loanpayment WHERE tenant_id = %(tenant)s AND method <> 'savings'""",
    booked=BOOKED.format(kind="loan_payment", accounts="p.account_id IN ('1-1340', '4-1400')", which=FIRST),
)
INTEREST = EACH.format(
    recorded="""SELECT move_id AS id, 'member:' || member_id AS source, interest_idr AS idr
                  FROM cooperative_savingsinterest WHERE tenant_id = %(tenant)s""",
    booked=BOOKED.format(kind="savings", accounts="p.account_id = '6-1700'", which=FIRST)
    + " HAVING count(*) FILTER (WHERE p.account_id = '6-1700') > 0",
)


def _kept(account: str, kind: str) -> str:
    """What she saved in one kind and did not take back; a closing row ends it when she leaves."""
    return OF_PARTY.format(
        account=account,
        recorded=f"""SELECT m.party_id AS id, -sum(s.amount_idr) AS idr
              FROM cooperative_savingsmove s JOIN cooperative_member m ON m.id = s.member_id
             WHERE s.tenant_id = %(tenant)s AND s.kind = '{kind}' AND s.taken_back_at IS NULL
             GROUP BY m.party_id""",
    )


BY_PERSON = [_kept("3-1100", "pokok"), _kept("3-1200", "wajib"), _kept("2-1400", "sukarela")]
LENT = OF_PARTY.format(
    account="1-1340",
    recorded="""SELECT party_id AS id, sum(idr) AS idr FROM (
        SELECT m.party_id, l.principal_idr - l.written_off_idr - coalesce((
                 SELECT sum(p.principal_idr) FROM cooperative_loanpayment p
                  WHERE p.loan_id = l.id AND p.taken_back_at IS NULL), 0) AS idr
          FROM cooperative_loan l JOIN cooperative_member m ON m.id = l.member_id
         WHERE l.tenant_id = %(tenant)s AND l.paid_out_on IS NOT NULL
           AND l.stage <> 'taken_back') AS each GROUP BY party_id""",
)
# Counted − what stood on the sheet when it was closed.
DIFFERENCES = EACH.format(
    recorded="""SELECT s.id, 'sheet:' || s.id AS source, s.counted_idr - coalesce((
                         SELECT sum(t.idr) FROM (
                           SELECT sheet_id, taken_back_at, amount_idr AS idr FROM cooperative_savingsmove
                            UNION ALL
                           SELECT sheet_id, taken_back_at, principal_idr + interest_idr
                             FROM cooperative_loanpayment) AS t
                          WHERE t.sheet_id = s.id AND coalesce(t.taken_back_at > s.closed_at, true)
                       ), 0) AS idr
                  FROM cooperative_collectionsheet s
                 WHERE s.tenant_id = %(tenant)s AND s.closed_at IS NOT NULL""",
    booked=BOOKED.format(kind="sheet", accounts="p.account_id = '1-1100'", which=FIRST),
)


def receipts(tenant: int) -> Found:
    """Every receipt, withdrawal, interest and instalment has its entry, and each taken back its mirror."""
    asked = (
        ("bukti simpanan", SAVED),
        ("bukti simpanan yang ditarik", SAVED_BACK),
        ("jasa simpanan", INTEREST),
        ("angsuran", REPAID),
        ("selisih lembar iuran", DIFFERENCES),
    )
    return together(compare(each, tenant, partial(differs, what)) for what, each in asked)


def savings(tenant: int) -> Found:
    """Per person and kind: her records against the account."""
    return together(
        compare(each, tenant, lambda row: holds_differently("simpanan", row)) for each in BY_PERSON
    )


def closed(tenant: int) -> Found:
    """Who left: the rows that close her savings against the leaving's own entry."""
    return compare(CLOSED, tenant, partial(differs, "simpanan anggota keluar"))


def loans(tenant: int) -> Found:
    """Per person: principal lent, less repaid and written off, against 1-1340."""
    return compare(LENT, tenant, lambda row: holds_differently("pinjaman", row))
