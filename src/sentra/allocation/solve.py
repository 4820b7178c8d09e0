"""The split: problem in, plan out. The same problem gives the same plan on every run and machine."""

from __future__ import annotations

from typing import Literal

from sentra.allocation.cells import Cells, cells_of
from sentra.allocation.climb import climb
from sentra.allocation.draft import Draft
from sentra.allocation.index import Index
from sentra.allocation.objective import made, objective
from sentra.allocation.prices import Market, Priced
from sentra.allocation.problem import Plan, Problem, Share, Status
from sentra.allocation.programme import Programme
from sentra.allocation.rounding import Polish, Rounding
from sentra.allocation.searching import NODES, WHOLE, kernel, search
from sentra.allocation.shortfall import reasons

Effort = Literal["quick", "normal", "thorough"]
ROUNDS: dict[Effort, int] = {"quick": 80, "normal": 100, "thorough": 300}  # of climbing to good prices
PASSES: dict[Effort, int] = {"quick": 0, "normal": 1, "thorough": 3}  # of polishing
GOOD = 1.01  # a plan this near its bound is not worth more thought
FRACTIONS = 20_000  # cells up to which HiGHS finds the exact prices quickly
SMALL: dict[Effort, int] = {"quick": 100, "normal": WHOLE, "thorough": WHOLE}
"""Cells up to which the whole problem is searched through."""
KERNEL: dict[Effort, tuple[int, int]] = {"quick": (0, 0), "normal": (300, 10), "thorough": (700, 400)}
"""How many of the most promising cells of a larger problem are searched through, and for how many nodes."""


def solve(problem: Problem, *, effort: Effort = "normal") -> Plan:
    """Split every line over the makers: a plan that holds, its cost, and a proved lower bound of any plan's
    cost.

    `quick` answers while a person waits (a promise); `normal` is for the plan itself; `thorough` takes its
    time on small ones. Effort is counted in
    steps, never in seconds. What cannot be made is left out, priced and given reasons; the plan itself is
    always valid.
    """
    index = Index(problem)
    given = Draft(index)
    cells = cells_of(index, given)
    market = Market(index, given, cells)
    priced = market.priced(climb(market, ROUNDS[effort]))
    best, bound = _drawn(given, cells, priced, effort), priced.bound_idr
    near = GOOD if effort != "thorough" else 1
    if best.idr_milli > near * 1000 * bound and 0 < len(cells) <= FRACTIONS:
        priced = _exactly_priced(index, given, cells, market)
        bound = max(bound, priced.bound_idr)
        best = min(best, _drawn(given, cells, priced, effort), key=lambda draft: draft.idr_milli)
    if best.idr_milli > 1000 * bound and not any(given.waits):
        most, nodes = KERNEL[effort]
        if 0 < len(cells) <= SMALL[effort]:
            found = search(index, given, cells, best, nodes=NODES)
            best, bound = found.draft or best, max(bound, found.bound_idr)
        elif nodes and best.idr_milli > near * 1000 * bound and len(cells) <= FRACTIONS:
            few = kernel(cells, priced, most, best)
            best = search(index, given, few, best, nodes=nodes).draft or best
    return finish(problem, best.shares(), bound)


def _drawn(given: Draft, cells: Cells, priced: Priced, effort: Effort) -> Draft:
    rounding = Rounding(given.copy(), cells, priced)
    rounding.draw()
    Polish(rounding).run(PASSES[effort])
    return rounding.draft


def _exactly_priced(index: Index, given: Draft, cells: Cells, market: Market) -> Priced:
    programme = Programme(index, given, cells, whole=False)
    solved = programme.solve()
    return market.priced(programme.prices(market, solved.row_prices), solved.pieces)


def finish(problem: Problem, shares: tuple[Share, ...], bound: int) -> Plan:
    """Name what the plan is: proved best (to a millionth), whole, partial or nothing.

    A bound above the plan's own cost is a fault of the bound, not a proof: it is not hidden.
    """
    idr = objective(problem, shares)
    assert bound <= idr + 2 + idr // 1_000_000, f"a bound of {bound} above a plan of {idr}"
    shortfall = {line.id: line.pieces - made(line, shares) for line in problem.lines}
    shortfall = {line: pieces for line, pieces in shortfall.items() if pieces}
    status = _status(problem, shortfall, proved=(idr - bound) * 1_000_000 <= 2 * idr + 2_000_000)
    return Plan(shares, status, idr, min(bound, idr), shortfall, reasons(problem, shares, shortfall))


def _status(problem: Problem, shortfall: dict[str, int], *, proved: bool) -> Status:
    lines = problem.lines
    if all(line.pieces - shortfall.get(line.id, 0) >= line.fewest for line in lines):
        return "optimal" if proved else "feasible"
    nothing = all(shortfall.get(line.id, 0) == line.pieces for line in lines)
    return "infeasible" if nothing else "partial"
