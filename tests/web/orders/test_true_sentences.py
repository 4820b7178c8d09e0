"""“Why not her”, as it is read on the screen, held against the model: forcing her in costs what it says."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings

from sentra.allocation import Problem, check, objective, solve
from sentra.allocation.explain import Reader
from sentra.allocation.generate import generate
from sentra.web.orders.reasons import sentence
from tests.allocation.strategies import problems
from tests.allocation.test_true_reasons import _holds, _joined

PLAN = SimpleNamespace(starts_on=date(2026, 8, 3), policy={})
DEARER = re.compile(r"^With ([\d,.]+) pieces by her the order costs Rp([\d,.]+) more\.$")
AT_MOST = re.compile(r"^With ([\d,.]+) pieces by her the order costs at most Rp([\d,.]+) more\.$")
SAME = re.compile(r"^With ([\d,.]+) pieces by her the order costs about the same\.$")
EARNED = re.compile(r"^She earns Rp[\d,.]+ a day, the chosen one Rp[\d,.]+: others go first\.$")
calm = settings(
    deadline=None, max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)  # fmt: skip


def whole(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def judged(problem: Problem, most: int = 60, *, thorough: bool = True) -> Counter[str]:
    """Every “why not her” sentence that speaks of a price, each held against a plan with her in it; how many
    of each kind."""
    plan = solve(problem)
    reader, gap, told = Reader(problem, plan, thorough=thorough), plan.objective - plan.bound, Counter[str]()
    pairs = [(maker, line) for maker in problem.makers for line in problem.lines]
    for maker, line in pairs:
        for why in reader.by_stage(maker.id, line.id):
            kind, price = _said(sentence(PLAN, why.code, why.numbers))
            if not kind or told.total() >= most:
                continue
            with_her = reader.instead(maker.id, line.id, why.stage, why.numbers["pieces"])
            assert with_her is not None
            assert _holds(problem, with_her.shares)
            assert abs(objective(problem, with_her.shares) - plan.objective - with_her.more_idr) <= 1
            hers = tuple(one for one in with_her.shares if one.pair == (maker.id, line.id, why.stage))
            assert sum(one.pieces for one in hers) >= why.numbers["pieces"]
            forced = solve(problem_with(problem, hers))
            assert check(problem_with(problem, hers), forced) == []
            really, low = forced.objective - plan.objective, forced.bound - plan.objective
            gaps = gap + forced.objective - forced.bound + 2 * plan.objective // 1_000_000 + 1
            if kind == "dearer":
                assert gap < price  # below the gap it may not claim to know
            if kind in ("dearer", "at most"):
                assert low <= price + 1
            if kind == "same":
                assert low <= gap
            # forced as accepted work she may start before her input is there: that is no plan of new work
            if thorough and kind != "earned more" and _holds(problem, forced.shares):
                assert price <= max(0, really) + gaps
            told[kind] += 1
    return told


def _said(text: str) -> tuple[str, int]:
    """Of which kind a sentence is, and the rupiah it speaks of."""
    for kind, shape in (("dearer", DEARER), ("at most", AT_MOST)):
        if found := shape.match(text):
            return kind, whole(found.group(2))
    return ("same" if SAME.match(text) else "earned more" if EARNED.match(text) else ""), 0


def problem_with(problem: Problem, hers: tuple) -> Problem:
    return replace(problem, fixed=_joined(problem.fixed, hers))


@calm
@given(problems(makers=6))
def test_sentences_of_small_problems_are_true(problem: Problem) -> None:
    judged(problem)


@calm
@given(problems(makers=6))
def test_sentences_said_before_the_search_are_true(problem: Problem) -> None:
    judged(problem, thorough=False)


@pytest.mark.parametrize("seed", [3, 4])
def test_of_a_small_cooperative_every_price_is_proved(seed: int) -> None:
    told = judged(generate(makers=12, lines=2, weeks=8, seed=seed), most=12)
    assert told["dearer"] >= 4
    assert not told["at most"]


def test_of_a_larger_cooperative_most_prices_are_within_the_gap() -> None:
    told = judged(generate(makers=40, lines=3, weeks=8, seed=3), most=25)
    assert told["same"] >= 10
