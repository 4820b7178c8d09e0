"""A lot comes in and is judged: grade, rate, stock and debt move together; what is spoiled is made again."""

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from sentra.crafts.models import Skill
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.models import Tenant
from sentra.production.models import Assignment
from sentra.production.operations import accept_offer, offer_plan, split_order, withdraw_assignment
from sentra.production.queries import cover
from sentra.quality.grading import GRADE_PERMILLE, rate_at_grade
from sentra.quality.models import Inspection, Lot
from sentra.quality.operations import hand_in, inspect
from sentra.quality.queries import lot_detail, quality_of, rework_asked, waiting_lots
from sentra.stock.queries import at_place, on_hand
from tests.domain.capital.given import (
    balance,
    books_hold,
    inspected,
    of_order,
    once_more,
    order_in_work,
    work_of,
)
from tests.domain.orders.given import writing
from tests.domain.production.given import actor_of, assignments
from tests.world import NOW


def lot_of(world, work, pieces, **more):
    return hand_in(work.pk, pieces=pieces, **{"by": world.idah, "at": NOW} | more)


def judged(world, lot, accepted=0, rework=0, rejected=0, **more):
    said = {"grade": "A" if accepted else "", "by": world.idah, "at": NOW} | more
    return inspect(lot.pk, accepted=accepted, rework=rework, rejected=rejected, **said)


def store(world, work, position_back=0):
    """Pieces in the store of this work's stage, or of the one before it."""
    with writing(world.weavers):
        stages = work.stage.product.stages
        stage = stages.get(position=work.stage.position - position_back)
        return on_hand(stage.pk, work.order_id)


def test_accepted_pieces_are_goods_of_ours_and_money_of_hers(world):
    work = work_of(world, order_in_work(world))[0]
    found = judged(world, lot_of(world, work, 5), 5)
    assert (found.rate_idr, found.payable_idr) == (20_000, 100_000)
    assert store(world, work) == 5
    assert balance(world, "2-1110", work.workshop.owner_id) == -100_000
    with writing(world.weavers):
        assert of_order(world, once_more(world, work).order, "1-1410") == 100_000
        assert Skill.objects.get(workshop=work.workshop, technique=work.stage.technique).proven_pieces == 5
    assert once_more(world, work).final == 5
    books_hold(world)


@pytest.mark.parametrize(("grade", "rate"), [("A", 20_000), ("B", 17_000), ("C", 12_000)])
def test_the_grade_sets_the_rate(world, grade, rate):
    work = work_of(world, order_in_work(world))[0]
    assert judged(world, lot_of(world, work, 3), 3, grade=grade).payable_idr == 3 * rate


def test_a_cooperative_has_its_own_grades(world):
    Tenant.objects.filter(pk=world.weavers.pk).update(settings={"grade_permille": {"B": 333}})
    work = work_of(world, order_in_work(world))[0]
    assert judged(world, lot_of(world, work, 1), 1, grade="B").payable_idr == 6_660


@given(st.integers(0, 10**9), st.sampled_from("ABC"))
def test_a_grade_never_pays_more_than_agreed_and_loses_less_than_a_rupiah(rate, grade):
    paid = rate_at_grade(rate, grade)
    assert 0 <= paid <= rate
    assert 0 <= rate * GRADE_PERMILLE[grade] - paid * 1000 < 1000


def test_the_last_piece_makes_the_work_done(world):
    work = work_of(world, order_in_work(world))[0]
    inspected(world, work)
    assert once_more(world, work).state == Assignment.State.DONE
    with pytest.raises(Refused):
        lot_of(world, work, 1)


def test_no_more_than_she_accepted_comes_in(world):
    work = work_of(world, order_in_work(world))[0]
    lot_of(world, work, work.accepted - 1)
    with pytest.raises(Refused, match="1"):
        lot_of(world, work, 2)
    with pytest.raises(Refused):
        lot_of(world, work, 0)


