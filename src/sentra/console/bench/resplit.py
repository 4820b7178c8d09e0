"""`bench resplit`: makers decline, only what they leave is split again, and nothing accepted moves."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from sentra.allocation import Effort, Plan, Problem, check, solve
from sentra.allocation.generate import generate
from sentra.console.bench.splitting import STAGES, WEEKS

SIZES = ((1_000, 50),)
ROUNDS = 3
DECLINES = 300  # permille of the shares that were just offered
AIM = 1.0  # seconds a round


@dataclass(frozen=True)
class Round:
    """One split of the rest. `moved`: accepted shares that are not in the new plan as they were."""

    asked: int
    declined: int
    seconds: float
    cpu: float
    plan: Plan
    moved: int
    broken: list[str]


def declined(problem: Problem, plan: Plan, dice: Random) -> Problem:
    """The same after every new share was offered: three in ten say no, all others are accepted."""
    new = sorted({share.pair for share in plan.shares} - {share.pair for share in problem.fixed})
    no = frozenset(pair for pair in new if dice.randrange(1000) < DECLINES)
    kept = tuple(share for share in plan.shares if share.pair not in no)
    return replace(problem, fixed=kept, excluded=problem.excluded | no)


def rounds(problem: Problem, plan: Plan, *, seed: int, effort: Effort = "normal") -> Iterator[Round]:
    """Three rounds after a first plan, each from what the round before left."""
    dice = Random(seed)  # noqa: S311 - made-up answers, no secrets
    for _ in range(ROUNDS):
        rest = declined(problem, plan, dice)
        asked = len({share.pair for share in plan.shares} - {share.pair for share in problem.fixed})
        no = len(rest.excluded) - len(problem.excluded)
        wall, cpu = time.perf_counter(), time.process_time()
        plan = solve(rest, effort=effort)
        spent = time.perf_counter() - wall, time.process_time() - cpu
        yield Round(asked, no, *spent, plan, moved(rest, plan), check(rest, plan))
        problem = rest


def moved(problem: Problem, plan: Plan) -> int:
    """Accepted shares of which a piece is missing in its week."""
    there = {(share.pair, share.week): share.pieces for share in plan.shares}
    return sum(1 for one in problem.fixed if there.get((one.pair, one.week), 0) < one.pieces)


def resplit_table(sizes: Sequence[tuple[int, int]], *, seed: int, effort: Effort) -> Iterator[str]:
    """A row for the first split and for each round; the gap is to the bound its own run proved."""
    yield f"{WEEKS} weeks, {STAGES} stages, seed {seed}, effort {effort}; {DECLINES // 10} % decline a round"
    yield (
        f"{'makers':>6} {'lines':>5}  {'round':<5} {'asked':>6} {'no':>5} {'wall s':>7} {'CPU s':>7} "
        f"{'gap':>7} {'missing':>8} {'moved':>6}"
    )
    for makers, lines in sizes:
        problem = generate(makers=makers, lines=lines, weeks=WEEKS, stages=STAGES, seed=seed)
        wall, cpu = time.perf_counter(), time.process_time()
        plan = solve(problem, effort=effort)
        first = Round(0, 0, time.perf_counter() - wall, time.process_time() - cpu, plan, 0, [])
        head = f"{makers:>6} {lines:>5}  "
        yield f"{head}{'first':<5} {_row(first)}"
        for number, one in enumerate(rounds(problem, plan, seed=seed, effort=effort), 1):
            yield f"{head}{number:<5} {_row(one)}{_missed(one)}"


def _row(one: Round) -> str:
    missing = sum(one.plan.shortfall.values())
    return (
        f"{one.asked:>6,} {one.declined:>5,} {one.seconds:>7.2f} {one.cpu:>7.2f} "
        f"{one.plan.gap:>7.2%} {missing:>8,} {one.moved:>6,}"
    )


def _missed(one: Round) -> str:
    """What must not be, and what was aimed at."""
    told = [f"BROKEN {one.broken[0]}"] if one.broken else []
    if one.seconds > AIM:
        told.append(f"(aim {AIM:.0f} s)")
    return "  " + " ".join(told) if told else ""
