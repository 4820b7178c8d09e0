"""Searching through whole plans with HiGHS: every cell of a small problem, the most promising ones of a
larger one (kernel search: Angelelli and others 2010).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sentra.allocation.cells import Cells
from sentra.allocation.draft import Draft
from sentra.allocation.index import Index
from sentra.allocation.prices import Priced, whole_rupiah
from sentra.allocation.programme import Programme

WHOLE = 300  # cells up to which the whole problem is searched through
NODES = 100
Least = tuple[int, int]  # a pair and the new pieces it must have


@dataclass(frozen=True, slots=True)
class Found:
    """`draft`: the cheapest plan known (None: none). `bound_idr`: no plan of these cells costs less."""

    draft: Draft | None
    bound_idr: int


def search(
    index: Index, given: Draft, cells: Cells, best: Draft | None, *, nodes: int, least: Least | None = None
) -> Found:
    """At most so many nodes through the plans of these cells, from the best plan known.

    HiGHS proves to a millionth of the cost.
    """
    solved = Programme(index, given, cells, whole=True, least=least).solve(nodes=nodes, start=best)
    bound = whole_rupiah(solved.bound - 1e-6 * abs(solved.bound))
    if solved.pieces is None:
        return Found(best, bound)
    found = Draft(index)
    for pair, week, pieces in zip(
        cells.pair.tolist(), cells.week.tolist(), solved.pieces.tolist(), strict=True
    ):
        if pieces:
            found.put(pair, week, int(pieces))
    return Found(min((one for one in (best, found) if one), key=lambda draft: draft.idr_milli), bound)


def kernel(cells: Cells, priced: Priced, most: int, *plans: Draft, pair: int = -1) -> Cells:
    """The cells of these plans and of this pair, and those of least regret up to `most` in all."""
    used = np.array(
        [
            at == pair or any(at in plan.pieces and plan.pieces[at][week] > 0 for plan in plans)
            for at, week in zip(cells.pair.tolist(), cells.week.tolist(), strict=True)
        ],
        bool,
    )
    order = np.lexsort((np.arange(len(cells)), priced.regret_idr - priced.pieces, ~used))
    return cells.only(np.sort(order[: max(most, int(used.sum()))]))
