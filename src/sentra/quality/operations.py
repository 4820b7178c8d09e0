"""The verbs of quality: a lot is handed in, an inspector looks at it, accepted pieces become payable."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.models import Tenant
from sentra.kernel.numbering import next_number
from sentra.kernel.operation import operation
from sentra.kernel.uploads import keep_picture
from sentra.ledger import recipes
from sentra.ledger.posting import Booking
from sentra.orders.models import Order
from sentra.orders.steps import locked as locked_order
from sentra.people.roles import Permission
from sentra.people.steps import is_herself
from sentra.production import notices, plans, steps
from sentra.production.materials import use_up
from sentra.production.models import Assignment, Plan
from sentra.production.rules import Rules
from sentra.production.steps import count_final
from sentra.quality.evidence import count_proven
from sentra.quality.grading import rate_at_grade
from sentra.quality.models import Defect, Inspection, Lot
from sentra.quality.resplitting import propose
from sentra.quality.room import room_for
from sentra.stock import steps as stock


@operation(needs=Permission.RECEIVE_LOTS)
def hand_in(assignment_id: int, *, pieces: int, rework_of: int | None = None, by: Actor, at: datetime) -> Lot:
    """Take in `pieces` of an accepted assignment as one lot, to be inspected.

    Refused: more than she accepted, more than the half-finished pieces that exist for this stage, or
    rework that was not asked for.
    """
    assignment = Assignment.objects.select_for_update().select_related("stage").get(pk=assignment_id)
    if assignment.state != Assignment.State.ACCEPTED:
        raise Refused(_("This work is not open for handing in."))
    if pieces < 1:
        raise Refused(_("Count at least one piece."), field="pieces")
    room = room_for(assignment)
    before = _rework(rework_of, assignment, pieces) if rework_of else None
    most = room.pieces + (pieces if before else 0)
    there = room.half_finished + (pieces if before else 0)
    if pieces > most:
        raise Refused(
            _("Only %(most)s more pieces can be handed in for this work.") % {"most": most}, field="pieces"
        )
    if pieces > there:
        raise Refused(
            _("Only %(most)s pieces of the stage before have been accepted.") % {"most": there},
            field="pieces",
        )
    return Lot.objects.create(
        assignment=assignment, pieces=pieces, rework_of=before, handed_in_at=at, number=next_number("lot", 0)
    )


def _rework(lot_id: int, assignment: Assignment, pieces: int) -> Lot:
    """The inspected lot whose faulty pieces come back repaired."""
    lot = Lot.objects.get(pk=lot_id, assignment=assignment)
    asked = sum(lot.inspections.values_list("rework", flat=True))
    back = sum(lot.reworked_as.values_list("pieces", flat=True))
    if pieces > asked - back:
        raise Refused(
            _("Only %(most)s pieces were sent back for repair.") % {"most": asked - back}, field="pieces"
        )
    return lot


@operation(needs=Permission.INSPECT, says=("remark",))
def inspect(
    lot_id: int,
    *,
    accepted: int,
    rework: int,
    rejected: int,
    grade: str = "",
    defects: Mapping[str, int] | None = None,
    remark: str = "",
    picture: bytes | None = None,
    by: Actor,
    at: datetime,
) -> Inspection:
    """Say what the lot is worth. accepted + rework + rejected must be the lot's pieces.

    Accepted pieces enter the store and are owed to the maker at the grade's rate (whole rupiah,
    rounded down), and have used up the material of their recipe. Refused: an inspector's own work, counts
    that do not add up, a defect on more pieces than the lot has.
    """
    lots = Lot.objects.select_for_update().select_related("assignment__stage", "assignment__workshop")
    lot: Lot = lots.get(pk=lot_id)
    work, faults = lot.assignment, defects or {}
    _check(lot, accepted, rework, rejected, grade, faults, by)
    rate = _rate(work, grade, by) if accepted else 0
    found: Inspection = Inspection.objects.create(
        lot=lot, accepted=accepted, rework=rework, rejected=rejected, grade=grade if accepted else "",
        rate_idr=rate, payable_idr=accepted * rate, remark=remark,
        picture=keep_picture(picture, name="pemeriksaan", at=at) if picture else None, inspected_at=at,
    )  # fmt: skip
    Defect.objects.bulk_create(
        Defect(inspection=found, kind=kind, pieces=pieces) for kind, pieces in faults.items() if pieces
    )
    lot.state = Lot.State.INSPECTED
    lot.save(update_fields=["state"])
    _count(found, work, by, at)
    return found


@operation(needs=Permission.PLAN_WORK, says=("reason",))
def take_back_rest(
    assignment_id: int, *, reason: str, pieces: int | None = None, mark: str = "", by: Actor, at: datetime
) -> Plan:
    """Take back what a maker has neither reported nor brought, and split it again: a new round to be offered.

    What she made stays hers, and so does what she owes of her advance. She is not asked again for this stage.
    `pieces`: how many were shown to go; `mark`: the proposal that was shown. It is reckoned before anything
    is held. Refused: no reason, work not open, nothing left, another number or another proposal by now.
    """
    if not reason.strip():
        raise Refused(_("Say why the work is taken back."), field="reason")
    seen = Assignment.objects.select_related("order").get(pk=assignment_id)
    _refuse_closed(seen, seen.order)
    settings = Tenant.objects.get(pk=by.tenant_id).settings
    found = propose(seen, settings, today=by.today(at))
    order, work = locked_order(seen.order_id), steps.locked(assignment_id)
    _refuse_closed(work, order)
    if not found.rest:
        raise Refused(_("She has reported or brought all of it."))
    if pieces is not None and pieces != found.rest:
        raise Refused(_("She reported or brought more meanwhile. Look at it again."))
    if mark not in ("", found.mark) or not found.stands(work, settings, today=by.today(at)):
        raise Refused(_("Work or cash changed meanwhile. Look at it again."))
    after = steps.shrink(work, keep=found.keep, reason=reason.strip())
    Assignment.objects.filter(order=order, state=Assignment.State.PROPOSED).delete()
    plan = plans.keep(order, found.asked, found.answer, Rules.of(settings), at=at)
    if found.keep:
        notices.rest_taken_back(after, pieces=found.rest, at=at)
    else:
        notices.work_withdrawn(after, at=at)
    return plan


def _refuse_closed(work: Assignment, order: Order) -> None:
    if work.state != Assignment.State.ACCEPTED or order.stage != Order.Stage.MAKING:
        raise Refused(_("This work is not open."))


def _check(
    lot: Lot, accepted: int, rework: int, rejected: int, grade: str, defects: Mapping[str, int], by: Actor
) -> None:
    if lot.state != Lot.State.WAITING:
        raise Refused(_("This lot has already been inspected."))
    if min(accepted, rework, rejected) < 0 or accepted + rework + rejected != lot.pieces:
        raise Refused(
            _("Accepted, repair and rejected must add up to %(pieces)s pieces.") % {"pieces": lot.pieces},
            field="accepted",
        )
    if accepted and grade not in Inspection.Grade.values:
        raise Refused(_("Choose a grade for the accepted pieces."), field="grade")
    if is_herself(by, lot.assignment.workshop.owner_id):
        raise Refused(_("Nobody inspects her own work."))
    for kind, pieces in defects.items():
        if kind not in Defect.Kind.values:
            raise Refused(_("Choose the fault from the list."), field="defects")
        if not 0 <= pieces <= lot.pieces:
            raise Refused(_("A fault cannot be on more pieces than the lot has."), field="defects")


def _count(found: Inspection, work: Assignment, by: Actor, at: datetime) -> None:
    """What the accepted pieces mean: goods, a debt to the maker, used material, finished work."""
    _move_goods(found, work, at)
    _owe(found, work, by, at)
    use_up(work, pieces=found.accepted, cause=f"inspection:{found.pk}:used", by=by, at=at)
    count_final(work, found.accepted)
    count_proven(work, found.accepted)


def _rate(assignment: Assignment, grade: str, by: Actor) -> int:
    own = Tenant.objects.get(pk=by.tenant_id).settings.get("grade_permille")
    return rate_at_grade(assignment.rate_idr, grade, own)


def _move_goods(found: Inspection, assignment: Assignment, at: datetime) -> None:
    """Accepted pieces come out of making into the store; what they were made from goes the other way."""
    stage, order_id, cause = assignment.stage, assignment.order_id, f"inspection:{found.pk}"
    making, shelf = stock.place("making"), stock.place("store")
    before = stage.product.stages.filter(position__lt=stage.position).order_by("-position").first()
    if before:
        scrap = stock.place("scrap")
        stock.move(shelf, making, before.pk, found.accepted, cause=f"{cause}:used", order_id=order_id, at=at)
        stock.move(
            shelf, scrap, before.pk, found.rejected, cause=f"{cause}:spoiled", order_id=order_id, at=at
        )
    stock.move(making, shelf, stage.pk, found.accepted, cause=f"{cause}:accepted", order_id=order_id, at=at)


def _owe(found: Inspection, assignment: Assignment, by: Actor, at: datetime) -> None:
    recipes.pieces_accepted(
        found.pk, Booking(by.today(at), by, at), order_id=assignment.order_id,
        party_id=assignment.workshop.owner_id, amount_idr=found.payable_idr,
        finished=assignment.stage.finish == "finished",
    )  # fmt: skip
