"""A proved lower bound from any prices, and the prices themselves by columns generated with HiGHS.

The bound does not trust the solver: whatever prices it is given, `proved` first lowers the price of each
maker's week until no cell is cheaper than free, then adds up the dual value. Weak duality makes that a
lower bound, always.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor

import highspy
import numpy as np

from sentra.allocation.index import Floats, Index, Ints
from sentra.allocation.problem import FULL_WEEK
from sentra.allocation.relax import AT_MOST, THOUSAND, Columns, Relaxation

GOOD_ENOUGH = 1e-3  # columns stop coming when the bound is this near the relaxation's own value
WHOLE = 60_000  # cells that are given to HiGHS all at once


@dataclass(frozen=True, slots=True)
class Priced:
    """The relaxation solved: proved bound, pieces per cell (fractions), and what a millionth of a week is
    worth."""

    bound_idr: int
    pieces: Floats
    worth: Floats


def price(index: Index, relaxation: Relaxation, start: Ints, *, rounds: int) -> Priced:
    """Solve with some cells (`start`), let the prices call in those that would pay, repeat at most `rounds`
    times."""
    master = _Master(relaxation)
    best, duals = -np.inf, np.zeros(relaxation.count)
    wanted = np.arange(len(relaxation.cell_pair)) if len(relaxation.cell_pair) <= WHOLE else start
    for _ in range(rounds):
        master.add(wanted)
        value, duals_now = master.solve()
        proved_now = proved(relaxation, duals_now)
        if proved_now > best:
            best, duals = proved_now, duals_now
        if value - best <= GOOD_ENOUGH * max(1.0, abs(best)):
            break
        wanted = master.paying(duals_now)
        if not len(wanted):
            break
    hours = duals[relaxation.hours : relaxation.hours + len(index.makers) * index.weeks]
    worth = -np.minimum(0, hours).reshape(len(index.makers), index.weeks) * THOUSAND / FULL_WEEK
    return Priced(max(0, whole_rupiah(best)), master.pieces(), worth)


def whole_rupiah(thousands: float) -> int:
    """Down to whole rupiah, a billionth given away for rounding in the sums."""
    return floor((thousands - 1e-9 * abs(thousands)) * THOUSAND) if np.isfinite(thousands) else 0


def proved(relaxation: Relaxation, duals: Floats) -> float:
    """A lower bound of every plan's cost in thousands of rupiah, at any prices of the rows."""
    duals = np.where(relaxation.kind == AT_MOST, np.minimum(0, duals), duals)
    duals = _without_bargains(relaxation, duals)
    auxiliary = relaxation.aux.reduced(duals)
    slack = float(np.minimum(0, auxiliary) @ relaxation.aux.upper)
    return relaxation.constant + float(duals @ relaxation.right) + slack


def _without_bargains(relaxation: Relaxation, duals: Floats) -> Floats:
    """Lower the price of a maker's week until none of her cells that end in it has a negative reduced
    cost."""
    pairs, weeks = relaxation.index.pairs, relaxation.index.weeks
    reduced = relaxation.cells.reduced(duals)
    rows = relaxation.hours + pairs.maker[relaxation.cell_pair] * weeks + relaxation.cell_week
    cheaper = np.zeros(relaxation.count)
    np.minimum.at(cheaper, rows, reduced * FULL_WEEK / pairs.load[relaxation.cell_pair])
    return duals + np.minimum(0, cheaper)


class _Master:
    """The relaxation with the cells called in so far, kept warm in HiGHS."""

    def __init__(self, relaxation: Relaxation) -> None:
        self.relaxation = relaxation
        self.inside = np.zeros(len(relaxation.cell_pair), bool)
        self.order: Ints = np.zeros(0, np.int64)
        self.values: Floats = np.zeros(0)
        self.highs = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in (
            ("output_flag", False),
            ("threads", 1),
            ("random_seed", 0),
            ("parallel", "off"),
        ):
            self.highs.setOptionValue(option, value)
        low = np.where(relaxation.kind == AT_MOST, -highspy.kHighsInf, relaxation.right)
        empty = np.zeros(0, np.int32)
        self.highs.addRows(relaxation.count, low, relaxation.right, 0, empty, empty, np.zeros(0))
        self._columns(relaxation.aux)

    def _columns(self, columns: Columns) -> None:
        upper = np.where(np.isinf(columns.upper), highspy.kHighsInf, columns.upper)
        count, starts, rows = (
            len(columns.cost),
            columns.starts[:-1].astype(np.int32),
            columns.rows.astype(np.int32),
        )
        status = self.highs.addCols(
            count, columns.cost, np.zeros(count), upper, len(rows), starts, rows, columns.values
        )
        if status == highspy.HighsStatus.kError:
            raise AssertionError("the relaxation is malformed")

    def add(self, cells: Ints) -> None:
        fresh = cells[~self.inside[cells]]
        self.inside[fresh] = True
        self.order = np.concatenate([self.order, fresh])
        self._columns(self.relaxation.cells.pick(fresh))

    def solve(self) -> tuple[float, Floats]:
        """The value with the cells inside, and the rows' prices."""
        self.highs.run()
        solution = self.highs.getSolution()
        self.values = np.asarray(solution.col_value)[len(self.relaxation.aux.cost) :]
        duals = np.asarray(solution.row_dual)
        return self.highs.getInfo().objective_function_value + self.relaxation.constant, duals

    def paying(self, duals: Floats) -> Ints:
        """Cells outside with a negative reduced cost: the best few of each stage and week."""
        reduced = self.relaxation.cells.reduced(duals)
        found = np.nonzero((reduced < -1e-7) & ~self.inside)[0]
        return found[np.argsort(reduced[found], kind="stable")[: max(5_000, len(self.order) // 2)]]

    def pieces(self) -> Floats:
        """Pieces of every cell, those outside with none."""
        pieces = np.zeros(len(self.inside))
        pieces[self.order] = self.values
        return pieces
