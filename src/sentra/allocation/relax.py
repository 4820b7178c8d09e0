"""The split with pieces allowed to be fractions, as a sparse linear programme over cells (a pair finishing
in a week).

Everything is written once here: rows, the cells' entries in them, and the auxiliary columns (stock between
stages, accepted work waiting, pieces delivered, income steps, money spent). `bound.py` prices it, HiGHS
solves parts of it. Units inside: thousands of rupiah and whole weeks, so that numbers stay near one.

What it leaves out makes it easier, never harder, hence a lower bound: whole pieces, minimum lots, and the
setup of a pair, which is spread over the most pieces she could have (setup * pieces / most <= setup once
there is a piece).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sentra.allocation.draft import Draft
from sentra.allocation.index import Floats, Index, Ints, Job
from sentra.allocation.objective import cost
from sentra.allocation.problem import FULL_WEEK

THOUSAND = 1000.0
EQUAL, AT_MOST = 0, 1


@dataclass(slots=True)
class Columns:
    """Columns with their cost, bounds and entries (row, value), grouped by column."""

    cost: Floats
    upper: Floats
    starts: Ints
    rows: Ints
    values: Floats

    def reduced(self, duals: Floats) -> Floats:
        """Each column's cost at these prices of the rows."""
        column = np.repeat(np.arange(len(self.cost)), np.diff(self.starts))
        return self.cost - np.bincount(column, self.values * duals[self.rows], len(self.cost))

    def pick(self, chosen: Ints) -> Columns:
        """Only these columns, in this order."""
        lengths = self.starts[chosen + 1] - self.starts[chosen]
        starts = np.concatenate([[0], np.cumsum(lengths)])
        at = np.repeat(self.starts[chosen] - starts[:-1], lengths) + np.arange(starts[-1])
        return Columns(self.cost[chosen], self.upper[chosen], starts, self.rows[at], self.values[at])


class Entries:
    """Collects a matrix entry by entry or array by array."""

    def __init__(self) -> None:
        self.parts: list[tuple[Ints, Ints, Floats]] = []
        self.costs: list[float] = []
        self.uppers: list[float] = []

    def column(self, cost: float, upper: float, entries: list[tuple[int, float]]) -> None:
        number = len(self.costs)
        self.costs.append(cost)
        self.uppers.append(upper)
        rows, values = (
            np.array([row for row, _ in entries], np.int64),
            np.array([value for _, value in entries], float),
        )
        self.parts.append((np.full(len(entries), number), rows, values))

    def array(self, columns: Ints, rows: Ints, values: Floats) -> None:
        self.parts.append((columns, rows, values))

    def build(self, cost: Floats, upper: Floats) -> Columns:
        columns, rows, values = (
            (np.concatenate(part) for part in zip(*self.parts, strict=True))
            if self.parts
            else (np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))
        )
        order = np.lexsort((rows, columns))
        columns, rows, values = columns[order], rows[order], values[order]
        first = np.ones(len(columns), bool)  # an advance and the rest may fall in one week: one entry
        first[1:] = (columns[1:] != columns[:-1]) | (rows[1:] != rows[:-1])
        values = np.add.reduceat(values, np.nonzero(first)[0]) if len(values) else values
        kept = np.abs(values) > 1e-9
        columns, rows, values = columns[first][kept], rows[first][kept], values[kept]
        starts = np.searchsorted(columns, np.arange(len(cost) + 1))
        return Columns(cost, upper, starts.astype(np.int64), rows, values)


