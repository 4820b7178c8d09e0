"""How many pieces may still be handed in for an assignment, and why not more."""

from dataclasses import dataclass

from django.db.models import Q, Sum

from sentra.production.models import Assignment
from sentra.quality.models import Inspection, Lot
from sentra.stock.queries import on_hand

NO_STAGE_BEFORE = 10**9


@dataclass(frozen=True)
class Room:
    """`pieces`: accepted by her and not yet handed in; `half_finished`: input that exists and nobody uses."""

    pieces: int
    half_finished: int
    awaiting_rework: int


def room_for(assignment: Assignment) -> Room:
    """Three to five queries. Rejected pieces must be made again, so they leave room."""
    lots = Lot.objects.filter(assignment=assignment)
    waiting = lots.filter(state=Lot.State.WAITING).aggregate(n=Sum("pieces", default=0))["n"]
    found = Inspection.objects.filter(lot__in=lots).aggregate(
        accepted=Sum("accepted", default=0), rework=Sum("rework", default=0)
    )
    back = lots.filter(rework_of__isnull=False).aggregate(n=Sum("pieces", default=0))["n"]
    awaiting = found["rework"] - back
    taken = waiting + found["accepted"] + awaiting
    return Room(max(0, (assignment.accepted or 0) - taken), _half_finished(assignment), awaiting)


def _half_finished(assignment: Assignment) -> int:
    stage = assignment.stage
    before = stage.product.stages.filter(position__lt=stage.position).order_by("-position").first()
    if before is None:
        return NO_STAGE_BEFORE
    in_lots: int = Lot.objects.filter(
        Q(assignment__order_id=assignment.order_id, assignment__stage=stage, state=Lot.State.WAITING)
    ).aggregate(n=Sum("pieces", default=0))["n"]
    return max(0, on_hand(before.pk, order_id=assignment.order_id) - in_lots)
