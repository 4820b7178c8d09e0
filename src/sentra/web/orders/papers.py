"""The papers of an order on their way to the browser: /pesanan/<id>/surat/<kind>.pdf."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse

from sentra.kernel.errors import Refused
from sentra.orders import documents
from sentra.orders.models import Delivery, Invoice, Payment
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import page
from sentra.web.papers import pdf

OF_ORDER = {"quotation": documents.quotation, "confirmation": documents.confirmation}
OF_RECORD: dict[str, tuple[Callable[[int], documents.Paper], Any]] = {
    "delivery": (documents.delivery_note, Delivery),
    "bast": (documents.bast, Delivery),
    "invoice": (documents.invoice, Invoice),
    "receipt": (documents.receipt, Payment),
}


@page(needs=Permission.READ_ORDERS)
def paper(request: ActorRequest, order_id: int, kind: str) -> HttpResponse:
    """`?no=` names the record where an order has several; the newest when it is left out."""
    try:
        made = _made(order_id, kind, request.GET.get("no", ""))
    except Refused as not_yet:  # a paper that does not exist at this step
        raise Http404 from not_yet
    return pdf(made.content, made.name)


def _made(order_id: int, kind: str, number: str) -> documents.Paper:
    if kind in OF_ORDER:
        return OF_ORDER[kind](order_id)
    if kind not in OF_RECORD:
        raise Http404
    draw, model = OF_RECORD[kind]
    wanted = model.objects.filter(order=order_id).order_by("-pk")
    found = (wanted.filter(pk=int(number)) if number.isdecimal() else wanted).first()
    if found is None:
        raise Http404
    return draw(found.pk)
