"""The sizes of a maker's share: given with the offer, whole over all shares, fewer when she takes fewer."""

import pytest

from sentra.production.models import Assignment
from sentra.production.operations import (
    accept_offer,
    decline_offer,
    offer_plan,
    split_order,
    withdraw_assignment,
)
from sentra.production.queries import making as made_of
from sentra.production.queries import one_of
from sentra.production.sizes import part_of
from tests.domain.orders.given import line, making, product, writing
from tests.domain.production.given import able, actor_of, assignments
from tests.world import NOW

SIZES = {"S": 7, "M": 20, "L": 13}


@pytest.mark.parametrize(
    ("pieces", "part"),
    [
        (20, {"L": 7, "M": 10, "S": 3}),  # 6,5 and 3,5: the size named first takes the piece
        (1, {"M": 1}),
        (40, SIZES),
        (41, SIZES),
        (0, {}),
    ],
)
def test_a_part_of_the_sizes(pieces, part):
    assert part_of(SIZES, pieces) == part


def test_no_part_asks_for_more_of_a_size_than_there_is():
    for pieces in range(41):
        part = part_of(SIZES, pieces)
        assert sum(part.values()) == pieces
        assert all(part[size] <= SIZES[size] for size in part)


@pytest.fixture
def order(world):
    shirt = product(world.weavers, "kemeja", sizes=tuple(SIZES))
    able(world, shirt)
    order = making(world, line(shirt, 40, sizes=SIZES), down_payment_permille=1000)
    offered(world, order)
    return order


def offered(world, order):
    offer_plan(split_order(order.pk, by=world.mira, at=NOW).pk, by=world.mira, at=NOW)


def sewing(world, order):
    last = max(work.stage.position for work in assignments(world, order))
    return [work for work in assignments(world, order) if work.stage.position == last]


def together(works):
    standing = [work for work in works if work.state in ("offered", "accepted")]
    return {size: sum(work.sizes.get(size, 0) for work in standing) for size in SIZES}


def test_the_shares_of_the_last_stage_are_the_whole_order(world, order):
    works = sewing(world, order)
    assert len(works) > 1
    assert together(works) == SIZES
    assert all(sum(work.sizes.values()) == work.proposed for work in works)
    assert all(work.sizes == {} for work in assignments(world, order) if work not in works)


def test_what_she_leaves_goes_to_others_with_its_sizes(world, order):
    first, second, *_rest = sewing(world, order)
    taken = accept_offer(first.pk, pieces=3, by=actor_of(world, first), at=NOW)
    assert sum(taken.sizes.values()) == 3
    decline_offer(second.pk, by=actor_of(world, second), at=NOW)
    for work in assignments(world, order):
        if work.state == Assignment.State.OFFERED:
            accept_offer(work.pk, by=actor_of(world, work), at=NOW)
    offered(world, order)
    assert together(sewing(world, order)) == SIZES


def test_what_was_taken_back_is_given_out_again(world, order):
    first, *_rest = sewing(world, order)
    accept_offer(first.pk, by=actor_of(world, first), at=NOW)
    withdraw_assignment(first.pk, reason="Sakit", by=world.mira, at=NOW)
    offered(world, order)
    free = [work for work in sewing(world, order) if work.state in ("offered", "accepted")]
    if sum(work.proposed for work in free) == 40:
        assert together(free) == SIZES


def test_she_sees_her_sizes_in_the_order_they_are_worn(world, order):
    first, *_rest = sewing(world, order)
    with writing(world.weavers):
        told = made_of(one_of(first.workshop.owner_id, first.pk))
    assert told.sizes == [(size, first.sizes[size]) for size in SIZES if size in first.sizes]
    assert (told.line_sizes, told.unsized, told.sample) == (list(SIZES.items()), 0, None)
