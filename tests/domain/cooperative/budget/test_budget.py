"""A budget: drawn up, decided by the members' meeting, replaced and never edited, compared with the books."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from sentra.cooperative.budget.operations import draft_budget, drop_budget
from sentra.cooperative.budget.queries import compared, due, standing, year_ends
from sentra.cooperative.closing.operations import close_period
from sentra.cooperative.meetings.operations import (
    close_vote,
    propose_budget,
    propose_resolution,
    record_hands,
    withdraw_resolution,
)
from sentra.cooperative.models import Budget, BudgetLine
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.tenancy import reading, within
from sentra.ledger.operations import post_entry
from sentra.ledger.posting import credit, debit
from tests.domain.cooperative.meetings.given import (
    DAY,
    HELD,
    choice,
    hands,
    inside,
    members,
    opened,
    planned,
    voting,
)
from tests.world import NOW, TODAY

YEAR = date(2026, 12, 31)
LINES = {"4-1900": 12_000_005, "6-1200": 6_000_000, "7-1100": 0}


def drafted(world, lines=LINES, year_end=YEAR, by=None, reason=""):
    return draft_budget(year_end, lines=lines, reason=reason, by=by or world.tari, at=NOW)


def proposed(world, budget, kind="annual"):
    meeting = planned(world, kind=kind)
    return meeting, propose_budget(meeting.pk, budget_id=budget.pk, by=world.mira, at=NOW, today=TODAY)


def decided(world, budget, wanted="yes", kind="annual"):
    """The meeting is held and everybody there votes as `wanted`."""
    meeting, made = proposed(world, budget, kind)
    seats = opened(world, meeting)
    voting(world, made)
    shown = hands(world, made, dict.fromkeys(seats, wanted))
    record_hands(made.pk, shown, rest=choice(world, made, "abstain"), by=world.mira, at=HELD)
    return close_vote(made.pk, by=world.mira, at=HELD, today=DAY)


def kept(world, budget):
    with inside(world):
        found = Budget.objects.get(pk=budget.pk)
        return found.stage, dict(found.lines.values_list("account", "year_idr"))


def test_a_draft_is_written_anew_until_a_meeting_has_it(world):
    first = drafted(world)
    assert kept(world, first) == ("draft", {"4-1900": 12_000_005, "6-1200": 6_000_000})
    again = drafted(world, {"4-1900": 7})
    assert again.pk == first.pk
    assert kept(world, first) == ("draft", {"4-1900": 7})
    _meeting, made = proposed(world, first)
    assert "pendapatan Rp7, belanja Rp0" in made.title
    with pytest.raises(Refused, match="Withdraw its resolution"):
        drafted(world)
    with pytest.raises(Refused, match="Withdraw its resolution"):
        drop_budget(first.pk, by=world.tari, at=NOW)
    with pytest.raises(Refused, match="to decide on this already"):
        proposed(world, first)
    withdraw_resolution(made.pk, by=world.mira, at=NOW)
    drafted(world)
    assert drop_budget(first.pk, by=world.tari, at=NOW).stage == "dropped"


@pytest.mark.parametrize(
    ("lines", "year_end", "words"),
    [
        ({}, YEAR, "at least one"),
        ({"6-1200": 0}, YEAR, "at least one"),
        ({"6-1200": -1}, YEAR, "whole rupiah"),
        ({"6-1200": 1.5}, YEAR, "whole rupiah"),
        ({"1-1100": 5}, YEAR, "neither income nor cost"),
        ({"6-9999": 5}, YEAR, "neither income nor cost"),
        ({"6-1200": 5}, date(2026, 12, 30), "No book year ends"),
        ({"6-1200": 5}, date(2026, 6, 30), "No book year ends"),
    ],
)
def test_what_is_no_budget_is_refused(world, lines, year_end, words):
    with pytest.raises(Refused, match=words):
        drafted(world, lines, year_end)


def test_a_closed_year_is_not_planned(world):
    post_entry(date(2025, 12, 1), "Kas", [debit("1-1100", 5), credit("3-1300", 5)], by=world.tari, at=NOW)
    close_period(date(2025, 12, 1), by=world.tari, at=NOW)
    with pytest.raises(Refused, match="closed"):
        drafted(world, year_end=date(2025, 12, 31))


def test_the_members_meeting_decides_and_the_old_one_stays(world):
    members(world)
    first = drafted(world)
    assert decided(world, first).stage == "passed"
    assert kept(world, first)[0] == "decided"
    with pytest.raises(Refused, match="Say why"):
        drafted(world, {"6-1200": 9})
    second = drafted(world, {"6-1200": 9}, reason="Harga benang naik")
    assert second.pk != first.pk
    decided(world, second, kind="members")
    assert kept(world, first) == ("replaced", {"4-1900": 12_000_005, "6-1200": 6_000_000})
    assert kept(world, second) == ("decided", {"6-1200": 9})
    with inside(world):
        assert Budget.objects.get(pk=second.pk).replaces_id == first.pk
    with pytest.raises(Refused, match="another step"):
        drop_budget(second.pk, by=world.tari, at=NOW)


def test_a_no_leaves_the_draft_to_be_written_anew(world):
    members(world)
    draft = drafted(world)
    assert decided(world, draft, wanted="no").stage == "failed"
    assert drafted(world, {"6-1200": 3}).pk == draft.pk


def test_a_board_does_not_decide_it_and_words_alone_do_not_carry_one(world):
    members(world)
    draft = drafted(world)
    with pytest.raises(Refused, match="cannot decide"):
        proposed(world, draft, kind="board")
    for kind in ("budget", "surplus", "clause"):
        with pytest.raises(Refused, match="cannot decide"):
            propose_resolution(
                planned(world, kind="annual").pk, kind, title="RAPB", by=world.mira, at=NOW, today=TODAY
            )


def test_who_may_and_who_may_not(world):
    for stranger in (world.wati, world.budi, world.aluh):
        with pytest.raises(PermissionDenied):
            drafted(world, by=stranger)
    draft = drafted(world, by=world.mira)
    with pytest.raises(PermissionDenied):
        drop_budget(draft.pk, by=world.wati, at=NOW)
    with pytest.raises(Budget.DoesNotExist):
        drop_budget(draft.pk, by=world.zahra, at=NOW)


@pytest.fixture
def held(world):
    members(world)
    made = drafted(world)
    decided(world, made)
    return world, made


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda one: BudgetLine.objects.create(budget=one, account="7-1100", year_idr=5), "its lines stay"),
        (lambda one: one.lines.all().delete(), "its lines stay"),
        (lambda one: one.lines.update(year_idr=1), "not edited"),
        (lambda one: Budget.objects.filter(pk=one.pk).update(stage="draft"), "and stays"),
        (lambda one: Budget.objects.filter(pk=one.pk).update(reason="x"), "and stays"),
        (lambda one: Budget.objects.filter(pk=one.pk).update(stage="replaced", reason="x"), "and stays"),
    ],
)
def test_the_database_keeps_a_decided_budget(held, change, words):
    world, made = held
    with pytest.raises(IntegrityError, match=words), transaction.atomic(), within(writes=world.weavers.pk):
        change(Budget.objects.get(pk=made.pk))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ({"account": "1-1100", "year_idr": 5}, "income_or_cost"),
        ({"account": "6-1100", "year_idr": 0}, "positive"),
        ({"account": "6-1200", "year_idr": 5}, "per_account"),
    ],
)
def test_the_database_refuses_a_crooked_line(world, line, words):
    made = drafted(world)
    with pytest.raises(IntegrityError, match=words), transaction.atomic(), within(writes=world.weavers.pk):
        BudgetLine.objects.create(budget=made, **line)


def test_the_database_keeps_the_year_of_a_draft(world):
    made = drafted(world)
    with (
        pytest.raises(IntegrityError, match="as it was"),
        transaction.atomic(),
        within(writes=world.weavers.pk),
    ):
        Budget.objects.filter(pk=made.pk).update(year_end=TODAY)


def test_the_database_wants_a_resolution_for_a_decided_one(world):
    made = drafted(world)
    with (
        pytest.raises(IntegrityError, match="by_a_resolution"),
        transaction.atomic(),
        within(writes=world.weavers.pk),
    ):
        Budget.objects.filter(pk=made.pk).update(stage="decided")


@given(idr=st.integers(0, 10**12))
def test_the_months_of_a_year_add_up_to_it(idr):
    months = [due(idr, n) - due(idr, n - 1) for n in range(1, 13)]
    assert sum(months) == due(idr, 12) == idr
    assert max(months) - min(months) <= 1
    assert months == sorted(months, reverse=True)


def test_beside_the_books(world):
    post_entry(
        date(2026, 1, 5), "Jasa", [debit("1-1100", 900_000), credit("4-1900", 900_000)], by=world.tari, at=NOW
    )
    post_entry(
        date(2026, 2, 5), "Sewa", [debit("6-1200", 700_000), credit("1-1100", 700_000)], by=world.tari, at=NOW
    )
    post_entry(
        date(2026, 2, 6), "Upah", [debit("6-1100", 50_000), credit("1-1100", 50_000)], by=world.tari, at=NOW
    )
    post_entry(date(2026, 3, 1), "Nanti", [debit("6-1200", 1), credit("1-1100", 1)], by=world.tari, at=NOW)
    made = drafted(world)
    with reading(world.tari):
        found = compared(made, date(2026, 2, 10))
        assert found.months == 2
        by_code = {row.account.code: row for row in (*found.income, *found.costs)}
        income, rent, wages = by_code["4-1900"], by_code["6-1200"], by_code["6-1100"]
        assert (income.due_idr, income.actual_idr, income.difference_idr) == (2_000_002, 900_000, -1_100_002)
        assert (income.percent, income.good) == (45, False)
        assert (rent.due_idr, rent.actual_idr, rent.good, rent.percent) == (1_000_000, 700_000, True, 70)
        assert (wages.year_idr, wages.actual_idr, wages.percent, wages.good) == (0, 50_000, None, False)
        assert (found.surplus.due_idr, found.surplus.actual_idr) == (1_000_002, 150_000)
        assert compared(made, date(2027, 5, 1)).months == 12
        assert compared(made, date(2025, 5, 1)).months == 1
        assert standing(YEAR).pk == made.pk
        assert standing(date(2027, 12, 31)) is None
        assert year_ends(TODAY) == (YEAR, date(2027, 12, 31))
