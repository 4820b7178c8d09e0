"""The complete splitting problem as one programme in whole numbers, for solvers that know nothing of ours.

Written from `Problem` alone, without the engine's arrays, so that it also proves them. Hours are in
millionths of a week, cost in thousandths of a rupiah: nothing is rounded. Accepted work is not written.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from sentra.allocation.objective import late_idr, short_idr
from sentra.allocation.problem import Ability, Line, Maker, Problem, Share, StageNeed
from sentra.console.bench.stated import ENDLESS, Stated, Terms


@dataclass(slots=True)
class Rows:
    """Sums that are gathered by name while the cells are written."""

    terms: dict[object, Terms] = field(default_factory=dict)

    def add(self, name: object, variable: int, by: int) -> None:
        self.terms.setdefault(name, []).append((variable, by))

    def of(self, name: object) -> Terms:
        return self.terms.get(name, [])


class Whole(Stated):
    """See the module's sentence."""

    def __init__(self, problem: Problem) -> None:
        if problem.fixed:
            raise ValueError("accepted work is not written for other solvers")
        super().__init__()
        self.problem = problem
        self.sums = Rows()
        self._write()

    def _write(self) -> None:
        problem = self.problem
        stages = {
            (line.id, need.stage): (line, place, need)
            for line in problem.lines
            for place, need in enumerate(line.stages)
        }
        pairs = [
            (maker, *stages[key], ability)
            for maker in problem.makers
            for key, ability in maker.skills.items()
            if key in stages
            and ability.level >= stages[key][2].min_level
            and (maker.id, *key) not in problem.excluded
        ]
        for pair in pairs:
            self._cells(*pair)
        for maker, line, _, need, _ in pairs:
            self._pair(maker, line, need)
        for maker in problem.makers:
            self._maker(maker)
        for line in problem.lines:
            self._line(line)
        self._cash()

    def _cells(self, maker: Maker, line: Line, place: int, need: StageNeed, ability: Ability) -> None:
        """A variable for each week in which she could finish a piece, in every sum that it belongs to."""
        last = place == len(line.stages) - 1
        late = late_idr(line, self.problem.policy) if last else 0
        rate = need.rate_idr if ability.rate_idr is None else ability.rate_idr
        for week in range(line.ready_week + ability.weeks - 1, line.stage_last_week(place) + 1):
            start = week - ability.weeks + 1
            most = min(maker.free[start : week + 1]) // ability.load
            if most <= 0:
                continue
            each = rate + need.material_idr + late * max(0, week - line.due_week)
            one = Share(line.id, need.stage, maker.id, week, 1)
            cell = self.cell(min(most, maker.most(line.pieces)), 1000 * each, one)
            self.sums.add((maker.id, line.id, need.stage), cell, 1)
            for at in range(start, week + 1):
                self.sums.add((maker.id, at), cell, ability.load)
            self.sums.add(maker.id, cell, rate)
            self.sums.add((line.id, need.stage), cell, 1)
            self.sums.add(("started", line.id, need.stage, start), cell, 1)
            self.sums.add(("finished", line.id, need.stage, week), cell, 1)
            self._paid(cell, start, week, need.material_idr, rate)

    def _paid(self, cell: int, start: int, week: int, material: int, rate: int) -> None:
        cash = self.problem.cash
        if cash is None:
            return
        advance = rate * cash.advance_permille // 1000
        self.sums.add(("paid", start), cell, material + advance)
        self.sums.add(("paid", week + cash.pay_after_weeks), cell, rate - advance)

    def _pair(self, maker: Maker, line: Line, need: StageNeed) -> None:
        """Her share of the line; opened at a cost, and for no fewer pieces than her lot."""
        policy = self.problem.policy
        opening = policy.setup_idr + policy.travel_idr_per_km * maker.distance_km
        terms = self.sums.of((maker.id, line.id, need.stage))
        if not terms:
            return
        most = min(maker.most(line.pieces), sum(self.upper[cell] for cell, _ in terms))
        if not opening and maker.min_lot <= 1:
            self.row(terms, 0, most)
            return
        opened = self.variable(1, 1000 * opening)
        self.row([*terms, (opened, -most)], -ENDLESS, 0)
        self.row([*terms, (opened, -maker.min_lot)], 0, ENDLESS)

    def _maker(self, maker: Maker) -> None:
        """Her hours, and what she earns above each step of unfairness."""
        for week, free in enumerate(maker.free):
            if terms := self.sums.of((maker.id, week)):
                self.row(terms, 0, free)
        policy = self.problem.policy
        days = max(policy.fewest_days, maker.working_days_90d)
        most = sum(self.upper[cell] * rate for cell, rate in self.sums.of(maker.id))
        steps = [
            (max(0, step.daily_idr * days - maker.income_90d_idr), step.permille) for step in policy.fairness
        ]
        within = [(knee, permille) for knee, permille in steps if knee < most]
        if not within:
            return
        income = self.variable(most)
        self.row([*self.sums.of(maker.id), (income, -1)], 0, 0)
        for knee, permille in within:
            above = self.variable(most - knee, permille)
            self.row([(income, 1), (above, -1)], 0, knee)

    def _line(self, line: Line) -> None:
        """Each stage makes at most what is asked, the buyer gets what all have made, and nothing is started
        before it was handed over.
        """
        short = 1000 * short_idr(line, self.problem.policy)
        self.constant += short * line.pieces
        made = self.variable(line.pieces, -short)
        for need in line.stages:
            terms = self.sums.of((line.id, need.stage))
            self.row(terms, 0, line.pieces)
            self.row([*terms, (made, -1)], 0, ENDLESS)
        for before, need in pairwise(line.stages):
            waiting = None  # pieces handed over and not yet started, from week to week
            for week in range(self.problem.weeks):
                ready = self.sums.of(("finished", line.id, before.stage, week - need.handover_weeks))
                begun = self.sums.of(("started", line.id, need.stage, week))
                terms = [*ready, *((cell, -1) for cell, _ in begun)]
                terms += [] if waiting is None else [(waiting, 1)]
                waiting = self.variable(line.pieces)
                self.row([*terms, (waiting, -1)], 0, 0)

    def _cash(self) -> None:
        """All that is paid up to a week leaves the pool its reserve."""
        if self.problem.cash is None:
            return
        spent = None
        for week, room in enumerate(self.problem.cash.room()):
            terms = self.sums.of(("paid", week)) + ([] if spent is None else [(spent, 1)])
            spent = self.variable(room)
            self.row([*terms, (spent, -1)], 0, 0)
