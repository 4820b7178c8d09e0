"""The bill for what was delivered."""

from datetime import date, datetime, timedelta

from django.db.models import F, Sum
from django.utils.translation import gettext_lazy as _

from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.numbering import next_number
from sentra.kernel.operation import operation
from sentra.ledger import recipes
from sentra.ledger.posting import Booking
from sentra.orders import notices
from sentra.orders.models import DeliveryLine, Invoice
from sentra.orders.money import money
from sentra.orders.stages import ORDER
from sentra.orders.steps import locked, mark_paid, moved
from sentra.people.models import Party
from sentra.people.roles import Permission


@operation(needs=Permission.INVOICE)
def issue_invoice(order_id: int, *, issued_on: date, by: Actor, at: datetime) -> Invoice:
    """Bill delivered pieces × price, with the down payment set against it. DELIVERED → INVOICED.

    Nothing left to pay: PAID at once. Down payment beyond the bill stays the buyer's and can be refunded.
    Refuses before everything is delivered, and a day in the future.
    """
    order = locked(order_id)
    ORDER.after("invoice", order.stage)
    if issued_on > by.today(at):
        raise Refused(_("The invoice cannot lie in the future."), field="issued_on")
    gone = DeliveryLine.objects.filter(delivery__order=order)
    total_idr = gone.aggregate(idr=Sum(F("pieces") * F("line__price_idr"), default=0))["idr"]
    set_off_idr = min(money(order).held_idr, total_idr)
    invoice: Invoice = Invoice.objects.create(
        order=order,
        issued_on=issued_on,
        due_on=issued_on + timedelta(days=order.payment_days),
        total_idr=total_idr,
        down_payment_idr=set_off_idr,
        issued_at=at,
        year=issued_on.year,
        number=next_number("invoice", issued_on.year),
    )
    recipes.invoice_issued(
        invoice.pk, Booking(issued_on, by, at), order_id=order.pk, buyer_id=order.buyer_id,
        total_idr=total_idr, down_payment_idr=set_off_idr,
        public_office=order.buyer.buyer_kind == Party.BuyerKind.PUBLIC_OFFICE,
    )  # fmt: skip
    moved(order, "invoice")
    notices.invoice_issued(order, invoice, at=at)
    if total_idr == set_off_idr:
        mark_paid(order)
    return invoice
