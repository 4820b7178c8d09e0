"""`check-books` says yes to a whole order's books, and names whatever the owner of the tables altered since.

The owner is the attacker with the keys: he switches triggers and row security off and edits plainly.
"""

from datetime import date
from io import StringIO

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from sentra.capital.aid.facts import ProposalFacts
from sentra.capital.aid.office import Granted, grant_aid, note_check
from sentra.capital.aid.operations import draft_proposal, receive_aid, repay_aid, send_proposal
from sentra.capital.operations import grant_advance, settle_leaving
from sentra.console.books import CHECKS
from sentra.cooperative.closing.operations import close_period
from sentra.cooperative.loans.operations import take_back_instalment, take_instalment
from sentra.cooperative.membership.operations import ask_to_leave
from sentra.cooperative.savings.collecting import Dues
from sentra.cooperative.savings.operations import (
    book_savings_interest,
    close_sheet,
    open_sheet,
    take_back_savings,
    take_dues,
    withdraw_savings,
)
from sentra.cooperative.surplus.operations import pay_share, post_surplus
from sentra.cooperative.surplus.scheme import Scheme
from sentra.cooperative.surplus.usual import part_of
from sentra.crafts.models import Stage
from sentra.crafts.operations import add_material, set_recipe
from sentra.kernel import audit
from sentra.kernel.audit import Broken
from sentra.kernel.tenancy import within
from sentra.ledger.operations import post_entry, reverse_entry
from sentra.ledger.posting import credit, debit
from sentra.orders.models import Payment
from sentra.orders.operations import take_back_payment
from sentra.people.models import Party
from sentra.people.roles import RoleName
from sentra.production.materials import hand_out
from sentra.stock.operations import buy_material
from sentra.trade.operations import buy_at_once
from tests.domain.capital.given import all_made, all_paid, delivered_and_paid, order_in_work, work_of
from tests.domain.cooperative.meetings.given import DAY
from tests.domain.cooperative.savings_given import lent, member, money, rule, save
from tests.domain.cooperative.surplus.given import LATER, approved, earned, reckoned
from tests.domain.orders.given import pay, product, writing
from tests.domain.payments.given import bank_and_cash
from tests.domain.stock.test_consigned import left, sold
from tests.domain.trade.given import floor, fund_filled
from tests.world import NOW, TODAY, World, staff


