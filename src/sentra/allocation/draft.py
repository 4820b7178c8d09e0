"""A plan being drawn: what each maker, job and week still has room for, so that no step can break a limit."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sentra.allocation.index import Index, Ints
from sentra.allocation.objective import unfairness_milli
from sentra.allocation.problem import Share

NO_LIMIT = 1 << 60
Put = tuple[int, int]  # week, pieces


class Draft:
    """Whole pieces per pair and week; starts with the accepted work in it."""

    def __init__(self, index: Index) -> None:
        self.index, pairs = index, index.pairs
        self.pieces: Ints = np.zeros((len(pairs), index.weeks + 1), np.int64)  # last column: before the plan
        self.total: Ints = np.zeros(len(pairs), np.int64)
        self.made: Ints = np.zeros(len(index.jobs), np.int64)
        self.left: Ints = index.free.copy()
        self.earned: Ints = np.zeros(len(index.makers), np.int64)
        self.input: Ints = np.zeros((len(index.jobs), index.weeks), np.int64)
        for job in index.jobs:
            self.input[job.number] = NO_LIMIT if job.is_first else 0
        cash = index.problem.cash
        self.cash: Ints = np.array(cash.room() if cash else [NO_LIMIT] * index.weeks, np.int64)
        self.advance, self.rest, self.pay_after = self._terms()
        for share in sorted(index.problem.fixed):
            self.put(index.pair_number[share.pair], share.week, share.pieces)
        self.fixed, self.fixed_total = self.pieces.copy(), self.total.copy()

    def _terms(self) -> tuple[Ints, Ints, int]:
        pairs, cash = self.index.pairs, self.index.problem.cash
        permille, pay_after = (cash.advance_permille, cash.pay_after_weeks) if cash else (0, 0)
        advance = pairs.rate * permille // 1000
        return pairs.piece - pairs.rate + advance, pairs.rate - advance, pay_after

    def put(self, pair: int, week: int, pieces: int) -> None:
        """Add pieces (negative: take away) finished in that week, without asking whether there is room."""
        index, pairs = self.index, self.index.pairs
        job, start = index.jobs[pairs.job[pair]], week - int(pairs.span[pair]) + 1
        self.pieces[pair, max(-1, week)] += pieces
        self.total[pair] += pieces
        self.made[job.number] += pieces
        self.earned[pairs.maker[pair]] += pieces * pairs.rate[pair]
        if week >= 0:
            self.left[pairs.maker[pair], max(0, start) : week + 1] -= pieces * pairs.load[pair]
        if not job.is_first:
            self.input[job.number, max(0, start) :] -= pieces
        if not job.is_last:
            after = index.jobs[job.number + 1]
            self.input[after.number, max(0, week + after.need.handover_weeks) :] += pieces
        if start >= 0:
            self.cash[start:] -= pieces * self.advance[pair]
        if week + self.pay_after >= 0:
            self.cash[week + self.pay_after :] -= pieces * self.rest[pair]

    def room(self, pair: int, need: int, weeks: Sequence[int]) -> list[Put]:
        """How many of `need` pieces she could finish in which of these weeks, in their order; [] if below
        her lot."""
        puts: list[Put] = []
        for week in weeks:
            pieces = self.fit(pair, need, week)
            if pieces:
                self.put(pair, week, pieces)
                puts.append((week, pieces))
                need -= pieces
        self.undo(pair, puts)
        enough = (
            self.total[pair] + sum(pieces for _, pieces in puts) >= self.index.pairs.lot[pair]
            or self.fixed_total[pair]
        )
        return puts if enough else []

    def fit(self, pair: int, wanted: int, week: int) -> int:
        """How many of these pieces she can finish in that week beside all that is already there."""
        pairs = self.index.pairs
        job, start = self.index.jobs[pairs.job[pair]], week - int(pairs.span[pair]) + 1
        need: int = min(
            wanted, int(pairs.most[pair] - self.total[pair]), job.line.pieces - int(self.made[job.number])
        )
        if need <= 0 or not pairs.allowed[pair] or start < job.first_week or week > job.last_week:
            return 0
        return max(0, min(need, self._fits(pair, start, week)))

    def _fits(self, pair: int, start: int, week: int) -> int:
        pairs, job = self.index.pairs, self.index.pairs.job[pair]
        fits = min(
            int(self.left[pairs.maker[pair], start : week + 1].min()) // int(pairs.load[pair]),
            int(self.input[job, start:].min()),
        )
        if self.index.problem.cash is None:
            return int(fits)
        advance, both = int(self.advance[pair]), int(self.advance[pair] + self.rest[pair])
        fits = min(fits, int(self.cash[start:].min()) // advance if advance else fits)
        later = self.cash[week + self.pay_after :]
        return int(min(fits, int(later.min()) // both if both and later.size else fits))

    def undo(self, pair: int, puts: Sequence[Put]) -> None:
        for week, pieces in puts:
            self.put(pair, week, -pieces)

    def apply(self, pair: int, puts: Sequence[Put]) -> int:
        """Put what `room` answered; returns the pieces."""
        for week, pieces in puts:
            self.put(pair, week, pieces)
        return sum(pieces for _, pieces in puts)

    def marginal_idr(self, pair: int, puts: Sequence[Put]) -> float:
        """What these pieces would add to the objective, the shortfall they cure left out."""
        index, pairs = self.index, self.index.pairs
        job, maker = index.jobs[pairs.job[pair]], int(pairs.maker[pair])
        pieces = sum(count for _, count in puts)
        idr = float(pieces * pairs.piece[pair] + (0 if self.total[pair] else pairs.opening[pair]))
        if job.is_last:
            late = sum(count * max(0, week - job.line.due_week) for week, count in puts)
            idr += late * job.late_idr
        earned, more = int(self.earned[maker]), int(pieces * pairs.rate[pair])
        policy, who = index.problem.policy, index.makers[maker]
        unfair = unfairness_milli(who, policy, earned + more) - unfairness_milli(who, policy, earned)
        return idr + unfair / 1000

    def removable(self, pair: int) -> list[Put]:
        """New pieces, latest week first, that nothing downstream needs; never what was accepted."""
        job = self.index.jobs[self.index.pairs.job[pair]]
        spare = NO_LIMIT
        found: list[Put] = []
        for week in range(self.index.weeks - 1, -1, -1):
            if not job.is_last:
                after = self.index.jobs[job.number + 1]
                ahead = self.input[after.number, week + after.need.handover_weeks :]
                spare = min(NO_LIMIT, max(0, int(ahead.min()))) if ahead.size else NO_LIMIT
            taken = sum(pieces for _, pieces in found)
            pieces = min(int(self.pieces[pair, week] - self.fixed[pair, week]), spare - taken)
            if pieces > 0:
                found.append((week, pieces))
        return found

    def snapshot(self) -> list[Ints]:
        """The state, to go back to."""
        return [array.copy() for array in self._state()]

    def restore(self, kept: list[Ints]) -> None:
        for array, before in zip(self._state(), kept, strict=True):
            array[...] = before

    def _state(self) -> list[Ints]:
        return [self.pieces, self.total, self.made, self.left, self.earned, self.input, self.cash]

    def shares(self) -> tuple[Share, ...]:
        """The plan so far, sorted, accepted work included."""
        found: list[Share] = []
        for pair, column in np.argwhere(self.pieces):
            maker, line, stage = self.index.pairs.ids[pair]
            week = -1 if column == self.index.weeks else int(column)
            found.append(Share(line, stage, maker, week, int(self.pieces[pair, column])))
        return tuple(sorted(found))
