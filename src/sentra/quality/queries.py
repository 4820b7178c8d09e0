"""What waits for inspection, and what was found."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from sentra.crafts.models import Stage
from sentra.kernel.tenancy import scope
from sentra.production.models import Assignment
from sentra.quality.models import Defect, Inspection, Lot
from sentra.stock.models import Level, Place

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


@dataclass(frozen=True)
class Expected:
    """Accepted work that is not complete. `left`: pieces she may still bring, repaired ones included."""

    work: Assignment
    left: int
    waiting: int  # handed in, nobody inspected them
    stage_before: bool  # False: nothing of the stage before lies in the store


def work_to_hand_in(search: str = "", *, most: int = 60) -> list[Expected]:
    """What may come through the door, soonest due first. Three queries.

    `search`: part of a maker's, buyer's or product's name, or an order's number ("12", "12/2026").
    """
    waiting = Lot.objects.filter(assignment=OuterRef("pk"), state=Lot.State.WAITING).values("assignment")
    found = (
        Assignment.objects.filter(_like(search), state=Assignment.State.ACCEPTED)
        .select_related("workshop__owner", "stage__product", "order__buyer")
        .annotate(waiting=Coalesce(Subquery(waiting.annotate(n=Sum("pieces")).values("n")), 0))
        .order_by("due_on", "workshop__owner__name", "pk")[:most]
    )
    work = [(one, one.waiting) for one in found]
    there = _with_stage_before([one for one, _waiting in work])
    return [
        Expected(one, (one.accepted or 0) - (one.final or 0) - held, held, one.pk in there)
        for one, held in work
    ]


def _like(search: str) -> Q:
    words = search.strip()
    if not words:
        return Q()
    wanted = Q(workshop__owner__name__icontains=words) | Q(order__buyer__name__icontains=words)
    wanted |= Q(stage__product__name__icontains=words)
    number, _slash, year = words.partition("/")
    if not (number.isdecimal() and len(number) < 9):
        return wanted
    told = Q(order__number=int(number))
    return wanted | (told & Q(order__year=int(year)) if year.isdecimal() and len(year) == 4 else told)


def _with_stage_before(work: list[Assignment]) -> set[int]:
    """Those that can begin: the first stage, or pieces of the stage before lie in the store. Two queries."""
    lying = set(
        Level.objects.filter(
            tenant_id=scope().writes or scope().reads[0],
            place__kind=Place.Kind.STORE,
            order_id__in={one.order_id for one in work},
            pieces__gt=0,
        ).values_list("order_id", "stage_id")
    )
    routes = list(Stage.objects.filter(product__in={one.stage.product_id for one in work}))
    return {one.pk for one in work if _can_begin(one, routes, lying)}


def _can_begin(one: Assignment, routes: list[Stage], lying: set[tuple[int, int]]) -> bool:
    own = [stage for stage in routes if stage.product_id == one.stage.product_id]
    before = [stage for stage in own if stage.position < one.stage.position]
    if not before:
        return True
    return (one.order_id, max(before, key=lambda stage: stage.position).pk) in lying


def findings_of(assignment_id: int) -> QuerySet[Inspection]:
    """What was found in one maker's pieces, the latest first. Two queries."""
    found = Inspection.objects.filter(lot__assignment=assignment_id).select_related("lot", "picture")
    return found.prefetch_related("defects").order_by("-inspected_at", "-pk")


def shows_her_work(file_id: int, *, party_id: int) -> bool:
    """Whether this is an inspector's photo of her own pieces."""
    hers = Inspection.objects.filter(lot__assignment__workshop__owner=party_id)
    return bool(hers.filter(picture=file_id).exists())


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
