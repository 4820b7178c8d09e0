"""A payout that bounced is owed again and paid once more, never twice; a wrong advance is not owed."""

import pytest
from django.db import DatabaseError

from sentra.capital.documents import bank_file
from sentra.capital.models import Advance, PayoutRun, Slip
from sentra.capital.operations import (
    bounce_slip,
    grant_advance,
    pay_slip,
    repay_advance,
    take_back_advance,
    try_slip_again,
)
from sentra.capital.queries import makers_money, order_money
from sentra.console.books import CHECKS
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.ledger.models import Entry
from sentra.people.models import Party
from tests.domain.capital.given import (
    all_paid,
    approved,
    balance,
    books_hold,
    inspected,
    once_more,
    order_in_work,
    slip_of,
    slips,
    work_of,
)
from tests.domain.orders.given import writing
from tests.world import NOW, TODAY


def bounce(world, slip, reason="Rekening ditutup", **more):
    return bounce_slip(slip.pk, reason=reason, **({"by": world.tari, "at": NOW} | more))


def run_state(world, slip):
    with writing(world.weavers):
        return PayoutRun.objects.get(pk=slip.run_id).state


def pay_again(world, slip):
    return pay_slip(slip.pk, paid_on=TODAY, method="bank", by=world.tari, at=NOW)


@pytest.fixture
def paid(world):
    """A paid slip that took back 20,000 of an advance, and its advance."""
    work = work_of(world, order_in_work(world))[0]
    advance = grant_advance(work.pk, amount_idr=50_000, method="bank", paid_on=TODAY, by=world.mira, at=NOW)
    inspected(world, work, 2)
    slip = slip_of(world, all_paid(world), advance.party_id)
    return once_more(world, slip), advance


def all_checks(world):
    with writing(world.weavers):
        return [fault for _name, check in CHECKS for fault in check(world.weavers.pk).faults]


def test_it_is_owed_again_and_the_run_is_open(world, paid):
    slip, advance = paid
    owed, bank = balance(world, "2-1110", slip.party_id), balance(world, "1-1200")
    back = bounce(world, slip)

    assert (back.state, back.paid_on, back.failed_reason) == ("failed", None, "Rekening ditutup")
    assert run_state(world, slip) == PayoutRun.State.APPROVED
    assert balance(world, "2-1110", slip.party_id) == owed - slip.gross_idr
    assert balance(world, "1-1200") == bank + slip.net_idr
    now = once_more(world, advance)
    assert (now.recovered_idr, now.reserved_idr) == (0, slip.recovered_idr)
    with writing(world.weavers):
        mirror = Entry.objects.get(cause=f"slip:{slip.pk}:bounced")
        assert mirror.reverses.cause == f"slip:{slip.pk}:paid"
        assert makers_money(slip.party_id).coming_idr == slip.net_idr
        assert order_money(now.assignment.order_id).paid_idr == 0
    books_hold(world)
    assert all_checks(world) == []


def test_it_is_paid_again_and_again_but_never_twice(world, paid):
    slip, advance = paid
    for _time in range(2):
        bounce(world, slip)
        with pytest.raises(Refused, match="not paid"):
            bounce(world, slip)
        bank = balance(world, "1-1200")
        pay_again(world, slip)
        with pytest.raises(Refused, match="already paid"):
            pay_again(world, slip)
        assert balance(world, "1-1200") == bank - slip.net_idr
    assert once_more(world, slip).bounces == 2
    assert once_more(world, slip).failed_reason == ""
    assert run_state(world, slip) == PayoutRun.State.PAID
    assert once_more(world, advance).recovered_idr == slip.recovered_idr
    books_hold(world)
    assert all_checks(world) == []


