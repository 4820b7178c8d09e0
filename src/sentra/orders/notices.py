"""One function per message: to staff as a row in the inbox, to a buyer as text for the chat.

Buyers have no account: their messages are links (`…_chat`) that open the chat app with the text filled
in; whoever presses it sends it. A buyer without a phone number gets "".
"""

from datetime import datetime

from django.utils.translation import gettext as _

from sentra.kernel.dates import written
from sentra.kernel.notices import chat_link, notify
from sentra.kernel.rupiah import formatted
from sentra.orders.models import Delivery, Invoice, Lead, Order, Payment, Sample
from sentra.people.roles import RoleName

SALES = (RoleName.CHAIR, RoleName.MANAGER)
MONEY = (RoleName.CHAIR, RoleName.TREASURER)


def enquiry_received(lead: Lead, *, at: datetime) -> None:
    complaint = lead.kind == Lead.Kind.COMPLAINT
    subject = _("Complaint %(number)s from %(name)s") if complaint else _("Enquiry %(number)s from %(name)s")
    told = subject % {"number": lead.number, "name": lead.organisation or lead.name}
    text = lead.message or _("Open it to see what is asked for.")
    for role in SALES:
        notify(
            f"role:{role}", "enquiry_received", subject=told, text=text, path=f"/permintaan/{lead.pk}/", at=at
        )


def quotation_accepted(order: Order, *, at: datetime) -> None:
    text = _("%(buyer)s accepted %(total)s, promised for %(day)s.") % {
        "buyer": order.buyer.name, "total": formatted(order.total_idr), "day": written(order.promised_on),
    }  # fmt: skip
    _tell(
        (*SALES, RoleName.TREASURER), order, "quotation_accepted", _("Order %(order)s is accepted"), text, at
    )


def sample_answered(order: Order, sample: Sample, *, at: datetime) -> None:
    if sample.approved:
        text = _("%(buyer)s agrees with the sample.") % {"buyer": order.buyer.name}
        _tell(SALES, order, "sample_answered", _("The sample of order %(order)s is approved"), text, at)
    else:
        _tell(
            SALES, order, "sample_answered", _("The sample of order %(order)s must change"), sample.remark, at
        )


def payment_received(order: Order, payment: Payment, *, at: datetime) -> None:
    text = _("%(amount)s arrived from %(buyer)s.") % {
        "amount": formatted(payment.amount_idr), "buyer": order.buyer.name,
    }  # fmt: skip
    _tell(MONEY, order, "payment_received", _("Payment for order %(order)s"), text, at)


def payment_taken_back(order: Order, payment: Payment, reason: str, *, at: datetime) -> None:
    text = _("%(amount)s no longer counts: %(reason)s") % {
        "amount": formatted(payment.amount_idr), "reason": reason,
    }  # fmt: skip
    _tell(MONEY, order, "payment_taken_back", _("A payment of order %(order)s was taken back"), text, at)


def goods_delivered(order: Order, delivery: Delivery, *, at: datetime) -> None:
    text = _("%(receiver)s received goods on %(day)s.") % {
        "receiver": delivery.received_by, "day": written(delivery.delivered_on),
    }  # fmt: skip
    _tell(MONEY, order, "goods_delivered", _("Goods of order %(order)s are delivered"), text, at)


def invoice_issued(order: Order, invoice: Invoice, *, at: datetime) -> None:
    text = _("%(amount)s is due on %(day)s.") % {
        "amount": formatted(invoice.total_idr - invoice.down_payment_idr), "day": written(invoice.due_on),
    }  # fmt: skip
    _tell(MONEY, order, "invoice_issued", _("Invoice for order %(order)s"), text, at)


def quotation_chat(order: Order, *, cooperative: str) -> str:
    """Tells the buyer about our offer."""
    text = _("Quotation %(order)s from %(us)s: %(total)s, ready on %(day)s. Please answer by %(until)s.") % {
        "order": order,
        "us": cooperative,
        "total": formatted(order.total_idr),
        "day": written(order.promised_on),
        "until": written(order.expires_on),
    }
    return _link(order.buyer.phone, text)


def invoice_chat(order: Order, invoice: Invoice, *, open_idr: int, cooperative: str) -> str:
    """Reminds the buyer of what is still open."""
    text = _("Invoice for order %(order)s from %(us)s: %(open)s, due on %(day)s. Thank you.") % {
        "order": order, "us": cooperative, "open": formatted(open_idr), "day": written(invoice.due_on),
    }  # fmt: skip
    return _link(order.buyer.phone, text)


def tracking_chat(lead: Lead, *, address: str, cooperative: str) -> str:
    """Sends the visitor the address of her tracking page."""
    text = _("%(us)s received enquiry %(number)s. Follow it here: %(address)s") % {
        "us": cooperative, "number": lead.number, "address": address,
    }  # fmt: skip
    return _link(lead.phone, text)


def _tell(
    roles: tuple[RoleName, ...], order: Order, name: str, subject: str, text: str, at: datetime
) -> None:
    for role in roles:
        notify(
            f"role:{role}",
            name,
            subject=subject % {"order": order},
            text=text,
            path=f"/pesanan/{order.pk}/",
            at=at,
        )


def _link(phone: str, text: str) -> str:
    return chat_link(phone, text) if phone else ""
