"""Goods leave the store at their cost; never more than lies there or than the buyer takes."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given as always
from hypothesis import strategies as st

from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.tenancy import within
from sentra.ledger import queries as books
from sentra.orders.delivering import costs_leaving, least, most, over_lines
from sentra.orders.models import Delivery, DeliveryLine, Order
from sentra.stock import queries as stock
from tests.domain.capital.given import inspected, order_in_work, work_of
from tests.domain.orders.given import (
    accepted,
    again,
    hand_over,
    line,
    lines_of,
    made_and_accepted,
    making,
    product,
    writing,
)
from tests.world import NOW, TODAY


def ready(world, *, pieces=40, made=None, **more):
    """An order of one line with `made` pieces in the store, 60,000 rupiah each."""
    order = making(world, line(product(world.weavers), pieces), **more)
    (own,) = lines_of(order)
    made_and_accepted(world, order, own, made or pieces, (made or pieces) * 60_000)
    return order, own


def cost_of(delivery):
    with transaction.atomic(), within(delivery.tenant_id):
        return sum(one.cost_idr for one in DeliveryLine.objects.filter(delivery=delivery))


def on_books(world, order, account):
    with transaction.atomic(), within(world.weavers.pk):
        return books.balance_of_source(f"order:{order.pk}", account)


def test_everything_at_once(world):
    order, own = ready(world)
    delivery = hand_over(world, order, {own.pk: 40})

    assert (delivery.number, delivery.bast_number, delivery.received_by) == (1, 1, "Ibu Sari")
    assert again(order).stage == Order.Stage.DELIVERED
    assert cost_of(delivery) == 2_400_000
    assert (on_books(world, order, "1-1420"), on_books(world, order, "5-1200")) == (0, 2_400_000)
    with transaction.atomic(), within(world.weavers.pk):
        assert [one.pieces for one in stock.in_store()] == []


def test_in_parts_the_last_takes_what_is_left(world):
    order, own = ready(world, pieces=30, made=10)
    first = hand_over(world, order, {own.pk: 7})
    made_and_accepted(world, order, own, 20, 20 * 60_001)
    second = hand_over(world, order, {own.pk: 23})

    assert again(order).stage == Order.Stage.DELIVERED
    assert cost_of(first) == 600_000 * 7 // 10  # of the ten that exist
    assert cost_of(first) + cost_of(second) == 600_000 + 20 * 60_001
    assert on_books(world, order, "1-1420") == 0


def test_two_lines_share_one_delivery(world):
    a, b = product(world.weavers, "a"), product(world.weavers, "b")
    order = making(world, line(a, 10, 100_000), line(b, 5, 50_000))
    first, second = lines_of(order)
    made_and_accepted(world, order, first, 10, 400_000)
    made_and_accepted(world, order, second, 5, 100_000)
    delivery = hand_over(world, order, {first.pk: 10, second.pk: 0})

    assert again(order).stage == Order.Stage.MAKING
    assert cost_of(delivery) == 500_000 * 10 // 15  # both are paid the same for one piece
    hand_over(world, order, {second.pk: 5})
    assert again(order).stage == Order.Stage.DELIVERED


def test_two_lines_of_one_product_do_not_count_the_store_twice(world):
    bag = product(world.weavers)
    order = making(world, line(bag, 5), line(bag, 5))
    first, second = lines_of(order)
    made_and_accepted(world, order, first, 8, 80_000)

    with pytest.raises(Refused, match="Only 8"):
        hand_over(world, order, {first.pk: 5, second.pk: 5})
    hand_over(world, order, {first.pk: 5, second.pk: 3})


def test_more_than_in_the_store_is_refused(world):
    order, own = ready(world, made=10)

    with pytest.raises(Refused, match="Only 10"):
        hand_over(world, order, {own.pk: 11})


def test_more_than_ordered_is_refused(world):
    order, own = ready(world, made=50)

    with pytest.raises(Refused, match="at most 40 more"):
        hand_over(world, order, {own.pk: 41})


def test_the_tolerance_works_both_ways(world):
    order, own = ready(world, made=50, tolerance_permille=50)
    with pytest.raises(Refused, match="at most 42 more"):
        hand_over(world, order, {own.pk: 43})
    hand_over(world, order, {own.pk: 37})
    assert again(order).stage == Order.Stage.MAKING
    with pytest.raises(Refused, match="at most 5 more"):
        hand_over(world, order, {own.pk: 6})
    hand_over(world, order, {own.pk: 1}, complete=True)

    assert again(order).stage == Order.Stage.DELIVERED
    assert on_books(world, order, "1-1420") == 0  # what was made too much is a cost of this order


def test_the_buyer_cannot_agree_to_less_than_the_tolerance(world):
    order, own = ready(world, tolerance_permille=50)

    with pytest.raises(Refused, match="tolerance"):
        hand_over(world, order, {own.pk: 37}, complete=True)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"delivered_on": TODAY + timedelta(days=1)}, "delivered_on"),
        ({"received_by": " "}, "received_by"),
    ],
)
def test_what_cannot_be_is_refused(world, change, field):
    order, own = ready(world)

    with pytest.raises(Refused) as refusal:
        hand_over(world, order, {own.pk: 1}, **change)
    assert refusal.value.field == field


def test_nothing_negative_and_strange_lines_are_refused(world):
    order, own = ready(world)

    for pieces in ({}, {own.pk: 0}, {own.pk: -1}, {own.pk: 5, 987_654: 1}):
        with pytest.raises(Refused):
            hand_over(world, order, pieces)


def test_goods_go_only_while_they_are_made(world):
    order = accepted(world)
    (own,) = lines_of(order)

    with pytest.raises(Refused):
        hand_over(world, order, {own.pk: 1})


def test_the_database_refuses_more_than_the_buyer_takes(world):
    order, own = ready(world)
    delivery = hand_over(world, order, {own.pk: 39})
    with writing(world.weavers):
        another = Delivery.objects.create(
            order=order,
            number=99,
            bast_number=99,
            year=2026,
            delivered_on=TODAY,
            received_by="x",
            recorded_at=NOW,
        )
    with pytest.raises(DatabaseError, match="at most 40"), writing(world.weavers):
        DeliveryLine.objects.create(delivery=another, line=own, pieces=2, cost_idr=0)
    with pytest.raises(DatabaseError, match="never edited"), writing(world.weavers):
        DeliveryLine.objects.filter(delivery=delivery).update(pieces=1)


def test_the_database_refuses_another_orders_line(world):
    _, own = ready(world)
    other = making(world, line(product(world.weavers, "lain")))
    with writing(world.weavers):
        stray = Delivery.objects.create(
            order=other,
            number=99,
            bast_number=99,
            year=2026,
            delivered_on=TODAY,
            received_by="x",
            recorded_at=NOW,
        )
    with pytest.raises(DatabaseError, match="not of the order"), writing(world.weavers):
        DeliveryLine.objects.create(delivery=stray, line=own, pieces=1, cost_idr=0)


def test_only_those_who_deliver(world):
    order, own = ready(world)

    for nobody in (world.tari, world.idah, world.aluh):
        with pytest.raises(PermissionDenied):
            hand_over(world, order, {own.pk: 1}, by=nobody)
    with pytest.raises(Order.DoesNotExist):
        hand_over(world, order, {own.pk: 1}, by=world.zahra)


@always(pieces=st.integers(1, 10**6), share=st.integers(0, 200))
def test_tolerance_is_whole_pieces_on_both_sides(pieces, share):
    assert pieces - least(pieces, share) == most(pieces, share) - pieces <= pieces * share // 1000


@always(
    cost=st.integers(0, 10**12),
    parts=st.lists(st.tuples(st.integers(1, 1_000), st.integers(0, 10**6)), min_size=1, max_size=6),
)
def test_no_rupiah_of_cost_is_lost_or_made(cost, parts):
    """Deliveries one after the other take exactly what the goods cost."""
    balance, left = cost, sum(pieces * rate for pieces, rate in parts)
    for at, (pieces, rate) in enumerate(parts, start=1):
        taken = costs_leaving(
            {"1-1420": balance},
            now={"1-1420": pieces * rate},
            lying={"1-1420": left},
            rest=at == len(parts),
        )["1-1420"]
        assert 0 <= taken <= balance
        assert sum(over_lines(taken, [pieces * rate, rate], [pieces, 1])) == taken
        balance, left = balance - taken, left - pieces * rate
    assert balance == 0


def test_a_first_part_takes_what_its_own_pieces_cost(world):
    """Forty are woven, ten are finished and go: ten at both stages' rates, whatever is still to be made."""
    order = order_in_work(world)
    for work in work_of(world, order, 1):
        inspected(world, work)
    done = inspected(world, work_of(world, order, 2)[0], 10)
    (own,) = lines_of(order)
    first = hand_over(world, order, {own.pk: 10})
    assert cost_of(first) == 10 * (20_000 + 40_000)
    assert on_books(world, order, "1-1420") == done.payable_idr - 10 * 40_000 == 0
    assert on_books(world, order, "1-1410") == 30 * 20_000  # thirty half-finished ones in the store
