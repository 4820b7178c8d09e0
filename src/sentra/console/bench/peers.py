"""The same problem to our engine, plain HiGHS and plain CP-SAT: one after the other, each in its own process.

Whatever a solver says of its plan, the plan is priced and judged here, by `objective` and `check`.
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sentra.allocation import Plan, Problem, Share, check, objective
from sentra.allocation.objective import made
from sentra.console import bootstrap
from sentra.console.bench.stated import Stated
from sentra.console.bench.whole import Whole
from sentra.console.bootstrap import ROOT, Place
from sentra.console.children import follow_parent

PATIENCE = 300  # seconds a peer may overrun: reading, presolve, and what its clock does not see
ALONE = [sys.executable, "-m", "sentra.console.bench.alone"]
ENGINE, HIGHS, CPSAT = "Sentra", "HiGHS", "CP-SAT"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one solver gave, judged. Without a plan `objective` and `short` are None; money in rupiah."""

    by: str
    seconds: float = 0
    cpu: float = 0
    mb: int = 0
    objective: int | None = None
    bound: int = 0
    short: int | None = None
    broken: tuple[str, ...] = ()
    remark: str = ""

    def gap(self, bound: int) -> float | None:
        """Above a proved bound, as a share of it."""
        return None if self.objective is None else (self.objective - bound) / max(1, bound)


@dataclass(frozen=True, slots=True)
class Asked:
    """How it is measured. Peers get as long as our engine took, but at least so many seconds.

    `cpsat`: the Python that has OR-Tools; None leaves CP-SAT out.
    """

    seed: int = 1
    effort: str = "normal"
    peers: bool = False
    cpsat: str | None = None
    least_seconds: float = 10.0

    @property
    def names(self) -> list[str]:
        return [ENGINE, *([HIGHS] if self.peers else []), *([CPSAT] if self.peers and self.cpsat else [])]


def answers(problem: Problem, asked: Asked, *, plainly: Stated | None = None) -> list[Answer]:
    """Our engine's answer, then the peers'. `plainly`: the problem as one would write it for them."""
    with tempfile.TemporaryDirectory(prefix="sentra-bench-") as folder:
        bench = _Bench(problem, asked, Path(folder))
        found = [bench.engine()]
        if asked.peers:
            seconds = max(found[0].seconds, asked.least_seconds)
            found.append(bench.plain_highs(plainly, seconds) if plainly else bench.highs(seconds))
        if asked.peers and asked.cpsat:
            found.append(bench.cpsat(plainly or Whole(problem), asked.cpsat, seconds))
        return found


def best_bound(found: Sequence[Answer]) -> int:
    """The highest that anybody proved; `AssertionError` where a bound lies above a plan that holds."""
    bound = max(answer.bound for answer in found)
    for answer in found:
        if answer.objective is not None and not answer.broken and answer.objective < bound:
            raise AssertionError(f"{answer.by} has a plan for {answer.objective}, below a bound of {bound}")
    return bound


class _Bench:
    """One problem in a folder, for one solver after the other."""

    def __init__(self, problem: Problem, asked: Asked, folder: Path) -> None:
        self.problem, self.asked = problem, asked
        self.pickled, self.saved, self.answer = folder / "problem", folder / "stated.npz", folder / "answer"
        self.pickled.write_bytes(pickle.dumps(problem))

    def engine(self) -> Answer:
        return self._answer(ENGINE, [*ALONE, "engine", str(self.pickled)], [self.asked.effort])

    def highs(self, seconds: float) -> Answer:
        return self._answer(HIGHS, [*ALONE, "highs", str(self.pickled)], self._wanted(seconds), seconds)

    def plain_highs(self, stated: Stated, seconds: float) -> Answer:
        stated.save(self.saved)
        return self._answer(
            HIGHS, [*ALONE, "stated", str(self.saved)], self._wanted(seconds), seconds, stated
        )

    def cpsat(self, stated: Stated, python: str, seconds: float) -> Answer:
        stated.save(self.saved)
        script = str(Path(__file__).with_name("cpsat.py"))
        return self._answer(CPSAT, [python, script, str(self.saved)], self._wanted(seconds), seconds, stated)

    def _wanted(self, seconds: float) -> list[str]:
        return [f"{seconds}", f"{self.asked.seed}"]

    def _answer(
        self,
        by: str,
        command: list[str],
        wanted: list[str],
        seconds: float | None = None,
        stated: Stated | None = None,
    ) -> Answer:
        told = _run([*command, str(self.answer), *wanted], self.answer, seconds)
        if isinstance(told, str):
            return Answer(by, remark=told)
        if stated:
            shares = None if told["values"] is None else stated.shares(told["values"])
            return judged(self.problem, by, told, shares, stated.idr(told["bound"]))
        rows = told["shares"]
        shares = None if rows is None else tuple(Share(*row) for row in rows)
        return judged(self.problem, by, told, shares, told["bound"])


def _run(command: list[str], answer: Path, seconds: float | None) -> dict[str, Any] | str:
    """What the process wrote, or in a few words why it did not."""
    answer.unlink(missing_ok=True)
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    limit = None if seconds is None else seconds + PATIENCE
    try:
        done = subprocess.run(
            command,
            env=environment,
            capture_output=True,
            text=True,
            timeout=limit,
            check=False,
            preexec_fn=follow_parent(),
        )
    except subprocess.TimeoutExpired:
        return f"no answer after {limit:.0f} s"
    if done.returncode or not answer.exists():
        last = done.stderr.strip().splitlines()[-1:] or [f"ended with {done.returncode}"]
        return last[0][:60]
    told: dict[str, Any] = json.loads(answer.read_text())
    return told


def judged(
    problem: Problem, by: str, told: dict[str, Any], shares: tuple[Share, ...] | None, bound: int
) -> Answer:
    """Priced with our own objective, and every broken limit named."""
    spent = (told["seconds"], told["cpu"], told["mb"])
    if shares is None:
        return Answer(by, *spent, bound=bound, remark="no plan")
    plan = plan_of(problem, shares)
    broken = tuple(check(problem, plan))
    short = sum(plan.shortfall.values())
    return Answer(by, *spent, plan.objective, bound, short, broken, "broken" if broken else "")


def plan_of(problem: Problem, shares: tuple[Share, ...]) -> Plan:
    """These shares with the sums that belong to them."""
    short = {line.id: line.pieces - made(line, shares) for line in problem.lines}
    short = {line: pieces for line, pieces in short.items() if pieces}
    whole = all(line.pieces - short.get(line.id, 0) >= line.fewest for line in problem.lines)
    idr = objective(problem, shares)
    return Plan(tuple(sorted(shares)), "feasible" if whole else "partial", idr, 0, short)


def cpsat_python() -> str:
    """The Python of an environment that holds requirements/bench.txt; made when first asked for. Or
    `Missing`."""
    here = Place(bootstrap.place().state / "bench")
    here.state.mkdir(mode=0o711, exist_ok=True)
    stamp = bootstrap.stamp(here, "bench")
    if not stamp.exists() or stamp.read_text() != bootstrap.fingerprint("bench"):
        bootstrap.fill(here, "bench")
    return here.python
