"""What was bought from each maker: pieces accepted and cash at once, no payout, nothing booked by hand."""

from datetime import timedelta

from sentra.ledger import recipes, trade_recipes
from sentra.ledger.corrections import mirror_of, slip_bounced
from sentra.ledger.earnings import sold_by_party, sold_in_windows
from sentra.ledger.models import Entry
from sentra.ledger.posting import Booking, credit, debit, post
from sentra.ledger.recipes.makers import PaidSlip
from tests.world import NOW, TODAY


def _accepted(world, number, idr, who):
    recipes.pieces_accepted(
        number, Booking(TODAY, world.tari, NOW), order_id=7, party_id=who, amount_idr=idr, finished=False
    )


def _paid(world, number, who, gross, returned=0, bounces=0):
    slip = PaidSlip(number, who, gross, 0, gross - returned, returned_idr=returned, bounces=bounces)
    recipes.slips_paid([slip], Booking(TODAY, world.tari, NOW), method="bank")


def _sold():
    """What everybody sold this month; asked for each in her own days it must be the same."""
    first = TODAY.replace(day=1)
    found = sold_by_party(since=first, until=TODAY)
    assert sold_in_windows([(party, first, TODAY) for party in found]) == found
    return found


def test_accepted_pieces_and_cash_at_once_count(books):
    aluh, bariah = books.aluh.party_id, books.bariah.party_id
    _accepted(books, 1, 300, aluh)
    _accepted(books, 2, 200, bariah)
    in_box = [debit("1-1120", 50), credit("3-1300", 50)]
    post("fund:1:moved", "fund:1", "Isi dana", Booking(TODAY, books.tari, NOW), in_box)
    trade_recipes.goods_bought(
        1, Booking(TODAY, books.tari, NOW), party_id=aluh, amount_idr=50, method="cash"
    )
    assert _sold() == {aluh: 350, bariah: 200}
    yesterday = TODAY - timedelta(days=1)
    assert sold_in_windows([(bariah, TODAY, TODAY), (aluh, yesterday, yesterday)]) == {bariah: 200}
    assert sold_by_party(since=TODAY.replace(year=TODAY.year - 1), until=TODAY.replace(day=1)) == {}


def test_a_payout_is_no_sale_and_one_that_came_back_is_none_either(books):
    aluh = books.aluh.party_id
    _accepted(books, 1, 300, aluh)
    _paid(books, 1, aluh, 300)
    assert _sold() == {aluh: 300}
    slip_bounced(1, bounces=0, reason="Rekening ditutup", by=books.tari, at=NOW)
    assert _sold() == {aluh: 300}
    _paid(books, 1, aluh, 300, bounces=1)
    assert _sold() == {aluh: 300}


def test_pieces_that_came_back_were_not_sold_whether_the_slip_arrives_or_not(books):
    aluh = books.aluh.party_id
    _accepted(books, 1, 300, aluh)
    _paid(books, 1, aluh, 300, returned=60)
    assert _sold() == {aluh: 240}
    slip_bounced(1, bounces=0, reason="Rekening ditutup", by=books.tari, at=NOW)
    assert _sold() == {aluh: 300}
    _paid(books, 1, aluh, 300, returned=60, bounces=1)
    assert _sold() == {aluh: 240}


def test_what_people_book_by_hand_is_no_sale_and_neither_is_turning_it(books):
    aluh = books.aluh.party_id
    lines = [debit("1-1200", 90), credit("2-1110", 90, aluh)]
    made = post("manual:1", "manual", "Saldo awal", Booking(TODAY, books.tari, NOW), lines)
    assert _sold() == {}
    mirror = mirror_of(Entry.objects.get(pk=made))
    post("entry:1:reversed", "manual", "Salah", Booking(TODAY, books.tari, NOW), mirror, reverses=made)
    assert _sold() == {}
