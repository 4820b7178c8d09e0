"""What the reasons say is checked against the model: forcing her in, and dropping limits one by one."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings

from sentra.allocation import Plan, Problem, Share, check, objective, solve
from sentra.allocation.explain import Reader, Why
from sentra.allocation.generate import generate
from sentra.allocation.shortfall import SURELY, _least_short, _limits
from tests.allocation.strategies import problems

calm = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
PRICED = ("about_the_same", "dearer", "earned_more")


@calm
@given(problems(makers=6))
def test_forcing_her_in_costs_what_the_sentence_says_within_the_proved_gaps(problem: Problem) -> None:
    plan = solve(problem)
    reader = Reader(problem, plan)
    for maker in problem.makers:
        for line in problem.lines:
            said = reader.why(maker.id, line.id)
            if said.code in PRICED:
                _judge(problem, plan, reader, maker.id, line.id, said.stage, said)


def _judge(
    problem: Problem, plan: Plan, reader: Reader, maker: str, line: str, stage: str, said: Why
) -> None:
    pieces, more = said.numbers["pieces"], said.numbers["more_idr"]
    with_her = reader.instead(maker, line, stage, pieces)
    assert with_her is not None
    assert (
        abs(objective(problem, with_her.shares) - plan.objective - with_her.more_idr) <= 1
    )  # rounded once each
    assert _holds(problem, with_her.shares)
    hers = tuple(share for share in with_her.shares if share.pair == (maker, line, stage))
    assert sum(share.pieces for share in hers) == pieces
    forced = solve(replace(problem, fixed=_joined(problem.fixed, hers)))
    assert forced.bound - plan.objective <= max(0, with_her.more_idr) + 1
    if said.code == "about_the_same":
        assert more <= plan.objective - plan.bound


def _joined(fixed: tuple[Share, ...], hers: tuple[Share, ...]) -> tuple[Share, ...]:
    pairs = {share.pair for share in hers}
    return (*(share for share in fixed if share.pair not in pairs), *hers)


def _holds(problem: Problem, shares: tuple[Share, ...]) -> bool:
    broken = check(problem, Plan(shares, "feasible", 0, 0, {}))
    return all(one.startswith("sums") for one in broken)


def test_in_a_cooperative_the_sentence_is_near_the_cheapest_plan_with_her() -> None:
    problem = generate(makers=40, lines=3, seed=4)
    plan = solve(problem)
    reader = Reader(problem, plan)
    judged = 0
    for maker in problem.makers:
        said = reader.why(maker.id, "L000")
        found = (
            reader.instead(maker.id, "L000", said.stage, said.numbers["pieces"])
            if said.code in PRICED
            else None
        )
        if found is None:
            continue
        hers = tuple(share for share in found.shares if share.pair == (maker.id, "L000", said.stage))
        forced = solve(replace(problem, fixed=_joined(problem.fixed, hers)))
        slack = (plan.objective - plan.bound) + (forced.objective - forced.bound)
        assert abs((forced.objective - plan.objective) - found.more_idr) <= slack
        judged += 1
    assert judged >= 5


@calm
@given(problems(makers=3))
def test_the_reasons_of_a_shortfall_are_together_too_much_and_without_any_one_possible(
    problem: Problem,
) -> None:
    plan = solve(problem)
    assume(plan.shortfall)
    lines = {line.id: line for line in problem.lines}
    for name in sorted(plan.shortfall)[:3]:
        held = [(one.code, one.stage) for one in plan.reasons if one.line == name]
        if held[0][0] in ("no_skill", "lots"):
            continue
        shares, line = list(plan.shares), lines[name]
        assert _least_short(problem, shares, line, held) > SURELY
        for limit in held:
            assert _least_short(problem, shares, line, [one for one in held if one != limit]) <= SURELY
        assert set(held) <= set(_limits(problem, line))


def test_more_capacity_never_costs_more_where_the_best_is_proved() -> None:
    judged = 0
    for seed in range(12):
        problem = generate(makers=4, lines=1, weeks=4, stages=2, seed=seed)
        plan = solve(problem)
        freer = tuple(replace(maker, free=(1_000_000,) * problem.weeks) for maker in problem.makers)
        more = solve(replace(problem, makers=freer))
        assert more.bound <= plan.objective
        if plan.status == more.status == "optimal":
            judged += 1
            assert more.objective <= plan.objective * 1.000002
    assert judged >= 3
