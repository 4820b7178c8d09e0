"""Lists and stories: right, fenced, and constant in queries."""

from datetime import timedelta

import pytest
from django.db import transaction

from sentra.kernel.tenancy import within
from sentra.orders.models import Order
from sentra.orders.queries import late_orders, order_list, order_story, orders_by_stage
from sentra.orders.steps import cancel, locked, ready_to_make
from tests.domain.orders.given import (
    TOTAL,
    accepted,
    again,
    hand_over,
    invoiced,
    line,
    lines_of,
    made_and_accepted,
    making,
    pay,
    product,
    quoted,
    sampled,
    writing,
)
from tests.world import NOW, TODAY

LATER = TODAY + timedelta(days=61)  # a day after the promise


@pytest.fixture
def look(world):
    with transaction.atomic(), within(world.weavers.pk):
        yield


def test_stages_are_counted_with_their_value(world):
    quoted(world)
    bag = product(world.weavers, "b")
    for _ in range(2):
        accepted(world, line(bag, 1, 1_000))
    with transaction.atomic(), within(world.weavers.pk):
        of = {one.stage: one for one in orders_by_stage(today=LATER)}
    assert (of["quoted"].orders, of["quoted"].value_idr, of["quoted"].late) == (1, TOTAL, 0)
    assert (of["accepted"].orders, of["accepted"].value_idr, of["accepted"].late) == (2, 2_000, 2)
    assert (of["closed"].orders, of["closed"].value_idr) == (0, 0)
    assert list(of) == Order.Stage.values


def test_the_list_finds_by_stage_lateness_number_and_name(world):
    bag = product(world.weavers)
    first, second = quoted(world, line(bag)), accepted(world, line(bag))

    def found(**wanted):
        with transaction.atomic(), within(world.weavers.pk):
            return [one.id for one in order_list(today=LATER, **wanted).rows]

    assert found() == [second.pk, first.pk]
    assert found(stage="quoted") == [first.pk]
    assert found(late=True) == [second.pk]
    assert found(search="pendidikan") == [second.pk, first.pk]
    assert found(search=f"{first.number}") == [first.pk]
    assert found(search=f" {second.number}/2026 ") == [second.pk]
    assert found(search="2/2025") == found(search="9" * 30) == found(search="%") == []


def test_the_list_goes_on_page_by_page_with_constant_queries(world, django_assert_num_queries):
    bag = product(world.weavers)
    made = [quoted(world, line(bag), line(bag, 2, 1_000)).pk for _ in range(5)]
    with transaction.atomic(), within(world.weavers.pk):
        with django_assert_num_queries(1):
            page = order_list(today=TODAY, size=2)
        seen = [one.id for one in page.rows]
        assert page.rows[0].pieces == 42
        while page.after:
            page = order_list(today=TODAY, size=2, after=page.after)
            seen += [one.id for one in page.rows]
    assert seen == made[::-1]


def test_what_is_late_longest_first(world):
    bag = product(world.weavers)
    second = accepted(world, line(bag), promised_on=TODAY + timedelta(days=9))
    first = making(world, line(bag), promised_on=TODAY + timedelta(days=8))
    with transaction.atomic(), within(world.weavers.pk):
        assert [one.id for one in late_orders(today=LATER)] == [first.pk, second.pk]
        assert late_orders(today=TODAY) == []


def rich(world, lines):
    """An order with a sample, payments and two deliveries of `lines` lines."""
    goods = [product(world.weavers, f"p{at}-{lines}") for at in range(lines)]
    order = making(world, *(line(one, 10) for one in goods), needs_sample=True)
    own = lines_of(order)
    for one in own:
        made_and_accepted(world, order, one, 10, 100_000)
    for _ in range(2):
        hand_over(world, order, {one.pk: 4 for one in own})
    return order


@pytest.mark.parametrize("lines", [1, 4])
def test_a_story_is_read_in_constant_queries(world, django_assert_num_queries, lines):
    order = rich(world, lines)
    with transaction.atomic(), within(world.weavers.pk), django_assert_num_queries(10):
        story = order_story(order.pk, today=TODAY)
        assert [part.line.product.name for delivery in story.deliveries for part in delivery.lines.all()]
        assert story.buyer.name

    assert (story.pieces, story.delivered) == (10 * lines, 8 * lines)
    one = story.lines[0]
    assert (one.delivered, one.in_store, one.to_deliver, one.to_come) == (8, 2, 2, 2)
    assert story.verbs == ["deliver a part", "deliver the rest", "cancel"]
    assert len(story.samples) == 1


def test_a_story_tells_the_money(world):
    order = invoiced(world)
    pay(world, order, "settlement", 1_000_000)
    with transaction.atomic(), within(world.weavers.pk):
        money = order_story(order.pk, today=TODAY).money

    assert (money.total_idr, money.down_idr, money.settled_idr) == (TOTAL, 2_220_000, 1_000_000)
    assert money.open_idr == TOTAL - 3_220_000
    assert (money.held_idr, money.down_missing_idr) == (0, 0)


def test_a_story_says_what_is_missing_as_the_step_does(world):
    order = accepted(world, needs_sample=True)
    for do in (lambda: None, lambda: sampled(world, order), lambda: pay(world, order, "down_payment", TOTAL)):
        do()
        with transaction.atomic(), within(world.weavers.pk):
            assert order_story(order.pk, today=TODAY).missing == ready_to_make(again(order))


def test_sizes_stand_in_the_products_order(world):
    shirt = product(world.weavers, "seragam", sizes=("S", "M", "L"))
    order = quoted(world, line(shirt, 10, sizes={"L": 3, "S": 7}))
    with transaction.atomic(), within(world.weavers.pk):
        story = order_story(order.pk, today=LATER)

    assert story.size_columns == ["S", "L"]
    assert story.lines[0].sizes == [("S", 7), ("L", 3)]
    assert story.expired


def test_a_stranger_reads_nothing(world):
    order = accepted(world)
    with transaction.atomic(), within(world.batik.pk):
        with pytest.raises(Order.DoesNotExist):
            order_story(order.pk, today=TODAY)
        assert order_list(today=LATER).rows == late_orders(today=LATER) == []
        assert sum(one.orders for one in orders_by_stage(today=LATER)) == 0


def test_a_cancelled_order_keeps_its_reason(world):
    order = making(world)
    with writing(world.weavers):
        cancel(locked(order.pk), reason="Anggaran dicabut", at=NOW)

    gone = again(order)
    assert (gone.stage, gone.cancelled_reason, gone.cancelled_at) == ("cancelled", "Anggaran dicabut", NOW)
