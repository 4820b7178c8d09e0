"""What is taken off a maker's pay besides advances: proposed by us, taken only when she says yes."""

from datetime import datetime

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from sentra.capital import notices
from sentra.capital.models import Deduction
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.operation import operation
from sentra.orders.models import DeliveryLine, Order
from sentra.orders.steps import locked
from sentra.people.models import Party
from sentra.people.roles import Permission
from sentra.people.steps import is_herself
from sentra.production.models import Assignment
from sentra.quality.models import Inspection


@operation(needs=Permission.GRANT_ADVANCE, says=("reason",))
def propose_deduction(
    party_id: int, *, order_id: int, amount_idr: int, reason: str, by: Actor, at: datetime
) -> Deduction:
    """Ask a maker whether this may be taken off her pay for this order, such as thread she bought from us.

    Nothing is taken before she agrees. Refuses an order she does not work for, no reason.
    """
    return ask(party_id, order_id=order_id, amount_idr=amount_idr, reason=reason, by=by, at=at)


def ask(party_id: int, *, order_id: int, amount_idr: int, reason: str, by: Actor, at: datetime) -> Deduction:
    """`propose_deduction` for verbs of capital, inside their transaction."""
    if not reason.strip():
        raise Refused(_("Say what is deducted."), field="reason")
    if amount_idr <= 0:
        raise Refused(_("The amount must be more than zero."), field="amount_idr")
    party, order = Party.objects.get(pk=party_id), Order.objects.get(pk=order_id)
    if not Assignment.objects.filter(order=order, workshop__owner=party, accepted__gt=0).exists():
        raise Refused(_("She has not worked for this order."), field="order_id")
    made: Deduction = Deduction.objects.create(
        party=party, order=order, reason=reason.strip()[:160], amount_idr=amount_idr, proposed_at=at,
        proposed_by=by.user_id,
    )  # fmt: skip
    notices.deduction_proposed(made, at=at)
    return made


@operation(needs=Permission.GRANT_ADVANCE, says=("reason",))
def ask_for_returned_work(
    inspection_id: int, *, pieces: int, reason: str, by: Actor, at: datetime
) -> Deduction:
    """Pieces came back after they were accepted: ask her to have their pay taken off her next slips.

    At the rate they were accepted at, with her yes, from the pay of any order, above the floor; the rest
    stays owed. Refuses more pieces than were accepted and not asked for before, more than were delivered
    (until then their pay lies in the goods, and the pieces in our store), and no reason.
    """
    if not reason.strip():
        raise Refused(_("Say why the pieces came back."), field="reason")
    locked(Inspection.objects.values_list("lot__assignment__order_id", flat=True).get(pk=inspection_id))
    found = Inspection.objects.select_for_update(of=("self",)).select_related(
        "lot__assignment__workshop__owner", "lot__assignment__order"
    )  # fmt: skip
    work: Inspection = found.get(pk=inspection_id)
    before = Deduction.objects.filter(inspection=work, dropped_at__isnull=True)
    most = work.accepted - before.aggregate(n=Sum("pieces", default=0))["n"]
    if not 1 <= pieces <= most:
        raise Refused(
            _("Between 1 and %(most)s pieces of this lot can have come back.") % {"most": most}
            if most
            else _("All pieces of this lot have come back already."),
            field="pieces",
        )
    _refuse_undelivered(work, pieces)
    made: Deduction = Deduction.objects.create(
        party=work.lot.assignment.workshop.owner, order=work.lot.assignment.order, inspection=work,
        pieces=pieces, amount_idr=pieces * work.rate_idr, reason=reason.strip()[:160], proposed_at=at,
        proposed_by=by.user_id,
    )  # fmt: skip
    notices.deduction_proposed(made, at=at)
    return made


def _refuse_undelivered(work: Inspection, pieces: int) -> None:
    """What the slip takes comes off the cost of sales: only delivered pieces stand there."""
    order, stage = work.lot.assignment.order_id, work.lot.assignment.stage
    gone = DeliveryLine.objects.filter(line__order=order, line__product=stage.product_id)
    back = Deduction.objects.filter(
        order=order, inspection__lot__assignment__stage=stage, dropped_at__isnull=True
    )
    asked = pieces + back.aggregate(n=Sum("pieces", default=0))["n"]
    if asked > gone.aggregate(n=Sum("pieces", default=0))["n"]:
        raise Refused(_("These pieces are still with us. Only delivered ones can come back."), field="pieces")


@operation(needs=Permission.ANSWER_OFFER, says=("note",))
def agree_deduction(deduction_id: int, *, note: str = "", by: Actor, at: datetime) -> Deduction:
    """She says yes, after advances and above the floor; or staff write her yes down with how she said it.

    Refuses who proposed it, a second answer, and staff without a note.
    """
    found = _to_answer(deduction_id, note, by)
    if by.user_id is not None and by.user_id == found.proposed_by:
        raise Refused(_("You proposed this: somebody else must write down her yes."))
    found.agreed_at = at
    return _answered(found, note, by=by, at=at)


@operation(needs=Permission.ANSWER_OFFER, says=("note",))
def decline_deduction(deduction_id: int, *, note: str = "", by: Actor, at: datetime) -> Deduction:
    """She says no: nothing is taken. Refuses a second answer, and staff without a note."""
    found = _to_answer(deduction_id, note, by)
    found.dropped_at = at
    return _answered(found, note, by=by, at=at)


@operation(needs=Permission.GRANT_ADVANCE, says=("reason",))
def drop_deduction(deduction_id: int, *, reason: str, by: Actor, at: datetime) -> Deduction:
    """Ask no longer, answered or not. Refuses no reason, and one a slip has taken from."""
    if not reason.strip():
        raise Refused(_("Say why."), field="reason")
    found = _held(deduction_id)
    if found.dropped_at:
        raise Refused(_("This deduction is already dropped."))
    if found.taken_idr or found.reserved_idr:
        raise Refused(_("A slip has taken from it already."))
    found.agreed_at, found.dropped_at = None, at
    found.answered_by, found.answer_note = by.user_id, reason.strip()[:160]
    found.save(update_fields=["agreed_at", "dropped_at", "answered_by", "answer_note"])
    notices.deduction_dropped(found, at=at)
    return found


def _held(deduction_id: int) -> Deduction:
    found: Deduction = (
        Deduction.objects.select_for_update(of=("self",)).select_related("party").get(pk=deduction_id)
    )
    return found


def _to_answer(deduction_id: int, note: str, by: Actor) -> Deduction:
    """One that waits for her answer. A stranger's card finds nothing."""
    found = _held(deduction_id)
    if by.party_id is not None and by.on_behalf_of is not None:
        raise Refused(_("She must answer this herself."))
    if by.party_id is not None and not is_herself(by, found.party_id):
        raise Deduction.DoesNotExist
    if not found.waits:
        raise Refused(_("This question is already answered."))
    if by.party_id is None and not note.strip():
        raise Refused(_("Write when and how she said it."), field="note")
    return found


def _answered(found: Deduction, note: str, *, by: Actor, at: datetime) -> Deduction:
    found.answered_by, found.answer_note = by.user_id, note.strip()[:160]
    found.save(update_fields=["agreed_at", "dropped_at", "answered_by", "answer_note"])
    notices.deduction_answered(found, at=at)
    return found
