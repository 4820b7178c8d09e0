"""One function per message: to staff as a row in the inbox, to a buyer as text for the chat.

Buyers have no account: their messages are links (`…_chat`) that open the chat app with the text filled
in; whoever presses it sends it. A buyer without a phone number gets "".
"""

from datetime import datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from sentra.kernel.dates import written
from sentra.kernel.notices import To, Word, chat_link, in_the_house_language, notify, notify_each
from sentra.kernel.rupiah import formatted
from sentra.orders.models import Delivery, Invoice, Lead, Order, Payment, Sample
from sentra.people.roles import RoleName

SALES = (RoleName.CHAIR, RoleName.MANAGER)
MONEY = (RoleName.CHAIR, RoleName.TREASURER)
SAID = "%(said)s"  # their own words, in their language


def enquiry_received(lead: Lead, *, at: datetime) -> None:
    complaint = lead.kind == Lead.Kind.COMPLAINT
    subject = (
        _("Complaint %(number)s from %(buyer)s") if complaint else _("Enquiry %(number)s from %(buyer)s")
    )
    text = SAID if lead.message else _("Open it to see what is asked for.")
    for role in SALES:
        notify(
            f"role:{role}", "enquiry_received", at=at, path=f"/permintaan/{lead.pk}/",
            subject=subject, text=text,
            number=lead.number, buyer=lead.organisation or lead.name, said=lead.message,
        )  # fmt: skip


def quotation_accepted(order: Order, *, at: datetime) -> None:
    subject = _("Order %(order)s is accepted")
    text = _("%(buyer)s accepted %(total)s, promised for %(day)s.")
    _tell(
        (*SALES, RoleName.TREASURER), order, "quotation_accepted", subject, text, at,
        total=formatted(order.total_idr), day=order.promised_on,
    )  # fmt: skip


def order_placed(order: Order, *, at: datetime) -> None:
    subject = _("Order %(order)s from the showroom")
    text = _("%(buyer)s bought for %(total)s. The goods are set aside until the money comes.")
    _tell(
        (*SALES, RoleName.TREASURER), order, "order_placed", subject, text, at,
        total=formatted(order.total_idr),
    )  # fmt: skip


def quotation_declined(order: Order, *, at: datetime) -> None:
    """The buyer said no on her own page."""
    subject = _("%(buyer)s declined quotation %(order)s")
    _tell(SALES, order, "quotation_declined", subject, SAID, at, said=order.cancelled_reason)


def sizes_answered(lead: Lead, *, answers: int, at: datetime) -> None:
    """The buyer answered questions about her size list on her own page."""
    for role in SALES:
        notify(
            f"role:{role}", "sizes_answered", at=at, path=f"/permintaan/{lead.pk}/",
            subject=_("Answers about sizes for enquiry %(number)s"),
            text=_("%(buyer)s answered rows of the list: %(answers)s."),
            number=lead.number, buyer=lead.organisation or lead.name, answers=answers,
        )  # fmt: skip


def sample_answered(order: Order, sample: Sample, *, at: datetime) -> None:
    if sample.approved:
        subject = _("The sample of order %(order)s is approved")
        text = _("%(buyer)s agrees with the sample.")
    else:
        subject, text = _("The sample of order %(order)s must change"), SAID
    _tell(SALES, order, "sample_answered", subject, text, at, said=sample.remark)


def proof_sent(order: Order, *, at: datetime) -> None:
    subject = _("%(buyer)s shows a payment for order %(order)s")
    text = _("Look whether the money is in the bank, then record it.")
    _tell(MONEY, order, "proof_sent", subject, text, at)


def payment_received(order: Order, payment: Payment, *, at: datetime) -> None:
    subject, text = _("Payment for order %(order)s"), _("%(amount)s arrived from %(buyer)s.")
    _tell(MONEY, order, "payment_received", subject, text, at, amount=formatted(payment.amount_idr))


def payment_taken_back(order: Order, payment: Payment, reason: str, *, at: datetime) -> None:
    subject = _("A payment of order %(order)s was taken back")
    text, amount = _("%(amount)s no longer counts: %(reason)s"), formatted(payment.amount_idr)
    _tell(MONEY, order, "payment_taken_back", subject, text, at, amount=amount, reason=reason)


def goods_delivered(order: Order, delivery: Delivery, *, at: datetime) -> None:
    subject = _("Goods of order %(order)s are delivered")
    text = _("%(receiver)s received goods on %(day)s.")
    receiver, day = delivery.received_by, delivery.delivered_on
    _tell(MONEY, order, "goods_delivered", subject, text, at, receiver=receiver, day=day)


def invoice_issued(order: Order, invoice: Invoice, *, at: datetime) -> None:
    subject, text = _("Invoice for order %(order)s"), _("%(amount)s is due on %(day)s.")
    amount = formatted(invoice.total_idr - invoice.down_payment_idr)
    _tell(MONEY, order, "invoice_issued", subject, text, at, amount=amount, day=invoice.due_on)


def quotation_chat(order: Order, *, cooperative: str, address: str) -> str:
    """Tells the buyer about our offer and where she answers it."""
    with in_the_house_language():
        text = gettext(
            "Quotation %(order)s from %(us)s: %(total)s, ready on %(day)s. "
            "Please answer by %(until)s here: %(address)s"
        )
    words = {
        "order": order, "us": cooperative, "total": formatted(order.total_idr),
        "day": written(order.promised_on), "until": written(order.expires_on), "address": address,
    }  # fmt: skip
    return _link(order.buyer.phone, text % words)


def ended_chat(order: Order, *, cooperative: str, address: str) -> str:
    """Tells the buyer that the offer has ended and that a new one may be had."""
    with in_the_house_language():
        text = gettext(
            "Quotation %(order)s from %(us)s ended on %(until)s. "
            "Shall we make a new one? Your page: %(address)s"
        )
    words = {"order": order, "us": cooperative, "until": written(order.expires_on), "address": address}
    return _link(order.buyer.phone, text % words)


def progress_chat(order: Order, *, cooperative: str, address: str) -> str:
    """Sends the buyer the page on which she follows her order."""
    with in_the_house_language():
        text = gettext("Follow order %(order)s at %(us)s here: %(address)s")
    return _link(order.buyer.phone, text % {"us": cooperative, "order": order, "address": address})


def invoice_chat(order: Order, invoice: Invoice, *, open_idr: int, cooperative: str) -> str:
    """Reminds the buyer of what is still open."""
    with in_the_house_language():
        text = gettext("Invoice for order %(order)s from %(us)s: %(open)s, due on %(day)s. Thank you.")
    words = {
        "order": order, "us": cooperative, "open": formatted(open_idr), "day": written(invoice.due_on),
    }  # fmt: skip
    return _link(order.buyer.phone, text % words)


def tracking_chat(lead: Lead, *, address: str, cooperative: str) -> str:
    """Sends the visitor the address of her tracking page."""
    with in_the_house_language():
        text = gettext("%(us)s received enquiry %(number)s. Follow it here: %(address)s")
    return _link(lead.phone, text % {"us": cooperative, "number": lead.number, "address": address})


def _tell(
    roles: tuple[RoleName, ...], order: Order, name: str, subject: str, text: str, at: datetime, **words: Word
) -> None:
    """Every sentence may name the `order` and its `buyer`."""
    told: dict[str, Word] = {"order": str(order), "buyer": order.buyer.name, **words}
    readers = [To(f"role:{role}", f"/pesanan/{order.pk}/", told) for role in roles]
    notify_each(readers, name, subject=subject, text=text, at=at)


def _link(phone: str, text: str) -> str:
    return chat_link(phone, text) if phone else ""
