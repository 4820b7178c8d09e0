"""The bill: delivered pieces at the agreed price, the down payment set against it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.tenancy import within
from sentra.ledger import queries as books
from sentra.orders.models import Invoice, Order
from sentra.orders.operations import issue_invoice
from sentra.orders.steps import finish, locked
from tests.domain.orders.given import (
    PRICE,
    TOTAL,
    again,
    delivered,
    hand_over,
    invoiced,
    line,
    lines_of,
    made_and_accepted,
    making,
    pay,
    product,
    writing,
)
from tests.world import NOW, TODAY

DOWN = TOTAL * 300 // 1000


def on_books(world, order, account):
    with transaction.atomic(), within(world.weavers.pk):
        return books.balance_of_source(f"order:{order.pk}", account)


def bill(world, order, **more):
    return issue_invoice(order.pk, **({"issued_on": TODAY, "by": world.mira, "at": NOW} | more))


def test_a_bill_sets_off_the_down_payment(world):
    order = delivered(world, payment_days=30)
    invoice = bill(world, order)

    assert (invoice.number, invoice.total_idr, invoice.down_payment_idr) == (1, TOTAL, DOWN)
    assert invoice.due_on == TODAY + timedelta(days=30)
    assert again(order).stage == Order.Stage.INVOICED
    assert on_books(world, order, "1-1300") == TOTAL - DOWN
    assert on_books(world, order, "2-1200") == 0
    assert on_books(world, order, "4-1200") == -TOTAL


def test_what_was_delivered_is_billed_not_what_was_ordered(world):
    order = making(world, line(product(world.weavers), 40), tolerance_permille=100)
    (own,) = lines_of(order)
    made_and_accepted(world, order, own, 38, 1_000_000)
    hand_over(world, order, {own.pk: 38}, complete=True)

    assert bill(world, order).total_idr == 38 * PRICE


def test_all_paid_ahead_is_paid_at_once_and_the_surplus_can_go_back(world):
    order = making(
        world, line(product(world.weavers), 40), tolerance_permille=100, down_payment_permille=1000
    )
    (own,) = lines_of(order)
    made_and_accepted(world, order, own, 38, 1_000_000)
    hand_over(world, order, {own.pk: 38}, complete=True)
    invoice = bill(world, order)

    assert invoice.down_payment_idr == invoice.total_idr == 38 * PRICE
    assert again(order).stage == Order.Stage.PAID
    with pytest.raises(Refused):
        pay(world, order, "refund", 2 * PRICE + 1)
    with writing(world.weavers), pytest.raises(Refused, match=r"Rp370\.000"):
        finish(locked(order.pk), at=NOW)
    pay(world, order, "refund", 2 * PRICE)
    assert on_books(world, order, "2-1200") == 0
    with writing(world.weavers):
        assert finish(locked(order.pk), at=NOW).closed_at == NOW


def test_nothing_is_billed_before_everything_is_delivered(world):
    order = making(world)
    with pytest.raises(Refused):
        bill(world, order)
    with pytest.raises(Refused, match="future"):
        bill(world, delivered(world, line(product(world.weavers, "b"))), issued_on=TODAY + timedelta(days=1))


def test_nothing_is_billed_twice(world):
    order = invoiced(world)

    with pytest.raises(Refused):
        bill(world, order)


def test_a_bill_is_never_edited(world):
    order = invoiced(world)

    with pytest.raises(DatabaseError, match="never edited"), writing(world.weavers):
        Invoice.objects.filter(order=order).update(total_idr=1)


def test_only_those_who_invoice(world):
    order = delivered(world)

    for nobody in (world.wati, world.idah, world.aluh):
        with pytest.raises(PermissionDenied):
            bill(world, order, by=nobody)
    with pytest.raises(Order.DoesNotExist):
        bill(world, order, by=world.zahra)
