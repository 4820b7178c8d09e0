"""The split: problem in, plan out. The same problem gives the same plan on every run and machine."""

from __future__ import annotations

from typing import Literal

import numpy as np

from sentra.allocation.bound import price
from sentra.allocation.draft import Draft
from sentra.allocation.explain import shortfall_reasons
from sentra.allocation.fill import Filler
from sentra.allocation.index import Index
from sentra.allocation.objective import made, objective
from sentra.allocation.problem import Plan, Problem, Share, Status
from sentra.allocation.relax import Relaxation
from sentra.allocation.repair import Redrawing, rounded

Effort = Literal["quick", "normal"]
ROUNDS: dict[Effort, int] = {"quick": 4, "normal": 30}  # of columns called in by prices
PASSES: dict[Effort, int] = {"quick": 0, "normal": 2}  # of lines drawn again


def solve(problem: Problem, *, effort: Effort = "normal") -> Plan:
    """Split every line over the makers: a plan that holds, its cost, and a proved lower bound of any plan's
    cost.

    `quick` answers while a person waits (a promise); `normal` is for the plan itself. Effort is counted in
    steps, never in seconds. What cannot be made is left out, priced and given reasons; the plan itself is
    always valid.
    """
    index = Index(problem)
    relaxation, drafts = Relaxation(index), [_by_cheapest_lot(index)]
    start = np.nonzero(drafts[0].pieces[relaxation.cell_pair, relaxation.cell_week])[0]
    priced = price(index, relaxation, start, rounds=ROUNDS[effort])
    drafts.append(rounded(index, relaxation, priced))
    best = min((Redrawing.of(draft, priced.worth) for draft in drafts), key=lambda plan: plan.idr)
    best.run(PASSES[effort])
    return finish(problem, best.draft.shares(), priced.bound_idr)


def _by_cheapest_lot(index: Index) -> Draft:
    draft = Draft(index)
    Filler(draft, np.zeros((len(index.makers), index.weeks))).everything()
    return draft


def finish(problem: Problem, shares: tuple[Share, ...], bound: int) -> Plan:
    """Name what the plan is: proved best, whole, partial or nothing."""
    idr = objective(problem, shares)
    shortfall = {line.id: line.pieces - made(line, shares) for line in problem.lines}
    shortfall = {line: pieces for line, pieces in shortfall.items() if pieces}
    status = _status(problem, shortfall, proved=idr <= bound)
    return Plan(shares, status, idr, bound, shortfall, shortfall_reasons(problem, shortfall))


def _status(problem: Problem, shortfall: dict[str, int], *, proved: bool) -> Status:
    lines = problem.lines
    if all(line.pieces - shortfall.get(line.id, 0) >= line.fewest for line in lines):
        return "optimal" if proved else "feasible"
    nothing = all(shortfall.get(line.id, 0) == line.pieces for line in lines)
    return "infeasible" if nothing else "partial"
