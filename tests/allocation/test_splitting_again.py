"""Splitting again: whoever said yes keeps her weeks and pieces, and every limit holds after each round."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sentra.allocation import Plan, Problem, Share, check, objective, solve
from sentra.allocation.draft import Draft
from sentra.allocation.generate import generate
from sentra.allocation.index import Index
from sentra.allocation.objective import made
from sentra.allocation.problem import PairId
from tests.allocation.strategies import problems

ROUNDS = 3
calm = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def answered(problem: Problem, plan: Plan, dice: Random, permille: int = 300) -> Problem:
    """Some of the new shares decline, one takes fewer than she was offered, the rest say yes."""
    new = sorted({share.pair for share in plan.shares} - {share.pair for share in problem.fixed})
    no = frozenset(pair for pair in new if dice.randrange(1000) < permille)
    kept = [share for share in plan.shares if share.pair not in no]
    if kept and kept[-1].pair in new and kept[-1].pieces > 1:
        kept[-1] = replace(kept[-1], pieces=kept[-1].pieces - 1)
    return replace(problem, fixed=tuple(kept), excluded=problem.excluded | no)


def by_week(shares: tuple[Share, ...]) -> Counter[tuple[PairId, int]]:
    counted: Counter[tuple[PairId, int]] = Counter()
    for share in shares:
        counted[share.pair, share.week] += share.pieces
    return counted


def holds(problem: Problem, plan: Plan) -> None:
    """Nothing accepted moved, nobody who declined has more, limits hold, pieces add up."""
    assert check(problem, plan) == []
    assert not by_week(problem.fixed) - by_week(plan.shares)
    given_again = by_week(plan.shares) - by_week(problem.fixed)
    assert not {pair for pair, _week in given_again} & problem.excluded
    for line in problem.lines:
        assert made(line, plan.shares) + plan.shortfall.get(line.id, 0) == line.pieces
    assert plan.bound <= plan.objective == objective(problem, plan.shares)


@calm
@given(problems(makers=6), st.randoms(use_true_random=False))
def test_round_after_round_nothing_accepted_moves_and_every_limit_holds(
    problem: Problem, dice: Random
) -> None:
    plan = solve(problem)
    for _ in range(ROUNDS):
        problem = answered(problem, plan, dice)
        plan = solve(problem)
        holds(problem, plan)


def test_a_cooperative_after_three_rounds_of_declines_has_everything_given_out() -> None:
    dice = Random(5)
    problem = generate(makers=120, lines=6, seed=7)
    plan = solve(problem)
    for _ in range(ROUNDS):
        problem = answered(problem, plan, dice)
        plan = solve(problem)
        holds(problem, plan)
        assert plan.gap < 0.03
    assert not plan.shortfall


def test_a_copy_of_a_draft_is_its_own() -> None:
    problem = generate(makers=20, lines=2, seed=3)
    share = solve(problem).shares[0]
    draft = Draft(Index(problem))
    other = draft.copy()
    before = (draft.idr_milli, draft.shares(), [list(row) for row in draft.left], list(draft.cash))
    other.put(draft.index.pair_number[share.pair], share.week, share.pieces)
    assert other.shares() == (share,)
    assert (draft.idr_milli, draft.shares(), draft.left, draft.cash) == before
    again = Draft(Index(problem))
    again.put(draft.index.pair_number[share.pair], share.week, share.pieces)
    assert (again.idr_milli, again.left, again.input) == (other.idr_milli, other.left, other.input)