def test_a_later_stage_needs_what_the_stage_before_has_made(world):
    order = order_in_work(world)
    (first, *_), (later, *_) = work_of(world, order, 1), work_of(world, order, 2)
    with pytest.raises(Refused):
        lot_of(world, later, 1)
    inspected(world, first, 3)
    lot_of(world, later, 2)
    with pytest.raises(Refused, match="1"):
        lot_of(world, later, 2)  # two of the three are in a lot that waits
    lot_of(world, later, 1)


def test_finished_pieces_use_up_the_half_finished_ones(world):
    order = order_in_work(world)
    (first, *_), (later, *_) = work_of(world, order, 1), work_of(world, order, 2)
    inspected(world, first, 5)
    inspected(world, later, 4, rework=1)
    assert (store(world, later), store(world, later, 1)) == (3, 2)
    with writing(world.weavers):
        assert later.stage.finish == "finished"
    assert of_order(world, order, "1-1420") == 120_000
    books_hold(world)


def test_rework_comes_back_as_a_lot_of_its_own(world):
    work = work_of(world, order_in_work(world))[0]
    lot = lot_of(world, work, work.accepted)
    judged(world, lot, work.accepted - 3, rework=3)
    with writing(world.weavers):
        assert [one.pieces for one in rework_asked(work.pk)] == [3]
    with pytest.raises(Refused):
        lot_of(world, work, 1)  # nothing new may come in, only what is repaired
    with pytest.raises(Refused, match="3"):
        lot_of(world, work, 4, rework_of=lot.pk)
    back = lot_of(world, work, 3, rework_of=lot.pk)
    judged(world, back, 3)
    assert once_more(world, work).state == Assignment.State.DONE
    books_hold(world)


def test_a_piece_at_home_for_repair_keeps_its_half_finished_one(world):
    order = order_in_work(world)
    (first, *_), (later, *_) = work_of(world, order, 1), work_of(world, order, 2)
    inspected(world, first, 4)
    lot = lot_of(world, later, 4)
    judged(world, lot, 3, rework=1)
    with pytest.raises(Refused, match="0"):
        lot_of(world, later, 1)  # nobody else may use it
    judged(world, lot_of(world, later, 1, rework_of=lot.pk), 1)
    assert (store(world, later), store(world, later, 1)) == (4, 0)


def test_rework_belongs_to_the_same_work(world):
    order = order_in_work(world)
    one, other = work_of(world, order, 1)[0], work_of(world, order, 2)[0]
    lot = lot_of(world, one, 2)
    judged(world, lot, 1, rework=1)
    with pytest.raises(Lot.DoesNotExist):
        lot_of(world, other, 1, rework_of=lot.pk)


def test_rejected_pieces_are_not_paid_and_may_be_made_again(world):
    work = work_of(world, order_in_work(world))[0]
    found = judged(world, lot_of(world, work, work.accepted), work.accepted - 2, rejected=2)
    assert found.payable_idr == (work.accepted - 2) * 20_000
    judged(world, lot_of(world, work, 2), 2)
    assert once_more(world, work).state == Assignment.State.DONE


def test_a_piece_spoiled_later_is_made_again_from_the_first_stage_on(world):
    order = order_in_work(world)
    for work in work_of(world, order, 1):
        inspected(world, work)
    later = work_of(world, order, 2)[0]
    inspected(world, later, 4, rejected=2)
    with writing(world.weavers):
        first = cover(order.pk)[0]
        assert (first.needed, first.open) == (42, 2)
        assert at_place("scrap", first.stage.pk, order.pk) == 2

    plan = split_order(order.pk, by=world.mira, at=NOW)
    offer_plan(plan.pk, by=world.mira, at=NOW)
    fresh = [work for work in assignments(world, order) if work.state == "offered"]
    assert [(work.stage.position, work.proposed) for work in fresh] == [(1, 2)]
    accept_offer(fresh[0].pk, by=actor_of(world, fresh[0]), at=NOW)
    inspected(world, fresh[0], 2)
    for work in work_of(world, order, 2):
        inspected(world, work, work.accepted - (once_more(world, work).final or 0))
    assert store(world, later) == 40
    with writing(world.weavers):
        assert all(one.open == 0 for one in cover(order.pk))
    books_hold(world)


