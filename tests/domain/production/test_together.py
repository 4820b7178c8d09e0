"""Several orders split in one reckoning: the urgent one does not starve, nothing accepted moves."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sentra.allocation import check
from sentra.allocation.solve import finish
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.models import Tenant
from sentra.orders.models import Order
from sentra.production import shifting
from sentra.production.cashflows import Terms
from sentra.production.models import Assignment, Plan
from sentra.production.operations import (
    accept_offer,
    decline_offer,
    offer_plan,
    shift_work,
    split_order,
    split_together,
)
from sentra.production.problem import ask_together
from sentra.production.rules import Rules
from sentra.production.waiting import competing, waiting
from tests.domain.orders.given import line, making, product, quoted, writing
from tests.domain.production.given import able, actor_of, assignments
from tests.world import NOW, TODAY

LARGE, URGENT = 60, 16


def order_of(world, code, pieces, days):
    made = product(world.weavers, code)
    able(world, made)
    return making(
        world, line(made, pieces), down_payment_permille=1000, promised_on=TODAY + timedelta(days=days)
    )


@pytest.fixture
def two(world):
    """Large and far, small and near: three makers have room for both in time."""
    with writing(world.weavers):
        Tenant.objects.filter(pk=world.weavers.pk).update(settings={"late_idr": 5_000, "late_weeks": 4})
    return order_of(world, "besar", LARGE, 45), order_of(world, "segera", URGENT, 17)


def ready(world, order):
    """The last day of what is proposed, and how many pieces of the last stage have a maker."""
    works = assignments(world, order)
    last = max(one.stage.position for one in works)
    return (
        max(one.due_on for one in works),
        sum(one.proposed for one in works if one.stage.position == last),
    )


def in_time(world, order, pieces):
    day, made = ready(world, order)
    return made == pieces and day <= order.promised_on - timedelta(days=3)


def told(world, order):
    return [(w.workshop_id, w.stage_id, w.proposed, w.weeks) for w in assignments(world, order)]


def test_one_after_the_other_the_urgent_order_is_late(world, two):
    large, urgent = two
    first = split_order(large.pk, by=world.mira, at=NOW)
    offer_plan(first.pk, by=world.mira, at=NOW)
    split_order(urgent.pk, by=world.mira, at=NOW)
    assert in_time(world, large, LARGE)
    assert not in_time(world, urgent, URGENT)


def test_together_both_are_in_time(world, two):
    large, urgent = two
    split_order(large.pk, by=world.mira, at=NOW)  # a proposal nobody saw holds nothing
    split_together([large.pk, urgent.pk], by=world.mira, at=NOW)
    assert in_time(world, large, LARGE)
    assert in_time(world, urgent, URGENT)


def test_all_pieces_are_given_out_within_every_limit(world, two):
    plans = split_together([one.pk for one in two], by=world.mira, at=NOW)
    with writing(world.weavers):
        asked = ask_together(two, Rules.of({"late_idr": 5_000}), terms=Terms.of({}), today=TODAY)
        every = list(Assignment.objects.filter(order__in=two))
        shares = shifting._joined([share for work in every for share in shifting._shares(work, asked)])
    answer = finish(asked.problem, shares, plans[0].bound)
    assert check(asked.problem, answer) == []
    assert answer.objective == plans[0].objective == plans[1].objective
    for order, pieces in zip(two, (LARGE, URGENT), strict=True):
        by_stage = {}
        for work in assignments(world, order):
            assert work.plan_id in {plan.pk for plan in plans if plan.order_id == order.pk}
            by_stage[work.stage_id] = by_stage.get(work.stage_id, 0) + work.proposed
        assert list(by_stage.values()) == [pieces, pieces]


def test_one_plan_an_order_with_its_own_reasons(world, two):
    plans = split_together([two[1].pk, two[0].pk], by=world.mira, at=NOW)
    assert [plan.order_id for plan in plans] == sorted(one.pk for one in two)
    with writing(world.weavers):
        for plan, order in zip(plans, two, strict=True):
            lines = set(order.lines.values_list("pk", flat=True))
            assert {one["line"] for one in plan.reasons} == lines
            assert plan.policy["together"] == [one.pk for one in two]
            assert plan.shortfall == {}


def test_the_same_orders_get_the_same_plans_in_any_order(world, two):
    ids = [one.pk for one in two]
    split_together(ids, by=world.mira, at=NOW)
    first = [told(world, one) for one in two]
    split_together(ids[::-1], by=world.mira, at=NOW)
    assert [told(world, one) for one in two] == first


def test_what_falls_short_is_said_of_that_order_only(world, two):
    _large, urgent = two
    fine = order_of(world, "terlalu-halus", 9, 24)
    with writing(world.weavers):
        fine.lines.get().product.stages.update(minimum_level=4)
    plans = split_together([urgent.pk, fine.pk], by=world.mira, at=NOW)
    facts = {p.order_id: (bool(p.shortfall), p.status, p.policy["others_short"]) for p in plans}
    assert facts == {urgent.pk: (False, "feasible", True), fine.pk: (True, "infeasible", False)}
    with writing(world.weavers):
        assert not any("workshop" not in one for one in plans[0].reasons)
        assert any(one["code"] == "short_level" for one in plans[1].reasons)


def test_nothing_offered_or_accepted_moves(world, two):
    large, _urgent = two
    plan = split_order(large.pk, by=world.mira, at=NOW)
    offer_plan(plan.pk, by=world.mira, at=NOW)
    gone, taken, *_ = assignments(world, large)
    accept_offer(taken.pk, by=actor_of(world, taken), at=NOW)
    decline_offer(gone.pk, by=actor_of(world, gone), at=NOW)

    def facts():
        return {
            w.pk: (w.state, w.accepted, w.proposed, w.weeks)
            for w in assignments(world, large)
            if w.state != Assignment.State.PROPOSED
        }

    before = facts()
    split_together([one.pk for one in two], by=world.mira, at=NOW)
    assert facts() == before
    assert {state for state, *_ in before.values()} >= {"accepted", "offered", "declined"}
    fresh = [w for w in assignments(world, large) if w.state == Assignment.State.PROPOSED]
    assert sum(w.proposed for w in fresh if w.stage_id == gone.stage_id) == gone.proposed
    assert gone.workshop_id not in {w.workshop_id for w in fresh if w.stage_id == gone.stage_id}


def test_all_or_nothing(world, two):
    large, urgent = two
    asking = quoted(world, line(product(world.weavers, "tanya"), 5))
    with pytest.raises(Refused, match="accepted"):
        split_together([large.pk, asking.pk], by=world.mira, at=NOW)
    with pytest.raises(Refused, match="two"):
        split_together([large.pk, large.pk], by=world.mira, at=NOW)
    offer_plan(split_order(urgent.pk, by=world.mira, at=NOW).pk, by=world.mira, at=NOW)
    split_order(large.pk, by=world.mira, at=NOW)
    before = told(world, large)
    with pytest.raises(Refused, match="nothing left"):
        split_together([large.pk, urgent.pk], by=world.mira, at=NOW)
    assert told(world, large) == before


def test_who_may_not_plan_and_a_stranger(world, two):
    ids = [one.pk for one in two]
    with pytest.raises(PermissionDenied):
        split_together(ids, by=world.tari, at=NOW)
    with pytest.raises(Order.DoesNotExist):
        split_together(ids, by=world.zahra, at=NOW)


def test_orders_are_held_in_order_of_id(world, two):
    with CaptureQueriesContext(connection) as asked:
        split_together([one.pk for one in reversed(two)], by=world.mira, at=NOW)
    held = [one["sql"] for one in asked if "FOR UPDATE" in one["sql"] and "orders_order" in one["sql"]]
    assert len(held) == 1
    assert 'ORDER BY "orders_order"."id" ASC' in held[0]


def test_more_orders_ask_no_more_of_the_database(world, two):
    third = order_of(world, "ketiga", 6, 45)
    order_of(world, "lain", 6, 45)

    def queries(orders):
        with writing(world.weavers), CaptureQueriesContext(connection) as asked:
            ask_together(orders, Rules(), terms=Terms(), today=TODAY)
            waiting()
        return len(asked)

    assert queries([*two, third]) == queries(two)


def test_a_change_by_hand_leaves_the_other_orders_hours_alone(world, two):
    large, urgent = two
    plans = {p.order_id: p for p in split_together([large.pk, urgent.pk], by=world.mira, at=NOW)}
    before = told(world, urgent)
    wish = next(
        wish
        for work in assignments(world, large)
        for wish in [shifting.Wish(work.workshop_id, work.line_id, work.stage_id, 1)]
        if preview(world, plans[large.pk], wish).answer
    )
    shown = preview(world, plans[large.pk], wish)
    facts = {"workshop_id": wish.workshop_id, "line_id": wish.line_id, "stage_id": wish.stage_id, "pieces": 1}
    new = shift_work(plans[large.pk].pk, **facts, more_idr=shown.more_idr, by=world.mira, at=NOW)
    assert told(world, urgent) == before
    assert new.objective == plans[large.pk].objective + shown.more_idr
    assert new.policy["together"] == [large.pk, urgent.pk]
    assert len(new.policy["overrides"]) == 1
    with writing(world.weavers):
        assert [one.pk for one in shifting.mates(Plan.objects.get(pk=plans[urgent.pk].pk))] == [large.pk]
        asked = ask_together(two, Rules(), terms=Terms(), today=TODAY)
        proposed = Assignment.objects.filter(order__in=two, state="proposed")
        shares = shifting._joined([share for work in proposed for share in shifting._shares(work, asked)])
        assert check(asked.problem, finish(asked.problem, shares, 0)) == []


def preview(world, plan, wish):
    with writing(world.weavers):
        settings = Tenant.objects.get(pk=world.weavers.pk).settings
        return shifting.shift(Plan.objects.get(pk=plan.pk), wish, settings, today=TODAY)


def test_an_order_split_alone_since_is_no_mate(world, two):
    large, urgent = two
    plan = split_together([large.pk, urgent.pk], by=world.mira, at=NOW)[0]
    with writing(world.weavers):
        assert [one.pk for one in shifting.mates(Plan.objects.get(pk=plan.pk))] == [urgent.pk]
    split_order(urgent.pk, by=world.mira, at=NOW)
    with writing(world.weavers):
        assert shifting.mates(Plan.objects.get(pk=plan.pk)) == []


def test_each_order_keeps_its_own_smallest_lot(world, two):
    large, urgent = two
    with writing(world.weavers):
        product_ = urgent.lines.get().product
        product_.minimum_lot = 6
        product_.save(update_fields=["minimum_lot"])
    split_together([large.pk, urgent.pk], by=world.mira, at=NOW)
    assert min(work.proposed for work in assignments(world, urgent)) >= 6
    with writing(world.weavers):
        problem = ask_together(two, Rules(), terms=Terms(), today=TODAY).problem
    assert [one.min_lot for one in problem.lines] == [1, 6]


def test_who_waits_for_the_same_makers(world, two):
    large, urgent = two
    with writing(world.weavers):
        (one,) = competing(large.pk)
        assert (one.other.order.pk, one.other.without, one.other.proposed) == (urgent.pk, URGENT, 0)
        assert (one.makers, one.until) == (3, urgent.promised_on)
        assert [each.order.pk for each in waiting()] == [urgent.pk, large.pk]
    split_together([large.pk, urgent.pk], by=world.mira, at=NOW)
    with writing(world.weavers):
        (one,) = competing(large.pk)
        assert (one.other.without, one.other.proposed) == (0, URGENT)
    for plan_id in newest(world):
        offer_plan(plan_id, by=world.mira, at=NOW)
    with writing(world.weavers):
        assert competing(large.pk) == waiting() == []


def newest(world):
    with writing(world.weavers):
        return list(Plan.objects.values_list("pk", flat=True))
