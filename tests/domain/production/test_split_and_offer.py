"""Splitting, offering, answering, splitting the rest."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sentra.kernel.errors import PermissionDenied, Refused
from sentra.production.models import Assignment
from sentra.production.operations import (
    accept_offer,
    decline_offer,
    expire_offers,
    offer_plan,
    report_progress,
    split_order,
    withdraw_assignment,
)
from sentra.production.queries import cover, split_view
from tests.domain.orders.given import accepted, line, product, writing
from tests.domain.production.given import able, accepted_by_all, actor_of, assignments, split
from tests.world import NOW

LATER = NOW + timedelta(days=3)


def by_stage(works, count):
    sums = {}
    for work in works:
        sums[work.stage_id] = sums.get(work.stage_id, 0) + (count(work) or 0)
    return list(sums.values())


def test_every_stage_of_the_order_is_given_out_whole(world):
    order, plan = split(world)

    assert plan.bound <= plan.objective
    assert by_stage(assignments(world, order), lambda work: work.proposed) == [40, 40]
    assert plan.shortfall == {}


def test_the_same_order_is_split_the_same_way(world):
    order, _ = split(world)
    first = [(w.workshop_id, w.stage_id, w.proposed, w.weeks) for w in assignments(world, order)]
    split_order(order.pk, by=world.mira, at=NOW)
    assert [(w.workshop_id, w.stage_id, w.proposed, w.weeks) for w in assignments(world, order)] == first


def test_an_order_nobody_accepted_is_not_split(world):
    from tests.domain.orders.given import quoted

    with pytest.raises(Refused):
        split_order(quoted(world).pk, by=world.mira, at=NOW)


def test_the_clerk_of_money_may_not_split(world):
    order, _ = split(world)
    with pytest.raises(PermissionDenied):
        split_order(order.pk, by=world.tari, at=NOW)


def test_another_cooperative_does_not_find_the_order(world):
    from sentra.orders.models import Order

    order, plan = split(world)
    with pytest.raises(Order.DoesNotExist):
        split_order(order.pk, by=world.zahra, at=NOW)
    with pytest.raises(type(plan).DoesNotExist):
        offer_plan(plan.pk, by=world.zahra, at=NOW)


def test_work_is_not_offered_before_the_down_payment(world):
    made = product(world.weavers)
    able(world, made)
    order = accepted(world, line(made, 10), down_payment_permille=300)
    plan = split_order(order.pk, by=world.mira, at=NOW)
    with pytest.raises(Refused, match=r"down payment|uang muka"):
        offer_plan(plan.pk, by=world.mira, at=NOW)


def test_a_declined_share_is_split_again_and_nothing_accepted_moves(world):
    order, plan = split(world)
    offer_plan(plan.pk, by=world.mira, at=NOW)
    first, *rest = assignments(world, order)
    for work in rest:
        accept_offer(work.pk, by=actor_of(world, work), at=NOW)
    decline_offer(first.pk, reason="Panen", by=actor_of(world, first), at=NOW)
    before = {
        w.pk: (w.workshop_id, w.accepted, w.weeks) for w in assignments(world, order) if w.state == "accepted"
    }

    split_order(order.pk, by=world.mira, at=NOW)

    after = assignments(world, order)
    assert before == {w.pk: (w.workshop_id, w.accepted, w.weeks) for w in after if w.state == "accepted"}
    fresh = [w for w in after if w.state == Assignment.State.PROPOSED]
    assert sum(w.proposed for w in fresh if w.stage_id == first.stage_id) == first.proposed
    assert first.workshop_id not in {w.workshop_id for w in fresh if w.stage_id == first.stage_id}


def test_she_may_take_fewer_and_the_rest_stays_open(world):
    order, plan = split(world)
    offer_plan(plan.pk, by=world.mira, at=NOW)
    work = assignments(world, order)[0]
    accept_offer(work.pk, pieces=work.proposed - 1, by=actor_of(world, work), at=NOW)
    with writing(world.weavers):
        assert sum(one.open for one in cover(order.pk)) == 1


def test_nobody_answers_for_somebody_else(world):
    order, plan = split(world)
    offer_plan(plan.pk, by=world.mira, at=NOW)
    work = assignments(world, order)[0]
    stranger = world.aluh if work.workshop.owner.name != "Aluh" else world.cici
    with pytest.raises(PermissionDenied):
        accept_offer(work.pk, by=stranger, at=NOW)


def test_staff_answer_for_her_when_they_say_so(world):
    order, plan = split(world)
    offer_plan(plan.pk, by=world.mira, at=NOW)
    work = assignments(world, order)[0]
    budi = replace(world.budi, on_behalf_of=work.workshop.owner_id)
    assert accept_offer(work.pk, by=budi, at=NOW).state == Assignment.State.ACCEPTED


def test_an_answer_after_the_time_is_refused_and_the_offer_expires(world):
    order, plan = split(world)
    offer_plan(plan.pk, by=world.mira, at=NOW)
    work = assignments(world, order)[0]
    with pytest.raises(Refused):
        accept_offer(work.pk, by=actor_of(world, work), at=LATER)
    assert expire_offers(by=world.mira, at=LATER) == len(assignments(world, order))
    assert {w.state for w in assignments(world, order)} == {Assignment.State.EXPIRED}


def test_withdrawn_work_needs_a_reason_and_can_be_split_again(world):
    order = accepted_by_all(world)
    work = assignments(world, order)[0]
    with pytest.raises(Refused):
        withdraw_assignment(work.pk, reason=" ", by=world.mira, at=NOW)
    withdraw_assignment(work.pk, reason="Sakit", by=world.mira, at=NOW)
    with writing(world.weavers):
        assert sum(one.open for one in cover(order.pk)) == work.accepted


def test_progress_is_a_claim_up_to_what_she_took(world):
    order = accepted_by_all(world)
    work = assignments(world, order)[0]
    her = actor_of(world, work)
    report_progress(work.pk, pieces=3, by=her, at=NOW)
    with pytest.raises(Refused):
        report_progress(work.pk, pieces=work.accepted + 1, by=her, at=NOW)
    with writing(world.weavers):
        assert 3 in {one.said for one in split_view(order.pk).assignments}


def test_the_split_page_asks_a_constant_number_of_queries(world, django_assert_num_queries):
    order = accepted_by_all(world)
    with writing(world.weavers), django_assert_num_queries(9):
        split_view(order.pk)
