"""“Why not her”, as it is read on the screen, held against the model: forcing her in costs what it says."""

import re
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

from hypothesis import HealthCheck, given, settings

from sentra.allocation import Problem, check, objective, solve
from sentra.allocation.explain import Reader
from sentra.allocation.generate import generate
from sentra.web.orders.reasons import sentence
from tests.allocation.strategies import problems
from tests.allocation.test_true_reasons import _holds, _joined

PLAN = SimpleNamespace(starts_on=date(2026, 8, 3), policy={})
DEARER = re.compile(r"^With ([\d,.]+) pieces by her the order costs Rp([\d,.]+) more\.$")
SAME = re.compile(r"^With ([\d,.]+) pieces by her the order costs about the same\.$")
EARNED = re.compile(r"^She earns Rp[\d,.]+ a day, the chosen one Rp[\d,.]+: others go first\.$")
calm = settings(
    deadline=None, max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)  # fmt: skip


def whole(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def judged(problem: Problem, most: int = 60) -> list[str]:
    """Every “why not her” sentence that speaks of a price, each held against a plan with her in it."""
    plan = solve(problem)
    reader, gap, told = Reader(problem, plan), plan.objective - plan.bound, []
    pairs = [(maker, line) for maker in problem.makers for line in problem.lines]
    for maker, line in pairs:
        for why in reader.by_stage(maker.id, line.id):
            text = sentence(PLAN, why.code, why.numbers)
            dearer, same = DEARER.match(text), SAME.match(text)
            if not (dearer or same or EARNED.match(text)) or len(told) >= most:
                continue
            pieces = whole((dearer or same).group(1)) if dearer or same else why.numbers["pieces"]
            with_her = reader.instead(maker.id, line.id, why.stage, pieces)
            assert with_her is not None
            assert _holds(problem, with_her.shares)
            really = max(0, objective(problem, with_her.shares) - plan.objective)
            if dearer:
                assert abs(whole(dearer.group(2)) - really) <= 1
                assert really > gap  # below the gap it may not claim to know
            if same:
                assert really <= gap
            hers = tuple(one for one in with_her.shares if one.pair == (maker.id, line.id, why.stage))
            forced = solve(problem_with(problem, hers))
            assert check(problem_with(problem, hers), forced) == []
            assert forced.bound - plan.objective <= really + 1
            told.append(text)
    return told


def problem_with(problem: Problem, hers: tuple) -> Problem:
    return replace(problem, fixed=_joined(problem.fixed, hers))


@calm
@given(problems(makers=6))
def test_sentences_of_small_problems_are_true(problem: Problem) -> None:
    judged(problem)


def test_sentences_of_a_cooperative_are_true_and_of_both_kinds() -> None:
    told = judged(generate(makers=40, lines=3, weeks=8, seed=4), most=25)
    assert len(told) >= 10
