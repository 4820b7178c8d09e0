"""Money from the buyer: the step that recording a payment and a matched bank line share.

The caller has locked the order and holds the permission.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.numbering import next_number
from sentra.kernel.rupiah import formatted
from sentra.ledger import corrections, recipes
from sentra.ledger.posting import Booking
from sentra.orders import notices
from sentra.orders.bought import money_came
from sentra.orders.correcting import outcome
from sentra.orders.models import Order, Payment, TakenBack
from sentra.orders.money import money
from sentra.orders.stages import DOWN_PAYMENT_TAKEN, REFUNDED
from sentra.orders.steps import mark_paid, moved, record_refund
from sentra.people.models import Party


@dataclass(frozen=True)
class Said:
    """What the treasurer saw: whole rupiah, the way they came, the day."""

    amount_idr: int
    method: str
    paid_on: date
    reference: str


def take_payment(order: Order, kind: str, said: Said, *, by: Actor, at: datetime) -> Payment:
    """Write down money that arrived or went back, and book it. Refuses as `record_payment`."""
    if said.amount_idr <= 0:
        raise Refused(_("The amount must be more than zero."), field="amount_idr")
    if said.method not in Payment.Method.values:
        raise Refused(_("Choose bank transfer or cash."), field="method")
    if said.paid_on > by.today(at):
        raise Refused(_("The payment cannot lie in the future."), field="paid_on")
    if kind == Payment.Kind.DOWN_PAYMENT:
        return _down_payment(order, said, by=by, at=at)
    if kind == Payment.Kind.SETTLEMENT:
        return _settlement(order, said, by=by, at=at)
    if kind == Payment.Kind.REFUND:
        if order.stage not in REFUNDED:
            raise Refused(_("Money goes back after the invoice, or when the order is cancelled."))
        return record_refund(
            order,
            amount_idr=said.amount_idr,
            method=said.method,
            paid_on=said.paid_on,
            reference=said.reference,
            by=by,
            at=at,
        )
    raise Refused(_("Choose what kind of payment this is."), field="kind")


def _down_payment(order: Order, said: Said, *, by: Actor, at: datetime) -> Payment:
    if order.stage not in DOWN_PAYMENT_TAKEN:
        raise Refused(_("A down payment comes after acceptance and before the invoice."))
    room = money(order).down_room_idr
    if said.amount_idr > room:
        raise Refused(
            _("The order has room for %(amount)s more, not for this.") % {"amount": formatted(room)},
            field="amount_idr",
        )
    payment = _written(order, Payment.Kind.DOWN_PAYMENT, said, at)
    recipes.down_payment_received(
        payment.pk, Booking(said.paid_on, by, at), order_id=order.pk, buyer_id=order.buyer_id,
        amount_idr=said.amount_idr, method=said.method,
    )  # fmt: skip
    if order.stage == Order.Stage.PLACED:
        money_came(order, Booking(said.paid_on, by, at))
    notices.payment_received(order, payment, at=at)
    return payment


def _settlement(order: Order, said: Said, *, by: Actor, at: datetime) -> Payment:
    if order.stage != Order.Stage.INVOICED:
        raise Refused(_("There is no open invoice for this order."))
    still_open = money(order).open_idr
    if said.amount_idr > still_open:
        raise Refused(
            _("Only %(amount)s of the invoice is open.") % {"amount": formatted(still_open)},
            field="amount_idr",
        )
    payment = _written(order, Payment.Kind.SETTLEMENT, said, at)
    recipes.settlement_received(
        payment.pk, Booking(said.paid_on, by, at), order_id=order.pk, buyer_id=order.buyer_id,
        amount_idr=said.amount_idr, method=said.method,
        public_office=order.buyer.buyer_kind == Party.BuyerKind.PUBLIC_OFFICE,
    )  # fmt: skip
    if said.amount_idr == still_open:
        mark_paid(order)
    notices.payment_received(order, payment, at=at)
    return payment


def _written(order: Order, kind: str, said: Said, at: datetime) -> Payment:
    payment: Payment = Payment.objects.create(
        order=order, kind=kind, method=said.method, amount_idr=said.amount_idr, paid_on=said.paid_on,
        reference=said.reference, receipt_number=next_number("receipt", said.paid_on.year), recorded_at=at,
    )  # fmt: skip
    return payment


def take_back(order: Order, payment: Payment, reason: str, *, by: Actor, at: datetime) -> TakenBack:
    """The payment counts no longer and its entry is reversed. Refuses as `take_back_payment`, but the
    reason."""
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
