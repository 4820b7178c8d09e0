"""A promise has a plan behind it, an earlier one is proved impossible or at least was looked for, and the
cash is counted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from sentra.allocation import Cash, Line, Maker, Policy, Problem, StageNeed, check, pace, solve
from sentra.allocation.promise import (
    by_week,
    cash_missing,
    due_in,
    earliest,
    impossible,
    longer_days,
    spent_by_week,
    without_last_stage,
)
from tests.allocation.strategies import problems

calm = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
WEAVE, LINE = ("bags", "weave"), ("bags", "line")
BAGS = Line("bags", 40, 9, (StageNeed("weave", 10_000), StageNeed("line", 8_000, handover_weeks=1)))
ANA = Maker("ana", {WEAVE: pace(10), LINE: pace(20)}, (1_000_000,) * 10)
INA = replace(ANA, id="ina")
ASKED = Problem(10, (BAGS,), (ANA, INA), Policy())


def test_the_earliest_week_is_found_and_proved() -> None:
    found = earliest(ASKED)

    assert found is not None
    assert found.week == 2  # 40 woven by two in weeks 0 and 1, lined in week 2
    assert found.proved
    assert check(due_in(ASKED, 2), found.plan) == []
    assert by_week(ASKED, 2) == {"bags": 40}
    assert 0 < by_week(ASKED, 1)["bags"] < 40


def test_nobody_can_promise_what_does_not_fit_the_weeks() -> None:
    assert earliest(replace(ASKED, makers=(replace(ANA, free=(100_000,) * 10),))) is None


@calm
@given(problems())
def test_the_promised_week_has_a_plan_and_what_is_proved_impossible_has_none(problem: Problem) -> None:
    clean = replace(problem, fixed=())
    found = earliest(clean)
    if found is None:
        return
    assert check(due_in(clean, found.week), found.plan) == []
    if found.proved and found.week:
        assert solve(due_in(clean, found.week - 1)).status in ("partial", "infeasible")


def test_cash_missing_is_exactly_what_the_pool_lacks() -> None:
    rich = replace(ASKED, cash=Cash(1_000_000, 100_000, (0,) * 10, advance_permille=500, pay_after_weeks=1))
    found = earliest(rich)
    assert found is not None
    assert cash_missing(rich, found.plan) == 0
    spent = spent_by_week(rich, found.plan)
    assert spent[-1] == 40 * 18_000

    poor = replace(rich, cash=replace(rich.cash, opening_idr=300_000))
    lacking = cash_missing(poor, found.plan)
    assert lacking == 40 * 18_000 - 200_000
    helped = replace(poor, cash=replace(poor.cash, opening_idr=300_000 + lacking))
    assert check(due_in(helped, found.week), found.plan) == []
    less = replace(poor, cash=replace(poor.cash, opening_idr=300_000 + lacking - 1))
    assert any("cash" in broken for broken in check(due_in(less, found.week), found.plan))


def test_longer_days_are_sooner_and_dearer() -> None:
    sooner = longer_days(ASKED, hours_permille=1000, premium_permille=250)
    plain, quick = earliest(ASKED), earliest(sooner)
    assert plain is not None
    assert quick is not None
    assert quick.week < plain.week
    assert quick.plan.objective > plain.plan.objective
    assert sooner.makers[0].skills[WEAVE].rate_idr == 11_250


def test_one_stage_less_is_sooner() -> None:
    woven = without_last_stage(ASKED)
    assert woven is not None
    found = earliest(woven)
    assert found is not None
    assert found.week == 1
    assert without_last_stage(woven) is None


@pytest.mark.parametrize("week", [0, 1])
def test_what_is_proved_impossible(week: int) -> None:
    assert impossible(due_in(ASKED, week))
    assert not impossible(due_in(ASKED, 2))
