"""A person's yes ties bank and books, posts only what was missing, and can be taken back."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from sentra.cooperative.closing.operations import close_period
from sentra.kernel.errors import Refused
from sentra.kernel.tenancy import within
from sentra.ledger import queries as books
from sentra.ledger.queries.bank import bank_postings
from sentra.orders.models import Order, Payment
from sentra.orders.operations import take_back_payment
from sentra.payments.models import Match, MatchPart, TextRule
from sentra.payments.operations import confirm_matches, refuse_match, split_line, undo_match
from sentra.payments.operations.matches import Choice
from sentra.payments.queries import desk, line_detail
from sentra.payments.steps import Piece
from tests.domain.orders.given import TOTAL, accepted, again, invoiced, pay
from tests.domain.payments.given import bank, by_hand, inside, kept, lines_of, one_line, table
from tests.world import NOW, TODAY

DOWN = TOTAL * 300 // 1000


def yes(world, line, key, *, by=None):
    return confirm_matches([Choice(line.pk, key)], by=by or world.tari, at=NOW)[0]


def back(world, line, reason="Salah pilih"):
    undo_match(line.pk, reason=reason, by=world.tari, at=NOW)


def balance(world, account):
    return inside(world, books.balance_of, account)


def posting(world, idr):
    """The bank posting of this amount."""
    (one,) = [one for one in inside(world, bank_postings, "1-1200", until=TODAY) if one.amount_idr == idr]
    return one.id


def test_what_is_in_the_books_is_tied_and_nothing_is_posted(world):
    by_hand(world, -75_000)
    line = one_line(world, "BELI BENANG", -75_000)
    shown = inside(world, desk).lines[0].proposal
    assert shown.key == f"p:{posting(world, -75_000)}"

    yes(world, line, shown.key)
    assert balance(world, "1-1200") == -75_000
    assert inside(world, desk).waiting == 0


def test_a_fee_is_booked_and_learned(world):
    line = one_line(world, "BIAYA ADM AGU", -10_000)
    assert inside(world, desk).lines[0].proposal.key == "a:6-1300"
    yes(world, line, "a:6-1200")  # she knows better
    assert (balance(world, "1-1200"), balance(world, "6-1200")) == (-10_000, 10_000)

    kept(world, bank(world, "BNI"), table((TODAY, "BIAYA ADM AGU", -12_000), opening=50_000))
    (next_one,) = inside(world, desk).lines
    assert (next_one.proposal.key, next_one.proposal.reasons) == ("a:6-1200", ("learned",))
    assert inside(world, TextRule.objects.count) == 1


def test_a_down_payment_is_recorded_as_if_by_hand(world):
    order = accepted(world)
    line = one_line(world, f"TRF DINAS PENDIDIKAN PESANAN {order}", DOWN)
    shown = inside(world, desk).lines[0].proposal
    assert (shown.key, shown.reasons) == (f"e:order:{order.pk}:down_payment", ("amount", "code", "name"))

    yes(world, line, shown.key)
    payment = inside(world, Payment.objects.get)
    assert (payment.amount_idr, payment.method, payment.paid_on) == (DOWN, "bank", TODAY)
    assert payment.receipt_number == 1
    assert balance(world, "2-1200") == -DOWN


def test_an_open_invoice_is_settled(world):
    order = invoiced(world)
    open_ = TOTAL - inside(world, lambda: sum(p.amount_idr for p in Payment.objects.all()))
    line = one_line(world, "PELUNASAN", open_)
    yes(world, line, f"e:order:{order.pk}:settlement")
    assert again(order).stage == Order.Stage.PAID


def test_a_wrong_yes_goes_back_with_the_payment_it_recorded(world):
    order = invoiced(world)
    open_ = TOTAL - inside(world, lambda: sum(p.amount_idr for p in Payment.objects.all()))
    line = one_line(world, "PELUNASAN", open_)
    held = balance(world, "1-1200")
    yes(world, line, f"e:order:{order.pk}:settlement")
    back(world, line)
    assert again(order).stage == Order.Stage.INVOICED
    assert balance(world, "1-1200") == held
    assert inside(world, desk).waiting == 1
    yes(world, line, f"e:order:{order.pk}:settlement")  # and right again
    assert again(order).stage == Order.Stage.PAID


def test_a_payment_taken_back_by_hand_does_not_stand_in_the_way(world):
    order = accepted(world)
    line = one_line(world, "TRF", DOWN)
    yes(world, line, f"e:order:{order.pk}:down_payment")
    payment = inside(world, Payment.objects.get)
    take_back_payment(payment.pk, reason="Salah pesanan", by=world.tari, at=NOW)
    back(world, line)
    assert inside(world, desk).waiting == 1


def test_a_wrong_fee_is_reversed(world):
    line = one_line(world, "BIAYA ADM", -10_000)
    yes(world, line, "a:6-1300")
    back(world, line)
    assert (balance(world, "1-1200"), balance(world, "6-1300")) == (0, 0)
    yes(world, line, "a:6-1300")
    assert balance(world, "6-1300") == 10_000


def test_undoing_needs_a_reason_and_a_match(world):
    line = one_line(world, "BIAYA ADM", -10_000)
    with pytest.raises(Refused, match="not matched"):
        back(world, line)
    yes(world, line, "a:6-1300")
    with pytest.raises(Refused, match="what was wrong"):
        undo_match(line.pk, reason=" ", by=world.tari, at=NOW)


def test_buyers_do_not_pay_into_the_fund(world):
    order = accepted(world)
    kept(world, bank(world, ledger="1-1220"), table((TODAY, "TRF", DOWN), opening=0))
    (line,) = lines_of(world)
    with pytest.raises(Refused, match="not into the fund"):
        yes(world, line, f"e:order:{order.pk}:down_payment")


def test_a_line_is_not_booked_on_the_account_it_stands_on(world):
    line = one_line(world, "BIAYA ADM", -10_000)
    with pytest.raises(Refused, match="stands on this account"):
        yes(world, line, "a:1-1200")


def test_an_order_without_a_kind_of_payment_is_no_proposal(world):
    order = accepted(world)
    line = one_line(world, "TRF", DOWN)
    with pytest.raises(Refused, match="kind of payment"):
        yes(world, line, f"e:order:{order.pk}")


def test_undoing_leaves_what_stood_there_before(world):
    by_hand(world, 5_000)
    line = one_line(world, "X", 5_000)
    yes(world, line, f"p:{posting(world, 5_000)}")
    back(world, line)
    assert balance(world, "1-1200") == 5_000


def test_several_ticked_are_all_or_none(world):
    kept(world, bank(world), table((TODAY, "BIAYA ADM", -1_000), (TODAY, "BUNGA", 2_000), opening=9_000))
    fee, interest = lines_of(world)
    with pytest.raises(Refused):
        confirm_matches([Choice(fee.pk, "a:6-1300"), Choice(interest.pk, "p:999")], by=world.tari, at=NOW)
    assert inside(world, Match.objects.count) == 0
    confirm_matches([Choice(fee.pk, "a:6-1300"), Choice(interest.pk, "a:4-1900")], by=world.tari, at=NOW)
    assert balance(world, "1-1200") == 1_000


def test_one_sum_of_a_payout_file_is_several_postings(world):
    by_hand(world, -1_000)
    by_hand(world, -2_000)
    line = one_line(world, "PAYROLL", -3_000)
    both = f"p:{posting(world, -1_000)},{posting(world, -2_000)}"
    yes(world, line, both)
    assert inside(world, MatchPart.objects.count) == 2


def test_a_line_is_split(world):
    order = accepted(world)
    line = one_line(world, "TRF", DOWN + 7_500)
    pieces = [Piece(f"e:order:{order.pk}:down_payment", DOWN), Piece("a:4-1900", 7_500)]
    split_line(line.pk, pieces=pieces, by=world.tari, at=NOW)
    assert (balance(world, "2-1200"), balance(world, "4-1900")) == (-DOWN, -7_500)
    back(world, line)
    assert (balance(world, "1-1200"), balance(world, "4-1900")) == (0, 0)


def test_parts_that_do_not_add_up_are_refused(world):
    line = one_line(world, "X", 10_000)
    with pytest.raises(Refused, match="Say what the line is"):
        split_line(line.pk, pieces=[], by=world.tari, at=NOW)
    for pieces in ([Piece("a:4-1900", 9_999)], [Piece("a:4-1900", 10_000), Piece("a:6-1300", 0)]):
        with pytest.raises(Refused, match="must add up"):
            split_line(line.pk, pieces=pieces, by=world.tari, at=NOW)


def test_a_no_is_not_asked_again(world):
    line = one_line(world, "BIAYA ADM", -10_000)
    refuse_match(line.pk, key="a:6-1300", by=world.tari, at=NOW)
    assert inside(world, desk).lines[0].proposal is None


@pytest.mark.parametrize(
    "key", ["a:9-9999", "a:2-1400", "p:999", "p:x", "p:", "e:order:x:down_payment", "z:1", "", "e:"]
)
def test_a_key_nobody_proposed_is_refused(world, key):
    line = one_line(world, "X", 10_000)
    with pytest.raises(Refused):
        yes(world, line, key)
    assert balance(world, "1-1200") == 0


def test_amounts_must_agree(world):
    by_hand(world, 9_999)
    line = one_line(world, "X", 10_000)
    with pytest.raises(Refused, match="differ"):
        yes(world, line, f"p:{posting(world, 9_999)}")


def test_a_posting_belongs_to_one_line_and_a_line_is_said_once(world):
    by_hand(world, 5_000)
    kept(world, bank(world), table((TODAY, "A", 5_000), (TODAY, "B", 5_000), opening=1))
    first, second = lines_of(world)
    key = f"p:{posting(world, 5_000)}"
    yes(world, first, key)
    with pytest.raises(Refused, match="another line"):
        yes(world, second, key)
    with pytest.raises(Refused, match="matched already"):
        yes(world, first, "a:4-1900")


def test_a_posting_of_another_account_is_no_bank_posting(world):
    by_hand(world, 5_000, bank="1-1100")
    (cash,) = inside(world, bank_postings, "1-1100", until=TODAY)
    line = one_line(world, "X", 5_000)
    with pytest.raises(Refused):
        yes(world, line, f"p:{cash.id}")


def test_a_closed_month_books_on_the_first_open_day(world):
    line = one_line(world, "BIAYA ADM", -10_000, on=date(2026, 7, 31))
    close_period(date(2026, 7, 1), by=world.tari, at=NOW)
    assert inside(world, desk).lines[0].booked_on == date(2026, 8, 1)
    yes(world, line, "a:6-1300")
    (booked,) = inside(world, bank_postings, "1-1200", until=TODAY)
    assert booked.booked_on == date(2026, 8, 1)


def test_a_line_of_the_fund_pays_no_order(world):
    order = accepted(world)
    kept(world, bank(world, "Dana", ledger="1-1220"), table((TODAY, f"PESANAN {order}", DOWN), opening=5))
    (line,) = lines_of(world)
    assert inside(world, desk).lines[0].proposal is None
    with pytest.raises(Refused, match="fund"):
        yes(world, line, f"e:order:{order.pk}:down_payment")


def test_a_stranger_finds_no_line(world):
    from sentra.people.roles import RoleName
    from tests.world import staff

    stranger = staff(world.batik, "Siti", RoleName.TREASURER)
    line = one_line(world, "X", 10_000)
    with pytest.raises(type(line).DoesNotExist):
        yes(world, line, "a:4-1900", by=stranger)


def test_a_payment_recorded_before_is_found_again(world):
    order = accepted(world)
    pay(world, order, "down_payment", DOWN)
    line = one_line(world, "TRF DINAS PENDIDIKAN", DOWN)
    shown = inside(world, line_detail, line.pk).options[0]
    assert shown.key == f"p:{posting(world, DOWN)}"
    assert "name" in shown.reasons


# ----- the fences below -----


def broken(world, change):
    with transaction.atomic(), within(writes=world.weavers.pk):
        change()


def test_the_database_wants_parts_that_add_up(world):
    by_hand(world, 4_000)
    line, pk = one_line(world, "X", 10_000), posting(world, 4_000)

    def half():
        match = Match.objects.create(line=line, made_at=NOW)
        MatchPart.objects.create(
            match=match, position=0, posting_id=pk, posted_on=TODAY, amount_idr=4_000, did="found"
        )
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    with pytest.raises(DatabaseError, match="does not add up"):
        broken(world, half)


def test_the_database_wants_the_posting_s_own_amount(world):
    by_hand(world, 4_000)
    line, pk = one_line(world, "X", 10_000), posting(world, 4_000)

    def lie():
        match = Match.objects.create(line=line, made_at=NOW)
        MatchPart.objects.create(
            match=match, position=0, posting_id=pk, posted_on=TODAY, amount_idr=10_000, did="found"
        )

    with pytest.raises(DatabaseError, match="is not this part"):
        broken(world, lie)


def test_a_part_does_not_leave_its_match_alone(world):
    line = one_line(world, "BIAYA ADM", -10_000)
    yes(world, line, "a:6-1300")

    def steal():
        MatchPart.objects.all().delete()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    with pytest.raises(DatabaseError, match="does not add up"):
        broken(world, steal)
