"""“Ten more for her”: the price is the model's, the sum of pieces stays, promised work does not move."""

from collections import Counter
from datetime import timedelta

import pytest

from sentra.allocation import objective
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.models import Tenant
from sentra.production import shifting
from sentra.production.cashflows import Terms
from sentra.production.models import Assignment, Plan
from sentra.production.operations import accept_offer, decline_offer, offer_plan, shift_work, split_order
from sentra.production.problem import ask
from sentra.production.rules import Rules
from tests.domain.orders.given import line, making, product, writing
from tests.domain.production.given import able, actor_of, another_maker, assignments, split
from tests.world import NOW, TODAY


def preview(world, plan, wish):
    with writing(world.weavers):
        settings = Tenant.objects.get(pk=world.mira.tenant_id).settings
        return shifting.shift(Plan.objects.get(pk=plan.pk), wish, settings, today=TODAY)


def wish_for(work, pieces):
    return shifting.Wish(work.workshop_id, work.line_id, work.stage_id, pieces)


def act(world, plan, wish, **more):
    facts = {"by": world.mira, "at": NOW} | more
    return shift_work(
        plan.pk,
        workshop_id=wish.workshop_id,
        line_id=wish.line_id,
        stage_id=wish.stage_id,
        pieces=wish.pieces,
        **facts,
    )


def sums(works):
    found = Counter()
    for work in works:
        found[work.line_id, work.stage_id] += work.proposed
    return found


def hers(works, wish):
    key = (wish.workshop_id, wish.line_id, wish.stage_id)
    return sum(one.proposed for one in works if (one.workshop_id, one.line_id, one.stage_id) == key)


@pytest.fixture
def one(world):
    order, plan = split(world)
    return order, plan, wish_for(assignments(world, order)[1], 2)  # Aluh, the last stage


def test_the_price_is_the_difference_of_the_two_plans(world, one):
    order, plan, wish = one
    told = preview(world, plan, wish)
    new = act(world, plan, wish, more_idr=told.more_idr)

    assert new.objective - plan.objective == told.more_idr
    assert (new.round, new.bound <= new.objective) == (plan.round + 1, True)
    with writing(world.weavers):
        asked = ask(order, Rules.of({}), terms=Terms.of({}), today=TODAY)
        shares = [
            share
            for work in Assignment.objects.filter(order=order)
            for share in shifting._shares(work, asked)
        ]
        assert objective(asked.problem, shares) == new.objective


def test_pieces_only_change_hands(world, one):
    order, plan, wish = one
    before = assignments(world, order)
    told = preview(world, plan, wish)
    act(world, plan, wish)
    after = assignments(world, order)

    assert sums(after) == sums(before)
    assert hers(after, wish) == hers(before, wish) + wish.pieces
    stage_of = [(maker, stage, -pieces) for maker, stage, pieces in told.gives] + told.takes
    assert sum(pieces for _maker, stage, pieces in stage_of if stage == wish.stage_id) == -wish.pieces
    for maker, stage, pieces in stage_of:
        other = shifting.Wish(maker, wish.line_id, stage, 0)
        assert hers(after, other) == hers(before, other) + pieces


def test_the_plan_keeps_who_changed_it_and_its_price(world, one):
    _order, plan, wish = one
    told = preview(world, plan, wish)
    (kept,) = act(world, plan, wish).policy["overrides"]
    assert (kept["by"], kept["user"], kept["more_idr"]) == (
        world.mira.name,
        world.mira.user_id,
        told.more_idr,
    )
    assert (kept["workshop_id"], kept["pieces"]) == (wish.workshop_id, wish.pieces)


def test_a_second_change_is_kept_beside_the_first_and_a_new_split_forgets_both(world, one):
    order, plan, wish = one
    plan = act(world, plan, wish)
    back = shifting.Wish(plan.policy["overrides"][0]["gives"][0][0], wish.line_id, wish.stage_id, 1)
    plan = act(world, plan, back)
    assert [kept["pieces"] for kept in plan.policy["overrides"]] == [2, 1]
    assert "overrides" not in split_order(order.pk, by=world.mira, at=NOW).policy