def test_work_taken_back_still_has_its_lot_inspected(world):
    work = work_of(world, order_in_work(world))[0]
    lot = lot_of(world, work, 2)
    withdraw_assignment(work.pk, reason="Sakit", by=world.mira, at=NOW)
    judged(world, lot, 2)
    assert balance(world, "2-1110", work.workshop.owner_id) == -40_000
    books_hold(world)


@pytest.mark.parametrize("counts", [(3, 0, 1), (6, 0, 0), (6, -1, 0), (0, 0, 0)])
def test_the_counts_are_the_lots(world, counts):
    lot = lot_of(world, work_of(world, order_in_work(world))[0], 5)
    with pytest.raises(Refused):
        judged(world, lot, *counts)


def test_a_lot_is_judged_once_with_a_grade_and_sensible_faults(world):
    lot = lot_of(world, work_of(world, order_in_work(world))[0], 5)
    with pytest.raises(Refused):
        judged(world, lot, 5, grade="")
    with pytest.raises(Refused):
        judged(world, lot, 5, grade="Z")
    with pytest.raises(Refused):
        judged(world, lot, 5, defects={"hole": 6})
    with pytest.raises(Refused):
        judged(world, lot, 5, defects={"ghost": 1})
    judged(world, lot, 4, rework=1, defects={"hole": 1, "edge": 0})
    with pytest.raises(Refused):
        judged(world, lot, 5)
    with writing(world.weavers):
        assert quality_of([lot.assignment.order_id]).rework == 1
        assert [one.kind for one in lot_detail(lot.pk).inspections.get().defects.all()] == ["hole"]


def test_nobody_inspects_her_own_work(world):
    from dataclasses import replace

    work = work_of(world, order_in_work(world))[0]
    her = replace(world.idah, party_id=work.workshop.owner_id)
    with pytest.raises(Refused):
        judged(world, lot_of(world, work, 1), 1, by=her)


def test_who_may(world):
    work = work_of(world, order_in_work(world))[0]
    with pytest.raises(PermissionDenied):
        lot_of(world, work, 1, by=world.tari)
    with pytest.raises(PermissionDenied):
        judged(world, lot_of(world, work, 1), 1, by=world.tari)


def test_another_cooperative_finds_neither_work_nor_lot(world):
    from sentra.people.roles import RoleName
    from tests.world import staff

    yusuf = staff(world.batik, "Yusuf", RoleName.INSPECTOR)
    work = work_of(world, order_in_work(world))[0]
    with pytest.raises(Assignment.DoesNotExist):
        lot_of(world, work, 1, by=yusuf)
    lot = lot_of(world, work, 1)
    with pytest.raises(Lot.DoesNotExist):
        judged(world, lot, 1, by=yusuf)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE quality_inspection SET payable_idr = payable_idr + 1",
        (
            "INSERT INTO quality_inspection (tenant_id, lot_id, accepted, rework, rejected, grade, rate_idr,"
            " payable_idr, remark, inspected_at)"
            " SELECT tenant_id, lot_id, 0, 0, 0, '', 0, 0, '', now() FROM quality_inspection"
        ),
    ],
)
def test_the_database_keeps_what_was_found(world, sql):
    judged(world, lot_of(world, work_of(world, order_in_work(world))[0], 2), 2)
    with (
        pytest.raises(IntegrityError),
        writing(world.weavers),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


def test_the_waiting_list_asks_one_query(world, django_assert_num_queries):
    order = order_in_work(world)
    for work in work_of(world, order):
        lot_of(world, work, 1)
    with writing(world.weavers), django_assert_num_queries(1):
        assert [lot.assignment.workshop.owner.name for lot in waiting_lots()]
    with writing(world.weavers):
        assert Inspection.objects.count() == 0
