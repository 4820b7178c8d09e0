"""What is offered still has its weeks: two plans made side by side never book a maker twice."""

import time
from datetime import timedelta

import pytest

from sentra.crafts.operations import add_absence, set_capacity
from sentra.kernel.errors import Refused
from sentra.production import room
from sentra.production.load import benches
from sentra.production.models import Assignment
from sentra.production.operations import accept_offer, decline_offer, offer_plan, split_order
from tests.domain.orders.given import line, making, product, writing
from tests.domain.production.given import able, actor_of, assignments, split
from tests.kernel.threads import together
from tests.world import NOW, World


def two_plans(world):
    """Two orders that each want all three makers in the same weeks, split without knowing of the other."""
    made = product(world.weavers)
    able(world, made)
    orders = [making(world, line(made, 60), down_payment_permille=1000) for _ in range(2)]
    return orders, [split_order(order.pk, by=world.mira, at=NOW) for order in orders]


def overbooked(world):
    """Makers with more promised in a week than the week holds."""
    with writing(world.weavers):
        return [
            bench.workshop.name
            for bench in benches().values()
            if any(load > 1_000_000 for load in bench.promised.values())
        ]


def offered(world, order):
    return [work for work in assignments(world, order) if work.state == Assignment.State.OFFERED]


def test_the_second_plan_is_refused_and_names_who_and_which_week(world):
    (first, second), plans = two_plans(world)
    offer_plan(plans[0].pk, by=world.mira, at=NOW)
    with pytest.raises(Refused, match=r"(Aluh|Bariah|Cici).*no room left.*Split once more") as told:
        offer_plan(plans[1].pk, by=world.mira, at=NOW)
    assert "week of" in str(told.value)
    assert not offered(world, second)
    assert offered(world, first)
    assert not overbooked(world)


def test_split_once_more_it_can_be_offered(world):
    (_first, second), plans = two_plans(world)
    offer_plan(plans[0].pk, by=world.mira, at=NOW)
    offer_plan(split_order(second.pk, by=world.mira, at=NOW).pk, by=world.mira, at=NOW)
    assert offered(world, second)
    assert not overbooked(world)


def test_an_absence_noted_since_is_seen(world):
    order, plan = split(world)
    work = assignments(world, order)[0]
    told = {"until_on": work.due_on + timedelta(days=30), "reason": "Panen"}
    add_absence(work.workshop_id, from_on=plan.starts_on, by=world.budi, at=NOW, **told)
    with pytest.raises(Refused, match=work.workshop.owner.name):
        offer_plan(plan.pk, by=world.mira, at=NOW)


def test_a_slower_pace_noted_since_is_seen(world):
    order, plan = split(world)
    work = max(assignments(world, order), key=lambda one: max(one.weeks.values()))
    told = {"stage_id": work.stage_id, "pieces_a_week": max(work.weeks.values()) - 1}
    set_capacity(work.workshop_id, by=world.budi, at=NOW, **told)
    with pytest.raises(Refused, match=work.workshop.owner.name):
        offer_plan(plan.pk, by=world.mira, at=NOW)


def test_her_own_earlier_work_of_the_order_counts_once(world):
    """The rest is split around what she has already: no false refusal, no week filled twice."""
    order, plan = split(world, pieces=60)
    offer_plan(plan.pk, by=world.mira, at=NOW)
    gone, *rest = assignments(world, order)
    for work in rest:
        accept_offer(work.pk, by=actor_of(world, work), at=NOW)
    decline_offer(gone.pk, by=actor_of(world, gone), at=NOW)
    again = split_order(order.pk, by=world.mira, at=NOW)
    assert offer_plan(again.pk, by=world.mira, at=NOW + timedelta(days=3)).pk == again.pk
    assert not overbooked(world)


@pytest.fixture
def living(committed_db):
    return World.made()


def test_two_desks_at_once_do_not_book_a_maker_twice(living, monkeypatch):
    orders, plans = two_plans(living)
    looked = room.taken

    def slowly(*asked):
        found = looked(*asked)
        time.sleep(0.5)  # the other desk looks in the meantime, if it may
        return found

    monkeypatch.setattr(room, "taken", slowly)
    came = together(*[lambda plan=plan: offer_plan(plan.pk, by=living.mira, at=NOW) for plan in plans])
    monkeypatch.undo()
    assert sorted(type(one).__name__ for one in came) == ["Plan", "Refused"], came
    assert not overbooked(living)
    assert [bool(offered(living, order)) for order in orders].count(True) == 1
