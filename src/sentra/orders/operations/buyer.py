"""What a buyer does herself, without an account: the link she was sent is the secret.

The link names a lead, or an order that answers no lead. Whoever does not hold it finds nothing: every verb
raises DoesNotExist for a wrong one, as for a row that was never there.
"""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sentra.kernel.actor import Actor
from sentra.kernel.dates import written
from sentra.kernel.errors import Refused
from sentra.kernel.notices import in_the_house_language
from sentra.kernel.operation import operation
from sentra.orders import notices
from sentra.orders.agreeing import agreed
from sentra.orders.facts import SizeAnswer
from sentra.orders.leads import held_of
from sentra.orders.models import Lead, Order
from sentra.orders.operations.size_answers import answered
from sentra.orders.size_lists import open_questions
from sentra.orders.stages import ORDER
from sentra.orders.steps import locked, moved
from sentra.people.roles import Permission

LONGEST_REASON = 200


@operation(needs=Permission.ANSWER_QUOTATION)
def agree_to_quotation(
    uid: UUID, order_id: int, *, offered_at: str, today: date, by: Actor, at: datetime
) -> Order:
    """The buyer says yes to the offer she saw (`offered_at`: its moment, ISO). Twice is once.

    Refuses an offer that has ended, one that was changed since she looked, open questions about sizes.
    """
    lead, order = _hers(uid, order_id)
    if order.accepted_at:
        return order
    if max(today, by.today(at)) > order.expires_on:
        raise Refused(
            _("This quotation ended on %(day)s. Ask us for a new one.") % {"day": written(order.expires_on)}
        )
    ORDER.after("accept", order.stage)
    if offered_at != order.quoted_at.isoformat():
        raise Refused(_("The quotation was changed meanwhile. Read it again, then answer."))
    return agreed(lead, order, at=at)


@operation(needs=Permission.ANSWER_QUOTATION)
def decline_own_quotation(uid: UUID, order_id: int, *, reason: str, by: Actor, at: datetime) -> Order:
    """The buyer says no, perhaps with a reason. Saying it again changes nothing. Refuses an agreed order."""
    _lead, order = _hers(uid, order_id)
    if order.stage == Order.Stage.LAPSED:
        return order
    if order.stage != Order.Stage.QUOTED:
        raise Refused(_("This order is already agreed. Call us to change it."))
    with in_the_house_language():
        said = reason.strip() or gettext("The buyer declined on her own page.")
    order.cancelled_reason = said[:LONGEST_REASON]
    moved(order, "lapse", fields=("cancelled_reason",))
    notices.quotation_declined(order, at=at)
    return order


@operation(needs=Permission.ANSWER_QUOTATION)
def answer_own_sizes(uid: UUID, answers: tuple[SizeAnswer, ...], *, by: Actor, at: datetime) -> Lead:
    """The buyer answers rows of her own list. What is answered already stays: only staff correct that."""
    lead: Lead = Lead.objects.select_for_update().get(uid=uid)
    still_open = {one.position for one in open_questions(lead)}
    new = [one for one in answers if one.position in still_open]
    if new:
        answered(lead, new)
        notices.sizes_answered(lead, answers=len(new), at=at)
    return lead


def _hers(uid: UUID, order_id: int) -> tuple[Lead | None, Order]:
    """Lead and order, held in this order; only for the link they belong to."""
    lead, order = held_of(order_id), locked(order_id)
    if uid != (lead.uid if lead else order.uid):
        raise Order.DoesNotExist
    return lead, order
