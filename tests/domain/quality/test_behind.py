"""Who lags behind her plan, and what taking the rest back does: pieces add up, nothing else moves."""

from collections import Counter
from datetime import date, timedelta

import pytest

from sentra.allocation import solve
from sentra.capital.operations import grant_advance
from sentra.capital.queries import open_advances
from sentra.crafts.models import Absence, Skill
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.models import AuditRow, Notice
from sentra.orders.steps import locked
from sentra.production.models import Assignment, Plan
from sentra.production.operations import accept_offer, offer_plan, report_progress
from sentra.production.queries import cover
from sentra.quality import operations, resplitting
from sentra.quality.behind import behind, planned
from sentra.quality.operations import hand_in, inspect, take_back_rest
from sentra.quality.resplitting import propose
from tests.domain.capital.given import more_money
from tests.domain.orders.given import writing
from tests.domain.production.given import accepted_by_all, actor_of, another_maker, assignments
from tests.world import NOW, TODAY

LATER = NOW + timedelta(weeks=4)
THEN = TODAY + timedelta(weeks=4)
RULE = {"today": THEN, "permille": 200}


def lagging(world, **more):
    with writing(world.weavers):
        return behind(**RULE | more)


def first_stage(world, order):
    """The share of the first stage whose plan asks for most by then."""
    works = [work for work in assignments(world, order) if work.stage.position == 1]
    return max(works, key=lambda work: (planned(work, today=THEN), work.pk))


def report(world, work, pieces):
    report_progress(work.pk, pieces=pieces, by=actor_of(world, work), at=NOW)


def back(world, work, **more):
    facts = {"reason": "Sakit", "by": world.mira, "at": LATER} | more
    return take_back_rest(work.pk, **facts)


def fresh(world, work):
    with writing(world.weavers):
        return Assignment.objects.select_related("workshop__owner", "stage", "order").get(pk=work.pk)


def test_only_weeks_that_are_over_count():
    work = Assignment(tenant_id=1, weeks={"2026-08-03": 4, "2026-08-10": 5})
    assert planned(work, today=date(2026, 8, 8)) == 0  # that Saturday is still worked
    assert planned(work, today=date(2026, 8, 9)) == 4
    assert planned(work, today=date(2026, 8, 17)) == 9


