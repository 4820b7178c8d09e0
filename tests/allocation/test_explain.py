"""Each reason is given where it is the reason."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings

from sentra.allocation import Line, Maker, Policy, Problem, StageNeed, pace, solve, steps_around, why
from tests.allocation.strategies import problems

WEAVE = ("bags", "weave")
FREE = (1_000_000,) * 4
BAGS = Line("bags", 20, 3, (StageNeed("weave", 10_000, min_level=1),))
SKILL = {WEAVE: pace(5, level=1)}


def reason(*makers: Maker, line: Line = BAGS, policy: Policy | None = None, **more: object) -> str:
    """Why the first maker is or is not in the plan."""
    problem = Problem(4, (line,), makers, policy or Policy(), **more)  # type: ignore[arg-type]
    return why(problem, solve(problem), makers[0].id, line.id).code


def test_every_code_has_its_case() -> None:
    ana, ina = Maker("ana", SKILL, FREE), Maker("ina", SKILL, FREE)
    small = replace(BAGS, pieces=8)
    fair = Policy(fairness=steps_around(60_000, permille=900))
    rich = replace(ana, income_90d_idr=9_000_000, working_days_90d=60)

    assert reason(ana) == "chosen"
    assert reason(replace(ana, max_share_permille=250), replace(ina, free=(*FREE[:3], 0))) == "share"
    assert reason(replace(ana, skills={}), ina) == "not_skilled"
    assert reason(replace(ana, skills={WEAVE: pace(5)}), ina) == "level"
    assert reason(ana, ina, excluded=frozenset({("ana", *WEAVE)})) == "declined"
    assert reason(replace(ana, free=(0, 0, 0, 0)), ina) == "full"
    assert reason(replace(ana, free=(1_000_000, 0, 0, 0), min_lot=6), ina) == "min_lot"
    assert (
        reason(replace(ana, skills={WEAVE: pace(5, level=1, rate_idr=20_000)}), ina, line=small) == "dearer"
    )
    assert reason(rich, ina, line=small, policy=fair) == "earned_more"
    assert reason(replace(ana, distance_km=40), ina, line=small) == "far"
    dear = {WEAVE: pace(5, level=1, rate_idr=20_000)}  # near she would be dearer all the same
    assert reason(replace(ana, distance_km=40, skills=dear), ina, line=small) == "dearer"
    free_way = Policy(travel_idr_per_km=0)
    assert reason(replace(ana, distance_km=40), ina, line=small, policy=free_way) != "far"
    assert reason(replace(ana, distance_km=0), ina, replace(ina, id="isa"), line=small) in (
        "chosen",
        "dearer",
    )


def test_accepted_work_of_someone_who_lost_her_ability_is_still_hers() -> None:
    ana = Maker("ana", SKILL, FREE)
    problem = Problem(4, (BAGS,), (ana,))
    fixed = solve(problem).shares[:1]
    assert reason(ana, fixed=fixed, excluded=frozenset({("ana", *WEAVE)})) == "chosen"


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(problems())
def test_everybody_gets_a_reason_and_only_the_chosen_are_chosen(problem: Problem) -> None:
    plan = solve(problem)
    inside = {(share.maker, share.line) for share in plan.shares}
    for maker in problem.makers:
        for line in problem.lines:
            code = why(problem, plan, maker.id, line.id).code
            assert (code in ("chosen", "share")) == ((maker.id, line.id) in inside)
