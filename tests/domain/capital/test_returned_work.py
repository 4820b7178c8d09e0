"""Work that came back after she was paid: a line on her next slips, with her yes, above the floor."""

import time

import pytest
from django.db import IntegrityError, connection, transaction

from sentra.capital import notices
from sentra.capital.models import Deduction, SlipLine
from sentra.capital.operations import (
    agree_deduction,
    approve_payout,
    ask_for_returned_work,
    drop_deduction,
    pay_slip,
    prepare_payout,
)
from sentra.capital.queries import slip_detail
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.orders.models import OrderLine
from sentra.quality.models import Inspection
from sentra.stock.queries import on_hand
from tests.domain.capital.given import (
    all_paid,
    balance,
    books_hold,
    delivered,
    inspected,
    made_in_lots,
    more_money,
    of_order,
    once_more,
    order_in_work,
    slip_of,
    work_of,
)
from tests.domain.orders.given import hand_over, writing
from tests.kernel.threads import together
from tests.world import NOW, TODAY, World

GOODS = ("1-1410", "1-1420")


@pytest.fixture
def lot(world):
    """Ten pieces of Aluh's, inspected, paid and delivered."""
    more_money(world)
    order = order_in_work(world)
    found = made_in_lots(world, order)
    all_paid(world)
    delivered(world, order)
    return found


def asked(world, lot, pieces=3, reason="Anyaman lepas", by=None):
    return ask_for_returned_work(lot.pk, pieces=pieces, reason=reason, by=by or world.tari, at=NOW)


def agreed(world, lot, pieces=3):
    return agree_deduction(asked(world, lot, pieces).pk, by=world.aluh, at=NOW)


def next_slip(world, party_id):
    run = prepare_payout(today=TODAY, by=world.tari, at=NOW)
    approve_payout(run.pk, by=world.mira, at=NOW)
    return slip_of(world, run, party_id)


def raw(world, sql):
    with writing(world.weavers), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_it_is_taken_at_the_rate_it_was_paid_from_another_orders_pay_and_named(world, lot):
    made = agreed(world, lot)
    assert made.amount_idr == 3 * lot.rate_idr
    other = work_of(world, order_in_work(world, code="tikar"))[0]
    inspected(world, other, 10)
    slip = next_slip(world, made.party_id)
    assert (slip.deducted_idr, slip.net_idr) == (60_000, 140_000)
    with writing(world.weavers):
        (line,) = slip_detail(slip.pk).returned
    assert "Anyaman lepas" in line.text
    assert line.pieces == 3
    before = balance(world, "5-1200")
    pay_slip(slip.pk, paid_on=TODAY, method="bank", by=world.tari, at=NOW)
    assert balance(world, "5-1200") == before - 60_000  # a cost that did not arise
    assert balance(world, "4-1900") == 0
    assert once_more(world, made).taken_idr == 60_000
    books_hold(world)


def test_what_still_lies_with_us_did_not_come_back(world):
    """Its pay is in the goods, not in the cost of sales: books and store stay as they are."""
    more_money(world)
    order = order_in_work(world)
    found = made_in_lots(world, order)
    all_paid(world)
    before = [of_order(world, order, account) for account in GOODS]
    with pytest.raises(Refused, match="still with us"):
        asked(world, found)
    delivered(world, order)
    assert sum(before) > 0
    assert [of_order(world, order, account) for account in GOODS] == [0, 0]
    assert asked(world, found, 10).pieces == 10
    with writing(world.weavers):
        assert on_hand(found.lot.assignment.stage_id, order.pk) == 0


def test_two_desks_ask_no_more_back_than_was_delivered(committed_db, monkeypatch):
    """Two lots of one stage, ten pieces delivered: each desk alone would be right."""
    world = World.made()
    more_money(world)
    order = order_in_work(world)
    first = made_in_lots(world, order)
    with writing(world.weavers):
        second = Inspection.objects.exclude(pk=first.pk).get(lot__assignment=first.lot.assignment_id)
        ordered = OrderLine.objects.get(order=order).pk
    hand_over(world, order, {ordered: 10})
    told = notices.deduction_proposed

    def later(*args, **kwargs):
        time.sleep(0.4)
        return told(*args, **kwargs)

    monkeypatch.setattr(notices, "deduction_proposed", later)
    answers = together(lambda: asked(world, first, 10), lambda: asked(world, second, 10))
    assert sorted(type(one).__name__ for one in answers) == ["Deduction", "Refused"]


def test_without_her_yes_nothing_is_taken(world, lot):
    made = asked(world, lot)
    inspected(world, work_of(world, order_in_work(world, code="tikar"))[0], 10)
    assert next_slip(world, made.party_id).deducted_idr == 0


def test_the_floor_stays_hers_and_the_rest_stays_owed(world, lot):
    made = agreed(world, lot, 10)
    inspected(world, work_of(world, order_in_work(world, code="tikar"))[0], 4)
    slip = next_slip(world, made.party_id)
    assert (slip.gross_idr, slip.deducted_idr, slip.net_idr) == (80_000, 40_000, 40_000)
    assert once_more(world, made).open_idr == 160_000


@pytest.mark.parametrize(
    ("pieces", "reason", "field"), [(0, "x", "pieces"), (11, "x", "pieces"), (1, " ", "reason")]
)
def test_no_more_than_was_accepted_and_why(world, lot, pieces, reason, field):
    with pytest.raises(Refused) as refusal:
        asked(world, lot, pieces, reason)
    assert refusal.value.field == field


def test_the_same_pieces_come_back_once(world, lot):
    first = asked(world, lot, 8)
    with pytest.raises(Refused):
        asked(world, lot, 3)
    drop_deduction(first.pk, reason="Salah lot", by=world.tari, at=NOW)
    assert asked(world, lot, 3).pieces == 3


def test_the_database_counts_the_pieces_too(world, lot):
    asked(world, lot, 8)
    again = (
        "INSERT INTO capital_deduction"
        " (tenant_id, party_id, order_id, inspection_id, pieces, reason, amount_idr,"
        " taken_idr, reserved_idr, proposed_at, answer_note)"
        " SELECT tenant_id, party_id, order_id, inspection_id, 3, reason,"
        " 60000, 0, 0, proposed_at, '' FROM capital_deduction"
    )
    with pytest.raises(IntegrityError, match="more came back"):
        raw(world, again)
    with pytest.raises(IntegrityError, match="stays as it was asked"):
        raw(world, "UPDATE capital_deduction SET amount_idr = amount_idr + 1")


def test_who_may(world, lot):
    for nobody in (world.idah, world.aluh):
        with pytest.raises(PermissionDenied):
            asked(world, lot, by=nobody)
    with pytest.raises(Inspection.DoesNotExist):
        asked(world, lot, by=world.zahra)
    made = asked(world, lot)
    with pytest.raises(Deduction.DoesNotExist):
        agree_deduction(made.pk, by=world.bariah, at=NOW)
    with writing(world.weavers):
        assert not SlipLine.objects.filter(deduction__isnull=False).exists()
