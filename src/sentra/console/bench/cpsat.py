"""Plain CP-SAT on a problem that `stated.py` saved: runs alone, in the environment of requirements/bench.txt.

`python cpsat.py STATED.npz ANSWER.json SECONDS SEED`: as many workers as the machine has, nothing else set.
It knows nothing of Sentra: there, another HiGHS than the one inside OR-Tools is loaded.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
from ortools.sat.python import cp_model

KNOWN = (cp_model.OPTIMAL, cp_model.FEASIBLE)
PEAK = "VmHWM:"


def main(stated: str, answer: str, seconds: str, seed: str) -> None:
    with np.load(stated) as columns:
        model, variables = read(columns)
        cells = variables[: int(columns["cells"][0])]
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = float(seconds)
    solver.parameters.random_seed = int(seed)
    wall, cpu = time.perf_counter(), time.process_time()
    status = solver.solve(model)
    told = {
        "seconds": time.perf_counter() - wall,
        "cpu": time.process_time() - cpu,
        "bound": solver.best_objective_bound if status in KNOWN else None,  # it says 0 while it knows none
        "values": [solver.value(one) for one in cells] if status in KNOWN else None,
        "mb": peak_mb(),
    }
    Path(answer).write_text(json.dumps(told))


def read(columns: Any) -> tuple[cp_model.CpModel, list[cp_model.IntVar]]:
    model = cp_model.CpModel()
    variables = [model.new_int_var(0, upper, "") for upper in columns["upper"].tolist()]
    place = np.searchsorted(columns["rows"], np.arange(len(columns["low"]) + 1)).tolist()
    chosen, by = columns["variables"].tolist(), columns["coefficients"].tolist()
    for row, (low, high) in enumerate(zip(columns["low"].tolist(), columns["high"].tolist(), strict=True)):
        inside = slice(place[row], place[row + 1])
        total = cp_model.LinearExpr.weighted_sum([variables[one] for one in chosen[inside]], by[inside])
        model.add_linear_constraint(total, low, high)
    model.minimize(cp_model.LinearExpr.weighted_sum(variables, columns["cost"].tolist()))
    return model, variables


def peak_mb() -> int:
    """Of this program alone; `ru_maxrss` would count the one that started it."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith(PEAK))


if __name__ == "__main__":
    main(*sys.argv[1:])
