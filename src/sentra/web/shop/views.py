"""The basket: put something in, change how many, see what can be had now."""

from urllib.parse import urlencode

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sentra.kernel.errors import Refused
from sentra.showroom.queries.basket import wares
from sentra.web.actors import ActorRequest
from sentra.web.guards import in_hand
from sentra.web.shop.basket import MOST_KINDS, basket_of, kept
from sentra.web.shop.forms import Pieces, Put
from sentra.web.shop.rows import Contents, Row, contents
from sentra.web.showroom.house import House, house_action, house_page
from sentra.web.showroom.screen import screen
from sentra.web.templatetags.formats import rupiah


@house_page
def cart(request: ActorRequest, house: House, form: Form | None = None) -> HttpResponse:
    """What she has chosen of this house. Two queries."""
    basket = basket_of(request)
    found = contents(basket, house, form)
    facts = {
        "found": found,
        "form": form,
        "change_url": house.url("cart-change"),
        "more_url": _district(house) if found.elsewhere else "",
        "ask_for_url": _ask_for(house, [*found.short, *found.to_order]),
        "chat_text": _chat_text(house, found),
        "checkout_url": house.url("checkout"),
    }
    return private(screen(request, house, "shop/cart", facts))


@house_action(page=cart)
def put(request: ActorRequest, house: House) -> HttpResponse:
    """From a product's page. What is wrong with it is said in the basket."""
    form = in_hand(request, Put(request.POST))
    product, pieces = form.cleaned_data["product"], form.cleaned_data["pieces"]
    if product not in wares([product]):
        raise Refused(_("This is not offered any more."))
    basket = basket_of(request).and_(product, pieces)
    if len(basket.pieces) > MOST_KINDS:
        raise Refused(_("A basket holds 20 kinds. Order these first, please."))
    return kept(redirect(house.url("cart")), basket)


@house_action(page=cart)
def change(request: ActorRequest, house: House) -> HttpResponse:
    """All rows at once; `out` names the one to take out."""
    basket = basket_of(request)
    out = request.POST.get("out", "")
    if out.isascii() and out.isdecimal() and len(out) <= 18:
        return kept(redirect(house.url("cart")), basket.with_({int(out): 0}))
    shown = [product for product in basket.pieces if f"pieces_{product}" in request.POST]
    form = in_hand(request, Pieces(request.POST, products=shown))
    return kept(redirect(house.url("cart")), basket.with_(form.changes))


def private(answer: HttpResponse) -> HttpResponse:
    """A page of one person: no browser keeps it, no search engine shows it."""
    answer["Cache-Control"], answer["X-Robots-Tag"] = "private, no-store", "noindex"
    return answer


def _district(house: House) -> str:
    return House("", house.district).url("cart") if house.host else ""


def _ask_for(house: House, rows: list[Row]) -> str:
    """The enquiry with these lines filled in; "" in a district, where each cooperative is asked by itself."""
    if not rows or house.host is None:
        return ""
    lines = [pair for row in rows for pair in (("produk", row.card.code), ("jumlah", str(row.pieces)))]
    return f"{house.ask_url}?{urlencode(lines)}"


def _chat_text(house: House, found: Contents) -> str:
    """What stands in the chat already; "" where the cooperative shows no mobile number (+628…)."""
    rows = [row for group in found.ready for row in group.rows] + [*found.short, *found.to_order]
    if house.host is None or not house.host.phone.startswith("+628") or not rows:
        return ""
    lines = [f"{row.pieces} × {row.card.name} ({row.card.code}), {rupiah(row.sum_idr)}" for row in rows]
    head = _("Hello %(house)s, I would like to order:") % {"house": house.name}
    return "\n".join([head, *lines])
