"""Whatever is asked, the plan holds, its bound is true, and the same question gets the same answer."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import product
from math import prod
from random import Random

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from sentra.allocation import (
    Cash,
    Line,
    Maker,
    Plan,
    Problem,
    Share,
    StageNeed,
    check,
    objective,
    pace,
    solve,
    steps_around,
)
from sentra.allocation.cells import cells_of
from sentra.allocation.climb import climb
from sentra.allocation.draft import Draft
from sentra.allocation.generate import generate
from sentra.allocation.index import Index
from sentra.allocation.prices import Market
from sentra.allocation.problem import Policy
from sentra.allocation.programme import Programme
from sentra.allocation.solve import Effort
from tests.allocation.strategies import problems

calm = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


@calm
@given(problems())
def test_every_plan_holds_and_its_bound_is_below_it(problem: Problem) -> None:
    plan = solve(problem)

    assert check(problem, plan) == []
    assert plan.bound <= plan.objective == objective(problem, plan.shares)
    assert bool(plan.reasons) == bool(plan.shortfall)


@calm
@given(problems(), st.randoms(use_true_random=False))
def test_the_order_of_makers_and_lines_changes_nothing(problem: Problem, dice: object) -> None:
    plan = solve(problem)
    makers, lines, fixed = list(problem.makers), list(problem.lines), list(problem.fixed)
    for names in (makers, lines, fixed):
        dice.shuffle(names)  # type: ignore[attr-defined]

    assert solve(problem) == plan
    assert solve(replace(problem, makers=tuple(makers), lines=tuple(lines), fixed=tuple(fixed))) == plan


@calm
@given(problems(), st.integers(0, 3))
def test_splitting_again_moves_nothing_accepted_and_gives_the_unwilling_nothing(
    problem: Problem, nth: int
) -> None:
    plan = solve(replace(problem, fixed=()))
    accepted = plan.shares[::2]
    declined = frozenset(share.pair for share in plan.shares[1::2][nth : nth + 1]) - {
        share.pair for share in accepted
    }
    again_problem = replace(problem, fixed=accepted, excluded=problem.excluded | declined)
    again = solve(again_problem)

    assert check(again_problem, again) == []
    kept, before = _pieces(again), _pieces(accepted)
    assert all(kept[key] >= before[key] for key in before)
    assert not [share for share in again.shares if share.pair in declined]


def _pieces(plan: Plan | tuple[Share, ...]) -> Counter[tuple[str, str, str, int]]:
    shares = plan.shares if isinstance(plan, Plan) else plan
    return Counter({(*share.pair, share.week): share.pieces for share in shares})


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(problems(weeks=2, lines=1, makers=2, pieces=2))
def test_the_best_of_all_plans_lies_between_bound_and_objective(problem: Problem) -> None:
    plan = solve(problem)
    best = min(objective(problem, shares) for shares in _all_plans(problem))

    assert plan.bound <= best <= plan.objective
    assert plan.status != "optimal" or plan.objective == best


def _all_plans(problem: Problem) -> list[tuple[Share, ...]]:
    """Every plan of a tiny problem that holds: all numbers of pieces in all cells."""
    fixed = _pieces(problem.fixed)
    cells = [
        (maker.id, *key, week)
        for maker in problem.makers
        for key in maker.skills
        for week in range(problem.weeks)
    ]
    done = tuple(share for share in problem.fixed if share.week < 0)
    most = max(line.pieces for line in problem.lines)
    choices = [range(fixed[cell], fixed[cell] + most + 1) for cell in cells]
    assume(prod(len(choice) for choice in choices) <= 20_000)
    plans = []
    for counts in product(*choices):
        new = [
            Share(cell[1], cell[2], cell[0], cell[3], count)
            for cell, count in zip(cells, counts, strict=True)
            if count
        ]
        shares = tuple(sorted([*new, *done]))
        broken = check(problem, Plan(shares, "feasible", 0, 0, {}))
        if all(complaint.startswith("sums") for complaint in broken):
            plans.append(shares)
    return plans


@pytest.mark.parametrize("effort", ["quick", "normal"])
def test_generated_cooperatives_are_split_near_the_bound(effort: Effort) -> None:
    problem = generate(makers=80, lines=6, seed=3)
    plan = solve(problem, effort=effort)

    assert check(problem, plan) == []
    assert plan.status == "feasible"
    assert plan.gap < 0.05


def test_thinking_longer_is_never_dearer() -> None:
    problem = generate(makers=20, lines=2, seed=3)
    plain, thorough = solve(problem), solve(problem, effort="thorough")

    assert check(problem, thorough) == []
    assert thorough.objective <= plain.objective
    assert thorough.gap < plain.gap


@calm
@given(problems(), st.randoms(use_true_random=False))
def test_any_prices_whatever_give_a_bound_below_the_best_fractions(problem: Problem, dice: Random) -> None:
    index = Index(problem)
    given = Draft(index)
    cells = cells_of(index, given)
    assume(len(cells))
    market = Market(index, given, cells)
    best = Programme(index, given, cells, whole=False).solve().bound
    wild = np.array([dice.uniform(0, 50) for _ in range(market.count)])

    for prices in (wild, np.zeros(market.count), climb(market, 40)):
        assert market.priced(prices).bound_idr <= 1000 * best + 1


def test_climbing_comes_near_the_exact_prices_and_those_prove_the_best_fractions() -> None:
    index = Index(generate(makers=120, lines=8, seed=5))
    given = Draft(index)
    cells = cells_of(index, given)
    market, programme = Market(index, given, cells), Programme(index, given, cells, whole=False)
    solved = programme.solve()
    best = solved.bound * 1000

    assert market.priced(climb(market, 100)).bound_idr > 0.998 * best
    assert abs(market.priced(programme.prices(market, solved.row_prices)).bound_idr - best) < 1e-6 * best


def test_a_lot_larger_than_what_is_missing_is_shared_out() -> None:
    line = Line("bags", 10, 3, (StageNeed("weave", 10_000),))
    makers = tuple(
        Maker(name, {("bags", "weave"): pace(2)}, (1_000_000,) * 4, min_lot=3) for name in ("ana", "ina")
    )
    plan = solve(Problem(4, (line,), makers))

    assert plan.status in ("feasible", "optimal")
    assert sorted({share.maker for share in plan.shares}) == ["ana", "ina"]


def test_the_poorer_maker_comes_first() -> None:
    line = Line("bags", 8, 3, (StageNeed("weave", 10_000),))
    skills, free = {("bags", "weave"): pace(4)}, (1_000_000,) * 4
    rich = Maker("a-rich", skills, free, income_90d_idr=9_000_000, working_days_90d=60)
    poor = Maker("b-poor", skills, free, income_90d_idr=600_000, working_days_90d=60)
    plan = solve(Problem(4, (line,), (rich, poor), Policy(fairness=steps_around(60_000, permille=300))))
    assert {share.maker for share in plan.shares} == {"b-poor"}


def test_nobody_skilled_is_infeasible_and_says_so() -> None:
    line = Line("bags", 8, 3, (StageNeed("weave", 10_000),))
    plan = solve(Problem(4, (line,), ()))

    assert (plan.status, plan.shortfall, [reason.code for reason in plan.reasons]) == (
        "infeasible",
        {"bags": 8},
        ["no_skill"],
    )


def test_too_little_time_is_partial_and_counts_what_is_missing() -> None:
    line = Line("bags", 30, 3, (StageNeed("weave", 10_000),))
    plan = solve(Problem(4, (line,), (Maker("ana", {("bags", "weave"): pace(5)}, (1_000_000,) * 4),)))

    assert (plan.status, plan.shortfall) == ("partial", {"bags": 10})
    reasons = [(reason.code, reason.week, reason.short) for reason in plan.reasons]
    assert reasons == [("time", 3, 10), ("capacity", 3, 10)]  # her hours, in this time


def test_within_the_buyers_tolerance_a_plan_is_whole() -> None:
    line = Line("bags", 21, 3, (StageNeed("weave", 10_000),), tolerance_permille=50)
    plan = solve(Problem(4, (line,), (Maker("ana", {("bags", "weave"): pace(5)}, (1_000_000,) * 4),)))

    assert plan.status in ("optimal", "feasible")
    assert plan.shortfall == {"bags": 1}


def test_an_advance_does_not_take_what_accepted_work_needs_next_week() -> None:
    bags, mats = (Line(name, 10, 3, (StageNeed("weave", 10_000),)) for name in ("bags", "mats"))
    skills = {("bags", "weave"): pace(10), ("mats", "weave"): pace(10)}
    makers = (Maker("ana", skills, (1_000_000,) * 4), Maker("ina", skills, (1_000_000,) * 4))
    cash = Cash(100_000, 0, (0, 0, 200_000, 0), advance_permille=1000, pay_after_weeks=2)
    problem = Problem(4, (bags, mats), makers, cash=cash, fixed=(Share("bags", "weave", "ana", 1, 10),))
    plan = solve(problem)

    assert check(problem, plan) == []
    assert {share.week for share in plan.shares if share.line == "mats"} <= {2, 3}
    assert not plan.shortfall
