"""Week by week: how many pieces a maker finishes, and when those of the stage before reach her.

Stages overlap: the next begins with the first pieces handed over, so both may end in the same week. Pure, but
for `flow_of`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sentra.production.models import Assignment

SATURDAY = timedelta(days=5)
S = Assignment.State
STANDING = (S.PROPOSED, S.OFFERED, S.ACCEPTED, S.DONE)


@dataclass(frozen=True)
class Portion:
    """So many pieces in one week, Monday to Saturday. `monday` None: nobody is planned to make them."""

    pieces: int
    monday: date | None

    @property
    def saturday(self) -> date | None:
        return self.monday + SATURDAY if self.monday else None


@dataclass(frozen=True)
class Flow:
    """`weeks`: what she finishes. `inputs`: what reaches her from the stage before, none for the first."""

    weeks: list[Portion]
    inputs: list[Portion]

    @property
    def in_parts(self) -> bool:
        return len(self.weeks) > 1

    @property
    def first_input(self) -> Portion | None:
        return self.inputs[0] if self.inputs else None


NO_FLOW = Flow([], [])


def portions(work: Assignment) -> list[Portion]:
    """Her weeks, the earliest first."""
    return [Portion(pieces, date.fromisoformat(day)) for day, pieces in sorted(work.weeks.items())]


def flow_of(order_id: int, *, assignment_id: int) -> Flow:
    """One share's flow. One query."""
    work = Assignment.objects.filter(order_id=order_id).select_related("stage")
    return flows(work).get(assignment_id, NO_FLOW)


def flows(work: Iterable[Assignment]) -> dict[int, Flow]:
    """Assignment → flow, from all assignments of an order with their stages. Asks the database nothing."""
    every = list(work)
    standing = [one for one in every if one.state in STANDING]
    inputs: dict[int, list[Portion]] = {}
    for line, position in sorted({(one.line_id, one.stage.position) for one in standing}):
        here = [one for one in standing if (one.line_id, one.stage.position) == (line, position)]
        before = [one for one in every if one.line_id == line and one.stage.position < position]
        if before:
            last = max(one.stage.position for one in before)
            inputs |= _shared([one for one in before if one.stage.position == last], here)
    return {one.pk: Flow(portions(one), inputs.get(one.pk, [])) for one in every}


def _shared(before: list[Assignment], here: list[Assignment]) -> dict[int, list[Portion]]:
    """Pieces go to whoever needs them first."""
    wait = timedelta(weeks=here[0].stage.handover_weeks)
    coming = sorted((day + wait, pieces) for one in before for day, pieces in _made(one) if pieces)
    wanted = sorted((day, one.pk, pieces) for one in here for day, pieces in _made(one))
    got: dict[int, dict[date | None, int]] = {one.pk: {} for one in here}
    for _day, pk, pieces in wanted:
        left = pieces
        while left and coming:
            day, there = coming[0]
            taken = min(left, there)
            got[pk][day] = got[pk].get(day, 0) + taken
            left -= taken
            coming = [(day, there - taken), *coming[1:]] if there > taken else coming[1:]
        if left:
            got[pk][None] = got[pk].get(None, 0) + left
    return {
        pk: [
            Portion(pieces, day) for day, pieces in sorted(found.items(), key=lambda one: one[0] or date.max)
        ]
        for pk, found in got.items()
    }


def _made(one: Assignment) -> list[tuple[date, int]]:
    """What a share adds; of work taken back or declined, what was inspected."""
    if one.state in STANDING:
        return [(date.fromisoformat(day), pieces) for day, pieces in one.weeks.items()]
    return [(one.starts_on, one.final)] if one.final else []
