"""One solver, one problem, one process: `alone.py engine|highs|stated PROBLEM ANSWER …`.

So that peak memory is the solver's own, and nothing warmed up by the instance before helps the next.
"""

from __future__ import annotations

import json
import pickle
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import highspy
import numpy as np
from numpy.typing import NDArray

from sentra.allocation import Problem, Share, solve
from sentra.allocation.cells import cells_of
from sentra.allocation.draft import Draft
from sentra.allocation.index import Index
from sentra.allocation.prices import THOUSAND, whole_rupiah
from sentra.allocation.programme import Programme

if TYPE_CHECKING:
    from sentra.allocation import Effort

Told = dict[
    str, Any
]  # shares or values (None: no plan), bound; a peer's seconds are without writing its model
FINEST = 1e-7  # below a millionth of a week, the unit of hours
ENDLESS = 1 << 60


def engine(asked: Path, effort: str) -> Told:
    plan = solve(_problem(asked), effort=cast("Effort", effort))
    return {"shares": [_row(share) for share in plan.shares], "bound": plan.bound}


def highs(asked: Path, seconds: str, seed: str) -> Told:
    """The whole problem in one piece, as `Programme` writes it; bound in rupiah."""
    index = Index(_problem(asked))
    given = Draft(index)
    cells = cells_of(index, given)
    programme = Programme(index, given, cells, whole=True)
    told, values = _run(programme.model(), float(seconds), int(seed), half=0.5 / THOUSAND)
    told["bound"] = max(0, whole_rupiah(programme.sunk + told["bound"]))
    told["shares"] = values and [
        [line, stage, maker, week, pieces]
        for week, pair, pieces in zip(
            cells.week.tolist(), cells.pair.tolist(), values[: len(cells)], strict=True
        )
        for maker, line, stage in [index.pairs.ids[pair]]
        if pieces
    ]
    return told


def stated(asked: Path, seconds: str, seed: str) -> Told:
    """What `stated.py` saved; bound in its units. Rows and costs are scaled to numbers near one."""
    with np.load(asked) as columns:
        row, variable, by = columns["rows"], columns["variables"], columns["coefficients"].astype(float)
        largest = np.zeros(len(columns["low"]))
        np.maximum.at(largest, row, np.abs(by))
        largest = np.maximum(largest, 1.0)
        unit = max(1.0, float(np.median(np.abs(columns["cost"]))))
        low, high = (_ends(columns[name]) / largest for name in ("low", "high"))
        cost, upper, cells = columns["cost"] / unit, columns["upper"].astype(float), int(columns["cells"][0])
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)  # noqa: FBT003  # its signature
    nothing = np.zeros(0, np.int32)
    solver.addCols(len(cost), cost, np.zeros(len(cost)), upper, 0, nothing, nothing, np.zeros(0))
    starts = np.searchsorted(row, np.arange(len(largest))).astype(np.int32)
    solver.addRows(len(largest), low, high, len(row), starts, variable.astype(np.int32), by / largest[row])
    every = np.arange(len(cost), dtype=np.int32)
    solver.changeColsIntegrality(len(cost), every, np.full(len(cost), highspy.HighsVarType.kInteger))
    told, values = _run(solver, float(seconds), int(seed), half=0.5 / unit)
    return told | {"values": values and values[:cells], "bound": told["bound"] * unit}


def _ends(column: NDArray[np.int64]) -> NDArray[np.float64]:
    infinite = float(highspy.kHighsInf)
    ends = np.where(column >= ENDLESS, infinite, column.astype(float))
    return np.where(column <= -ENDLESS, -infinite, ends)


def _run(solver: highspy.Highs, seconds: float, seed: int, *, half: float) -> tuple[Told, list[int] | None]:
    """HiGHS as it comes, but for a tolerance as fine as our units; `half` of the least difference in cost."""
    for option, setting in (
        ("threads", 0),  # as many as it likes
        ("parallel", "choose"),
        ("time_limit", seconds),
        ("random_seed", seed),
        ("mip_feasibility_tolerance", FINEST),
        ("primal_feasibility_tolerance", FINEST),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", half),
    ):
        solver.setOptionValue(option, setting)
    wall, cpu = time.perf_counter(), time.process_time()
    solver.run()
    told: Told = {"seconds": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
    info = solver.getInfo()
    bound = info.mip_dual_bound if np.isfinite(info.mip_dual_bound) else -float(ENDLESS)
    told["bound"] = bound - 1e-6 * abs(bound)  # HiGHS proves to a millionth
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return told, None
    return told, np.round(solver.getSolution().col_value).astype(np.int64).tolist()


def _problem(asked: Path) -> Problem:
    problem: Problem = pickle.loads(asked.read_bytes())  # noqa: S301  # written by peers.py a moment ago
    return problem


def _row(share: Share) -> list[Any]:
    return [share.line, share.stage, share.maker, share.week, share.pieces]


SOLVERS: dict[str, Callable[..., Told]] = {"engine": engine, "highs": highs, "stated": stated}


def main(solver: str, problem: str, answer: str, *wanted: str) -> None:
    wall, cpu = time.perf_counter(), time.process_time()
    told = SOLVERS[solver](Path(problem), *wanted)
    spent = {"seconds": time.perf_counter() - wall, "cpu": time.process_time() - cpu, "mb": peak_mb()}
    Path(answer).write_text(json.dumps(spent | told))


def peak_mb() -> int:
    """Of this program alone; `ru_maxrss` would count the one that started it."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM:"))


if __name__ == "__main__":
    main(*sys.argv[1:])
