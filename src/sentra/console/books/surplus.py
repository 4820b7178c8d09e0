"""A year's surplus against its entry: each booked run, each receipt, and the seal of every run."""

from functools import partial

from sentra.console.books.found import Found, Row, compare, rupiah, together
from sentra.console.books.money import BOOKED, CANCELLING, EACH, FIRST, differs
from sentra.cooperative.models import SurplusRun
from sentra.cooperative.surplus.sealing import unbroken

SHARED = """
SELECT r.id, r.year_end, r.members_idr + r.others_idr AS whole,
       (SELECT coalesce(sum(total_idr), 0) FROM cooperative_surplusshare s WHERE s.run_id = r.id) AS given,
       coalesce(booked.owed, 0), coalesce(booked.taken, 0)
  FROM cooperative_surplusrun r
  LEFT JOIN (SELECT e.cause, -sum(p.amount_idr) FILTER (WHERE p.account_id = '2-1410') AS owed,
                    sum(p.amount_idr) FILTER (WHERE p.account_id = '3-1900') AS taken
               FROM ledger_entry e JOIN ledger_posting p ON p.entry_id = e.id AND p.tenant_id = e.tenant_id
              WHERE e.tenant_id = %(tenant)s AND e.cause LIKE 'surplus:%%:shared' GROUP BY e.cause) AS booked
    ON booked.cause = 'surplus:' || r.id || ':shared'
 WHERE r.tenant_id = %(tenant)s AND r.stage IN ('posted', 'replaced') ORDER BY r.id
"""
PAID = EACH.format(
    recorded="""SELECT id, 'member:' || member_id AS source, amount_idr AS idr
                  FROM cooperative_surpluspayment WHERE tenant_id = %(tenant)s""",
    booked=BOOKED.format(kind="surplus_payment", accounts="p.account_id = '2-1410'", which=FIRST),
)
BACK = EACH.format(
    recorded="""SELECT id, 'member:' || member_id AS source, -amount_idr AS idr
                  FROM cooperative_surpluspayment
                 WHERE tenant_id = %(tenant)s AND taken_back_at IS NOT NULL""",
    booked=BOOKED.format(kind="surplus_payment", accounts="p.account_id = '2-1410'", which=CANCELLING),
)


def runs(tenant: int) -> Found:
    """What was booked is what was reckoned."""
    return compare(SHARED, tenant, _differs)


def _differs(row: Row) -> str | None:
    run, year_end, whole, given, owed, taken = row
    if (given, whole) == (owed, taken):
        return None
    return (
        f"SHU {year_end:%Y} (perhitungan {run}): dihitung {rupiah(whole)}, untuk anggota {rupiah(given)}; "
        f"di buku {rupiah(taken)} dan {rupiah(owed)}"
    )


def seals(tenant: int) -> Found:
    """Nothing a run was reckoned from was altered since."""
    found = list(SurplusRun.objects.filter(tenant_id=tenant).order_by("pk"))
    altered = [one for one in found if not unbroken(one)]
    told = [f"SHU {one.year_end:%Y} (perhitungan {one.pk}): angkanya diubah" for one in altered]
    return Found(len(found), told)


def payments(tenant: int) -> Found:
    """Each taking of a share is in the books, and each that was taken back is turned there."""
    asked = (("pengambilan SHU", PAID), ("pengambilan SHU yang ditarik", BACK))
    return together(compare(each, tenant, partial(differs, what)) for what, each in asked)
