"""Generalized assignment as a split: every job to one agent within her capacity, at the least cost.

A job is a line of one piece with one stage; an agent is a maker with one week, of which a job takes its part.
The engine gets no word of it: it is a mirror of how the general method does on what the literature knows.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sentra.allocation import FULL_WEEK, Ability, Line, Maker, Policy, Problem, Share, StageNeed
from sentra.console.bench.stated import Stated

DATA = Path(__file__).parent / "data" / "gap"
BEST_KNOWN = "best_known.csv"
RUPIAH = 1000  # a unit of an instance's cost: the engine counts in whole rupiah and thinks in thousands
STAGE = "done"


@dataclass(frozen=True, slots=True)
class Instance:
    """Costs and needs by agent and job, capacities by agent, all in the instance's own units."""

    name: str
    costs: tuple[tuple[int, ...], ...]
    needs: tuple[tuple[int, ...], ...]
    capacities: tuple[int, ...]
    best: int | None = None  # the least cost known

    @property
    def agents(self) -> int:
        return len(self.capacities)

    @property
    def jobs(self) -> int:
        return len(self.costs[0])

    @property
    def dear(self) -> int:
        """A job left over costs more than any change among the others could save."""
        return 1 + sum(max(costs[job] for costs in self.costs) for job in range(self.jobs))

    def problem(self) -> Problem:
        """The same question asked of the splitting engine."""
        lines = tuple(Line(f"{job:04}", 1, 0, (StageNeed(STAGE, 0),)) for job in range(self.jobs))
        makers = tuple(self._maker(agent) for agent in range(self.agents))
        policy = Policy(setup_idr=0, travel_idr_per_km=0, late_idr=0, short_idr=self.dear * RUPIAH)
        return Problem(1, lines, makers, policy)

    def plainly(self) -> Stated:
        """As the literature writes it: each job to exactly one agent, each agent within her capacity."""
        stated = Stated()
        chosen = {
            (agent, job): stated.cell(1, 1000 * RUPIAH * cost, Share(f"{job:04}", STAGE, f"{agent:04}", 0, 1))
            for agent, costs in enumerate(self.costs)
            for job, cost in enumerate(costs)
        }
        for job in range(self.jobs):
            stated.row([(chosen[agent, job], 1) for agent in range(self.agents)], 1, 1)
        for agent, needs in enumerate(self.needs):
            stated.row([(chosen[agent, job], by) for job, by in enumerate(needs)], 0, self.capacities[agent])
        return stated

    def _maker(self, agent: int) -> Maker:
        """Her capacity stretched to about a whole week, every need by the same whole number: it stays exact.

        A job that needs nothing still takes the least there is; all of them together fit beside the others.
        """
        capacity, idle = self.capacities[agent], self.needs[agent].count(0)
        times = max(FULL_WEEK // max(1, capacity), idle, 1)
        skills = {
            (f"{job:04}", STAGE): Ability(load=max(1, need * times), rate_idr=cost * RUPIAH)
            for job, (need, cost) in enumerate(zip(self.needs[agent], self.costs[agent], strict=True))
            if need <= capacity
        }
        return Maker(f"{agent:04}", skills, (capacity * times + idle,))


def read(path: Path) -> list[Instance]:
    """The instances of a file in the form of the OR-Library, or of all such files of a folder.

    One instance, or how many and then each: agents, jobs, costs by agent, needs by agent, capacities.
    Best-known values stand in `best_known.csv` beside them. Refuses (`ValueError`) what is not of this form.
    """
    if path.is_dir():
        files = sorted(one for one in path.iterdir() if one.is_file() and one.suffix not in (".md", ".csv"))
        return [instance for one in files for instance in read(one)]
    try:
        numbers = [int(word) for word in path.read_text().split()]
        return list(_instances(path.name, numbers, _best_known(path.parent)))
    except (ValueError, IndexError) as error:
        raise ValueError(f"{path} holds no generalized-assignment instance") from error


def _instances(name: str, numbers: list[int], best: dict[str, int]) -> Iterator[Instance]:
    many = _size(numbers, 0) != len(numbers)
    at, count = (1, numbers[0]) if many else (0, 1)
    for number in range(1, count + 1):
        end = at + _size(numbers, at)
        one = f"{name}-{number}" if many else name
        yield _instance(one, numbers[at:end], best.get(one))
        at = end
    if at != len(numbers):
        raise ValueError("numbers are left over")


def _size(numbers: list[int], at: int) -> int:
    agents, jobs = numbers[at : at + 2]
    return 2 + 2 * agents * jobs + agents


def _instance(name: str, numbers: list[int], best: int | None) -> Instance:
    agents, jobs, *rest = numbers
    rows = [tuple(rest[at : at + jobs]) for at in range(0, 2 * agents * jobs, jobs)]
    capacities = tuple(rest[2 * agents * jobs :])
    if len(capacities) != agents or min(numbers) < 0:
        raise ValueError("numbers are missing or below zero")
    return Instance(name, tuple(rows[:agents]), tuple(rows[agents:]), capacities, best)


def _best_known(folder: Path) -> dict[str, int]:
    table = folder / BEST_KNOWN
    if not table.exists():
        return {}
    with table.open(newline="") as lines:
        return {row["instance"]: int(row["best_known_value"]) for row in csv.DictReader(lines)}