def test_a_share_is_behind_below_its_plan_less_the_tolerance(world):
    work = first_stage(world, accepted_by_all(world))
    should = planned(work, today=THEN)
    least = -(-should * 800 // 1000)
    assert should >= 5
    (found,) = [one for one in lagging(world) if one.work.pk == work.pk]
    assert (found.should, found.done, found.rest) == (should, 0, work.accepted)
    report(world, work, least - 1)
    assert work.pk in {one.work.pk for one in lagging(world)}
    assert work.pk not in {one.work.pk for one in lagging(world, permille=1000)}
    report(world, work, least)
    assert work.pk not in {one.work.pk for one in lagging(world)}
    assert work.pk in {one.work.pk for one in lagging(world, permille=0)} or least == should


def test_what_was_brought_counts_like_what_was_reported(world):
    work = first_stage(world, accepted_by_all(world))
    should = planned(work, today=THEN)
    lot = hand_in(work.pk, pieces=should, by=world.idah, at=NOW)
    assert work.pk not in {one.work.pk for one in lagging(world)}
    inspect(lot.pk, accepted=1, rework=should - 2, rejected=1, grade="A", by=world.idah, at=NOW)
    (found,) = [one for one in lagging(world, permille=0) if one.work.pk == work.pk]
    assert found.done == should - 1  # accepted and at home for repair; the rejected one is made again


def test_nobody_is_behind_for_want_of_input(world):
    order = accepted_by_all(world)
    last = [work for work in assignments(world, order) if work.stage.position == 2]
    assert any(planned(work, today=THEN + timedelta(weeks=4)) for work in last)
    late = {"today": THEN + timedelta(weeks=4)}
    assert not {work.pk for work in last} & {one.work.pk for one in lagging(world, **late)}
    work = first_stage(world, order)
    lot = hand_in(work.pk, pieces=6, by=world.idah, at=NOW)
    inspect(lot.pk, accepted=6, rework=0, rejected=0, grade="A", by=world.idah, at=NOW)
    found = [one for one in lagging(world, **late) if one.work.stage.position == 2]
    assert found
    assert all(one.should <= 6 for one in found)


def test_it_asks_a_constant_number_of_queries(world, django_assert_max_num_queries):
    order = accepted_by_all(world)
    with writing(world.weavers), django_assert_max_num_queries(5):
        assert behind(orders=[order.pk], **RULE)


def test_the_rest_goes_to_others_and_everything_adds_up(world):
    another_maker(world, "Dedeh")
    order = accepted_by_all(world)
    work = first_stage(world, order)
    report(world, work, 3)
    before = {one.pk: one for one in assignments(world, order)}
    with writing(world.weavers):
        told = propose(fresh(world, work), {}, today=THEN)
    plan = back(world, work, pieces=work.accepted - 3)

    after = fresh(world, work)
    assert (after.accepted, after.given_back, after.state) == (3, work.accepted - 3, "accepted")
    assert sum(after.weeks.values()) == 3
    new = [one for one in assignments(world, order) if one.plan_id == plan.pk]
    hers = Counter({(one.workshop_id, one.proposed): 1 for one in new if one.stage_id == work.stage_id})
    assert hers == Counter({(one.workshop_id, one.pieces): 1 for one in told.takers})
    assert work.workshop_id not in {one.workshop_id for one in new if one.stage_id == work.stage_id}
    assert sum(one.pieces for one in told.takers) + told.missing == work.accepted - 3
    assert (plan.objective, plan.round) == (told.answer.objective, 2)
    for one in assignments(world, order):  # nothing else moved
        if one.pk in before and one.pk != work.pk:
            assert (one.accepted, one.weeks, one.state) == (
                before[one.pk].accepted,
                before[one.pk].weeks,
                before[one.pk].state,
            )
    offer_plan(plan.pk, by=world.mira, at=LATER)
    for one in new:
        accept_offer(one.pk, by=actor_of(world, one), at=LATER)
    with writing(world.weavers):
        for stage in cover(order.pk):
            assert stage.accepted + stage.open == stage.needed


def test_nothing_made_means_all_is_taken_back(world):
    order = accepted_by_all(world)
    work = first_stage(world, order)
    back(world, work)
    after = fresh(world, work)
    assert (after.state, after.accepted, after.given_back) == ("withdrawn", work.accepted, 0)
    with writing(world.weavers):
        assert Notice.objects.filter(to=f"party:{work.workshop.owner_id}", name="work_withdrawn").exists()


def test_all_kept_pieces_passed_means_done(world):
    order = accepted_by_all(world)
    work = first_stage(world, order)
    lot = hand_in(work.pk, pieces=4, by=world.idah, at=NOW)
    inspect(lot.pk, accepted=4, rework=0, rejected=0, grade="A", by=world.idah, at=NOW)
    back(world, work)
    after = fresh(world, work)
    assert (after.state, after.accepted, after.final) == ("done", 4, 4)


def test_her_advance_stays_owed_and_she_is_told_and_the_reason_is_kept(world):
    more_money(world)
    order = accepted_by_all(world)
    work = first_stage(world, order)
    report(world, work, 2)
    grant_advance(work.pk, amount_idr=50_000, method="bank", paid_on=TODAY, by=world.tari, at=NOW)
    back(world, work, reason="Tangan terluka")
    with writing(world.weavers):
        (owed,) = open_advances(party_id=work.workshop.owner_id, order_id=order.pk)
        assert owed.owing_idr == 50_000
        notice = Notice.objects.get(to=f"party:{work.workshop.owner_id}", name="rest_taken_back")
        assert notice.path.endswith(f"/{work.pk}/")
        row = AuditRow.objects.filter(operation__endswith="take_back_rest").latest("pk")
        assert "Tangan terluka" in str(row.details)


@pytest.mark.parametrize(
    ("more", "told"),
    [({"reason": "  "}, "Say why"), ({"pieces": 1}, "meanwhile")],
)
def test_it_is_refused_without_a_reason_or_with_another_number(world, more, told):
    work = first_stage(world, accepted_by_all(world))
    with pytest.raises(Refused, match=told):
        back(world, work, **more)
    assert fresh(world, work).accepted == work.accepted


def test_another_proposal_than_was_shown_is_refused(world):
    work = first_stage(world, accepted_by_all(world))
    with writing(world.weavers):
        shown = propose(fresh(world, work), {}, today=THEN).mark
    other = another_maker(world, "Dedeh")
    with writing(world.weavers):
        for skill in Skill.objects.filter(workshop=work.workshop):
            Skill.objects.create(workshop=other, technique_id=skill.technique_id, level=2)
    with pytest.raises(Refused, match="changed meanwhile"):
        back(world, work, mark=shown)
    with writing(world.weavers):
        shown = propose(fresh(world, work), {}, today=THEN).mark
    assert back(world, work, mark=shown).round == 2


def test_it_is_reckoned_before_anything_is_held_and_still_as_it_was(world, monkeypatch):
    """Nobody waits for the reckoning, and what changes during it is not overlooked."""
    work = first_stage(world, accepted_by_all(world))
    order_of = []

    def solving(problem):
        order_of.append("solved")
        return solve(problem)

    def holding(order_id):
        order_of.append("held")
        if len(order_of) == 3:  # the first time: somebody notes an absence while it was reckoned
            Absence.objects.create(
                workshop_id=work.workshop_id, from_on=THEN, until_on=THEN + timedelta(days=20), reason="Panen"
            )
        return locked(order_id)

    monkeypatch.setattr(resplitting, "solve", solving)
    monkeypatch.setattr(operations, "locked_order", holding)
    with pytest.raises(Refused, match="changed meanwhile"):
        back(world, work)
    assert order_of == ["solved", "solved", "held"]
    assert back(world, work).round == 2
    assert order_of[3:] == ["solved", "solved", "held"]


def test_what_is_all_reported_is_not_taken_back(world):
    work = first_stage(world, accepted_by_all(world))
    report(world, work, work.accepted)
    with pytest.raises(Refused, match="all of it"):
        back(world, work)


def test_who_may_not(world):
    work = first_stage(world, accepted_by_all(world))
    with pytest.raises(PermissionDenied):
        back(world, work, by=world.idah)
    with pytest.raises(Assignment.DoesNotExist):
        back(world, work, by=world.zahra)
    with writing(world.weavers):
        assert Plan.objects.count() == 1
