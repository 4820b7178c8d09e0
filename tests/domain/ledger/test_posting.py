"""Posting through the one door: what it writes, what it refuses, and that a cause posts once."""

import pytest

from sentra.kernel.errors import Refused
from sentra.ledger import queries, recipes
from sentra.ledger.models import Account, Entry, Posting
from sentra.ledger.posting import Booking, Event, credit, debit, post, post_each
from tests.world import NOW, TODAY


def _post(world, *lines, cause="test:1", on=TODAY):
    return post(cause, "order:1", "Uji", Booking(on, world.tari, NOW), lines)


def test_an_entry_and_its_lines_stand_in_the_books(books):
    entry = queries.entry(_post(books, debit("1-1200", 700), credit("2-1200", 700, books.aluh.party_id)))

    assert (entry.amount_idr, entry.booked_on, entry.by_user) == (700, TODAY, books.tari.user_id)
    assert [(one.account, one.party_id, one.amount_idr) for one in entry.lines] == [
        ("1-1200", None, 700),
        ("2-1200", books.aluh.party_id, -700),
    ]


def test_the_same_cause_posts_once(books):
    first = _post(books, debit("1-1200", 700), credit("4-1900", 700))
    assert _post(books, credit("4-1900", 700), debit("1-1200", 700)) == first
    assert Posting.objects.count() == 2


def test_the_same_cause_with_other_lines_is_refused(books):
    _post(books, debit("1-1200", 700), credit("4-1900", 700))
    with pytest.raises(Refused):
        _post(books, debit("1-1200", 701), credit("4-1900", 701))


def test_two_events_of_one_cause_in_one_call_are_a_mistake(books):
    twice = [
        Event("test:1", "order:1", "Uji", (debit("1-1200", idr), credit("4-1900", idr))) for idr in (700, 300)
    ]
    with pytest.raises(AssertionError, match="test:1 is booked twice"):
        post_each(twice, Booking(TODAY, books.tari, NOW))
    assert not Entry.objects.exists()


def test_zero_lines_are_dropped_and_nothing_is_no_entry(books):
    assert _post(books, debit("1-1200", 0), credit("4-1900", 0)) == 0
    entry = _post(books, debit("1-1200", 5), debit("1-1100", 0), credit("4-1900", 5))
    assert len(queries.entry(entry).lines) == 2
    assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    "lines",
    [
        [debit("1-1200", 700), credit("4-1900", 699)],
        [debit("1-1200", 700.0), credit("4-1900", 700)],
        [debit("1-1200", True), credit("4-1900", True)],
        [debit("1-9999", 700), credit("4-1900", 700)],
        [debit("1-1330", 700), credit("1-1200", 700)],
        [debit("1-1200", 700, 1), credit("4-1900", 700)],
    ],
    ids=["unbalanced", "float", "bool", "unknown account", "party missing", "party where none belongs"],
)
def test_a_wrong_recipe_is_refused_before_the_database(books, lines):
    with pytest.raises(AssertionError):
        _post(books, *lines)
    assert not Entry.objects.exists()


def test_the_chart_has_63_accounts_and_the_file_agrees(db):
    assert Account.objects.count() == 64
    assert Account.objects.filter(by_party=True).count() == 14
    assert Account.objects.get(code="1-1390").debit_normal is False


def test_every_recipe_balances_and_names_its_source(books):
    now = Booking(TODAY, books.tari, NOW)
    buyer, maker = books.bariah.party_id, books.aluh.party_id
    recipes.down_payment_received(1, now, order_id=7, buyer_id=buyer, amount_idr=500, method="bank")
    recipes.advances_paid([recipes.PaidAdvance(1, 7, maker, 100)], now, method="cash")
    recipes.pieces_accepted(1, now, order_id=7, party_id=maker, amount_idr=300, finished=True)
    recipes.pieces_accepted(2, now, order_id=7, party_id=maker, amount_idr=50, finished=False)
    assert queries.balance_of_source("order:7", "1-1420") == 300
    recipes.goods_written_off(7, now, costs={"1-1410": 10}, cause_suffix="1")
    recipes.goods_delivered(1, now, order_id=7, costs={"1-1410": 40, "1-1420": 300})
    recipes.invoice_issued(
        1, now, order_id=7, buyer_id=buyer, total_idr=1000, down_payment_idr=500, public_office=True
    )
    recipes.settlement_received(
        2, now, order_id=7, buyer_id=buyer, amount_idr=500, method="bank", public_office=True
    )
    slip = recipes.PaidSlip(1, maker, 350, recovered_idr=60, deducted_idr=20, net_idr=270)
    recipes.slips_paid([slip], now, method="bank")
    recipes.advance_written_off(1, now, order_id=7, party_id=maker, amount_idr=40)
    recipes.down_payment_received(3, now, order_id=8, buyer_id=buyer, amount_idr=90, method="cash")
    recipes.refund_paid(4, now, order_id=8, buyer_id=buyer, amount_idr=60, method="cash")
    recipes.down_payment_kept(8, now, buyer_id=buyer, amount_idr=30)

    for account in ("1-1300", "1-1310", "1-1330", "1-1410", "1-1420", "2-1110", "2-1200"):
        assert queries.balance_of(account) == 0, account
    assert queries.balance_of("1-1330", maker) == 0
    assert queries.cash_position() == queries.CashPosition(cash_idr=-70, bank_idr=730)
    trial = queries.trial_balance(TODAY)
    assert trial.balanced
    assert {one.code: one.turnover.balance_idr for one in trial.rows if one.turnover.balance_idr} == {
        "1-1100": -70, "1-1200": 730, "4-1200": -1000, "4-1900": -50, "5-1200": 350, "8-1100": 40,
    }  # fmt: skip
    assert {page.source for page in queries.journal().entries} == {"order:7", "order:8", "slip:1"}
