"""How many pieces may still be handed in for an assignment, and why not more."""

from dataclasses import dataclass

from django.db.models import Q, Sum

from sentra.production.models import Assignment
from sentra.quality.models import Inspection, Lot
from sentra.stock.queries import on_hand

NO_STAGE_BEFORE = 10**9


@dataclass(frozen=True)
class Room:
    """`pieces`: accepted by her and not yet handed in; `half_finished`: input that exists and nobody uses.

    Pieces at home to be repaired use theirs: they come back without needing more.
    """

    pieces: int
    half_finished: int
    awaiting_rework: int


def room_for(assignment: Assignment) -> Room:
    """Three to eight queries. Rejected pieces must be made again, so they leave room."""
    held = _held([assignment.pk])
    found = Inspection.objects.filter(lot__assignment=assignment)
    accepted: int = found.aggregate(n=Sum("accepted", default=0))["n"]
    taken = held.waiting + accepted + held.awaiting_rework
    room = max(0, (assignment.accepted or 0) - taken)
    return Room(room, _half_finished(assignment), held.awaiting_rework)


@dataclass(frozen=True)
class _Held:
    """Pieces in lots nobody inspected, and pieces at home to be repaired."""

    waiting: int
    awaiting_rework: int


def _held(work: list[int]) -> _Held:
    lots = Lot.objects.filter(assignment_id__in=work).aggregate(
        waiting=Sum("pieces", filter=Q(state=Lot.State.WAITING), default=0),
        back=Sum("pieces", filter=Q(rework_of__isnull=False), default=0),
    )
    asked: int = Inspection.objects.filter(lot__assignment_id__in=work).aggregate(n=Sum("rework", default=0))[
        "n"
    ]
    return _Held(lots["waiting"], asked - lots["back"])


def _half_finished(assignment: Assignment) -> int:
    """What lies in the store of the stage before, less what is in lots or at home to be repaired."""
    stage = assignment.stage
    before = stage.product.stages.filter(position__lt=stage.position).order_by("-position").first()
    if before is None:
        return NO_STAGE_BEFORE
    others = Assignment.objects.filter(order_id=assignment.order_id, stage=stage)
    states = dict(others.values_list("pk", "state"))
    held = _held(list(states))
    lost = _held([pk for pk, state in states.items() if state == Assignment.State.WITHDRAWN])
    used = held.waiting + held.awaiting_rework - lost.awaiting_rework
    return max(0, on_hand(before.pk, order_id=assignment.order_id) - used)
