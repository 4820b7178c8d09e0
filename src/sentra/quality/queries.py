"""What waits for inspection, and what was found."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from sentra.production.models import Assignment
from sentra.quality.models import Defect, Inspection, Lot

_WHOSE = "assignment__workshop__owner", "assignment__stage__product", "assignment__order__buyer"


def waiting_lots() -> QuerySet[Lot]:
    """Lots nobody has inspected, oldest first."""
    return Lot.objects.filter(state=Lot.State.WAITING).select_related(*_WHOSE).order_by("handed_in_at", "pk")


def recent_inspections(limit: int = 30) -> QuerySet[Inspection]:
    """The latest findings with their defects."""
    whose = [f"lot__{path}" for path in _WHOSE]
    return (
        Inspection.objects.select_related(*whose)
        .prefetch_related("defects")
        .order_by("-inspected_at", "-pk")[:limit]
    )


def lot_detail(lot_id: int) -> Lot:
    """One lot with everything its page shows."""
    found = Prefetch("inspections", Inspection.objects.select_related("picture").prefetch_related("defects"))
    return Lot.objects.select_related(*_WHOSE).prefetch_related(found).get(pk=lot_id)


def work_to_hand_in() -> QuerySet[Assignment]:
    """Accepted work that is not complete: what may come through the door today."""
    return (
        Assignment.objects.filter(state=Assignment.State.ACCEPTED)
        .select_related("workshop__owner", "stage__product", "order__buyer")
        .order_by("due_on", "workshop__name", "pk")
    )


def lots_of_order(order_id: int) -> QuerySet[Lot]:
    found = Prefetch("inspections", Inspection.objects.prefetch_related("defects"))
    return (
        Lot.objects.filter(assignment__order_id=order_id)
        .select_related("assignment__workshop__owner", "assignment__stage")
        .prefetch_related(found)
        .order_by("handed_in_at", "pk")
    )


@dataclass(frozen=True)
class Quality:
    """How an order's pieces fared."""

    accepted: int
    rework: int
    rejected: int
    defects: dict[str, int]  # word for the fault → pieces


def quality_of(order_ids: Iterable[int]) -> Quality:
    found = Inspection.objects.filter(lot__assignment__order_id__in=list(order_ids))
    sums = found.aggregate(
        accepted=Sum("accepted", default=0),
        rework=Sum("rework", default=0),
        rejected=Sum("rejected", default=0),
    )
    faults = (
        Defect.objects.filter(inspection__in=found)
        .values_list("kind")
        .annotate(n=Sum("pieces"))
        .order_by("-n")
    )
    return Quality(**sums, defects={str(Defect.Kind(kind).label): n for kind, n in faults})


@dataclass(frozen=True)
class ReworkAsked:
    """A lot some of whose pieces went back for repair and have not returned."""

    lot: Lot
    pieces: int


def rework_asked(assignment_id: int) -> list[ReworkAsked]:
    """What the maker still has to bring back repaired, lot by lot. One query."""
    asked = Sum("inspections__rework", default=0)
    back = (
        Lot.objects.filter(rework_of=OuterRef("pk")).values("rework_of").annotate(n=Sum("pieces")).values("n")
    )
    lots = Lot.objects.filter(assignment_id=assignment_id).annotate(
        asked=asked, back=Coalesce(Subquery(back), 0)
    )
    return [ReworkAsked(lot, lot.asked - lot.back) for lot in lots.order_by("pk") if lot.asked > lot.back]
