"""Answers about a size list: kept together, carried into open quotations, needed before acceptance."""

import pytest
from django.db import DatabaseError, transaction

from sentra.kernel.errors import Refused
from sentra.kernel.tenancy import within
from sentra.orders.facts import SizeAnswer
from sentra.orders.models import Lead, Order
from sentra.orders.operations import accept_quotation, answer_size_questions, change_quotation
from tests.domain.orders.given import line, lines_of, offer, product, quoted, writing
from tests.domain.orders.test_leads import asked
from tests.world import NOW, TODAY


def answered(world, lead, *said):
    answers = tuple(SizeAnswer(position, size) for position, size in said)
    return answer_size_questions(lead.pk, answers, by=world.mira, at=NOW)


def lead_now(world, lead):
    with transaction.atomic(), within(world.weavers.pk):
        return Lead.objects.get(pk=lead.pk)


def test_many_answers_are_kept_at_once_or_none(world):
    lead, _ = asked(world)
    with pytest.raises(Refused) as refusal:
        answered(world, lead, (0, "M"), (1, "jumbo"))
    assert refusal.value.field == "size_1"
    assert lead_now(world, lead).lines == lead.lines
    assert answered(world, lead, (0, "M"), (1, "L")).lines[0]["sizes"] == {"M": 11, "L": 1}


def test_a_row_left_out_is_not_wished_for(world):
    lead, _ = asked(world)
    assert answered(world, lead, (0, ""), (1, "L")).lines[0]["pieces"] == 11
    assert answered(world, lead, (0, "M")).lines[0]["pieces"] == 12


def test_an_open_quotation_follows_the_answers(world):
    lead, shirt = asked(world)
    partly = quoted(world, line(shirt, 12, sizes={"M": 10}), lead_id=lead.pk)
    empty = quoted(world, line(shirt, 12), lead_id=lead.pk)
    answered(world, lead, (0, "L"))
    assert [lines_of(one)[0].sizes for one in (partly, empty)] == [{"M": 10, "L": 1}] * 2
    answered(world, lead, (1, "L"))
    assert [lines_of(one)[0].sizes for one in (partly, empty)] == [{"M": 10, "L": 2}] * 2


def test_sizes_somebody_typed_and_pieces_that_were_offered_stay(world):
    lead, shirt = asked(world)
    typed = quoted(world, line(shirt, 12, sizes={"L": 12}), lead_id=lead.pk)
    fewer = quoted(world, line(shirt, 5), lead_id=lead.pk)
    answered(world, lead, (0, "L"), (1, "L"))
    assert (lines_of(typed)[0].sizes, lines_of(fewer)[0].sizes) == ({"L": 12}, {})
    assert lines_of(fewer)[0].pieces == 5


def test_an_accepted_order_does_not_follow(world):
    lead, shirt = asked(world)
    answered(world, lead, (0, "L"), (1, "L"))
    order = quoted(world, line(shirt, 12, sizes={"M": 10, "L": 2}), lead_id=lead.pk)
    accept_quotation(order.pk, today=TODAY, by=world.mira, at=NOW)
    answered(world, lead, (0, "M"))
    assert lines_of(order)[0].sizes == {"M": 10, "L": 2}


def test_sizes_in_part_need_a_list_that_is_still_asked_about(world):
    lead, shirt = asked(world)
    order = quoted(world, line(shirt, 12, sizes={"M": 10}), lead_id=lead.pk)
    partly = offer(line(shirt, 12, sizes={"M": 9}), lead_id=lead.pk)
    change_quotation(order.pk, partly, by=world.mira, at=NOW)
    with pytest.raises(Refused, match="add up"):
        quoted(world, line(shirt, 12, sizes={"M": 13}), lead_id=lead.pk)
    answered(world, lead, (0, "L"), (1, "L"))
    for verb in (
        lambda: change_quotation(order.pk, partly, by=world.mira, at=NOW),
        lambda: quoted(world, line(shirt, 12, sizes={"M": 9})),
    ):
        with pytest.raises(Refused, match="add up"):
            verb()


@pytest.mark.parametrize("sizes", [{}, {"M": 11}])
def test_acceptance_needs_every_size(world, sizes):
    lead, shirt = asked(world)
    order = quoted(world, line(shirt, 12, sizes=sizes), lead_id=lead.pk)
    with writing(world.weavers):
        Lead.objects.update(questions=[])
    with pytest.raises(Refused, match="Sizes are missing"):
        accept_quotation(order.pk, today=TODAY, by=world.mira, at=NOW)


def test_a_product_without_sizes_needs_none(world):
    order = quoted(world, line(product(world.weavers), 12))
    assert accept_quotation(order.pk, today=TODAY, by=world.mira, at=NOW).stage == "accepted"


def test_the_database_too_accepts_no_order_with_half_its_sizes(world):
    lead, shirt = asked(world)
    order = quoted(world, line(shirt, 12, sizes={"M": 11}), lead_id=lead.pk)
    with pytest.raises(DatabaseError, match="all its sizes"), writing(world.weavers):
        Order.objects.filter(pk=order.pk).update(stage="accepted", accepted_at=NOW)
