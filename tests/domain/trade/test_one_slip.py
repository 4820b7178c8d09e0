"""A gain, new work, an advance and work that came back meet on one slip: it adds up, and so do the books."""

from io import StringIO

import psycopg
import pytest
from django.core.management import CommandError, call_command

from sentra.capital.documents import slip_pdf, slip_text
from sentra.capital.models import Slip
from sentra.capital.operations import (
    agree_deduction,
    ask_for_returned_work,
    close_order,
    grant_advance,
    pay_slip,
)
from sentra.capital.queries import slip_detail
from sentra.capital.slips import due_idr, room_idr
from sentra.quality.models import Inspection
from sentra.trade.operations import share_gains
from tests.domain.capital.given import (
    all_paid,
    approved,
    balance,
    inspected,
    more_money,
    once_more,
    skilled,
    slip_of,
    work_of,
)
from tests.domain.orders.given import line, making, product, writing
from tests.domain.trade.given import floor, stages_of
from tests.domain.trade.test_quick_cash import all_accepted, sold
from tests.kernel.pdf_text import pages
from tests.world import NOW, TODAY, World

GAIN, ADVANCE, BACK, DONE = 557_500, 60_000, 6, 10
PAYABLE, ADVANCES, SALES_COST, OTHER, BANK = "2-1110", "1-1330", "5-1200", "4-1900", "1-1200"


def checked():
    out = StringIO()
    call_command("check_books", stdout=out)
    return out.getvalue()


@pytest.fixture
def world(committed_db):
    return World.made()


@pytest.fixture
def story(world):
    """Aluh sold ten pieces at once and wove thirty of the same order; two came back; she works again."""
    bag = product(world.weavers)
    skilled(world, bag)
    for account in ("1-1100", BANK):
        more_money(world, 9_000_000, account)
    floor(world, stages_of(world, bag)[0], 15_000)
    order, _use = sold(world, bag, name="Aluh")
    all_paid(world)
    share_gains(order.pk, method="cash", today=TODAY, by=world.tari, at=NOW)
    lot = _lot_of_aluh(world, order)
    asked = ask_for_returned_work(lot.pk, pieces=BACK, reason="Sobek", by=world.tari, at=NOW)
    agree_deduction(asked.pk, by=world.aluh, at=NOW)
    again = making(world, line(bag, 40), down_payment_permille=1000)
    all_accepted(world, again)
    (work,) = work_of(world, again)
    advance = grant_advance(work.pk, amount_idr=ADVANCE, method="bank", paid_on=TODAY, by=world.tari, at=NOW)
    inspected(world, work, DONE)
    run = approved(world)
    return order, work, lot, advance, asked, slip_of(world, run, world.aluh.party_id)


def _lot_of_aluh(world, order):
    with writing(world.weavers):
        hers = Inspection.objects.filter(lot__assignment__workshop__owner=world.aluh.party_id)
        return hers.get(lot__assignment__order=order)


def balances(world):
    of_her = {code: balance(world, code, world.aluh.party_id) for code in (PAYABLE, ADVANCES)}
    return of_her | {code: balance(world, code) for code in (SALES_COST, OTHER, BANK)}


def test_it_adds_up_line_by_line(world, story):
    """What is taken finds room in the new work alone: the gain is hers whole, the rest stays owed."""
    _order, work, lot, _advance, _asked, slip = story
    earned, due = DONE * work.rate_idr, due_idr(ADVANCE, pieces=work.accepted, done=DONE)
    with writing(world.weavers):
        back = room_idr(earned, slip.run.floor_permille) - due
    assert 0 < due < ADVANCE
    assert 0 < back < BACK * lot.rate_idr
    assert (slip.gross_idr, slip.recovered_idr, slip.deducted_idr) == (earned + GAIN, due, back)
    assert slip.net_idr == earned + GAIN - due - back
    assert slip.owing_idr == ADVANCE - due
    with writing(world.weavers):
        assert Slip.objects.filter(party=slip.party_id, run=slip.run_id).count() == 1
        view = slip_detail(slip.pk)
        amounts = {one.kind: one.amount_idr for one in slip.lines.all()}
        shown = [one.amount_idr for one in (*view.work, *view.recovered, *view.agreed, *view.returned)]
    assert amounts == {"pieces": earned, "gain": GAIN, "recovery": -due, "deduction": -back}
    assert sorted(shown) == sorted(amounts.values())


def test_each_part_goes_to_its_own_account_and_the_books_hold(world, story):
    order, _work, lot, advance, asked, slip = story
    checked()  # also while it waits
    before = balances(world)
    assert before[PAYABLE] == -slip.gross_idr
    pay_slip(slip.pk, paid_on=TODAY, method="bank", by=world.tari, at=NOW)
    after = balances(world)
    assert {code: after[code] - before[code] for code in after} == {
        PAYABLE: slip.gross_idr,
        ADVANCES: -slip.recovered_idr,
        SALES_COST: -slip.deducted_idr,  # not other income: the returned pieces cost less
        OTHER: 0,
        BANK: -slip.net_idr,
    }
    assert (after[PAYABLE], after[ADVANCES]) == (0, ADVANCE - slip.recovered_idr)
    assert once_more(world, advance).recovered_idr == slip.recovered_idr
    assert once_more(world, asked).open_idr == BACK * lot.rate_idr - slip.deducted_idr
    close_order(order.pk, today=TODAY, by=world.mira, at=NOW)
    assert "rincian slip" in checked()


def test_paper_and_message_name_the_gain_apart_from_pieces(world, story):
    """A gain is one sum: neither a piece at that rate nor pay for accepted pieces."""
    slip = story[-1]
    with writing(world.weavers):
        wide, narrow = (" ".join(pages(slip_pdf(slip.pk, at=NOW, size=size))) for size in ("A4", "80mm"))
        told = slip_text(slip_detail(slip.pk), cooperative="Koperasi Galuh")
    assert wide.count("557.500") == narrow.count("557.500") == 1
    assert "Bagi hasil" in narrow
    assert "10 buah yang diterima menghasilkan Rp200.000." in told
    assert "Bagian Anda dari hasil penjualan: Rp557.500." in told


@pytest.mark.parametrize(
    ("table", "change", "sentence"),
    [
        ("capital_slipline", "SET amount_idr = amount_idr - 1 WHERE kind = 'gain'", "slip .*: upah"),
        ("capital_slipline", "SET amount_idr = amount_idr + 1 WHERE kind = 'recovery'", "slip .*: uang muka"),
        ("capital_slipline", "SET amount_idr = amount_idr + 1 WHERE kind = 'deduction'", "slip .*: potongan"),
        ("capital_slip", "SET net_idr = net_idr + 1, gross_idr = gross_idr + 1", "slip"),
        ("trade_use", "SET maker_idr = maker_idr - 1", "rincian .* slip .*haknya"),
        ("capital_paidgain", None, "utang pihak"),
    ],
)
def test_what_its_owner_altered_is_named(world, story, committed_db, owner_url, table, change, sentence):
    pay_slip(story[-1].pk, paid_on=TODAY, method="bank", by=world.tari, at=NOW)
    with psycopg.connect(owner_url(committed_db)) as owner:
        owner.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        owner.execute(f"UPDATE {table} {change}" if change else f"DELETE FROM {table}")
    with pytest.raises(CommandError, match=sentence):
        checked()