class Relaxation:
    """The linear programme over a draft that holds only the accepted work; see the module's sentence."""

    def __init__(self, index: Index) -> None:
        self.index, self.draft = index, Draft(index)
        self.kinds: list[NDArray[np.int64]] = []
        self.rights: list[Floats] = []
        self.count = 0
        self._lay_rows()
        self.kind, self.right = np.concatenate(self.kinds), np.concatenate(self.rights)
        self.cell_pair, self.cell_week, self.most = self._cells()
        self.cells = self._cell_columns()
        self.aux = self._aux_columns()
        self.constant = self._constant()

    def _rows(self, right: Floats, kind: int) -> int:
        first, self.count = self.count, self.count + len(right)
        self.rights.append(right)
        self.kinds.append(np.full(len(right), kind))
        return first

    def _lay_rows(self) -> None:
        """hours (maker, week) · flow (job, week) · delivered (job) · income (maker) · spent (week) · share
        (pair)."""
        index, draft, weeks = self.index, self.draft, self.index.weeks
        self.hours = self._rows(np.maximum(0, draft.left).ravel() / FULL_WEEK, AT_MOST)
        ready = np.where([[job.is_first] for job in index.jobs], 0, draft.input)
        self.flow = self._rows(np.diff(ready, axis=1, prepend=0).ravel().astype(float), EQUAL)
        self.delivered = self._rows(draft.made.astype(float), AT_MOST)
        self.income = self._rows(np.zeros(len(index.makers)), EQUAL)
        self.spent = self._rows(np.zeros(weeks), EQUAL)
        room = np.maximum(0, index.pairs.most - draft.total)
        self.share = self._rows(room.astype(float), AT_MOST)

    def _cells(self) -> tuple[Ints, Ints, Ints]:
        """Pairs and weeks in which a new piece may be finished, and the most new pieces of each pair."""
        index, pairs, draft = self.index, self.index.pairs, self.draft
        first = np.array([job.first_week for job in index.jobs])[pairs.job] + pairs.span - 1
        last = np.array([job.last_week for job in index.jobs])[pairs.job]
        missing = np.array([job.line.pieces for job in index.jobs]) - draft.made
        week = np.arange(index.weeks)
        fits = np.maximum(0, draft.left)[pairs.maker]
        for back in range(1, int(pairs.span.max(initial=1))):
            earlier = np.zeros_like(fits)
            earlier[:, back:] = np.maximum(0, draft.left)[pairs.maker][:, : index.weeks - back]
            fits = np.where((pairs.span > back)[:, None], np.minimum(fits, earlier), fits)
        fits //= pairs.load[:, None]
        fits[(week < first[:, None]) | (week > last[:, None]) | ~pairs.allowed[:, None]] = 0
        most = np.minimum(fits.sum(1), np.minimum(pairs.most - draft.total, missing[pairs.job]))
        fits[(most <= 0) | ((most < pairs.lot) & (draft.total == 0))] = 0
        pair, when = np.nonzero(fits)
        self.fits_sum = fits.sum(1)
        return pair, when, np.maximum(1, most)

    def _cell_columns(self) -> Columns:
        index, pairs, draft, weeks = self.index, self.index.pairs, self.draft, self.index.weeks
        pair, week, number = self.cell_pair, self.cell_week, np.arange(len(self.cell_pair))
        job, maker, start = pairs.job[pair], pairs.maker[pair], week - pairs.span[pair] + 1
        entries, ones = Entries(), np.ones(len(pair))
        for back in range(int(pairs.span.max(initial=1))):
            on = pairs.span[pair] > back
            entries.array(
                number[on], self.hours + maker[on] * weeks + week[on] - back, pairs.load[pair[on]] / FULL_WEEK
            )
        later = np.array([not one.is_first for one in index.jobs])[job]
        entries.array(number[later], self.flow + job[later] * weeks + start[later], ones[later])
        handover = np.array([0, *(one.need.handover_weeks for one in index.jobs[1:]), 0])[1:][job]
        feeds = np.array([not one.is_last for one in index.jobs])[job] & (week + handover < weeks)
        entries.array(
            number[feeds], self.flow + (job[feeds] + 1) * weeks + (week + handover)[feeds], -ones[feeds]
        )
        entries.array(number, self.delivered + job, -ones)
        entries.array(number, self.income + maker, pairs.rate[pair] / THOUSAND)
        if index.problem.cash:
            entries.array(number, self.spent + start, -draft.advance[pair] / THOUSAND)
            paid = week + draft.pay_after < weeks
            entries.array(
                number[paid], (self.spent + week + draft.pay_after)[paid], -draft.rest[pair[paid]] / THOUSAND
            )
        capped = pairs.most[pair] - draft.total[pair] < self.fits_sum[pair]
        entries.array(number[capped], self.share + pair[capped], ones[capped])
        return entries.build(self._cell_costs(), np.full(len(pair), np.inf))

    def _cell_costs(self) -> Floats:
        index, pairs, pair, week = self.index, self.index.pairs, self.cell_pair, self.cell_week
        opening = np.where(self.draft.total[pair] > 0, 0, pairs.opening[pair] / self.most[pair])
        late = np.array([job.late_idr if job.is_last else 0 for job in index.jobs])[pairs.job[pair]]
        due = np.array([job.line.due_week for job in index.jobs])[pairs.job[pair]]
        return np.asarray(
            (pairs.piece[pair] + opening + late * np.maximum(0, week - due)) / THOUSAND, np.float64
        )

    def _aux_columns(self) -> Columns:
        entries = Entries()
        for job in self.index.jobs:
            if not job.is_first:
                self._stock(entries, job)
        for line in self.index.lines:
            jobs = self.index.jobs_of(line)
            entries.column(
                -jobs[0].short_idr / THOUSAND,
                line.pieces,
                [(self.delivered + job.number, 1.0) for job in jobs],
            )
        self._income(entries)
        self._money(entries)
        return entries.build(np.array(entries.costs), np.array(entries.uppers))

    def _stock(self, entries: Entries, job: Job) -> None:
        """Pieces handed over and not started, by week; and accepted work started before its input is
        there."""
        weeks, row = self.index.weeks, self.flow + job.number * self.index.weeks
        before = max(job.line.pieces, int(self.draft.made[job.number - 1]))
        for week in range(weeks):
            ends = [(row + week, 1.0)] + ([(row + week + 1, -1.0)] if week + 1 < weeks else [])
            entries.column(0.0, before, ends)
            ahead = -int(self.draft.input[job.number, week])
            if ahead > 0:
                entries.column(job.late_idr / THOUSAND, ahead, [(at, -value) for at, value in ends])

    def _income(self, entries: Entries) -> None:
        """Income rises through steps, each dearer than the one before."""
        policy, pairs = self.index.problem.policy, self.index.pairs
        reach = np.bincount(pairs.maker, self.most * pairs.rate, len(self.index.makers)) / THOUSAND
        steps = sorted(policy.fairness, key=lambda step: step.daily_idr)
        for number, maker in enumerate(self.index.makers):
            days = max(policy.fewest_days, maker.working_days_90d)
            at = maker.income_90d_idr + int(self.draft.earned[number])
            knees = [
                0.0,
                *(max(0, step.daily_idr * days - at) / THOUSAND for step in steps),
                float(reach[number]),
            ]
            slope = 0.0
            for place, low in enumerate(knees[:-1]):
                slope += steps[place - 1].permille / 1000 if place else 0
                high = knees[place + 1]
                if high > low or place == len(steps):
                    entries.column(slope, max(0.0, high - low), [(self.income + number, -1.0)])

    def _money(self, entries: Entries) -> None:
        """All that is spent up to a week stays within the pool's room."""
        weeks = self.index.weeks
        room = np.maximum(0, self.draft.cash)
        for week in range(weeks if self.index.problem.cash else 0):
            ends = [(self.spent + week, 1.0)] + ([(self.spent + week + 1, -1.0)] if week + 1 < weeks else [])
            room_left = int(room[week:].min())
            entries.column(0.0, room_left / THOUSAND, ends)

    def _constant(self) -> float:
        """Thousands of rupiah that every plan pays: the accepted work, and every piece short until
        delivered."""
        paid = cost(self.index.problem, self.index.problem.fixed)
        sunk = paid.wages + paid.materials + paid.setup + paid.travel + paid.late + paid.fairness_milli / 1000
        short = sum(self.index.jobs_of(line)[0].short_idr * line.pieces for line in self.index.lines)
        return (sunk + short) / THOUSAND
