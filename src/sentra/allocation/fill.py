"""Whole pieces by cheapest next lot: fills one stage of a line at a time within everything the draft still
allows."""

from __future__ import annotations

import heapq
from collections.abc import Sequence

import numpy as np

from sentra.allocation.draft import Draft, Put
from sentra.allocation.index import Floats, Ints, Job


class Filler:
    """Fills a draft. `worth[m, w]`: rupiah that a millionth of maker m's week w is worth to others (prices
    of the relaxation; zeros at first), so that a busy maker's time goes where it counts."""

    def __init__(self, draft: Draft, worth: Floats) -> None:
        self.draft, self.index, self.worth = draft, draft.index, worth
        policy, makers = self.index.problem.policy, self.index.makers
        days = np.array([max(policy.fewest_days, maker.working_days_90d) for maker in makers], np.float64)
        income = np.array([maker.income_90d_idr for maker in makers], np.float64)
        self.steps = [(step.daily_idr * days - income, step.permille / 1000) for step in policy.fairness]

    def everything(self) -> None:
        """Every line in the order in which they are due, its stages in working order."""
        for line in sorted(self.index.lines, key=lambda line: (line.last_week, line.due_week, line.id)):
            for job in self.index.jobs_of(line):
                self.job(job)
            self.drop_surplus(self.index.jobs_of(line))

    def job(self, job: Job) -> None:
        """Give out what is missing of this stage, the cheapest lot first; ties go to the smaller id."""
        heap = self._estimates(job)
        exact: dict[int, list[Put]] = {}
        while heap and self._missing(job):
            _, pair = heapq.heappop(heap)
            puts = exact.pop(pair, None)
            if puts is None:
                self._look(job, pair, heap, exact)
                continue
            fresh = self.draft.room(pair, self._missing(job), self.weeks_for(pair))
            if fresh != puts:  # an earlier lot took from the same input, cash or need
                if fresh:
                    heapq.heappush(heap, (self._each(pair, fresh), pair))
                    exact[pair] = fresh
                continue
            self.draft.apply(pair, puts)
            exact.clear()  # prices of the others may have moved: they are looked at again when they come up
        if self._missing(job):
            self._share_out_a_lot(job)

    def _look(self, job: Job, pair: int, heap: list[tuple[float, int]], exact: dict[int, list[Put]]) -> None:
        puts = self.draft.room(pair, self._missing(job), self.weeks_for(pair))
        if puts:
            heapq.heappush(heap, (self._each(pair, puts), pair))
            exact[pair] = puts

    def _missing(self, job: Job) -> int:
        return job.line.pieces - int(self.draft.made[job.number])

    def _each(self, pair: int, puts: Sequence[Put]) -> float:
        """Rupiah a piece, the worth of her time to other work included."""
        pieces = sum(count for _, count in puts)
        time = sum(count * self._time_idr(pair, week) for week, count in puts)
        return (self.draft.marginal_idr(pair, puts) + time) / pieces

    def _time_idr(self, pair: int, week: int) -> float:
        pairs = self.index.pairs
        start = week - int(pairs.span[pair]) + 1
        return float(self.worth[pairs.maker[pair], start : week + 1].sum() * pairs.load[pair])

    def weeks_for(self, pair: int) -> list[int]:
        """Weeks on time before late ones; among those the cheapest hours, then the earliest."""
        pairs = self.index.pairs
        job = self.index.jobs[pairs.job[pair]]
        first = job.first_week + int(pairs.span[pair]) - 1
        late = job.late_idr if job.is_last else 0
        due = job.line.due_week
        return sorted(
            range(first, job.last_week + 1),
            key=lambda week: (round(late * max(0, week - due) + self._time_idr(pair, week), 3), week),
        )

    def _estimates(self, job: Job) -> list[tuple[float, int]]:
        """Candidates with about what a piece would cost at least."""
        pairs, draft, missing = self.index.pairs, self.draft, self._missing(job)
        numbers = self.index.of_job[job.number]
        numbers = numbers[pairs.allowed[numbers]]
        if missing <= 0 or not len(numbers):
            return []
        window = draft.left[pairs.maker[numbers], job.first_week : job.last_week + 1]
        fits = (
            window // pairs.load[numbers, None] if (pairs.span[numbers] == 1).all() else window * 0 + missing
        ).sum(1)
        fits = np.minimum(fits, np.minimum(pairs.most[numbers] - draft.total[numbers], missing))
        opening = np.where(draft.total[numbers] > 0, 0, pairs.opening[numbers]) / np.maximum(1, fits)
        idr = pairs.piece[numbers] * 1.0 + opening + self._unfair_idr(numbers)
        heap = [
            (float(each), int(pair)) for each, pair, most in zip(idr, numbers, fits, strict=True) if most > 0
        ]
        heapq.heapify(heap)
        return heap

    def _unfair_idr(self, numbers: Ints) -> Floats:
        pairs = self.index.pairs
        who = pairs.maker[numbers]
        slope = np.zeros(len(numbers))
        for limit, weight in self.steps:
            slope += weight * (self.draft.earned[who] >= limit[who])
        return slope * pairs.rate[numbers]

    def _share_out_a_lot(self, job: Job) -> None:
        """What is missing is below every new maker's lot: let one start with a whole lot, taken partly from
        others."""
        pairs, draft = self.index.pairs, self.draft
        for _, pair in sorted(self._estimates(job))[:40]:
            lot, missing = int(pairs.lot[pair]), self._missing(job)
            if missing <= 0:
                return
            if draft.total[pair] or lot <= missing or lot > job.line.pieces:
                continue
            taken = self._borrow(job, lot - missing)
            puts = draft.room(pair, lot, self.weeks_for(pair)) if taken is not None else []
            if puts:
                draft.apply(pair, puts)
            else:
                for donor, given in taken or []:
                    draft.apply(donor, given)

    def _borrow(self, job: Job, pieces: int) -> list[tuple[int, list[Put]]] | None:
        """Take so many pieces from those with more than their lot; None (and nothing taken) if they cannot
        spare it."""
        pairs, draft = self.index.pairs, self.draft
        taken: list[tuple[int, list[Put]]] = []
        numbers = self.index.of_job[job.number]
        for donor in sorted((int(n) for n in numbers), key=lambda n: (-int(draft.total[n]), n)):
            spare = min(pieces, int(draft.total[donor] - pairs.lot[donor]))
            given = take(draft, donor, spare)
            pieces -= sum(count for _, count in given)
            taken += [(donor, given)] if given else []
            if pieces <= 0:
                return taken
        for donor, given in taken:
            draft.apply(donor, given)
        return None

    def drop_surplus(self, jobs: list[Job]) -> None:
        """Work that would never become finished pieces is not given out."""
        for job in reversed(jobs[:-1]):
            surplus = int(self.draft.made[job.number] - self.draft.made[job.number + 1])
            numbers = self.index.of_job[job.number]
            for pair in sorted((int(n) for n in numbers), key=lambda n: (int(self.draft.total[n]), -n)):
                surplus -= self._drop(pair, surplus)

    def _drop(self, pair: int, surplus: int) -> int:
        """Take away up to so many pieces: her whole share, or down to her lot."""
        draft, pairs = self.draft, self.index.pairs
        total = int(draft.total[pair])
        if not total or surplus <= 0:
            return 0
        spare = total if surplus >= total else max(0, total - int(pairs.lot[pair]))
        if (
            surplus >= total
            and sum(count for _, count in draft.removable(pair)) < total - draft.fixed_total[pair]
        ):
            spare = max(0, total - int(pairs.lot[pair]))
        return sum(count for _, count in take(draft, pair, min(surplus, spare)))


def take(draft: Draft, pair: int, pieces: int) -> list[Put]:
    """Take away up to so many new pieces, the latest first; returns them so that `apply` can put them
    back."""
    taken: list[Put] = []
    for week, most in draft.removable(pair) if pieces > 0 else []:
        count = min(most, pieces)
        if count > 0:
            draft.put(pair, week, -count)
            taken.append((week, count))
            pieces -= count
    return taken
