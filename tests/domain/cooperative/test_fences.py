"""What the database itself refuses: a register that stays, rules by resolution, savings, loans, votes."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from sentra.cooperative.clauses import keys, rules_on
from sentra.cooperative.models import (
    Attendee,
    Choice,
    Clause,
    Loan,
    LoanInstalment,
    Meeting,
    Member,
    Resolution,
    SavingsMove,
    Vote,
)
from sentra.kernel.errors import Refused
from sentra.kernel.tenancy import within
from tests.world import NOW, TODAY, World


@pytest.fixture
def scope(world: World):
    with transaction.atomic(), within(writes=world.weavers.pk):
        yield world


def member(world: World, number: int = 1, name: str = "Aluh") -> Member:
    party = world.workshops[name].owner
    return Member.objects.create(number=number, party=party, joined_on=TODAY)


def at_once() -> None:
    """What would be checked at the commit is checked after each statement."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize(
    "change",
    [
        {"number": 7},
        {"joined_on": TODAY - timedelta(days=1)},
    ],
)
def test_the_register_stays_as_written(scope, change):
    one = member(scope)
    with pytest.raises(IntegrityError, match="stays in the register"):
        Member.objects.filter(pk=one.pk).update(**change)


def test_nobody_is_deleted_from_the_register(scope):
    one = member(scope)
    with pytest.raises(IntegrityError, match="stays in the register"):
        one.delete()


def test_leaving_is_added_once_and_stays(scope):
    one = member(scope)
    Member.objects.filter(pk=one.pk).update(left_on=TODAY, left_how="died")
    with pytest.raises(IntegrityError, match="stays in the register"):
        Member.objects.filter(pk=one.pk).update(left_on=None, left_how="")


def meeting() -> Meeting:
    return Meeting.objects.create(
        kind="annual", stage="open", title="RAT", held_at=NOW, place="Balai", opened_at=NOW,
        entitled=3, quorum=2,
    )  # fmt: skip


def resolution(held: Meeting, **more: Any) -> Resolution:
    facts = {"kind": "general", "stage": "voting", "title": "Kas", "majority_permille": 500} | more
    return Resolution.objects.create(meeting=held, position=1, **facts)


@pytest.mark.parametrize(("stage", "decided"), [("proposed", None), ("voting", None), ("failed", NOW)])
def test_only_a_resolution_that_passed_changes_a_clause(scope, stage, decided):
    made = resolution(meeting(), stage=stage, decided_at=decided)
    with pytest.raises(IntegrityError, match="needs a resolution that passed"):
        Clause.objects.create(key="notice_days", value=10, since=TODAY, resolution=made, written_at=NOW)


def test_a_cooperative_has_no_drafts(scope):
    with pytest.raises(IntegrityError, match="only a forming group drafts"):
        Clause.objects.create(key="notice_days", value=10, since=TODAY, draft=True, written_at=NOW)


def test_a_passed_clause_holds_from_its_day(scope):
    passed = resolution(meeting(), stage="passed", decided_at=NOW)
    Clause.objects.create(key="notice_days", value=10, since=TODAY, resolution=passed, written_at=NOW)
    assert rules_on(TODAY).number("notice_days") == 10
    assert rules_on(TODAY - timedelta(days=1)).number("notice_days") == keys()["notice_days"].default
    assert "notice_days" not in rules_on(TODAY).drafts


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("notice_days", 0), ("notice_days", 61), ("notice_days", "7"), ("notice_days", True),
        ("exit_nets_debts", 1), ("tie", "coin"), ("seat", "  "), ("seat", 5), ("seat", "x" * 301),
    ],
)  # fmt: skip
def test_a_value_that_cannot_stand_is_refused(key, value):
    with pytest.raises(Refused):
        keys()[key].checked(value)


def test_every_default_can_stand():
    for key in keys().values():
        if key.key != "seat":  # the only one that nobody can propose
            assert key.checked(key.default) == key.default


def save(one: Member, amount: int, kind: str = "sukarela", number: int = 1) -> SavingsMove:
    return SavingsMove.objects.create(
        number=number, year=2026, member=one, payer=one.party, kind=kind, amount_idr=amount, method="cash",
        moved_on=TODAY,
    )  # fmt: skip


