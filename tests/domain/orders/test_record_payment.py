"""Money from the buyer never exceeds what there is room for, and the books follow it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.tenancy import within
from sentra.ledger import queries as books
from sentra.orders.models import Order, Payment
from sentra.orders.money import money
from sentra.orders.steps import cancel, locked, ready_to_make, record_refund, start_making
from tests.domain.orders.given import TOTAL, accepted, again, invoiced, making, pay, quoted, sampled, writing
from tests.world import NOW, TODAY

DOWN = TOTAL * 300 // 1000


def on_books(world, order, account):
    with transaction.atomic(), within(world.weavers.pk):
        return books.balance_of_source(f"order:{order.pk}", account)


def test_a_down_payment_is_booked_and_gets_a_receipt(world):
    order = accepted(world)
    payment = pay(world, order, "down_payment", DOWN, reference="TRX 1")

    assert payment.receipt_number == 1
    assert on_books(world, order, "1-1200") == DOWN
    assert on_books(world, order, "2-1200") == -DOWN


def test_cash_goes_to_the_cash_box(world):
    order = accepted(world)
    pay(world, order, "down_payment", DOWN, method="cash")

    assert on_books(world, order, "1-1100") == DOWN


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"amount_idr": 0}, "amount_idr"),
        ({"amount_idr": TOTAL + 1}, "amount_idr"),
        ({"method": "gold"}, "method"),
        ({"paid_on": TODAY + timedelta(days=1)}, "paid_on"),
        ({"kind": "gift"}, "kind"),
    ],
)
def test_what_cannot_be_is_refused(world, change, field):
    order = accepted(world)

    with pytest.raises(Refused) as refusal:
        pay(world, order, **({"kind": "down_payment", "amount_idr": 1_000} | change))
    assert refusal.value.field == field


def test_down_payments_together_stay_within_the_total(world):
    order = accepted(world)
    pay(world, order, "down_payment", TOTAL - 1_000)

    with pytest.raises(Refused, match=r"Rp1\.000"):
        pay(world, order, "down_payment", 1_001)
    pay(world, order, "down_payment", 1_000)


def test_a_down_payment_comes_after_acceptance(world):
    with pytest.raises(Refused):
        pay(world, quoted(world), "down_payment", 1_000)


def test_a_settlement_pays_the_invoice(world):
    order = invoiced(world)
    pay(world, order, "settlement", 1_000_000)
    assert again(order).stage == Order.Stage.INVOICED
    with pytest.raises(Refused, match=r"Rp4\.180\.000"):
        pay(world, order, "settlement", TOTAL - DOWN)
    pay(world, order, "settlement", TOTAL - DOWN - 1_000_000)

    assert again(order).stage == Order.Stage.PAID
    assert on_books(world, order, "1-1300") == 0  # a government office
    assert on_books(world, order, "2-1200") == 0
    assert on_books(world, order, "1-1200") == TOTAL
    with pytest.raises(Refused):
        pay(world, order, "settlement", 1)


def test_no_settlement_before_the_invoice(world):
    with pytest.raises(Refused):
        pay(world, making(world), "settlement", 1_000)


def test_work_starts_when_nothing_is_missing(world):
    order = accepted(world, needs_sample=True)
    with writing(world.weavers):
        assert ready_to_make(order) == ["sample", "down payment"]
        with pytest.raises(Refused, match="sample"):
            start_making(locked(order.pk), at=NOW)
    sampled(world, order)
    with writing(world.weavers), pytest.raises(Refused, match=r"Rp2\.220\.000"):
        start_making(locked(order.pk), at=NOW)
    pay(world, order, "down_payment", DOWN)
    with writing(world.weavers):
        assert ready_to_make(order) == []
        assert start_making(locked(order.pk), at=NOW).stage == Order.Stage.MAKING


def test_a_refund_gives_back_what_is_held_and_no_more(world):
    order = making(world)
    with writing(world.weavers):
        with pytest.raises(Refused, match=r"Rp2\.220\.000"):
            record_refund(order, amount_idr=DOWN + 1, method="bank", paid_on=TODAY, by=world.tari, at=NOW)
        record_refund(order, amount_idr=20_000, method="bank", paid_on=TODAY, by=world.tari, at=NOW)
        record_refund(order, amount_idr=DOWN - 20_000, method="bank", paid_on=TODAY, by=world.tari, at=NOW)
        with pytest.raises(Refused, match="Rp0"):
            record_refund(order, amount_idr=1, method="bank", paid_on=TODAY, by=world.tari, at=NOW)

    assert on_books(world, order, "2-1200") == 0


def test_what_a_cancelled_order_kept_is_not_given_back_later(world):
    order = making(world)
    with pytest.raises(Refused, match="cancelled"):
        pay(world, order, "refund", 1)
    with writing(world.weavers):
        cancelled = cancel(locked(order.pk), reason="Anggaran dicabut", at=NOW)
        assert (money(cancelled).held_idr, money(cancelled).kept_idr) == (0, DOWN)
        with pytest.raises(Refused, match="Rp0"):
            record_refund(cancelled, amount_idr=1, method="bank", paid_on=TODAY, by=world.tari, at=NOW)


@pytest.mark.parametrize(
    ("kind", "amount_idr"), [("down_payment", TOTAL), ("settlement", 1), ("refund", DOWN + 1)]
)
def test_the_database_refuses_more_than_there_is_room_for(world, kind, amount_idr):
    order = making(world)

    with pytest.raises(DatabaseError, match="room for"), writing(world.weavers):
        Payment.objects.create(
            order=order, kind=kind, method="bank", amount_idr=amount_idr, paid_on=TODAY, recorded_at=NOW
        )


def test_a_payment_is_never_edited(world):
    payment = pay(world, accepted(world), "down_payment", DOWN)

    with pytest.raises(DatabaseError, match="never edited"), writing(world.weavers):
        Payment.objects.filter(pk=payment.pk).update(amount_idr=1)


def test_only_the_treasurer_records_money(world):
    order = accepted(world)

    for nobody in (world.mira, world.wati, world.aluh):
        with pytest.raises(PermissionDenied):
            pay(world, order, "down_payment", DOWN, by=nobody)


def test_another_cooperatives_treasurer_finds_nothing(world):
    from sentra.people.roles import RoleName
    from tests.world import staff

    order = accepted(world)
    with pytest.raises(Order.DoesNotExist):
        pay(world, order, "down_payment", DOWN, by=staff(world.batik, "Zainab", RoleName.TREASURER))