def _checked(*arguments):
    """What the command prints; raises CommandError when something is broken."""
    out = StringIO()
    call_command("check_books", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def story(committed_db):
    """An order from offer to payout, a second one half-way with an advance, a correction, a closed month."""
    world = World.made()
    lines = [debit("1-1200", 50_000_000), credit("3-1300", 50_000_000)]
    post_entry(date(2026, 7, 1), "Modal", lines, by=world.tari, at=NOW)
    order = order_in_work(world, down=300)
    first = work_of(world, order)[0]
    grant_advance(first.pk, amount_idr=50_000, method="bank", paid_on=TODAY, by=world.mira, at=NOW)
    material(world, first)
    aid(world)
    quick_cash(world, first)
    all_made(world, order)
    delivered_and_paid(world, order)
    mistyped(world, order)
    all_paid(world)
    all_made(world, order_in_work(world, code="tas-dua"))
    members(world)
    shared_year(world)
    bank_and_cash(world)
    consigned(world)
    wrong = post_entry(TODAY, "Salah", lines, by=world.tari, at=NOW)
    reverse_entry(wrong.pk, "salah akun", by=world.tari, at=NOW)
    close_period(date(2026, 6, 1), by=world.mira, at=NOW)
    close_period(date(2026, 7, 1), by=world.mira, at=NOW)
    with transaction.atomic(), within(writes=world.batik.pk):
        Party.objects.create(kind="artisan", name="Orang lain")
    return world


def consigned(world):
    """A maker leaves two bags; one is sold in the shop. How it is proved: test_consigned.py."""
    bag = product(world.weavers, "tas-titipan")
    with writing(world.weavers):
        bag.last = Stage.objects.get(product=bag, position=2).pk
    left(world, bag, 2)
    sold(world, bag, 1)


def shared_year(world):
    """One saved last year; its surplus is shared and collected. How it is proved: test_check_surplus.py."""
    saver = member(world, "Emi", 9, joined_on=date(2025, 1, 2))
    save(world, saver, 20_000, "wajib", on=date(2025, 12, 10))
    earned(world, 100_000)
    for month in (date(2025, 12, 1), *(date(2026, number, 1) for number in range(1, 6))):
        close_period(month, by=world.mira, at=NOW)
    run = reckoned(world, Scheme((part_of("cadangan", 5_000), part_of("modal", 5_000))))
    approved(world, run)
    post_surplus(run.pk, by=world.tari, at=LATER, today=DAY)
    pay_share(saver.pk, 30_000, method="bank", paid_on=DAY, by=world.tari, at=LATER)


def material(world, work):
    """Bought, handed out, used up by recipe as pieces are accepted."""
    bought = add_material(name="Purun", unit="ikat", price_idr=4_000, by=world.mira, at=NOW)
    set_recipe(work.stage_id, units={bought.pk: 1}, by=world.mira, at=NOW)
    how = {"method": "bank", "bought_on": TODAY}
    buy_material(bought.pk, units=70, total_idr=281_000, **how, by=world.tari, at=NOW)
    hand_out(work.pk, material_id=bought.pk, units=50, by=world.budi, at=NOW)


def aid(world):
    """A revolving fund from the office, an instalment paid back."""
    hilda = staff(world.office, "Hilda", RoleName.HEAD)
    asked = draft_proposal(ProposalFacts("revolving", 5_000_000, "Kain"), by=world.mira, at=NOW)
    asked = send_proposal(asked.pk, by=world.mira, at=NOW)
    note_check(asked.uid, kind="visit", on=TODAY, who="Omar", found="Baik", by=world.omar, at=NOW)
    grant_aid(asked.uid, Granted("revolving", 5_000_000, 5, date(2026, 10, 1)), by=hilda, at=NOW)
    how = {"method": "bank", "on": TODAY, "by": world.tari, "at": NOW}
    receive_aid(asked.pk, amount_idr=5_000_000, **how)
    repay_aid(asked.pk, amount_idr=1_000_000, **how)


def members(world):
    """Savings in and out, one taken back, a month's interest, a sheet that differs, a loan repaid in part."""
    rule(world, savings_interest_bp_year=1200)
    money(world, on=TODAY)
    aluh, bariah = member(world), member(world, "Bariah", 2)
    save(world, aluh, 500_000, on=date(2026, 6, 1))
    withdraw_savings(aluh.pk, amount_idr=50_000, method="cash", paid_on=TODAY, by=world.tari, at=NOW)
    wrong = save(world, aluh, 7_000, "wajib")
    take_back_savings(wrong.pk, reason="Salah orang", by=world.tari, at=NOW)
    book_savings_interest(date(2026, 7, 1), by=world.tari, at=NOW)
    loan = lent(world, bariah, on=TODAY)
    sheet = open_sheet(TODAY, by=world.budi, at=NOW)
    rows = [Dues(aluh.pk, 120_000), Dues(bariah.pk, 120_000, 5_000, 112_000)]
    take_dues(sheet.pk, rows=rows, by=world.budi, at=NOW)
    close_sheet(sheet.pk, counted_idr=356_000, by=world.budi, at=NOW)
    again = take_instalment(loan.pk, amount_idr=10_000, method="cash", paid_on=TODAY, by=world.tari, at=NOW)
    take_back_instalment(again.pk, reason="Dua kali", by=world.tari, at=NOW)
    leaver(world)


def leaver(world):
    """She saved twice and leaves: her savings are closed and become payable."""
    gone = member(world, "Dina", 3)
    save(world, gone, 100_000, "pokok")
    save(world, gone, 60_000)
    asked = ask_to_leave(gone.pk, how="resigned", by=world.budi, at=NOW)
    settle_leaving(asked.pk, by=world.mira, at=NOW)


def quick_cash(world, work):
    """Pieces bought at once; how their gain is proved: tests/domain/trade/test_books_of_quick_cash.py."""
    fund_filled(world)
    floor(world, work.stage_id)
    how = {"stage_id": work.stage_id, "pieces": 3, "method": "cash"}
    buy_at_once(work.workshop_id, **how, by=world.tari, at=NOW)


def mistyped(world, order):
    """The down payment was not this buyer's: the invoice asks for it again, and it comes."""
    with transaction.atomic(), within(world.weavers.pk):
        wrong = Payment.objects.get(order=order, kind="down_payment")
    take_back_payment(wrong.pk, reason="Salah pesanan", by=world.tari, at=NOW)
    pay(world, order, "settlement", wrong.amount_idr)


LAST_POSTING = "WHERE id = (SELECT max(id) FROM ledger_posting)"
FIRST_PAYMENT = "WHERE id = (SELECT min(id) FROM ledger_entry WHERE cause LIKE 'payment:%')"
STRANGER = "(SELECT id FROM people_party WHERE tenant_id <> people_workshop.tenant_id)"

# What is altered: its table, the change (it returns what the sentence names), the sentence.
TAMPERED = {
    "an amount": (
        "ledger_posting",
        f"SET amount_idr = amount_idr + 1 {LAST_POSTING} RETURNING entry_id",
        "entri {} (2026-08-03) tidak seimbang: selisih Rp1",
    ),
    "an account": (
        "ledger_posting",
        "SET account_id = '6-1200' WHERE account_id = '4-1200' RETURNING entry_id",
        "entri {}: Rp0",
    ),
    "a person": (
        "ledger_posting",
        (
            "SET party_id = (SELECT max(id) FROM people_party WHERE name = 'Cici') "
            "WHERE account_id = '1-1330' AND amount_idr > 0 RETURNING party_id"
        ),
        "uang muka pihak {}",
    ),
    "a payment": (
        "orders_payment",
        "SET amount_idr = amount_idr + 5 WHERE id = (SELECT min(id) FROM orders_payment) RETURNING id",
        "pembayaran {}",
    ),
    "a lost payment": (
        "ledger_entry",
        f"SET cause = 'lain:1' {FIRST_PAYMENT} RETURNING substr(source, 7)",
        "(order:{}) tidak ada di buku",
    ),
    "a payment taken back": (
        "orders_takenback",
        "SET reopened_idr = reopened_idr - 5 RETURNING id",
        "uang muka yang ditarik {}",
    ),
    "a lost reversal": (
        "ledger_entry",
        "SET reverses_id = NULL WHERE cause LIKE 'payment:%:taken_back' RETURNING substr(source, 7)",
        "penarikan pembayaran",
    ),
    "a mirror": (
        "ledger_posting",
        (
            "SET account_id = '1-1100' WHERE account_id = '1-1200' AND entry_id IN "
            "(SELECT id FROM ledger_entry WHERE cause LIKE 'payment:%:taken_back') RETURNING entry_id"
        ),
        "entri {} bukan kebalikan entri",
    ),
    "a savings receipt": (
        "cooperative_savingsmove",
        "SET amount_idr = amount_idr + 5 WHERE kind = 'pokok' AND number = 5 RETURNING id",
        "bukti simpanan {}",
    ),
    "a row that closes her savings": (
        "cooperative_savingsmove",
        "SET amount_idr = amount_idr - 5 WHERE method = 'leaving' AND kind = 'sukarela' RETURNING ''",
        "simpanan anggota keluar {}",
    ),
    "a row that closes nothing any more": (
        "cooperative_savingsmove",
        "SET method = 'cash' WHERE method = 'leaving' AND kind = 'sukarela' RETURNING ''",
        "simpanan anggota keluar {}",
    ),
    "whose savings": (
        "ledger_posting",
        (
            "SET party_id = (SELECT max(id) FROM people_party WHERE name = 'Cici') "
            "WHERE account_id = '3-1200' AND amount_idr < 0 RETURNING party_id"
        ),
        "simpanan pihak {}",
    ),
    "interest on savings": (
        "cooperative_savingsinterest",
        "SET interest_idr = interest_idr + 5 RETURNING move_id",
        "jasa simpanan {}",
    ),
    "an instalment": (
        "cooperative_loanpayment",
        "SET interest_idr = interest_idr + 5 RETURNING id",
        "angsuran {}",
    ),
    "a loan": (
        "cooperative_loan",
        "SET principal_idr = principal_idr + 5 RETURNING ''",
        "pinjaman pihak",
    ),
    "counted money": (
        "cooperative_collectionsheet",
        "SET counted_idr = counted_idr + 5 RETURNING id",
        "selisih lembar iuran {}",
    ),
    "an invoice": ("orders_invoice", "SET total_idr = total_idr + 5 RETURNING id", "tagihan {}"),
    "the cost of a delivery": (
        "orders_deliveryline",
        "SET cost_idr = cost_idr + 5 RETURNING delivery_id",
        "penyerahan {}",
    ),
    "an advance": (
        "capital_advance",
        "SET amount_idr = amount_idr + 5 RETURNING party_id",
        "uang muka pihak {}",
    ),
    "an inspection": (
        "quality_inspection",
        (
            "SET rate_idr = rate_idr + 1, payable_idr = payable_idr + accepted "
            "WHERE id = (SELECT max(id) FROM quality_inspection) RETURNING ''"
        ),
        "utang pihak {}",
    ),
    "a slip": (
        "capital_slip",
        (
            "SET gross_idr = gross_idr + 5, net_idr = net_idr + 5 "
            "WHERE id = (SELECT min(id) FROM capital_slip) RETURNING id"
        ),
        "slip {}",
    ),
    "a snapshot": (
        "ledger_snapshot",
        "SET debit_idr = debit_idr + 5 WHERE account_id = '1-1200' RETURNING account_id",
        "bulan 2026-07 akun {}",
    ),
    "a level": (
        "stock_level",
        "SET pieces = pieces + 1 WHERE id = (SELECT min(id) FROM stock_level) RETURNING place_id",
        "tempat {}",
    ),
    "a material level": (
        "stock_materiallevel",
        "SET units = units + 1 WHERE id = (SELECT min(id) FROM stock_materiallevel) RETURNING place_id",
        "tempat {}, bahan",
    ),
    "the cost of material": (
        "stock_materialmove",
        "SET value_idr = value_idr + 7 WHERE cause LIKE 'inspection:%' RETURNING ''",
        "bahan 1",
    ),
    "material in the books": (
        "ledger_posting",
        "SET account_id = '1-1410' WHERE account_id = '1-1400' AND amount_idr = 281000 RETURNING ''",
        "bahan bernilai{}",
    ),
    "capital aid": (
        "capital_aidmoney",
        "SET amount_idr = amount_idr + 5 WHERE kind = 'received' RETURNING proposal_id",
        "usulan {}",
    ),
    "a listing of the showroom": (
        "showroom_listing",
        "SET price_idr = price_idr + 5 WHERE id = (SELECT min(id) FROM showroom_listing) RETURNING code",
        "barang {} berbeda dari datanya",
    ),
    "a stranger's reference": (
        "people_workshop",
        f"SET owner_id = {STRANGER} WHERE name = 'Usaha Cici' RETURNING id",
        "people_workshop {}: owner_id menunjuk ke koperasi nomor",
    ),
}


def test_whole_books_are_right_and_every_check_looked_at_something(story):
    told = _checked()
    assert "Semua pembukuan benar (3 organisasi" in told
    lines = [line for line in told.splitlines() if line.startswith("✓ galuh")]
    assert len(lines) == len(CHECKS)
    assert not [line for line in lines if line.endswith("(0)")]
    assert "wakaroros" not in _checked("--tenant", "galuh")
    with pytest.raises(CommandError, match="tidak ada"):
        _checked("--tenant", "entah")


@pytest.mark.parametrize("what", TAMPERED)
def test_what_was_altered_is_named(story, committed_db, owner_url, what):
    table, change, sentence = TAMPERED[what]
    with psycopg.connect(owner_url(committed_db)) as owner:
        for name in {"ledger_posting", "ledger_entry", "people_party", "people_workshop", table}:
            owner.execute(f"ALTER TABLE {name} NO FORCE ROW LEVEL SECURITY")
        owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        owner.execute("ALTER TABLE people_workshop DROP CONSTRAINT people_workshop_owner_id_same_tenant")
        named = owner.execute(f"UPDATE {table} {change}").fetchone()[0]
    with pytest.raises(CommandError) as broken:
        _checked()
    assert broken.value.returncode == 1
    assert sentence.format(named) in str(broken.value)


def test_a_touched_audit_row_fails_the_books(committed_db, monkeypatch):
    """How the chain finds it: tests/kernel/test_audit.py."""
    monkeypatch.setattr(audit, "first_broken", lambda: Broken(7, "changed"))
    with pytest.raises(CommandError, match="jejak audit: baris 7 diubah"):
        _checked()