def test_a_price_that_was_not_shown_is_refused(world, one):
    order, plan, wish = one
    told = preview(world, plan, wish)
    before = [(work.pk, work.proposed) for work in assignments(world, order)]
    with pytest.raises(Refused, match="price"):
        act(world, plan, wish, more_idr=told.more_idr - 1)
    assert [(work.pk, work.proposed) for work in assignments(world, order)] == before


def test_an_older_plan_and_an_offered_one_are_refused(world, one):
    order, plan, wish = one
    newer = split_order(order.pk, by=world.mira, at=NOW)
    with pytest.raises(Refused, match="meanwhile"):
        act(world, plan, wish)
    offer_plan(newer.pk, by=world.mira, at=NOW)
    with pytest.raises(Refused, match="meanwhile"):
        act(world, newer, wish)


def test_a_plan_whose_first_week_is_over_is_refused(world, one):
    _order, plan, wish = one
    with pytest.raises(Refused, match="past"):
        act(world, plan, wish, at=NOW + timedelta(days=21))


def test_weeks_that_filled_up_meanwhile_are_refused(world, one):
    _order, plan, wish = one
    made = product(world.weavers, "lain")
    able(world, made)
    other = making(world, line(made, 150), down_payment_permille=1000)
    other_plan = split_order(other.pk, by=world.mira, at=NOW)
    offer_plan(other_plan.pk, by=world.mira, at=NOW)
    with pytest.raises(Refused, match="Weeks or cash"):
        act(world, plan, wish)


def test_accepted_and_offered_work_stays_where_it_is(world):
    order, plan = split(world)
    offer_plan(plan.pk, by=world.mira, at=NOW)
    first, *_, last = assignments(world, order)
    accept_offer(first.pk, by=actor_of(world, first), at=NOW)
    decline_offer(last.pk, by=actor_of(world, last), at=NOW)
    for name in ("Dewi", "Eka"):
        world.workshops[name] = another_maker(world, name)
    with writing(world.weavers):
        able(world, last.line.product)
    plan = split_order(order.pk, by=world.mira, at=NOW)
    before = {
        w.pk: (w.state, w.accepted, w.proposed, w.weeks)
        for w in assignments(world, order)
        if w.state != Assignment.State.PROPOSED
    }
    assert {facts[0] for facts in before.values()} >= {"accepted", "offered"}
    wishes = (shifting.Wish(other.pk, last.line_id, last.stage_id, 1) for other in world.workshops.values())
    act(world, plan, next(wish for wish in wishes if preview(world, plan, wish).answer))
    after = {w.pk: w for w in assignments(world, order)}
    for pk, facts in before.items():
        work = after[pk]
        assert (work.state, work.accepted, work.proposed, work.weeks) == facts


def test_no_way_says_so_and_how_many_would_go(world, one):
    _order, plan, wish = one
    far = shifting.Wish(wish.workshop_id, wish.line_id, wish.stage_id, 10_000)
    told = preview(world, plan, far)
    assert told.answer is None
    assert told.why is not None
    assert preview(world, plan, shifting.Wish(*list(vars_of(wish)), told.most)).answer is not None
    with pytest.raises(Refused, match="no way"):
        act(world, plan, far)


def vars_of(wish):
    return wish.workshop_id, wish.line_id, wish.stage_id


def test_no_pieces_and_an_unknown_maker_are_refused(world, one):
    _order, plan, wish = one
    with pytest.raises(Refused):
        act(world, plan, shifting.Wish(*vars_of(wish), 0))
    with pytest.raises(Refused):
        act(world, plan, shifting.Wish(10**9, wish.line_id, wish.stage_id, 1))


def test_who_may_not_plan_may_not_shift(world, one):
    _order, plan, wish = one
    with pytest.raises(PermissionDenied):
        act(world, plan, wish, by=world.tari)


def test_another_cooperative_does_not_find_the_plan(world, one):
    _order, plan, wish = one
    with pytest.raises(Plan.DoesNotExist):
        act(world, plan, wish, by=world.zahra)