def test_nobody_takes_out_more_than_she_saved(scope):
    one = member(scope)
    save(one, 50_000)
    save(one, -50_000, number=2)
    with pytest.raises(IntegrityError, match="more than she saved"):
        save(one, -1, number=3)


def test_taking_back_what_was_spent_is_refused(scope):
    one = member(scope)
    first = save(one, 50_000)
    save(one, -20_000, number=2)
    with pytest.raises(IntegrityError, match="more than she saved"):
        SavingsMove.objects.filter(pk=first.pk).update(taken_back_at=NOW, taken_back_reason="salah tulis")


@pytest.mark.parametrize("kind", ["pokok", "wajib"])
def test_locked_savings_never_go_out(scope, kind):
    one = member(scope)
    save(one, 50_000, kind)
    with pytest.raises(IntegrityError, match="savings_only_voluntary_go_out"):
        save(one, -10_000, kind, number=2)


def test_a_receipt_stays_as_it_was_written(scope):
    kept = save(member(scope), 50_000)
    with pytest.raises(IntegrityError, match="stays as it was written"):
        SavingsMove.objects.filter(pk=kept.pk).update(amount_idr=5_000)


def test_a_schedule_that_does_not_repay_its_loan_is_refused(scope):
    loan = Loan.objects.create(
        number=1, year=2026, member=member(scope), purpose="Bahan", principal_idr=100_000, method="flat",
        rate_bp_year=1200, months=2, asked_on=TODAY,
    )  # fmt: skip
    lines = [
        LoanInstalment(
            loan=loan,
            position=position,
            due_on=date(2026, 8 + position, 3),
            principal_idr=part,
            interest_idr=1_000,
        )
        for position, part in ((1, 50_000), (2, 49_999))
    ]
    at_once()
    with pytest.raises(IntegrityError, match="does not repay it"):
        LoanInstalment.objects.bulk_create(lines)


def ballot(
    scope: World, *, secret: bool = False, at_commit: bool = False
) -> tuple[Resolution, Choice, Attendee]:
    held = meeting()
    made = resolution(held, secret=secret)
    yes = Choice.objects.create(resolution=made, position=1, code="yes")
    one = member(scope)
    seat = Attendee.objects.create(meeting=held, party=one.party, member=one, came_at=NOW, came_how="tick")
    if not at_commit:
        at_once()
    return made, yes, seat


def test_one_vote_per_member(scope):
    made, yes, seat = ballot(scope, at_commit=True)
    Vote.objects.create(resolution=made, attendee=seat, how="room", choice=yes)
    with pytest.raises(IntegrityError, match="vote_once_per_member"):
        Vote.objects.create(resolution=made, attendee=seat, how="phone", choice=yes)


def test_the_tally_equals_the_votes_cast(scope):
    made, yes, seat = ballot(scope)
    with pytest.raises(IntegrityError, match="0 votes counted, 1 cast"):
        Vote.objects.create(resolution=made, attendee=seat, how="room", choice=yes)


def test_a_tally_without_a_vote_is_refused(scope):
    _made, yes, _seat = ballot(scope)
    with pytest.raises(IntegrityError, match="1 votes counted, 0 cast"):
        Choice.objects.filter(pk=yes.pk).update(votes=1)


def test_a_secret_vote_keeps_no_choice(scope):
    made, yes, seat = ballot(scope, secret=True)
    with pytest.raises(IntegrityError, match="does not count"):
        Vote.objects.create(resolution=made, attendee=seat, how="room", choice=yes)


def test_an_open_vote_names_its_choice(scope):
    made, _yes, seat = ballot(scope)
    with pytest.raises(IntegrityError, match="does not count"):
        Vote.objects.create(resolution=made, attendee=seat, how="room")


def test_who_did_not_come_does_not_vote(scope):
    made, yes, seat = ballot(scope)
    Attendee.objects.filter(pk=seat.pk).update(came_at=None, came_how="")
    with pytest.raises(IntegrityError, match="does not count"):
        Vote.objects.create(resolution=made, attendee=seat, how="room", choice=yes)
