"""Whose work falls behind its weekly plan: what should be done by now against what is reported or brought.

The rule: the plan's weeks that are over (their Saturday is past) say what should be done. Done is the larger
of what she reported last and what she brought (passed, waiting for an inspector, or at home for repair).
She is behind when a piece is missing and done is below that by more than `behind_permille`. Nobody is behind
for want of input: a later stage should have done no more than pieces of the stage before passed inspection.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from django.db.models import OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from sentra.production.models import Assignment
from sentra.production.queries import being_made
from sentra.quality.models import Inspection, Lot

SATURDAY = timedelta(days=5)
Place = tuple[int, int]  # line, stage


@dataclass(frozen=True)
class Behind:
    """A share that lags. All counts in pieces; `should` by the plan, `done` as the rule counts it."""

    work: Assignment
    should: int
    done: int

    @property
    def missing(self) -> int:
        return self.should - self.done

    @property
    def rest(self) -> int:
        """What would be taken back: all she has neither reported nor brought."""
        return (self.work.accepted or 0) - self.done


def behind(
    *, today: date, permille: int, orders: Iterable[int] | None = None, party_id: int | None = None
) -> list[Behind]:
    """Accepted shares behind their plan, the furthest first. Five queries for any number."""
    work = list(being_made(orders=orders, party_id=party_id))
    if not work:
        return []
    done = done_of(work)
    room = _room(work, done)
    found = [_judged(one, done[one.pk], room.get((one.line_id, one.stage_id)), today) for one in work]
    lagging = [one for one in found if one.done * 1000 < one.should * (1000 - permille)]
    return sorted(lagging, key=lambda one: (-one.missing, one.work.due_on, one.work.pk))


def _judged(work: Assignment, done: int, room: int | None, today: date) -> Behind:
    should = planned(work, today=today)
    return Behind(work, should if room is None else min(should, done + max(0, room)), done)


def planned(work: Assignment, *, today: date) -> int:
    """Pieces of the weeks that are over."""
    return sum(n for day, n in work.weeks.items() if date.fromisoformat(day) + SATURDAY < today)


def done_of(work: Iterable[Assignment]) -> dict[int, int]:
    """Assignment → reported or brought, whichever is more; never more than is hers. Two queries.

    The shares come from `being_made`, with what their makers say.
    """
    shares = list(work)
    brought = _brought(one.pk for one in shares)
    return {
        one.pk: min(
            one.accepted or 0, max(getattr(one, "said", 0) or 0, (one.final or 0) + brought.get(one.pk, 0))
        )
        for one in shares
    }


def _brought(ids: Iterable[int]) -> dict[int, int]:
    """Pieces in lots nobody inspected, and those at home to be repaired."""
    asked = Inspection.objects.filter(lot__assignment=OuterRef("assignment")).values("lot__assignment")
    lots = Lot.objects.filter(assignment__in=list(ids)).order_by().values("assignment")
    rows = lots.annotate(
        waiting=Sum("pieces", filter=Q(state=Lot.State.WAITING), default=0),
        back=Sum("pieces", filter=Q(rework_of__isnull=False), default=0),
        rework=Coalesce(Subquery(asked.annotate(n=Sum("rework")).values("n")), 0),
    )
    return {row["assignment"]: row["waiting"] + max(0, row["rework"] - row["back"]) for row in rows}


def _room(work: list[Assignment], done: dict[int, int]) -> dict[Place, int]:
    """By line and stage, the pieces of the stage before that passed and nobody of this stage has used.

    First stages are not in it: their input is always there. Two queries.
    """
    lines = {one.line_id for one in work}
    every = Assignment.objects.filter(line__in=lines).select_related("stage").order_by("pk")
    passed: Counter[Place] = Counter()
    used: Counter[Place] = Counter()
    routes: dict[int, dict[int, int]] = {line: {} for line in lines}
    for one in every:
        here = (one.line_id, one.stage_id)
        passed[here] += one.final or 0
        used[here] += done.get(one.pk, one.final or 0)
        routes[one.line_id][one.stage.position] = one.stage_id
    room: dict[Place, int] = {}
    for line, stages in routes.items():
        route = [stages[position] for position in sorted(stages)]
        for before, stage in pairwise(route):
            room[line, stage] = passed[line, before] - used[line, stage]
    return room
