"""Made-up problems of any size from a seed; `./sentra bench split` measures on them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from random import Random

from sentra.allocation.problem import (
    FULL_WEEK,
    Ability,
    Cash,
    Line,
    Maker,
    Policy,
    Problem,
    StageNeed,
    pace,
    steps_around,
)

STAGES = ("raw", "half_finished", "finished", "packed", "labelled")
CRAFTS = ("purun", "rattan", "hyacinth", "batik", "embroidery")


def generate(*, makers: int, lines: int, weeks: int = 12, stages: int = 3, seed: int = 1) -> Problem:
    """A cooperative with five crafts (fewer if it is small). The same seed gives the same problem.

    Each maker knows one or two crafts and one or two stages of each; each line is of one craft and asks for
    about half of what its scarcest stage could make.
    """
    dice = Random(seed)  # noqa: S311 - made-up problems, no secrets
    crafts = CRAFTS[: max(1, min(5, makers // 12))]
    people = [_Person.drawn(dice, crafts, weeks, stages) for _ in range(makers)]
    of_line = {f"L{number:03}": crafts[number % len(crafts)] for number in range(lines)}
    shared = Counter(of_line.values())
    scarcest = {craft: min(_pieces(people, craft, stage) for stage in range(stages)) for craft in crafts}
    made = tuple(
        _line(dice, name, 0.5 * scarcest[craft] / shared[craft], weeks, stages)
        for name, craft in of_line.items()
    )
    wages = sum(line.pieces * need.rate_idr for line in made for need in line.stages)
    cash = Cash(
        wages // 3, wages // 20, tuple([wages // weeks] * weeks), advance_permille=300, pay_after_weeks=1
    )
    policy = Policy(fairness=steps_around(60_000, permille=300))
    makers_ = tuple(_maker(dice, number, person, made, of_line) for number, person in enumerate(people))
    return Problem(weeks, made, makers_, policy, cash)


@dataclass(frozen=True, slots=True)
class _Person:
    free: tuple[int, ...]
    level: int
    knows: dict[tuple[str, int], float]  # (craft, stage) → pieces in a whole week

    @classmethod
    def drawn(cls, dice: Random, crafts: tuple[str, ...], weeks: int, stages: int) -> _Person:
        free = tuple(dice.choice((0, FULL_WEEK // 2, FULL_WEEK, FULL_WEEK)) for _ in range(weeks))
        knows = {
            (craft, stage): dice.uniform(6, 24)
            for craft in dice.sample(crafts, min(len(crafts), dice.choice((1, 2))))
            for stage in dice.sample(range(stages), min(stages, dice.choice((1, 2))))
        }
        return cls(free, dice.choice((1, 1, 2, 3)), knows)


def _pieces(people: list[_Person], craft: str, stage: int) -> float:
    """Pieces that those who know the stage make of it in the plan, their time divided among all they know."""
    able = (person for person in people if (craft, stage) in person.knows)
    return sum(sum(p.free) / FULL_WEEK * p.knows[craft, stage] / len(p.knows) for p in able)


def _line(dice: Random, name: str, pieces: float, weeks: int, stages: int) -> Line:
    due = dice.randint(min(weeks - 1, max(stages, weeks // 2)), weeks - 1)
    needs = tuple(
        StageNeed(
            STAGES[position],
            rate_idr=dice.randrange(15_000, 60_000, 500),
            handover_weeks=dice.randint(0, 1) if position else 0,
            min_level=dice.choice((0, 1, 1, 2)),
            material_idr=dice.randrange(0, 20_000, 500) if position == 0 else 0,
        )
        for position in range(stages)
    )
    count = max(1, round(pieces * dice.uniform(0.6, 1.4)))
    return Line(name, count, due, needs, latest_week=min(weeks - 1, due + dice.randint(0, 1)))


def _maker(
    dice: Random, number: int, person: _Person, lines: tuple[Line, ...], of_line: dict[str, str]
) -> Maker:
    skills: dict[tuple[str, str], Ability] = {}
    for line in lines:
        for position, need in enumerate(line.stages):
            if (of_line[line.id], position) in person.knows:
                pieces = max(1, round(person.knows[of_line[line.id], position] * dice.uniform(0.9, 1.1)))
                rate = need.rate_idr * dice.randint(92, 110) // 100
                skills[line.id, need.stage] = pace(pieces, level=person.level, rate_idr=rate)
    days = dice.randint(0, 75)
    return Maker(
        f"M{number:05}",
        skills,
        person.free,
        village=f"V{number % 17:02}",
        distance_km=dice.randint(0, 25),
        min_lot=dice.choice((1, 3, 5)),
        max_share_permille=dice.choice((300, 500, 1000)),
        income_90d_idr=days * dice.randint(20_000, 110_000),
        working_days_90d=days,
    )
