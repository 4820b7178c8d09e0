"""Where a lot's pieces come from, as the books know it: stages with days, makers, materials, pay."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sentra.capital.models import Paid, Slip
from sentra.crafts.models import Stage, StageMaterial
from sentra.origin.codes import StageFacts
from sentra.people.models import Party
from sentra.production.models import Supply
from sentra.quality.models import Inspection, Lot

WHOSE = "lot__assignment__stage", "lot__assignment__workshop__owner__village__parent"


@dataclass(frozen=True)
class Share:
    """What one maker did at one stage. `rate_idr`: of each finding of hers, what a good piece was paid."""

    stage: Stage
    party: Party
    on: date
    inspection_id: int | None = None
    rate_idr: int = 0


def shares_of(lot: Lot, *, zone: str) -> list[Share]:
    """Who made this lot, and who the pieces it was made from, the first stage first. Two queries.

    Of the stages before it is only known who made the order's pieces by then, not which piece became which.
    """
    work = lot.assignment
    seen = _found(lot)
    then = max((one.inspected_at for one in seen if one.lot_id == lot.pk), default=lot.handed_in_at)
    made = [_share(one, zone) for one in seen if one.inspected_at <= then]
    return sorted(
        made + _from_store(lot, work.stage, then, zone), key=lambda one: (one.stage.position, one.on)
    )


def _found(lot: Lot) -> list[Inspection]:
    work = lot.assignment
    own = Inspection.objects.filter(
        accepted__gt=0, lot__assignment__order=work.order_id, lot__assignment__line=work.line_id,
        lot__assignment__stage__position__lte=work.stage.position,
    ).select_related(*WHOSE).order_by("pk")  # fmt: skip
    return [one for one in own if one.lot_id == lot.pk or one.lot.assignment.stage_id != work.stage_id]


def _share(one: Inspection, zone: str) -> Share:
    work = one.lot.assignment
    return Share(work.stage, work.workshop.owner, _day(one.inspected_at, zone), one.pk, one.rate_idr)


def _from_store(lot: Lot, stage: Stage, then: datetime, zone: str) -> list[Share]:
    """Half-finished pieces that lay in the store when the order came."""
    came = Supply.objects.filter(
        order=lot.assignment.order_id, line=lot.assignment.line_id, stage__position__lt=stage.position,
        supplied_at__lte=then,
    ).select_related("stage", "workshop__owner__village__parent")  # fmt: skip
    return [Share(one.stage, one.workshop.owner, _day(one.supplied_at, zone)) for one in came if one.there]


def _day(at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date()


def stages_of(shares: Iterable[Share]) -> tuple[StageFacts, ...]:
    """Each stage with the first and the last day its pieces were found good."""
    days: dict[tuple[int, str], list[date]] = {}
    for one in shares:
        days.setdefault((one.stage.position, one.stage.name), []).append(one.on)
    return tuple(StageFacts(name, min(on), max(on)) for (_position, name), on in sorted(days.items()))


def materials_of(stage: Stage) -> list[str]:
    """What the recipe of this stage and those before it names, in the order it is used. One query."""
    recipe = StageMaterial.objects.filter(
        stage__product=stage.product_id, stage__position__lte=stage.position
    )
    names = recipe.order_by("stage__position", "pk").values_list("material__name", flat=True)
    return list(dict.fromkeys(names))


def paid_for(shares: Iterable[Share]) -> set[int]:
    """Inspections whose slip has been paid. One query."""
    asked = [one.inspection_id for one in shares if one.inspection_id]
    paid = Paid.objects.filter(inspection__in=asked, slip__state=Slip.State.PAID)
    return set(paid.values_list("inspection_id", flat=True))
