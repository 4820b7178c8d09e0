"""An order ends when everybody is paid and nothing of it is left open."""

import pytest

from sentra.capital.operations import close_order, grant_advance, repay_advance, write_off_advance
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.orders.models import Order
from sentra.production.operations import withdraw_assignment
from tests.domain.capital.given import (
    all_made,
    all_paid,
    balance,
    books_hold,
    delivered_and_paid,
    inspected,
    of_order,
    once_more,
    order_in_work,
    work_of,
)
from tests.domain.orders.given import hand_over, lines_of, writing
from tests.world import NOW, TODAY


def closed(world, order, **more):
    return close_order(order.pk, **{"today": TODAY, "by": world.mira, "at": NOW} | more)


def finished(world, **more):
    order = order_in_work(world, **more)
    all_made(world, order)
    delivered_and_paid(world, order)
    return order


def test_a_paid_order_with_paid_makers_closes_and_the_books_are_level(world):
    order = finished(world)
    all_paid(world)
    assert closed(world, order).stage == Order.Stage.CLOSED
    assert [of_order(world, order, code) for code in ("1-1410", "1-1420", "2-1200", "1-1300")] == [0, 0, 0, 0]
    assert balance(world, "2-1110") == 0
    books_hold(world)


def test_nobody_is_left_unpaid(world):
    order = finished(world)
    with pytest.raises(Refused, match="Aluh"):
        closed(world, order)


def test_an_order_the_buyer_has_not_paid_stays_open(world):
    order = order_in_work(world)
    with pytest.raises(Refused):
        closed(world, order)


def test_an_open_advance_names_the_maker_and_the_amount(world):
    order = order_in_work(world)
    work = work_of(world, order)[0]
    advance = grant_advance(work.pk, amount_idr=200_000, method="bank", paid_on=TODAY, by=world.tari, at=NOW)
    all_made(world, order)
    from sentra.kernel.models import Tenant

    Tenant.objects.filter(pk=world.weavers.pk).update(settings={"floor_permille": 1000})
    delivered_and_paid(world, order)
    all_paid(world)
    with pytest.raises(Refused, match=r"Aluh.*Rp200\.000"):
        closed(world, order)
    repay_advance(advance.pk, amount_idr=150_000, method="cash", paid_on=TODAY, by=world.tari, at=NOW)
    with pytest.raises(Refused, match=r"Rp50\.000"):
        closed(world, order)
    write_off_advance(advance.pk, reason="Sakit lama", by=world.mira, at=NOW)
    assert closed(world, order).stage == Order.Stage.CLOSED
    books_hold(world)


def within_tolerance(world):
    """Delivered within the buyer's tolerance: one piece less than ordered, one maker has one left."""
    from sentra.orders.operations import issue_invoice
    from tests.domain.orders.given import line, making, pay, product
    from tests.domain.production.given import (
        able,
        accept_offer,
        actor_of,
        assignments,
        offer_plan,
        split_order,
    )

    made = product(world.weavers)
    able(world, made)
    order = making(world, line(made, 40), down_payment_permille=500, tolerance_permille=50)
    plan = split_order(order.pk, by=world.mira, at=NOW)
    offer_plan(plan.pk, by=world.mira, at=NOW)
    for work in assignments(world, order):
        accept_offer(work.pk, by=actor_of(world, work), at=NOW)
    first, *rest = work_of(world, order, 1)
    for work in (first, *rest):
        inspected(world, work)
    last = work_of(world, order, 2)
    for work in last[1:]:
        inspected(world, work)
    inspected(world, last[0], last[0].accepted - 1)
    hand_over(world, order, {lines_of(order)[0].pk: 39}, complete=True)
    invoice = issue_invoice(order.pk, issued_on=TODAY, by=world.mira, at=NOW)
    pay(world, order, "settlement", invoice.total_idr - invoice.down_payment_idr)
    return order, last[0]


def test_open_work_is_taken_back_first_and_half_finished_pieces_become_free_stock(world):
    from sentra.stock.queries import in_store

    order, work = within_tolerance(world)
    all_paid(world)
    with pytest.raises(Refused, match=work.workshop.owner.name):
        closed(world, order)
    withdraw_assignment(work.pk, reason="Sudah cukup", by=world.mira, at=NOW)
    closed(world, order)
    with writing(world.weavers):
        assert [(one.order_id, one.pieces, one.stage) for one in in_store()] == [(None, 1, "Tahap 1")]
    books_hold(world)


def test_a_lot_nobody_inspected_stands_in_the_way(world):
    from sentra.quality.operations import hand_in

    order, work = within_tolerance(world)
    all_paid(world)
    hand_in(work.pk, pieces=1, by=world.idah, at=NOW)
    with pytest.raises(Refused, match=r"(?i)lot"):
        closed(world, order)


def test_work_accepted_after_the_delivery_keeps_its_cost_as_free_stock(world):
    order, work = within_tolerance(world)
    late = inspected(world, work, 1)
    all_paid(world)
    closed(world, order)
    assert of_order(world, order, "1-1420") == 0
    assert balance(world, "1-1420") == late.payable_idr
    books_hold(world)


def test_the_inspector_does_not_close_and_strangers_do_not_find_it(world):
    order = finished(world)
    all_paid(world)
    with pytest.raises(PermissionDenied):
        closed(world, order, by=world.idah)
    with pytest.raises(Order.DoesNotExist):
        closed(world, order, by=world.zahra)
    assert once_more(world, order).stage == Order.Stage.PAID
