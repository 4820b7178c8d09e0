"""What a figure opens to: "order:12" is the order's page; and where a recipe's entry is put right."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sentra.ledger.operations import BY_HAND
from sentra.orders.models import Payment, TakenBack
from sentra.quality.models import Inspection

_PAGES = {"order": "order", "slip": "slip"}


@dataclass(frozen=True)
class Opened:
    label: str
    url: str


def opened(source: str) -> Opened:
    """The document behind an entry, with its address if it has a page."""
    kind, _colon, pk = source.partition(":")
    words = {"order": _("Order"), "slip": _("Slip"), "manual": _("Booked by hand")}
    label = f"{words.get(kind, kind)} {pk}".strip()
    try:
        return Opened(label, reverse(_PAGES[kind], args=[int(pk)]))
    except (KeyError, ValueError, NoReverseMatch):
        return Opened(label, "")


def corrected_at(cause: str, source: str) -> Opened | None:
    """The record a recipe's entry belongs to: it is put right there and the books follow. None: by hand."""
    if cause.startswith(BY_HAND):
        return None
    kind, _colon, rest = cause.partition(":")
    label, find = _RECORDS.get(kind, (_("Open the record"), None))
    number = rest.partition(":")[0]
    url = find(int(number)) if find and number.isdecimal() else ""
    return Opened(str(label), url or opened(source).url)


def _payment(pk: int) -> str:
    order = Payment.objects.filter(pk=pk).values_list("order_id", flat=True).first()
    return reverse("payment", args=[order, pk]) if order else ""


def _taken_back(pk: int) -> str:
    payment = TakenBack.objects.filter(pk=pk).values_list("payment_id", flat=True).first()
    return _payment(payment) if payment else ""


def _inspection(pk: int) -> str:
    lot = Inspection.objects.filter(pk=pk).values_list("lot_id", flat=True).first()
    return reverse("lot", args=[lot]) if lot else ""


_RECORDS: dict[str, tuple[object, Callable[[int], str]]] = {
    "payment": (gettext_lazy("Open the payment"), _payment),
    "takenback": (gettext_lazy("Open the payment"), _taken_back),
    "slip": (gettext_lazy("Open the slip"), lambda pk: reverse("slip", args=[pk])),
    "advance": (gettext_lazy("Open the advance"), lambda pk: reverse("advance", args=[pk])),
    "inspection": (gettext_lazy("Open the lot"), _inspection),
}
