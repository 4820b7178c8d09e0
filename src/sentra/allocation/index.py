"""The problem as arrays: makers, jobs (a stage of a line), pairs (a maker at a job) and cells (a pair in a
week).

Makers and lines are sorted by id here and nowhere else, so the order in which they are handed in changes
nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sentra.allocation.objective import late_idr, short_idr
from sentra.allocation.problem import Ability, Line, Maker, PairId, Problem, StageNeed

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Job:
    """A stage of a line; `number` counts jobs, those of one line follow each other in working order."""

    number: int
    line: Line
    need: StageNeed
    position: int
    first_week: int  # the earliest week in which work on it may start, if everybody before takes no time
    last_week: int  # the last week in which it may finish
    late_idr: int
    short_idr: int
    of_line: range  # the numbers of all jobs of this line

    @property
    def is_first(self) -> bool:
        return self.position == 0

    @property
    def is_last(self) -> bool:
        return self.position == len(self.line.stages) - 1

    def late_for(self, week: int) -> int:
        """Rupiah a piece for being finished in this week; only the last stage can be late."""
        return self.late_idr * max(0, week - self.line.due_week) if self.is_last else 0


@dataclass(frozen=True, slots=True)
class Pairs:
    """Every maker who may work at a job, as columns of equal length."""

    ids: list[PairId]
    maker: Ints
    job: Ints
    load: Ints
    span: Ints
    rate: Ints
    piece: Ints  # rupiah a piece: wage and material
    opening: Ints  # rupiah for the first piece: setup and travel
    lot: Ints
    most: Ints  # pieces she may have of this job, whatever the weeks allow
    allowed: NDArray[np.bool_]  # false: only accepted work (she declined, or her level no longer suffices)

    def __len__(self) -> int:
        return len(self.ids)


class Index:
    """Arrays over a problem; see the module's sentence."""

    def __init__(self, problem: Problem) -> None:
        self.problem, self.weeks = problem, problem.weeks
        self.makers = sorted(problem.makers, key=lambda maker: maker.id)
        self.lines = sorted(problem.lines, key=lambda line: line.id)
        self.jobs = list(_jobs(problem, self.lines))
        self.job_number = {(job.line.id, job.need.stage): job.number for job in self.jobs}
        self.pairs = _pairs(problem, self.makers, self.job_number, self.jobs)
        self.pair_number = {pair: number for number, pair in enumerate(self.pairs.ids)}
        self.free: Ints = np.array([maker.free for maker in self.makers], np.int64).reshape(-1, self.weeks)
        order = np.argsort(self.pairs.job, kind="stable")
        ends = np.searchsorted(self.pairs.job[order], np.arange(len(self.jobs) + 1))
        self.knees = _knees(problem, self.makers)
        self.of_job = [order[ends[number] : ends[number + 1]] for number in range(len(self.jobs))]

    def jobs_of(self, line: Line) -> list[Job]:
        first = self.job_number[line.id, line.stages[0].stage]
        return self.jobs[first : first + len(line.stages)]

    def in_order(self) -> list[Line]:
        """Lines as they are due."""
        return sorted(self.lines, key=lambda line: (line.last_week, line.due_week, line.id))


def _jobs(problem: Problem, lines: list[Line]) -> Iterator[Job]:
    number = 0
    for line in lines:
        first, of_line = line.ready_week, range(number, number + len(line.stages))
        for position, need in enumerate(line.stages):
            first += need.handover_weeks if position else 0
            late, short = late_idr(line, problem.policy), short_idr(line, problem.policy)
            yield Job(
                number, line, need, position, first, line.stage_last_week(position), late, short, of_line
            )
            number += 1


def _knees(problem: Problem, makers: list[Maker]) -> list[list[tuple[int, int]]]:
    """By maker: from which new income on each further rupiah counts how many thousandths as unfair."""
    policy = problem.policy
    steps = sorted((step.daily_idr, step.permille) for step in policy.fairness)
    return [
        [
            (max(0, daily * max(policy.fewest_days, who.working_days_90d) - who.income_90d_idr), permille)
            for daily, permille in steps
        ]
        for who in makers
    ]


def _pairs(
    problem: Problem, makers: list[Maker], numbers: dict[tuple[str, str], int], jobs: list[Job]
) -> Pairs:
    kept = {share.pair for share in problem.fixed}
    found: list[tuple[PairId, int, Maker, Job, Ability, bool]] = []
    for place, maker in enumerate(makers):
        for (line, stage), ability in sorted(maker.skills.items()):
            number = numbers.get((line, stage))
            if number is None:
                continue
            pair, job = (maker.id, line, stage), jobs[number]
            allowed = ability.level >= job.need.min_level and pair not in problem.excluded
            if allowed or pair in kept:
                found.append((pair, place, maker, job, ability, allowed))
    return _columns(problem, found)


def _columns(problem: Problem, found: list[tuple[PairId, int, Maker, Job, Ability, bool]]) -> Pairs:
    policy = problem.policy
    rates = [
        job.need.rate_idr if ability.rate_idr is None else ability.rate_idr
        for _, _, _, job, ability, _ in found
    ]

    def ints(values: list[int]) -> Ints:
        return np.array(values, np.int64)

    return Pairs(
        ids=[pair for pair, *_ in found],
        maker=ints([place for _, place, *_ in found]),
        job=ints([job.number for _, _, _, job, _, _ in found]),
        load=ints([ability.load for *_, ability, _ in found]),
        span=ints([ability.weeks for *_, ability, _ in found]),
        rate=ints(rates),
        piece=ints([rate + row[3].need.material_idr for rate, row in zip(rates, found, strict=True)]),
        opening=ints([policy.setup_idr + policy.travel_idr_per_km * row[2].distance_km for row in found]),
        lot=ints([row[2].lot(row[3].line) for row in found]),
        most=ints([row[2].most(row[3].line.pieces) for row in found]),
        allowed=np.array([row[5] for row in found], bool),
    )
