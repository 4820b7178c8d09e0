"""A payment that was written down wrongly: taken back whole, then recorded anew as it was."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.operation import operation
from sentra.orders.models import Payment, TakenBack
from sentra.orders.paying import take_back
from sentra.orders.steps import locked
from sentra.people.roles import Permission


@operation(needs=Permission.RECORD_PAYMENT, says=("reason",))
def take_back_payment(payment_id: int, *, reason: str, by: Actor, at: datetime) -> TakenBack:
    """Wrong amount, way, day or order: the payment counts no longer, and its entry is reversed today.

    What an invoice had taken off for it is asked for again; an order that was paid by it is not. Neither
    work that has begun nor an account below zero stands in the way: a record that is not true is worse.
    Refuses without a reason, twice, after the order's end, and while a refund rests on it.
    """
    if not reason.strip():
        raise Refused(_("Say what was wrong with this payment."), field="reason")
    order = locked(Payment.objects.values_list("order_id", flat=True).get(pk=payment_id))
    return take_back(order, Payment.objects.get(pk=payment_id), reason, by=by, at=at)
