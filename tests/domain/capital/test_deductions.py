"""A deduction is asked for; only her own yes, or one somebody else wrote down, lets a slip take it."""

import pytest
from django.db import IntegrityError, connection, transaction

from sentra.capital.models import Deduction
from sentra.capital.operations import (
    agree_deduction,
    decline_deduction,
    drop_deduction,
    prepare_payout,
    propose_deduction,
    send_back_payout,
)
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.models import Notice
from tests.domain.capital.given import agreed, inspected, once_more, order_in_work, slip_of, work_of
from tests.domain.orders.given import writing
from tests.domain.production.given import actor_of
from tests.world import NOW, TODAY


@pytest.fixture
def order(world):
    return order_in_work(world)


@pytest.fixture
def work(world, order):
    return work_of(world, order)[0]


def asked(world, work, by=None, **other):
    said = {"order_id": work.order_id, "amount_idr": 5_000, "reason": "Benang"} | other
    return propose_deduction(work.workshop.owner_id, **said, by=by or world.tari, at=NOW)


def deducted(world, work):
    inspected(world, work, 3)
    run = prepare_payout(today=TODAY, by=world.tari, at=NOW)
    return run, slip_of(world, run, work.workshop.owner_id).deducted_idr


def messages(world, to):
    with writing(world.weavers):
        return set(Notice.objects.filter(to=to, name__startswith="deduction").values_list("name", "path"))


def test_nothing_is_taken_before_she_says_yes(world, work):
    one = asked(world, work)
    assert deducted(world, work)[1] == 0
    assert messages(world, f"party:{one.party_id}") == {("deduction_proposed", f"/saya/potongan/{one.pk}/")}
    agree_deduction(one.pk, by=actor_of(world, work), at=NOW)
    assert deducted(world, work)[1] == 5_000


def test_her_no_stays_no(world, work):
    one = asked(world, work)
    decline_deduction(one.pk, by=actor_of(world, work), at=NOW)
    with pytest.raises(Refused):
        agree_deduction(one.pk, by=actor_of(world, work), at=NOW)
    assert deducted(world, work)[1] == 0
    assert messages(world, "role:treasurer") == {
        ("deduction_answered", f"/pembayaran/potongan/{one.party_id}/")
    }


def test_the_coordinator_writes_her_yes_down_with_a_note_and_she_reads_it(world, work):
    one = asked(world, work)
    with pytest.raises(Refused):
        agree_deduction(one.pk, note=" ", by=world.budi, at=NOW)
    agree_deduction(one.pk, note="Di rumahnya, 3 Agustus", by=world.budi, at=NOW)
    assert once_more(world, one).answered_by == world.budi.user_id
    assert "deduction_written_down" in {name for name, _ in messages(world, f"party:{one.party_id}")}


def test_who_asked_does_not_write_her_yes(world, work):
    one = asked(world, work, by=world.mira)
    with pytest.raises(Refused):
        agree_deduction(one.pk, note="Katanya boleh", by=world.mira, at=NOW)
    with pytest.raises(PermissionDenied):
        agree_deduction(one.pk, note="Katanya boleh", by=world.tari, at=NOW)
    with pytest.raises(IntegrityError, match="deduction_yes_written_by_another"):
        raw(world, "agreed_at = proposed_at, answered_by = proposed_by", one)


def test_another_maker_and_another_cooperative_find_nothing(world, order, work):
    one = asked(world, work)
    other = next(w for w in work_of(world, order, 2) if w.workshop_id != work.workshop_id)
    for stranger in (actor_of(world, other), world.zahra):
        with pytest.raises(Deduction.DoesNotExist):
            agree_deduction(one.pk, note="x", by=stranger, at=NOW)


def test_what_is_asked_names_her_order_an_amount_and_a_reason(world, order, work):
    for wrong in ({"reason": " "}, {"amount_idr": 0}):
        with pytest.raises(Refused):
            asked(world, work, **wrong)
    with pytest.raises(Refused):
        propose_deduction(order.buyer_id, order_id=order.pk, amount_idr=1, reason="x", by=world.tari, at=NOW)
    with pytest.raises(PermissionDenied):
        asked(world, work, by=world.idah)


def test_a_wrong_one_is_dropped_until_a_slip_takes_it(world, work):
    one = agreed(world, work, 5_000)
    run, taken = deducted(world, work)
    assert taken == 5_000
    with pytest.raises(Refused):
        drop_deduction(one.pk, reason="Salah tulis", by=world.tari, at=NOW)
    send_back_payout(run.pk, reason="Potongan salah", by=world.mira, at=NOW)
    with pytest.raises(Refused):
        drop_deduction(one.pk, reason=" ", by=world.tari, at=NOW)
    drop_deduction(one.pk, reason="Salah tulis", by=world.tari, at=NOW)
    with pytest.raises(Refused):
        drop_deduction(one.pk, reason="Lagi", by=world.tari, at=NOW)
    assert slip_of(world, prepare_payout(today=TODAY, by=world.tari, at=NOW), one.party_id).deducted_idr == 0


@pytest.mark.parametrize(
    ("change", "fence"),
    [
        ("reserved_idr = 1", "deduction_taken_with_her_yes"),
        ("agreed_at = proposed_at, dropped_at = proposed_at", "deduction_has_one_answer"),
        ("agreed_at = proposed_at, taken_idr = 5001", "deduction_taken_within_agreed"),
    ],
)
def test_the_database_takes_nothing_without_her_yes(world, work, change, fence):
    with pytest.raises(IntegrityError, match=fence):
        raw(world, change, asked(world, work))


@pytest.mark.parametrize(
    "change",
    ["amount_idr = 9000", "reason = 'Denda'", "agreed_at = agreed_at + interval '1 day'", "answer_note = 'x'",
     "agreed_at = NULL"],
)  # fmt: skip
def test_what_she_agreed_to_stays(world, work, change):
    with pytest.raises(IntegrityError, match="stays as it was asked and answered"):
        raw(world, change, agreed(world, work, 5_000))


@pytest.mark.parametrize("change", ["amount_idr = 9000", "proposed_by = NULL"])
def test_what_she_is_asked_stays_as_she_read_it(world, work, change):
    with pytest.raises(IntegrityError, match="stays as it was asked and answered"):
        raw(world, change, asked(world, work))


def test_a_question_is_never_deleted_and_a_dropped_one_is_over(world, work):
    one = asked(world, work)
    with pytest.raises(IntegrityError, match="stays as it was asked and answered"), writing(world.weavers):
        one.delete()
    drop_deduction(one.pk, reason="Salah tulis", by=world.tari, at=NOW)
    with pytest.raises(IntegrityError, match="stays as it was asked and answered"):
        raw(world, "dropped_at = NULL", one)


def raw(world, change, one):
    with writing(world.weavers), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE capital_deduction SET {change} WHERE id = %s", [one.pk])
