"""From fractions to whole pieces that hold: follow the prices' plan, fill what is missing by cheapest lot,
then improve by taking small shares back and lines out, keeping what comes out cheaper.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from math import floor

import numpy as np

from sentra.allocation.cells import Cells
from sentra.allocation.draft import NO_LIMIT, Draft, Put
from sentra.allocation.index import Job
from sentra.allocation.prices import Priced
from sentra.allocation.problem import Line

BORROWERS = 40  # makers looked at when what is missing is less than anybody's lot
RIVALS = 4
LIKELY = 30  # makers without a share who are asked first when a small share is given away
SMALL_SHARES, AT_LEAST = 600, 200  # looked at in a pass of polishing: the worse half of them, within these


class Rounding:
    """Draws whole pieces into a draft, guided by prices."""

    def __init__(self, draft: Draft, cells: Cells, priced: Priced) -> None:
        self.draft, self.index, self.cells, self.priced = draft, draft.index, cells, priced
        self.first = cells.first.tolist()
        self.income_price = priced.income_price.tolist()
        self.regret = self._regrets()
        self.least = [min(self.regret[a:b], default=0.0) for a, b in pairwise(self.first)]
        self.candidates = [self._by_least(numbers.tolist()) for numbers in self.index.of_job]

    def _by_least(self, numbers: list[int]) -> list[int]:
        """Those who may do new pieces at all, the cheapest first, setup spread over the most they could
        have."""
        most, opening = self.cells.most.tolist(), self.draft.opening
        able = [pair for pair in numbers if self.first[pair] < self.first[pair + 1]]
        return sorted(able, key=lambda pair: (self.least[pair] + opening[pair] / most[pair], pair))

    def _regrets(self) -> list[float]:
        """Rupiah a piece by cell, unfairness left out: it is taken at what it really adds."""
        pair = self.cells.pair
        rate = self.index.pairs.rate[pair] * self.priced.income_price[self.index.pairs.maker[pair]]
        opening = (
            np.where(np.array(self.draft.fixed_total) > 0, 0, self.index.pairs.opening)[pair]
            / self.cells.most[pair]
        )
        plain: list[float] = (self.priced.regret_idr - rate - opening).tolist()
        return plain

    def draw(self) -> None:
        """The whole plan: line by line as they are due, stage by stage."""
        for line in self.index.in_order():
            for job in self.index.jobs_of(line):
                self._follow(job)
                self.fill(job)
            self.drop_surplus(line)

    def _follow(self, job: Job) -> None:
        """Give each maker about her fraction, the largest first, if it is worth her setup; the rest is for
        `fill`.
        """
        draft, cells = self.draft, self.cells
        numbers = self.index.of_job[job.number]
        wanted = [
            float(self.priced.pieces[cells.first[pair] : cells.first[pair + 1]].sum()) for pair in numbers
        ]
        for much, pair in sorted(
            zip(wanted, numbers.tolist(), strict=True), key=lambda one: (-one[0], one[1])
        ):
            if much < 0.5:
                return
            worthwhile = max(draft.lot[pair] / 2, draft.opening[pair] * 10 / max(1, draft.piece[pair]))
            if much < worthwhile and not draft.total[pair]:
                continue
            self._near(pair)

    def _near(self, pair: int) -> None:
        """Her fractions as whole pieces, what is cut off in one week carried to the next; at least her lot,
        or nothing.
        """
        draft, first, last = self.draft, self.first[pair], self.first[pair + 1]
        mark, owed, weeks = len(draft.steps), 0.0, []
        for cell in range(first, last):
            share = float(self.priced.pieces[cell])
            if share < 0.01:
                continue
            week = int(self.cells.week[cell])
            weeks.append(week)
            owed += share
            owed -= draft.apply(pair, draft.room(pair, floor(owed + 0.3), [week]))
        if draft.total[pair] and not draft.starts(pair, 0):
            draft.apply(pair, draft.room(pair, draft.lot[pair] - draft.total[pair], weeks))
        if not draft.starts(pair, 0):
            draft.back_to(mark)

    def fill(self, job: Job, *, without: int = -1, until: int = NO_LIMIT) -> None:
        """Give out what is missing of this stage, the cheapest lot first; ties go to the smaller name.

        `until`: only weeks up to this one, because the next stage needs the pieces then.
        """
        draft = self.draft
        few = self.likely(job) if until < NO_LIMIT or without >= 0 else self.candidates[job.number]
        heap = self._estimates(job, few, without)
        exact: dict[int, list[Put]] = {}
        while heap and draft.made[job.number] < job.line.pieces:
            _, pair = heapq.heappop(heap)
            puts = self._offer(job, pair, until)
            if not puts:
                continue
            if exact.get(pair) != puts:
                exact[pair] = puts
                heapq.heappush(heap, (self._each(pair, puts), pair))
                continue
            draft.apply(pair, puts)
            del exact[pair]
        if draft.made[job.number] < job.line.pieces and until == NO_LIMIT:
            self._share_out_a_lot(job)

    def _offer(self, job: Job, pair: int, until: int) -> list[Put]:
        """What she could take of what is missing, her best weeks first; nothing if that is below her lot."""
        weeks = [week for week in self.weeks(pair) if week <= until]
        puts = self.draft.room(pair, job.line.pieces - self.draft.made[job.number], weeks)
        return puts if self.draft.starts(pair, sum(count for _, count in puts)) else []

    def weeks(self, pair: int) -> list[int]:
        """The weeks in which she may finish new pieces of it, those with the least regret first."""
        first, last = self.first[pair], self.first[pair + 1]
        regrets, weeks = self.regret[first:last], self.cells.week[first:last].tolist()
        return [week for _, week in sorted(zip((round(idr, 3) for idr in regrets), weeks, strict=True))]

    def _each(self, pair: int, puts: list[Put]) -> float:
        """Rupiah a piece beyond its worth: time, wage, lateness, what unfairness and setup really add."""
        draft, first = self.draft, self.first[pair]
        pieces = sum(count for _, count in puts)
        at = {
            week: place for place, week in enumerate(self.cells.week[first : self.first[pair + 1]].tolist())
        }
        idr = sum(count * self.regret[first + at[week]] for week, count in puts)
        maker, more = draft.maker[pair], pieces * draft.rate[pair]
        idr += (draft.unfair_milli(maker, more) - draft.unfair_milli(maker, 0)) / 1000
        opening: int = 0 if draft.total[pair] else draft.opening[pair]
        return float(idr + opening) / pieces

    def likely(self, job: Job) -> list[int]:
        """Those who have a share of this stage already, and the cheapest of those who have not."""
        total = self.draft.total
        mine = [pair for pair in self.candidates[job.number] if total[pair]]
        return mine + [pair for pair in self.candidates[job.number][: len(mine) + LIKELY] if not total[pair]]

    def _estimates(self, job: Job, candidates: list[int], without: int = -1) -> list[tuple[float, int]]:
        """Candidates with about the least a piece would cost."""
        draft, missing = self.draft, job.line.pieces - self.draft.made[job.number]
        heap = []
        for pair in candidates if missing > 0 else ():
            if pair == without or draft.total[pair] >= draft.most[pair]:
                continue
            opening = 0 if draft.total[pair] else draft.opening[pair] / min(missing, draft.most[pair])
            unfair = draft.slope[draft.maker[pair]] * draft.rate[pair] / 1000
            heap.append((self.least[pair] + opening + unfair, pair))
        heapq.heapify(heap)
        return heap

    def _share_out_a_lot(self, job: Job) -> None:
        """What is missing is below every new maker's lot: let one start with a whole lot, taken partly from
        others.
        """
        draft = self.draft
        for _, pair in sorted(self._estimates(job, self.candidates[job.number]))[:BORROWERS]:
            lot, missing = draft.lot[pair], job.line.pieces - draft.made[job.number]
            if missing <= 0:
                return
            if draft.total[pair] or lot <= missing or lot > job.line.pieces:
                continue
            mark = len(draft.steps)
            if not (
                self._borrow(job, lot - missing)
                and draft.apply(pair, draft.room(pair, lot, self.weeks(pair))) >= lot
            ):
                draft.back_to(mark)

    def _borrow(self, job: Job, pieces: int) -> bool:
        """Take so many pieces from those with more than their lot."""
        draft = self.draft
        numbers = self.index.of_job[job.number].tolist()
        for donor in sorted((n for n in numbers if draft.total[n]), key=lambda n: (-draft.total[n], n)):
            pieces -= draft.take(donor, min(pieces, draft.total[donor] - draft.lot[donor]))
            if pieces <= 0:
                return True
        return False

    def drop_surplus(self, line: Line) -> None:
        """Work that would never become finished pieces is not given out."""
        draft = self.draft
        for job in reversed(self.index.jobs_of(line)[:-1]):
            surplus = draft.made[job.number] - draft.made[job.number + 1]
            if surplus <= 0:
                continue
            numbers = [n for n in self.index.of_job[job.number].tolist() if draft.total[n]]
            for pair in sorted(numbers, key=lambda n: (draft.total[n], -n)):
                surplus -= self._drop(pair, surplus)

    def _drop(self, pair: int, surplus: int) -> int:
        """Take away up to so many pieces: her whole share, or down to her lot."""
        draft = self.draft
        total, fixed = draft.total[pair], draft.fixed_total[pair]
        if surplus <= 0 or total == fixed:
            return 0
        new = sum(count for _, count in draft.removable(pair))
        whole = surplus >= total - fixed == new
        return draft.take(pair, min(surplus, new if whole or fixed else max(0, total - draft.lot[pair])))


class Polish:
    """Keeps a plan's cheaper neighbours: without its small shares, and with a line drawn again."""

    def __init__(self, rounding: Rounding) -> None:
        self.rounding, self.draft, self.index = rounding, rounding.draft, rounding.index

    def run(self, passes: int) -> None:
        """So many passes over the shares that carry their setup worst and the lines that fall short."""
        for _ in range(passes):
            before = self.draft.idr_milli
            self._small_shares()
            for line in self._short():
                for rival in self._rivals(line):
                    self._draw_again([line, rival])
            if self.draft.idr_milli == before:
                return

    def _small_shares(self) -> None:
        """Give them to others, where that is cheaper."""
        draft = self.draft
        held = [pair for pair in draft.pieces if draft.total[pair] and not draft.fixed_total[pair]]
        worst = sorted(held, key=lambda n: (-draft.opening[n] / draft.total[n], n))
        for pair in worst[: min(SMALL_SHARES, max(AT_LEAST, len(worst) // 2))]:
            self._try(partial(self._give_away, pair))

    def _give_away(self, pair: int) -> bool:
        """Let others finish her pieces, in time for the stage that takes them."""
        draft, job = self.draft, self.index.jobs[self.draft.job[pair]]
        for week, pieces in draft.new(pair):
            draft.put(pair, week, -pieces)
            self.rounding.fill(job, without=pair, until=NO_LIMIT if job.is_last else week)
        return draft.feeds(job)

    def _try(self, change: Callable[[], bool]) -> None:
        mark, before = len(self.draft.steps), self.draft.idr_milli
        if not change() or self.draft.idr_milli >= before:
            self.draft.back_to(mark)

    def _short(self) -> list[Line]:
        last = {line.id: self.index.jobs_of(line)[-1].number for line in self.index.lines}
        return [line for line in self.index.in_order() if self.draft.made[last[line.id]] < line.pieces]

    def _rivals(self, line: Line) -> list[Line]:
        """The lines that have most of the hours this one could use."""
        draft, index = self.draft, self.index
        able = {
            draft.maker[n]
            for job in index.jobs_of(line)
            for n in index.of_job[job.number].tolist()
            if draft.allowed[n]
        }
        hours: dict[str, int] = {}
        for pair in draft.pieces:
            name = index.pairs.ids[pair][1]
            if draft.maker[pair] in able and name != line.id:
                hours[name] = hours.get(name, 0) + draft.total[pair] * draft.load[pair]
        most = sorted((-spent, name) for name, spent in hours.items() if spent)[:RIVALS]
        lines = {one.id: one for one in index.lines}
        return [lines[name] for _, name in most]

    def _draw_again(self, lines: list[Line]) -> None:
        def change() -> bool:
            for line in lines:
                for job in reversed(self.index.jobs_of(line)):
                    for pair in self.index.of_job[job.number].tolist():
                        if self.draft.total[pair]:
                            self.draft.take(pair, self.draft.total[pair])
            for line in lines:
                for job in self.index.jobs_of(line):
                    self.rounding.fill(job)
                self.rounding.drop_surplus(line)
            return all(self.draft.starts(pair, 0) for pair in self.draft.pieces if self.draft.total[pair])

        self._try(change)
