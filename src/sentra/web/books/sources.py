"""What a figure opens to: "order:12" is the page of order 7/2026; and where a recipe's entry is put right."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sentra.capital.models import Slip
from sentra.ledger.operations import BY_HAND
from sentra.orders.models import Order, Payment, TakenBack
from sentra.quality.models import Inspection


@dataclass(frozen=True)
class Opened:
    label: str
    url: str


def opened(source: str) -> Opened:
    """The document behind an entry, with its address if it has a page."""
    return all_opened([source])[source]


def all_opened(sources: Iterable[str]) -> dict[str, Opened]:
    """Every source by the number people know it by. One query for orders, one for slips."""
    asked = {source: source.partition(":") for source in sources}
    ids: dict[str, set[int]] = defaultdict(set)
    for kind, _colon, pk in asked.values():
        if pk.isdecimal():
            ids["order" if kind == "stock" else kind].add(int(pk))
    orders = Order.objects.in_bulk(ids["order"])
    slips = {one.pk: one for one in Slip.objects.filter(pk__in=ids["slip"]).select_related("run", "party")}
    return {
        source: _known(kind, int(pk) if pk.isdecimal() else 0, orders, slips)
        for source, (kind, _colon, pk) in asked.items()
    }


def _known(kind: str, pk: int, orders: dict[int, Order], slips: dict[int, Slip]) -> Opened:
    if kind == "order" and pk in orders:
        return Opened(_("Order %(number)s") % {"number": orders[pk]}, reverse("order", args=[pk]))
    if kind == "stock" and pk in orders:
        return Opened(
            _("Free stock from order %(number)s") % {"number": orders[pk]}, reverse("order", args=[pk])
        )
    if kind == "slip" and pk in slips:
        words = {"number": f"{slips[pk].number}/{slips[pk].run.year}", "name": slips[pk].party.name}
        return Opened(_("Slip %(number)s · %(name)s") % words, reverse("slip", args=[pk]))
    if kind in _PAGES and pk:
        label, find = _PAGES[kind]
        return Opened(str(label), find(pk))
    return Opened(_("Booked by hand") if kind == "manual" else kind, "")


_PAGES: dict[str, tuple[object, Callable[[int], str]]] = {
    "aid": (gettext_lazy("Capital aid"), lambda pk: reverse("proposal", args=[pk])),
    "quickbuy": (gettext_lazy("Quick cash"), lambda pk: reverse("purchase", args=[pk])),
    "fund": (gettext_lazy("Quick cash"), lambda _pk: reverse("quick-cash")),
    "material": (gettext_lazy("Material"), lambda pk: reverse("material", args=[pk])),
    "member": (gettext_lazy("Savings"), lambda pk: reverse("member-savings", args=[pk])),
    "loan": (gettext_lazy("Loan"), lambda pk: reverse("loan", args=[pk])),
    "sheet": (gettext_lazy("Collection sheet"), lambda pk: reverse("sheet", args=[pk])),
    "opening": (gettext_lazy("Opening balances"), lambda pk: reverse("opening", args=[pk])),
    "bankline": (gettext_lazy("Line of the bank"), lambda pk: reverse("bank-line", args=[pk])),
    "cashcount": (gettext_lazy("Cash count"), lambda pk: reverse("cash-count", args=[pk])),
    "asset": (gettext_lazy("Fixed asset"), lambda pk: reverse("asset", args=[pk])),
    "depreciation": (gettext_lazy("Depreciation"), lambda pk: reverse("asset-month", args=[pk])),
}


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
    "savings": (gettext_lazy("Open the receipt"), lambda pk: reverse("savings-receipt", args=[pk])),
    "loan_payment": (gettext_lazy("Open the receipt"), lambda pk: reverse("loan-payment", args=[pk])),
    "loan": (gettext_lazy("Open the loan"), lambda pk: reverse("loan", args=[pk])),
    "sheet": (gettext_lazy("Open the sheet"), lambda pk: reverse("sheet", args=[pk])),
    "opening": (gettext_lazy("Open the opening balances"), lambda pk: reverse("opening", args=[pk])),
    "slip": (gettext_lazy("Open the slip"), lambda pk: reverse("slip", args=[pk])),
    "advance": (gettext_lazy("Open the advance"), lambda pk: reverse("advance", args=[pk])),
    "inspection": (gettext_lazy("Open the lot"), _inspection),
    "asset": (gettext_lazy("Open the thing"), lambda pk: reverse("asset", args=[pk])),
    "depreciation": (gettext_lazy("Open the month"), lambda pk: reverse("asset-month", args=[pk])),
}
