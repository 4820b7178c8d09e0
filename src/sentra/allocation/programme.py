"""The split written out for HiGHS: with fractions it is the relaxation that `prices.py` climbs, with whole
pieces it is the whole problem, lots and setup included.

Units inside: thousands of rupiah and whole weeks, so that numbers stay near one. One thread, fixed seed, and
effort counted in nodes: the same problem gives the same answer.
"""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np

from sentra.allocation.cells import Cells
from sentra.allocation.draft import Draft
from sentra.allocation.index import Floats, Index, Ints
from sentra.allocation.matrix import AT_MOST, EQUAL, Matrix
from sentra.allocation.prices import THOUSAND, Market
from sentra.allocation.problem import FULL_WEEK


@dataclass(frozen=True, slots=True)
class Solved:
    """`bound` of the whole plan, in thousands of rupiah; `pieces` by cell (`None`: nothing found);
    `row_prices` of a solution in
    fractions.
    """

    bound: float
    pieces: Floats | None
    row_prices: Floats


class Programme:
    """Rows, columns and entries; see the module's sentence."""

    def __init__(
        self, index: Index, draft: Draft, cells: Cells, *, whole: bool, least: tuple[int, int] | None = None
    ) -> None:
        """`least`: a pair and the new pieces it must have."""
        self.index, self.draft, self.cells, self.whole = index, draft, cells, whole
        self.matrix = Matrix()
        self._lay_rows()
        self._lay_cells()
        if whole:
            self._lay_totals()
        self._lay_stages()
        self._lay_lines()
        self._lay_incomes()
        self._lay_money()
        if least:
            self._lay_least(*least)
        self.openings = self._lay_openings()
        self.sunk = self._sunk()

    def _lay_rows(self) -> None:
        """hours (maker, week), input (stage, week), delivered (stage), income (maker), spent (week), share
        (pair).
        """
        index, draft = self.index, self.draft
        left = np.array(draft.left, float).reshape(-1, index.weeks)
        self.hours = self.matrix.rows(np.maximum(0, left).ravel() / FULL_WEEK, AT_MOST)
        ready = np.array(
            [[0] * index.weeks if job.is_first else draft.input[job.number] for job in index.jobs], float
        )
        self.input = self.matrix.rows(np.diff(ready, axis=1, prepend=0).ravel(), EQUAL)
        self.delivered = self.matrix.rows(np.array(draft.made, float), AT_MOST)
        self.income = self.matrix.rows(np.zeros(len(index.makers)), EQUAL)
        self.spent = self.matrix.rows(np.zeros(index.weeks), EQUAL)
        self.share = self.matrix.rows(np.array(self.cells.room[self.cells.capped], float), AT_MOST)

    def _lay_cells(self) -> None:
        index, pairs, cells, weeks, draft = (
            self.index,
            self.index.pairs,
            self.cells,
            self.index.weeks,
            self.draft,
        )
        pair, week, start = cells.pair, cells.week, cells.start
        job, maker = pairs.job[pair], pairs.maker[pair]
        late = np.array([[one.late_for(at) for at in range(weeks)] for one in index.jobs], float).reshape(
            -1, weeks
        )
        opening = np.where(np.array(draft.total) > 0, 0, pairs.opening) / cells.most
        each = pairs.piece[pair] + late[job, week] + (0 if self.whole else opening[pair])
        number = self.matrix.columns(each / THOUSAND, cells.most[pair].astype(float))
        ones = np.ones(len(pair))
        for back in range(int(pairs.span.max(initial=1))):
            on = pairs.span[pair] > back
            rows = self.hours + maker[on] * weeks + week[on] - back
            self.matrix.entries.append((number[on], rows, pairs.load[pair[on]] / FULL_WEEK))
        first, last = (
            np.array([getattr(one, name) for one in index.jobs], bool) for name in ("is_first", "is_last")
        )
        later = ~first[job]
        self.matrix.entries.append(
            (number[later], self.input + job[later] * weeks + start[later], ones[later])
        )
        handover = np.array([*(one.need.handover_weeks for one in index.jobs[1:]), 0], np.int64)[job]
        feeds = ~last[job] & (week + handover < weeks)
        self.matrix.entries.append(
            (number[feeds], self.input + (job[feeds] + 1) * weeks + (week + handover)[feeds], -ones[feeds])
        )
        self.matrix.entries.append((number, self.delivered + job, -ones))
        self.matrix.entries.append((number, self.income + maker, pairs.rate[pair] / THOUSAND))
        if draft.limited:
            advance, rest = np.array(draft.advance, float)[pair], np.array(draft.rest, float)[pair]
            self.matrix.entries.append((number, self.spent + start, -advance / THOUSAND))
            paid = week + draft.pay_after < weeks
            self.matrix.entries.append(
                (number[paid], (self.spent + week + draft.pay_after)[paid], -rest[paid] / THOUSAND)
            )
        cap = np.full(len(pairs), -1)
        cap[cells.capped] = np.arange(len(cells.capped))
        capped = cap[pair] >= 0
        self.matrix.entries.append((number[capped], self.share + cap[pair[capped]], ones[capped]))

    def _lay_totals(self) -> None:
        """No stage makes more than is asked; in fractions the cost sees to that."""
        jobs, made = self.index.jobs, self.draft.made
        missing = [max(0, job.line.pieces - made[job.number]) for job in jobs]
        row = self.matrix.rows(np.array(missing, float), AT_MOST)
        pair = self.cells.pair
        self.matrix.entries.append(
            (np.arange(len(pair)), row + self.index.pairs.job[pair], np.ones(len(pair)))
        )

    def _lay_stages(self) -> None:
        """Pieces handed over and not started, by week; and accepted work started before its input is
        there."""
        weeks = self.index.weeks
        for job in self.index.jobs:
            if job.is_first:
                continue
            row = self.input + job.number * weeks
            most = float(max(job.line.pieces, self.draft.made[job.number - 1]))
            for week in range(weeks):
                ends = [(row + week, 1.0)] + ([(row + week + 1, -1.0)] if week + 1 < weeks else [])
                self.matrix.column(0.0, most, *ends)
                ahead = -self.draft.input[job.number][week]
                if ahead > 0:
                    self.matrix.column(job.late_idr / THOUSAND, ahead, *[(at, -value) for at, value in ends])

    def _lay_lines(self) -> None:
        self.columns_of_lines = self.matrix.width
        for line in self.index.lines:
            jobs = self.index.jobs_of(line)
            self.matrix.column(
                -jobs[0].short_idr / THOUSAND,
                line.pieces,
                *[(self.delivered + job.number, 1.0) for job in jobs],
            )

    def _lay_incomes(self) -> None:
        """Income rises through steps, each dearer than the one before; the last has no end."""
        for maker, knees in enumerate(self.index.knees):
            at = self.draft.earned[maker]
            edges = [0, *(max(0, knee - at) for knee, _ in knees)]
            slope = 0
            for place, low in enumerate(edges):
                slope += knees[place - 1][1] if place else 0
                high = (edges[place + 1] - low) / THOUSAND if place + 1 < len(edges) else np.inf
                if high:
                    self.matrix.column(slope / THOUSAND, high, (self.income + maker, -1.0))

    def _lay_money(self) -> None:
        """All that is spent up to a week stays within the pool's room."""
        weeks = self.index.weeks
        for week in range(weeks if self.draft.limited else 0):
            ends = [(self.spent + week, 1.0)] + ([(self.spent + week + 1, -1.0)] if week + 1 < weeks else [])
            self.matrix.column(0.0, max(0, min(self.draft.cash[week:])) / THOUSAND, *ends)

    def _lay_least(self, pair: int, pieces: int) -> None:
        """She has at least so many new pieces."""
        row = self.matrix.rows(np.array([-float(pieces)]), AT_MOST)
        mine = np.arange(self.cells.first[pair], self.cells.first[pair + 1])
        self.matrix.entries.append((mine, np.full(len(mine), row), -np.ones(len(mine))))

    def _lay_openings(self) -> Ints:
        """Whole problem only: a pair is opened or not, at its setup, for no less than a lot."""
        cells, pairs = self.cells, self.index.pairs
        new = np.array(self.draft.total) == 0
        used = np.diff(cells.first) > 0
        chosen = (
            np.nonzero(new & used & ((pairs.opening > 0) | (pairs.lot > 1)))[0]
            if self.whole
            else np.zeros(0, np.int64)
        )
        number = self.matrix.columns(pairs.opening[chosen] / THOUSAND, np.ones(len(chosen)))
        place = np.full(len(pairs), -1)
        place[chosen] = np.arange(len(chosen))
        inside = np.nonzero(place[cells.pair] >= 0)[0]
        most = self.matrix.rows(np.zeros(len(chosen)), AT_MOST)
        self.matrix.entries.append((inside, most + place[cells.pair[inside]], np.ones(len(inside))))
        self.matrix.entries.append((number, most + np.arange(len(chosen)), -cells.most[chosen].astype(float)))
        lots = np.nonzero(pairs.lot[chosen] > 1)[0]
        least = self.matrix.rows(np.zeros(len(lots)), AT_MOST)
        row = np.full(len(pairs), -1)
        row[chosen[lots]] = np.arange(len(lots))
        inside = np.nonzero(row[cells.pair] >= 0)[0]
        self.matrix.entries.append((inside, least + row[cells.pair[inside]], -np.ones(len(inside))))
        self.matrix.entries.append(
            (number[lots], least + np.arange(len(lots)), pairs.lot[chosen[lots]].astype(float))
        )
        return number

    def prices(self, market: Market, row_prices: Floats) -> Floats:
        """The rows' prices as `prices.py` counts them; its bound then proves what HiGHS says."""
        weeks, jobs, prices = self.index.weeks, len(self.index.jobs), np.zeros(market.count)
        waits = -row_prices[self.input : self.input + jobs * weeks].reshape(jobs, weeks)
        prices[market.ready] = -np.diff(waits, axis=1, append=0).ravel()
        prices[market.delivered] = -row_prices[self.delivered : self.delivered + jobs]
        prices[market.incomes] = -row_prices[self.income : self.income + market.makers]
        prices[market.cash] = -np.diff(row_prices[self.spent : self.spent + weeks], append=0)
        prices[market.caps] = -row_prices[self.share : self.share + len(self.cells.capped)]
        return np.clip(prices, 0, market.ceiling)

    def _sunk(self) -> float:
        """What every plan costs beside the columns: the accepted work, and every piece asked, short until
        delivered."""
        draft = self.draft
        waiting = sum(-job.late_idr * min(0, at) for job in self.index.jobs for at in draft.input[job.number])
        made = sum(
            job.short_idr * min(job.line.pieces, *(draft.made[number] for number in job.of_line))
            for job in self.index.jobs
            if job.is_last
        )
        return draft.idr_milli / THOUSAND**2 + (made - waiting) / THOUSAND

    def least_short(self, line: str) -> float:
        """The fewest pieces of this line that stay undelivered whatever is paid, in fractions."""
        place = [one.id for one in self.index.lines].index(line)
        costs = np.zeros(self.matrix.width)
        costs[self.columns_of_lines + place] = -1.0
        self.matrix.costs, self.sunk = [costs], float(self.index.lines[place].pieces)
        return self.solve().bound

    def solve(self, *, nodes: int = 0, start: Draft | None = None) -> Solved:
        """The best plan in fractions, or in whole pieces after at most so many nodes, from a plan known
        already.
        """
        highs = self.model()
        if self.whole:
            highs.setOptionValue("mip_max_nodes", nodes)
            highs.setOptionValue("mip_rel_gap", 0.0)
            highs.setOptionValue("mip_abs_gap", 0.0005)
            if start is not None:
                self._start(highs, start)
        highs.run()
        solution, info = highs.getSolution(), highs.getInfo()
        if self.whole:
            found = info.primal_solution_status == 2
            values = np.round(np.array(solution.col_value[: len(self.cells)])) if found else None
            return Solved(self.sunk + info.mip_dual_bound, values, np.zeros(0))
        return Solved(
            self.sunk + info.objective_function_value,
            np.array(solution.col_value[: len(self.cells)]),
            np.array(solution.row_dual),
        )

    def model(self) -> highspy.Highs:
        """As HiGHS has it, not yet solved; costs in thousands of rupiah, less `sunk`."""
        highs = self.matrix.highs()
        if self.whole:
            whole = np.concatenate([np.arange(len(self.cells)), self.openings]).astype(np.int32)
            highs.changeColsIntegrality(len(whole), whole, np.full(len(whole), highspy.HighsVarType.kInteger))
        return highs

    def _start(self, highs: highspy.Highs, draft: Draft) -> None:
        """Whole pieces of a plan known already; HiGHS works out the rest."""
        fixed = self.draft.pieces
        values = [
            float(draft.pieces[pair][week] - (fixed[pair][week] if pair in fixed else 0))
            if pair in draft.pieces
            else 0.0
            for pair, week in zip(self.cells.pair.tolist(), self.cells.week.tolist(), strict=True)
        ]
        highs.setSolution(len(values), np.arange(len(values), dtype=np.int32), np.array(values))