def test_the_banks_file_names_only_who_is_still_to_be_paid(world):
    one, other = order_in_work(world), order_in_work(world, code="lain")
    del other
    for position in (1, 2):
        for work in work_of(world, one, position):
            inspected(world, work)
    run = approved(world)
    with writing(world.weavers):
        Slip.objects.filter(run=run).update(method="bank")
        Party.objects.filter(kind="artisan").update(bank_name="BPD", bank_account="0990001234")
    both = slips(world, run)
    assert len(both) == 2
    for slip in both:
        pay_again(world, slip)
    with writing(world.weavers), pytest.raises(Refused):
        bank_file(run.pk, "bank.csv", today=TODAY)
    bounce(world, both[0])
    try_slip_again(both[0].pk, by=world.tari, at=NOW)
    with writing(world.weavers):
        told = bank_file(run.pk, "bank.csv", today=TODAY).decode()
    assert both[0].party.name in told
    assert both[1].party.name not in told


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_reason_is_said(world, paid, reason):
    with pytest.raises(Refused) as refusal:
        bounce(world, paid[0], reason)
    assert refusal.value.field == "reason"


def test_only_the_treasurer_and_never_a_stranger(world, paid):
    for nobody in (world.mira, world.idah, world.aluh):
        with pytest.raises(PermissionDenied):
            bounce(world, paid[0], by=nobody)
    from sentra.people.roles import RoleName
    from tests.world import staff

    with pytest.raises(Slip.DoesNotExist):
        bounce(world, paid[0], by=staff(world.batik, "Zainab", RoleName.TREASURER))


@pytest.mark.parametrize(
    "change",
    [
        {"state": "failed", "paid_on": None},  # not counted
        {"state": "waiting", "paid_on": None},
        {"bounces": 1},
        {"state": "failed", "bounces": 1},  # still says when it was paid
    ],
)
def test_the_database_lets_a_paid_slip_go_only_one_way(world, paid, change):
    with pytest.raises(DatabaseError, match="stays as it was"), writing(world.weavers):
        Slip.objects.filter(pk=paid[0].pk).update(**change)


def test_the_database_opens_a_run_only_for_a_slip_that_came_back(world, paid):
    with pytest.raises(DatabaseError, match="stays as it was"), writing(world.weavers):
        PayoutRun.objects.filter(pk=paid[0].run_id).update(state="approved")


@pytest.fixture
def given(world):
    work = work_of(world, order_in_work(world))[0]
    return grant_advance(work.pk, amount_idr=50_000, method="bank", paid_on=TODAY, by=world.mira, at=NOW)


def take_back(world, advance, reason="Salah orang", **more):
    return take_back_advance(advance.pk, reason=reason, **({"by": world.tari, "at": NOW} | more))


def test_a_wrong_advance_leaves_nothing_owed_and_room_for_the_right_one(world, given):
    bank = balance(world, "1-1200")
    back = take_back(world, given)

    assert (back.open_idr, back.owing_idr, back.taken_back_reason) == (0, 0, "Salah orang")
    assert balance(world, "1-1200") == bank + 50_000
    assert balance(world, "1-1330", given.party_id) == 0
    with writing(world.weavers):
        assert order_money(given.assignment.order_id).advanced_idr == 0
        assert Entry.objects.get(cause=f"advance:{given.pk}:taken_back").reverses.cause.endswith(":paid")
    grant_advance(given.assignment_id, amount_idr=50_000, method="bank", paid_on=TODAY, by=world.mira, at=NOW)
    books_hold(world)
    assert all_checks(world) == []
    with pytest.raises(Refused, match="already"):
        take_back(world, given)


def test_an_advance_that_lives_on_is_settled_instead(world, given):
    with pytest.raises(Refused) as refusal:
        take_back(world, given, " ")
    assert refusal.value.field == "reason"
    repay_advance(given.pk, amount_idr=1, method="cash", paid_on=TODAY, by=world.tari, at=NOW)
    with pytest.raises(Refused, match="part of it"):
        take_back(world, given)


def test_an_advance_on_a_slip_waits_for_it(world, given):
    inspected(world, given.assignment, 2)
    approved(world)
    with pytest.raises(Refused, match="slip"):
        take_back(world, given)


def test_taking_an_advance_back_is_the_treasurers(world, given):
    with pytest.raises(PermissionDenied):
        take_back(world, given, by=world.mira)
    with pytest.raises(DatabaseError, match="taken_back_whole"), writing(world.weavers):
        Advance.objects.filter(pk=given.pk).update(taken_back_at=NOW, taken_back_reason="x")
