"""A mistyped payment is taken back: record and books together, once, and everything that sums follows."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError

from sentra.cooperative.closing.operations import close_period
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.ledger.models import Entry
from sentra.ledger.operations import reverse_entry
from sentra.ledger.queries import balance_of
from sentra.orders.models import Order, Payment, TakenBack
from sentra.orders.money import money
from sentra.orders.operations import take_back_payment
from sentra.orders.queries import order_story
from sentra.orders.steps import cancel, locked, ready_to_make
from sentra.people.roles import RoleName
from tests.domain.orders.given import TOTAL, accepted, again, invoiced, making, pay, writing
from tests.domain.orders.test_record_payment import DOWN, on_books
from tests.world import NOW, TODAY, staff


def take_back(world, payment, reason="Salah ketik", **more):
    return take_back_payment(payment.pk, reason=reason, **({"by": world.tari, "at": NOW} | more))


def sums(world, order):
    with writing(world.weavers):
        return money(again(order))


def first_payment(world, order, kind="down_payment"):
    with writing(world.weavers):
        return Payment.objects.filter(order=order, kind=kind).latest("pk")


def test_record_and_books_go_back_together(world):
    order = accepted(world)
    wrong = pay(world, order, "down_payment", DOWN)
    made = take_back(world, wrong, " Salah pesanan ")

    assert (made.reason, made.reopened_idr) == ("Salah pesanan", 0)
    assert on_books(world, order, "1-1200") == 0
    assert on_books(world, order, "2-1200") == 0
    with writing(world.weavers):
        mirror = Entry.objects.get(cause=f"payment:{wrong.pk}:taken_back")
        assert mirror.reverses.cause == f"payment:{wrong.pk}:received"
        assert Payment.objects.get(pk=wrong.pk).amount_idr == DOWN  # it stays to be read
        assert ready_to_make(order) == ["down payment"]
    assert sums(world, order).down_idr == 0


def test_the_right_payment_finds_room_again(world):
    order = accepted(world)
    wrong = pay(world, order, "down_payment", TOTAL)
    with pytest.raises(Refused, match="room"):
        pay(world, order, "down_payment", DOWN)
    take_back(world, wrong)
    pay(world, order, "down_payment", DOWN, method="cash")

    assert sums(world, order).down_idr == DOWN
    assert (on_books(world, order, "1-1200"), on_books(world, order, "1-1100")) == (0, DOWN)


def test_it_happens_once_and_for_a_reason(world):
    wrong = pay(world, accepted(world), "down_payment", DOWN)
    with pytest.raises(Refused) as refusal:
        take_back(world, wrong, "  ")
    assert refusal.value.field == "reason"
    take_back(world, wrong)
    with pytest.raises(Refused, match="already"):
        take_back(world, wrong)


def test_a_paid_order_is_invoiced_again(world):
    order = invoiced(world)
    wrong = pay(world, order, "settlement", TOTAL - DOWN)
    assert again(order).stage == Order.Stage.PAID
    take_back(world, wrong)

    assert again(order).stage == Order.Stage.INVOICED
    assert sums(world, order).open_idr == TOTAL - DOWN
    assert on_books(world, order, "1-1300") == TOTAL - DOWN
    pay(world, order, "settlement", TOTAL - DOWN)
    assert again(order).stage == Order.Stage.PAID


def test_the_invoice_asks_again_for_a_down_payment_that_never_came(world):
    order = invoiced(world)
    made = take_back(world, first_payment(world, order))

    assert made.reopened_idr == DOWN
    now = sums(world, order)
    assert (now.open_idr, now.set_off_idr, now.held_idr) == (TOTAL, 0, 0)
    assert (on_books(world, order, "1-1300"), on_books(world, order, "2-1200")) == (TOTAL, 0)
    pay(world, order, "settlement", TOTAL)
    assert again(order).stage == Order.Stage.PAID
    assert on_books(world, order, "1-1300") == 0


def test_only_what_no_other_down_payment_covers_is_asked_again(world):
    order = making(world)
    wrong = pay(world, order, "down_payment", 1_000_000)
    from tests.domain.orders.given import hand_over, lines_of, made_and_accepted

    own = lines_of(order)
    for one in own:
        made_and_accepted(world, order, one, one.pieces, one.pieces * 60_000)
    hand_over(world, order, {one.pk: one.pieces for one in own})
    from sentra.orders.operations import issue_invoice

    issue_invoice(order.pk, issued_on=TODAY, by=world.mira, at=NOW)
    assert take_back(world, wrong).reopened_idr == 1_000_000
    now = sums(world, order)
    assert (now.open_idr, now.set_off_idr) == (TOTAL - DOWN, DOWN)
    assert on_books(world, order, "1-1300") == TOTAL - DOWN


def test_a_refund_rests_on_it(world):
    order = making(world)
    with writing(world.weavers):
        from sentra.orders.steps import record_refund

        refund = record_refund(order, amount_idr=20_000, method="bank", paid_on=TODAY, by=world.tari, at=NOW)
    with pytest.raises(Refused, match=r"Rp20\.000"):
        take_back(world, first_payment(world, order))
    take_back(world, refund)
    assert sums(world, order).held_idr == DOWN
    take_back(world, first_payment(world, order))
    assert on_books(world, order, "1-1200") == 0


def test_work_that_began_goes_on_and_what_is_missing_is_said(world):
    order = making(world)
    take_back(world, first_payment(world, order))

    assert again(order).stage == Order.Stage.MAKING
    assert sums(world, order).down_missing_idr == DOWN


def test_after_the_end_the_sums_are_final(world):
    order = making(world)
    with writing(world.weavers):
        cancel(locked(order.pk), reason="Anggaran dicabut", at=NOW)
    with pytest.raises(Refused, match="over"):
        take_back(world, first_payment(world, order))


def test_a_closed_month_is_corrected_in_the_open_one(world):
    july = TODAY - timedelta(days=10)
    order = accepted(world)
    wrong = pay(world, order, "down_payment", DOWN, paid_on=july)
    close_period(date(2026, 7, 1), by=world.mira, at=NOW)
    take_back(world, wrong)

    with writing(world.weavers):
        assert Entry.objects.get(cause=f"payment:{wrong.pk}:taken_back").booked_on == TODAY
        assert balance_of("1-1200") == 0


def test_the_story_shows_it_and_does_not_count_it(world):
    order = invoiced(world)
    take_back(world, first_payment(world, order))
    with writing(world.weavers):
        story = order_story(order.pk, today=TODAY)
        assert story.money == money(again(order))
        assert [one.correction.reason for one in story.payments] == ["Salah ketik"]


def test_its_reversal_cannot_be_reversed_by_hand(world):
    wrong = pay(world, accepted(world), "down_payment", DOWN)
    take_back(world, wrong)
    with writing(world.weavers):
        mirror = Entry.objects.get(cause=f"payment:{wrong.pk}:taken_back")
    with pytest.raises(Refused, match="record"):
        reverse_entry(mirror.pk, "Ternyata benar", by=world.tari, at=NOW)


def test_the_database_keeps_what_rests_on_it(world):
    order = invoiced(world)
    wrong = first_payment(world, order)
    for reopened_idr in (0, DOWN + 1):
        with pytest.raises(DatabaseError, match="still needed"), writing(world.weavers):
            TakenBack.objects.create(payment=wrong, reason="x", reopened_idr=reopened_idr, taken_back_at=NOW)


def test_the_database_refuses_what_the_standing_payments_have_no_room_for(world):
    order = accepted(world)
    take_back(world, pay(world, order, "down_payment", TOTAL))
    pay(world, order, "down_payment", TOTAL)
    with pytest.raises(DatabaseError, match="room for"), writing(world.weavers):
        Payment.objects.create(
            order=order, kind="down_payment", method="bank", amount_idr=1, paid_on=TODAY, recorded_at=NOW
        )


def test_a_taking_back_is_never_edited(world):
    made = take_back(world, pay(world, accepted(world), "down_payment", DOWN))
    with pytest.raises(DatabaseError, match="never edited"), writing(world.weavers):
        TakenBack.objects.filter(pk=made.pk).delete()


def test_only_the_treasurer_and_never_a_stranger(world):
    wrong = pay(world, accepted(world), "down_payment", DOWN)
    for nobody in (world.mira, world.wati, world.aluh):
        with pytest.raises(PermissionDenied):
            take_back(world, wrong, by=nobody)
    with pytest.raises(Payment.DoesNotExist):
        take_back(world, wrong, by=staff(world.batik, "Zainab", RoleName.TREASURER))
