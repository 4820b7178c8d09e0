"""The papers of an order as PDF: one function each, the same bytes every time it is printed.

A paper is dated and numbered by its record, never by the day it is printed. Papers are Indonesian: they
go to Indonesian buyers and offices. Call inside a scope; each raises DoesNotExist for what it may not see.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from sentra.kernel.dates import written
from sentra.kernel.errors import Refused
from sentra.kernel.pdf import render
from sentra.kernel.words import day_in_words, kuitansi
from sentra.orders.letters import (
    asked,
    buyer_of,
    goods,
    priced,
    schedule,
    side_of_buyer,
    terms,
)
from sentra.orders.models import Delivery, DeliveryLine, Invoice, Order, OrderLine, Payment
from sentra.orders.money import money
from sentra.people.house import House, issuer_of, paper_number

STAMP_DUTY_ABOVE_IDR = 5_000_000
"""A receipt above this needs a stamp of Rp10.000 (UU 10/2020 art. 3 and 5, in force since 1 January 2021)."""

METHODS = {"bank": "Transfer bank", "cash": "Tunai"}
PURPOSES = {"down_payment": "Uang muka pesanan", "settlement": "Pelunasan pesanan"}


@dataclass(frozen=True)
class Paper:
    """A PDF and what its file is called."""

    name: str
    content: bytes


def quotation(order_id: int) -> Paper:
    """Penawaran harga: what is offered, until when; open questions about sizes stand with the terms."""
    order, house = _order(order_id)
    on = house.day(order.quoted_at)
    data = {
        "letter": house.letter("PNW", order.number, order.year, on),
        "buyer": buyer_of(order),
        "subject": f"Pesanan {order}",
        "valid_until": order.expires_on,
        "ready_on": order.promised_on,
        **_agreed(order),
        "terms": [*terms(order), *asked(order)],
        "signer": house.signed(_author(order)),
    }
    return _paper("quotation", f"penawaran-{order.year}-{order.number:03d}", data, order.quoted_at)


def confirmation(order_id: int) -> Paper:
    """Konfirmasi pesanan: what both agreed, frozen. Refuses an order nobody has accepted."""
    order, house = _order(order_id)
    if order.accepted_at is None:
        raise Refused(_("The buyer has not accepted this quotation."))
    on = house.day(order.accepted_at)
    data = {
        "letter": house.letter("KP", order.number, order.year, on),
        "buyer": buyer_of(order),
        "quotation_number": paper_number("PNW", order.number, order.year, house.day(order.quoted_at)),
        "promised_on": order.promised_on,
        "delivery_place": house.own.get("delivery_place") or order.buyer.address or house.tenant.name,
        **_agreed(order),
        "payments": schedule(order, on),
        "terms": terms(order),
        "signer": house.signed(_author(order)),
    }
    return _paper("confirmation", f"konfirmasi-{order.year}-{order.number:03d}", data, order.accepted_at)


def delivery_note(delivery_id: int) -> Paper:
    """Surat jalan: goes with the goods, shows no price. Each line counts as one package (koli)."""
    delivery, house, lines = _delivery(delivery_id)
    data = {
        "letter": house.letter("SJ", delivery.number, delivery.year, delivery.delivered_on),
        "recipient": buyer_of(delivery.order),
        "order_number": str(delivery.order),
        "sender": house.signer["name"],
        "lines": [{**goods(one.line, one.pieces), "packages": 1} for one in lines],
        "total_quantity": sum(one.pieces for one in lines),
        "total_packages": len(lines),
    }
    name = f"surat-jalan-{delivery.year}-{delivery.number:03d}"
    return _paper("delivery_note", name, data, delivery.recorded_at)


def bast(delivery_id: int) -> Paper:
    """Berita acara serah terima of one delivery, for both to sign: what was handed over is accepted."""
    delivery, house, lines = _delivery(delivery_id)
    handed = [
        {"name": one.line.product.name, "unit": one.line.product.unit, "delivered": one.pieces}
        | {"accepted": one.pieces, "rejected": 0}
        for one in lines
    ]
    data = {
        "letter": house.letter("BAST", delivery.bast_number, delivery.year, delivery.delivered_on),
        "day_in_words": day_in_words(delivery.delivered_on),
        "place": house.place,
        "first": house.side,
        "second": side_of_buyer(delivery.order, delivery.received_by),
        "basis": f"pesanan nomor {delivery.order}",
        "lines": handed,
    }
    return _paper("bast", f"bast-{delivery.year}-{delivery.bast_number:03d}", data, delivery.recorded_at)


def invoice(invoice_id: int) -> Paper:
    """Faktur tagihan: delivered pieces at the agreed price, less the down payment."""
    bill = Invoice.objects.select_related("order__buyer", "order__lead").get(pk=invoice_id)
    house = House.of(bill.tenant_id)  # type: ignore[arg-type]  # always set: the plugin is wrong
    taken_off = money(bill.order).set_off_idr  # a down payment taken back is asked for again
    due_idr = bill.total_idr - taken_off
    data = {
        "letter": house.letter("FKT", bill.number, bill.year, bill.issued_on),
        "buyer": buyer_of(bill.order),
        "order_number": str(bill.order),
        "due_on": bill.due_on,
        "lines": _billed(bill.order),
        "total_idr": bill.total_idr,
        "paid": [{"label": "uang muka", "idr": taken_off}] if taken_off else [],
        "due_idr": due_idr,
        "due_words": kuitansi(due_idr),
        "signer": house.signed(issuer_of(f"orders.invoice:{bill.pk}", "orders.issue_invoice")),
    }
    if bank := house.own.get("bank"):
        data["bank"] = dict(bank)
    return _paper("invoice", f"faktur-{bill.year}-{bill.number:03d}", data, bill.issued_at)


def receipt(payment_id: int) -> Paper:
    """Kuitansi for money a buyer paid, in words; one that was taken back says so across both copies.

    Refuses a refund: that money went the other way.
    """
    payment = Payment.objects.select_related("order__buyer").get(pk=payment_id)
    if payment.receipt_number is None:
        raise Refused(_("There is a receipt only for money that arrived."))
    house = House.of(payment.tenant_id)  # type: ignore[arg-type]  # always set: the plugin is wrong
    year, number = payment.paid_on.year, payment.receipt_number
    data = {
        "letter": house.letter("KW", number, year, payment.paid_on),
        "payer": payment.order.buyer.name,
        "idr": payment.amount_idr,
        "words": kuitansi(payment.amount_idr),
        "purpose": f"{PURPOSES[payment.kind]} {payment.order}",
        "method": " · ".join(part for part in (METHODS[payment.method], payment.reference) if part),
        "signer": house.signed(issuer_of(f"orders.payment:{payment.pk}", "orders.record_payment")),
    }
    if taken_back := payment.correction:
        data["void"] = f"Dibatalkan {written(house.day(taken_back.taken_back_at))}: {taken_back.reason}"
    if payment.amount_idr > STAMP_DUTY_ABOVE_IDR:
        data["stamp_duty"] = True
    return _paper("receipt", f"kuitansi-{year}-{number:03d}", data, payment.recorded_at)


def _order(order_id: int) -> tuple[Order, House]:
    order = Order.objects.select_related("buyer", "lead").get(pk=order_id)
    return order, House.of(order.tenant_id)  # type: ignore[arg-type]  # always set: the plugin is wrong


def _author(order: Order) -> str:
    return issuer_of(f"orders.order:{order.pk}", "orders.quote", "orders.change_quotation")


def _delivery(delivery_id: int) -> tuple[Delivery, House, list[DeliveryLine]]:
    delivery = Delivery.objects.select_related("order__buyer", "order__lead").get(pk=delivery_id)
    lines = (
        DeliveryLine.objects.filter(delivery=delivery)
        .select_related("line__product")
        .order_by("line__position")
    )
    return delivery, House.of(delivery.tenant_id), list(lines)  # type: ignore[arg-type]  # always set: the plugin is wrong


def _agreed(order: Order) -> dict[str, Any]:
    lines = OrderLine.objects.filter(order=order).select_related("product").order_by("position")
    return {
        "lines": [priced(line, line.pieces) for line in lines],
        "total_idr": order.total_idr,
        "total_words": kuitansi(order.total_idr),
    }


def _billed(order: Order) -> list[dict[str, Any]]:
    """What was delivered in all, by line."""
    gone: dict[int, int] = {}
    lines: dict[int, OrderLine] = {}
    for part in DeliveryLine.objects.filter(delivery__order=order).select_related("line__product"):
        gone[part.line_id] = gone.get(part.line_id, 0) + part.pieces
        lines[part.line_id] = part.line
    in_order = sorted(lines.values(), key=lambda line: line.position)
    return [priced(line, gone[line.pk]) for line in in_order]


def _paper(template: str, name: str, data: Mapping[str, Any], at: datetime) -> Paper:
    return Paper(f"{name}.pdf", render(f"orders/papers/{template}.typ", data, at=at))
