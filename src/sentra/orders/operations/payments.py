"""Money from the buyer, as the treasurer sees it arrive. Each payment is booked at once."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.numbering import next_number
from sentra.kernel.operation import operation
from sentra.kernel.rupiah import formatted
from sentra.ledger import recipes
from sentra.ledger.posting import Booking
from sentra.orders import notices
from sentra.orders.models import Order, Payment
from sentra.orders.money import money
from sentra.orders.stages import DOWN_PAYMENT_TAKEN, REFUNDED
from sentra.orders.steps import locked, mark_paid, record_refund
from sentra.people.models import Party
from sentra.people.roles import Permission


@dataclass(frozen=True)
class Said:
    """What the treasurer saw: whole rupiah, the way they came, the day."""

    amount_idr: int
    method: str
    paid_on: date
    reference: str


@operation(needs=Permission.RECORD_PAYMENT)
def record_payment(
    order_id: int,
    *,
    kind: str,
    amount_idr: int,
    method: str,
    paid_on: date,
    reference: str = "",
    by: Actor,
    at: datetime,
) -> Payment:
    """Write down money that arrived (down payment, settlement) or went back (refund), and book it.

    Refuses more than the order, the invoice or the held down payment has room for, naming the amount;
    a day in the future; a kind that does not fit the step. A settlement that pays the invoice makes it PAID.
    """
    order = locked(order_id)
    if amount_idr <= 0:
        raise Refused(_("The amount must be more than zero."), field="amount_idr")
    if method not in Payment.Method.values:
        raise Refused(_("Choose bank transfer or cash."), field="method")
    if paid_on > by.today(at):
        raise Refused(_("The payment cannot lie in the future."), field="paid_on")
    said = Said(amount_idr, method, paid_on, reference.strip()[:80])
    if kind == Payment.Kind.DOWN_PAYMENT:
        return _down_payment(order, said, by=by, at=at)
    if kind == Payment.Kind.SETTLEMENT:
        return _settlement(order, said, by=by, at=at)
    if kind == Payment.Kind.REFUND:
        if order.stage not in REFUNDED:
            raise Refused(_("Money goes back after the invoice, or when the order is cancelled."))
        return record_refund(
            order,
            amount_idr=amount_idr,
            method=method,
            paid_on=paid_on,
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
