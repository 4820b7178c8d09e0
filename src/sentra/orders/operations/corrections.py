"""A payment that was written down wrongly: taken back whole, then recorded anew as it was."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.operation import operation
from sentra.ledger import corrections
from sentra.orders import notices
from sentra.orders.correcting import outcome
from sentra.orders.models import Order, Payment, TakenBack
from sentra.orders.money import money
from sentra.orders.steps import locked, moved
from sentra.people.models import Party
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
    payment: Payment = Payment.objects.get(pk=payment_id)
    if TakenBack.objects.filter(payment=payment).exists():
        raise Refused(_("This payment has already been taken back."))
    after = outcome(payment, order, money(order))
    made: TakenBack = TakenBack.objects.create(
        payment=payment, reason=reason.strip()[:160], reopened_idr=after.reopened_idr, taken_back_at=at
    )
    _book(made, order, by=by, at=at)
    if after.unpaid:
        moved(order, "take the payment back")
    notices.payment_taken_back(order, payment, made.reason, at=at)
    return made


def _book(made: TakenBack, order: Order, *, by: Actor, at: datetime) -> None:
    refund = made.payment.kind == Payment.Kind.REFUND
    corrections.payment_taken_back(made.payment_id, refund=refund, reason=made.reason, by=by, at=at)
    if made.reopened_idr:
        corrections.invoice_asks_again(
            made.pk, order_id=order.pk, buyer_id=order.buyer_id, amount_idr=made.reopened_idr,
            public_office=order.buyer.buyer_kind == Party.BuyerKind.PUBLIC_OFFICE, by=by, at=at,
        )  # fmt: skip
