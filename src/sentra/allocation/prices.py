"""What a piece, an hour and a rupiah of cash are worth: prices that prove a lower bound of every plan's cost.

Lagrangian relaxation. Priced are: pieces of a stage ready by a week (the finisher cannot finish what is not
woven), pieces delivered, income of a maker (so that the convex unfairness falls apart), cash by week, and
shares that are capped. At given prices every maker's week is its own problem with one limit, her hours, and
the best use of it is the best single cell: all weeks of all makers at once are a few array operations. Any
prices whatever give a true bound (weak duality); `climb.py` finds good ones. Where the better cell is only
preferred (softmax), the offers are also the plan in fractions that `rounding.py` follows. What is left out:
whole pieces and minimum lots; the setup of a pair is spread over the most pieces she could have.

A piece that takes several weeks counts an equal part of its worth in each of them: the parts' bounds add up
to one on the whole. Units inside: thousands of rupiah, whole weeks.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import floor

import numpy as np

from sentra.allocation.cells import Cells
from sentra.allocation.draft import Draft
from sentra.allocation.index import Floats, Index, Ints
from sentra.allocation.problem import FULL_WEEK

THOUSAND = 1000.0
COLD = 0.0015  # temperature at which the plan in fractions is read, of a usual week's earnings


@dataclass(frozen=True, slots=True)
class Priced:
    """`bound_idr`: no plan costs less. `pieces`: about how many in each cell, in fractions. `regret_idr`:
    what a piece in this cell costs beyond its worth, her hours at their price and her unfairness at its price
    included.
    """

    bound_idr: int
    pieces: Floats
    regret_idr: Floats
    income_price: Floats  # by maker, rupiah of unfairness a rupiah earned


def whole_rupiah(thousands: float) -> int:
    """Down to whole rupiah, a billionth given away for rounding in the sums."""
    return floor((thousands - 1e-9 * abs(thousands)) * THOUSAND) if np.isfinite(thousands) else 0


@dataclass(frozen=True, slots=True)
class Parts:
    """Weekly parts of cells, grouped by maker and week: what each earns and pays, per whole week of hers."""

    cell: Ints
    maker: Ints
    earn: Ints  # place in the table of what a piece finished in a week brings
    pay: Ints  # place in the table of what its input costs
    start: Ints
    paid: Ints
    capped: Ints  # numbers of the parts whose pair is capped
    cap: Ints  # of each of those
    pieces: Floats  # a whole week of hers makes so many (of a slow piece: that part of it)
    cost: Floats
    rate: Floats
    advance: Floats
    rest: Floats
    first: Ints  # of each group
    hours: Floats  # by group, whole weeks


class Market:
    """The relaxed problem as arrays over parts; see the module's sentence. Prices are one vector with five
    blocks.
    """

    def __init__(self, index: Index, draft: Draft, cells: Cells) -> None:
        self.index, self.draft, self.cells = index, draft, cells
        self.jobs, self.weeks, self.makers = len(index.jobs), index.weeks, len(index.makers)
        sizes = [self.jobs * self.weeks, self.jobs, self.makers, self.weeks, len(cells.capped)]
        ends = np.cumsum([0, *sizes])
        self.ready, self.delivered, self.incomes, self.cash, self.caps = (
            slice(*ends_) for ends_ in pairwise(ends)
        )
        self.count = int(ends[-1])
        self._lay_limits()
        self._lay_parts()
        self._lay_incomes()

    def _lay_limits(self) -> None:
        """The right-hand sides: what accepted work has left over, what buyers ask, what the pool holds."""
        jobs, draft = self.index.jobs, self.draft
        self.is_first = np.array([job.is_first for job in jobs], bool)
        self.line = np.cumsum(self.is_first) - 1  # of each job
        ends = [job for job in jobs if job.is_last]
        input_ = np.array(
            [[0] * self.weeks if job.is_first else draft.input[job.number] for job in jobs], float
        )
        self.over, self.waiting = np.maximum(0, input_), np.maximum(0, -input_)
        width = self.weeks + 1
        weeks = np.arange(self.weeks)
        self.hands_to = (
            np.array(  # where in the table of inputs a finished piece arrives; of the last stage a zero
                [
                    np.full(self.weeks, self.weeks)
                    if job.is_last
                    else (job.number + 1) * width
                    + np.minimum(weeks + jobs[job.number + 1].need.handover_weeks, self.weeks)
                    for job in jobs
                ],
                np.int64,
            ).reshape(-1, self.weeks)
        )
        self.late = np.array([job.late_idr for job in jobs], float)[:, None] / THOUSAND
        self.short_each = np.array([job.short_idr for job in ends], float) / THOUSAND
        self.asked = np.array([job.line.pieces for job in ends], float)
        self.done = np.array(draft.made, float)
        missing = [
            job.line.pieces - min(job.line.pieces, *(draft.made[number] for number in job.of_line))
            for job in ends
        ]
        self.open = float(self.short_each @ np.array(missing, float)) + float(
            (self.late * self.waiting).sum()
        )
        room = np.minimum.accumulate(np.maximum(0, np.array(draft.cash, float))[::-1])[::-1]
        self.pool = room / THOUSAND if draft.limited else np.zeros(self.weeks)
        self.share_room = self.cells.room[self.cells.capped].astype(float)

    def _lay_parts(self) -> None:
        cells, pairs = self.cells, self.index.pairs
        span = pairs.span[cells.pair]
        cell = np.repeat(np.arange(len(cells)), span)
        offset = np.arange(len(cell)) - np.repeat(np.cumsum(span) - span, span)
        key = pairs.maker[cells.pair[cell]] * self.weeks + cells.start[cell] + offset
        order = np.argsort(key, kind="stable")
        cell, key = cell[order], key[order]
        pair, job = cells.pair[cell], pairs.job[cells.pair[cell]]
        pieces = FULL_WEEK / (pairs.load[pair] * span[cell])
        cap = np.full(len(pairs), -1)
        cap[cells.capped] = np.arange(len(cells.capped))
        capped = np.nonzero(cap[pair] >= 0)[0]
        first = np.nonzero(np.r_[True, key[1:] != key[:-1]])[0] if len(key) else np.zeros(0, np.int64)
        draft = self.draft
        hours = (
            np.maximum(0, np.array(draft.left, float).ravel())[key[first]] / FULL_WEEK
            if len(key)
            else np.zeros(0)
        )
        advance, rest = np.array(draft.advance, float)[pair], np.array(draft.rest, float)[pair]
        self.parts = Parts(
            cell,
            pairs.maker[pair],
            job * self.weeks + cells.week[cell],
            job * (self.weeks + 1) + cells.start[cell],
            cells.start[cell],
            np.minimum(cells.week[cell] + draft.pay_after, self.weeks),
            capped,
            cap[pair[capped]],
            pieces,
            self.cell_cost()[cell] * pieces,
            pairs.rate[pair] / THOUSAND * pieces,
            advance / THOUSAND * pieces,
            rest / THOUSAND * pieces,
            first,
            hours,
        )
        self.usual_week = max(1e-3, float(np.median(self.parts.cost))) if len(key) else 1.0

    def cell_cost(self) -> Floats:
        """Thousands of rupiah a piece: wage, material, lateness, and her setup spread over the most pieces
        she could have.
        """
        cells, pairs = self.cells, self.index.pairs
        job = pairs.job[cells.pair]
        due = np.array([one.line.due_week for one in self.index.jobs], np.int64)
        is_last = np.array([one.is_last for one in self.index.jobs], bool)
        late = (self.late[:, 0] * is_last)[job] * np.maximum(0, cells.week - due[job])
        opening = np.where(np.array(self.draft.total) > 0, 0, pairs.opening) / cells.most
        return np.asarray((pairs.piece + opening)[cells.pair] / THOUSAND + late, np.float64)

    def _lay_incomes(self) -> None:
        """By maker: how far each step of unfairness reaches from the income she has, and how steep it is."""
        steps = len(self.index.problem.policy.fairness)
        knees = np.array([[knee for knee, _ in row] for row in self.index.knees], float).reshape(
            self.makers, steps
        )
        slopes = (
            np.array([permille for _, permille in self.index.knees[0]] if self.makers else [], float)
            / THOUSAND
        )
        earned = np.array(self.draft.earned, float)[:, None]
        edges = np.concatenate([np.zeros((self.makers, 1)), np.maximum(0, knees - earned) / THOUSAND], axis=1)
        self.reach = np.diff(edges, axis=1).T  # of all steps but the last, which has no end
        self.steepness = np.concatenate([[0.0], np.cumsum(slopes)])
        self.ceiling = np.full(self.count, np.inf)
        self.ceiling[self.delivered] = self.short_each[self.line] if self.jobs else 0
        self.ceiling[self.incomes] = self.steepness[-1]

    def _inputs(self, prices: Floats) -> Floats:
        """What a piece's input costs that is taken in a week (jobs, weeks + 1): it is missing in every later
        week too.
        """
        inputs = np.zeros((self.jobs, self.weeks + 1))
        ready = prices[self.ready].reshape(self.jobs, self.weeks) * ~self.is_first[:, None]
        inputs[:, :-1] = np.cumsum(ready[:, ::-1], axis=1)[:, ::-1]
        return inputs

    def _worth(self, parts: Parts, prices: Floats) -> Floats:
        """What a whole week of each part brings beyond its cost, at these prices."""
        inputs = self._inputs(prices)
        brings = inputs.ravel()[self.hands_to] + prices[self.delivered][:, None]
        worth = (brings.ravel()[parts.earn] - inputs.ravel()[parts.pay]) * parts.pieces - parts.cost
        worth -= prices[self.incomes][parts.maker] * parts.rate
        if self.draft.limited:
            money = np.append(np.cumsum(prices[self.cash][::-1])[::-1], 0.0)
            worth -= money[parts.start] * parts.advance + money[parts.paid] * parts.rest
        if len(parts.capped):
            worth[parts.capped] -= prices[self.caps][parts.cap] * parts.pieces[parts.capped]
        return np.asarray(worth, np.float64)

    def _shares(self, parts: Parts, worth: Floats, heat: float) -> Floats:
        """How much of her free week each part gets when the better is only preferred: softmax, idling
        included.
        """
        count = np.diff(parts.first, append=len(parts.cell))
        top = np.maximum(0, np.maximum.reduceat(worth, parts.first))
        weight = np.exp((worth - np.repeat(top, count)) / heat)
        total = np.add.reduceat(weight, parts.first) + np.exp(-top / heat)
        return np.asarray(weight * np.repeat(parts.hours / total, count), np.float64)

    def slope(self, parts: Parts, prices: Floats, heat: float) -> Floats:
        """Where the smoothed bound rises: what is asked beyond what the makers offer at these prices."""
        weeks = self._shares(parts, self._worth(parts, prices), heat)
        pieces = weeks * parts.pieces
        size = self.jobs * (self.weeks + 1)
        made = np.bincount(parts.earn, pieces, self.jobs * self.weeks).reshape(self.jobs, self.weeks)
        lacking = np.bincount(parts.pay, pieces, size) - np.bincount(
            self.hands_to.ravel(), made.ravel(), size
        )
        slope = np.zeros(self.count)
        ready, delivered = prices[self.ready].reshape(self.jobs, self.weeks), prices[self.delivered]
        lacking = np.cumsum(lacking.reshape(self.jobs, -1)[:, :-1], axis=1) - self.over
        lacking += self.waiting * (ready < self.late)
        slope[self.ready] = (lacking * ~self.is_first[:, None]).ravel()
        wanted = self.asked * (np.bincount(self.line, delivered) < self.short_each)
        slope[self.delivered] = wanted[self.line] - self.done - made.sum(1)
        income = prices[self.incomes]
        steep = self.steepness[:-1, None]
        reached = ((income > steep) * self.reach).sum(0)
        earned = np.add.reduceat(weeks * parts.rate, parts.first)
        slope[self.incomes] = np.bincount(parts.maker[parts.first], earned, self.makers) - reached
        if self.draft.limited:
            spent = np.bincount(parts.start, weeks * parts.advance, self.weeks + 1)
            spent += np.bincount(parts.paid, weeks * parts.rest, self.weeks + 1)
            slope[self.cash] = np.cumsum(spent)[:-1] - self.pool
        if len(parts.capped):
            taken = np.bincount(parts.cap, pieces[parts.capped], len(self.cells.capped))
            slope[self.caps] = taken - self.share_room
        return slope

    def bound(self, prices: Floats) -> float:
        """A true lower bound at these prices, in thousands of rupiah beyond the accepted work, pieces short
        included.
        """
        prices = np.clip(prices, 0, self.ceiling)
        ready = prices[self.ready].reshape(self.jobs, self.weeks) * ~self.is_first[:, None]
        delivered, income = prices[self.delivered], prices[self.incomes]
        bound = float((np.minimum(ready, self.late) * self.waiting - ready * self.over).sum())
        if self.jobs:
            bound += float(np.minimum(np.bincount(self.line, delivered), self.short_each) @ self.asked)
        bound -= float(delivered @ self.done)
        bound -= float((np.maximum(0, income - self.steepness[:-1, None]) * self.reach).sum())
        bound -= float(prices[self.cash] @ self.pool) + float(prices[self.caps] @ self.share_room)
        if len(self.parts.cell):
            best = np.maximum(0, np.maximum.reduceat(self._worth(self.parts, prices), self.parts.first))
            bound -= float(best @ self.parts.hours)
        return bound

    def priced(self, prices: Floats, pieces: Floats | None = None) -> Priced:
        """What these prices prove and say; `pieces` if a plan in fractions is known from elsewhere."""
        bound = self.draft.idr_milli / THOUSAND**2 - self.open + self.bound(prices)
        hours, each, softly = self._by_cell(prices)
        regret, plan = (hours - each) * THOUSAND, softly if pieces is None else pieces
        return Priced(max(0, whole_rupiah(bound)), plan, regret, prices[self.incomes])

    def _by_cell(self, prices: Floats) -> tuple[Floats, Floats, Floats]:
        """By cell and piece: what her hours are worth, what the piece is worth beyond its cost, how many she
        makes.
        """
        parts, cells = self.parts, self.cells
        if not len(parts.cell):
            return np.zeros(0), np.zeros(0), np.zeros(0)
        worth = self._worth(parts, prices)
        count = np.diff(parts.first, append=len(parts.cell))
        top = np.repeat(np.maximum(0, np.maximum.reduceat(worth, parts.first)), count)
        pieces = np.bincount(
            parts.cell, self._shares(parts, worth, COLD * self.usual_week) * parts.pieces, len(cells)
        )
        span = self.index.pairs.span[cells.pair[parts.cell]]
        hours = np.bincount(parts.cell, top / parts.pieces / span, len(cells))
        each = np.bincount(parts.cell, worth / parts.pieces / span, len(cells))
        return np.asarray(hours, float), np.asarray(each, float), np.asarray(pieces, float)
