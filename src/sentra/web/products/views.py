"""What the cooperative offers: the list, one product with what each stage earns, its form."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from sentra.crafts.operations import (
    add_motif,
    add_product,
    change_product,
    publish_product,
    remove_product_picture,
    set_product_picture,
    unpublish_product,
)
from sentra.crafts.queries import (
    ProductCard,
    StageRow,
    craft_choices,
    motif_choices,
    product_card,
    product_cards,
)
from sentra.kernel.tenancy import reading
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.makers.words import LEVELS
from sentra.web.products.forms import Motif, Picture, Product
from sentra.web.templatetags.formats import rupiah

SHOWN = {"": None, "tampil": True, "belum": False}  # the word in the address → published?


@page(needs=Permission.READ_ORDERS)
def products(request: ActorRequest, form: Form | None = None) -> HttpResponse:
    """Everything that is or will be offered, by name."""
    search, status = (request.GET.get(name, "").strip() for name in ("cari", "status"))
    found = product_cards(search=search)
    shown = SHOWN.get(status)
    facts = {
        "products": [one for one in found if shown is None or one.published == shown],
        "search": search, "status": status, "tabs": _tabs(found, search, status), "wrong": form,
        "motif_form": form if isinstance(form, Motif) else Motif(auto_id="motif_%s"),
    }  # fmt: skip
    return TemplateResponse(request, "products/products.html", facts)


def _tabs(found: list[ProductCard], search: str, status: str) -> list[dict[str, Any]]:
    words = {"": _("All"), "tampil": _("Shown to everybody"), "belum": _("Not shown yet")}
    return [
        {
            "label": label, "count": sum(SHOWN[word] in (None, one.published) for one in found),
            "current": word == (status if status in SHOWN else ""),
            "url": "?" + urlencode({name: it for name, it in (("cari", search), ("status", word)) if it}),
        }
        for word, label in words.items()
    ]  # fmt: skip


@dataclass(frozen=True)
class Step:
    """A stage, the level it asks for, and what a practised maker earns with it in a week."""

    stage: StageRow
    level: object
    weekly_idr: int


def steps_of(product: ProductCard) -> list[Step]:
    """The stages in order, each with what it earns."""
    return [Step(one, LEVELS[one.minimum_level], one.rate_idr * one.pieces_a_week) for one in product.stages]


def value_added(product: ProductCard) -> list[dict[str, Any]]:
    """Bars: each stage's pay, and what of the price is left for material and the cooperative."""
    rows = [
        {"label": one.name, "value": one.rate_idr, "text": rupiah(one.rate_idr)} for one in product.stages
    ]
    rest = product.price_idr - product.labour_idr
    tone = "plain" if rest >= 0 else "late"
    label = _("Material and cooperative")
    return [*rows, {"label": label, "value": max(rest, 0), "text": rupiah(rest), "tone": tone}]


@page(needs=Permission.READ_ORDERS)
def product(request: ActorRequest, product_id: int, form: Form | None = None) -> HttpResponse:
    """One product: picture, facts, stages and what each of them earns."""
    shown = product_card(product_id)
    facts = {
        "product": shown, "steps": steps_of(shown), "bars": value_added(shown), "wrong": form,
        "rest_idr": shown.price_idr - shown.labour_idr,
        "picture_form": form if isinstance(form, Picture) else Picture(),
    }  # fmt: skip
    return TemplateResponse(request, "products/product.html", facts)


def _form(data: object = None, **more: Any) -> Product:
    return Product(data, crafts=craft_choices(), motifs=motif_choices(), **more)  # type: ignore[arg-type]


@page(needs=Permission.MANAGE_PRODUCTS)
def new_product(request: ActorRequest, form: Form | None = None) -> HttpResponse:
    """A new design: it is shown to nobody until it is published."""
    fresh = form if isinstance(form, Product) else _form()
    return TemplateResponse(request, "products/product_form.html", {"form": fresh, "product": None})


@action(needs=Permission.MANAGE_PRODUCTS, page=new_product)
def save_new(request: ActorRequest) -> HttpResponse:
    with reading(request.actor):  # motifs are the cooperative's own
        bound = _form(request.POST)
    form = in_hand(request, bound)
    made = add_product(**form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Saved. Now say in which stages it is made."))
    return redirect("product-stages", made.pk)


@page(needs=Permission.MANAGE_PRODUCTS)
def change(request: ActorRequest, product_id: int, form: Form | None = None) -> HttpResponse:
    """Correct a product. Orders keep their price."""
    shown = product_card(product_id)
    names = ("name", "craft_code", "price_idr", "minimum_lot", "unit", "motif_id", "description", "care")
    said = {name: getattr(shown, name) for name in names} | {"sizes": ", ".join(shown.sizes)}
    fresh = form if isinstance(form, Product) else _form(initial=said)
    return TemplateResponse(request, "products/product_form.html", {"form": fresh, "product": shown})


@action(needs=Permission.MANAGE_PRODUCTS, page=change)
def save_change(request: ActorRequest, product_id: int) -> HttpResponse:
    with reading(request.actor):
        bound = _form(request.POST)
    form = in_hand(request, bound)
    change_product(product_id, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Saved. Orders keep their price."))
    return redirect("product", product_id)


@action(needs=Permission.MANAGE_PRODUCTS, page=product)
def save_picture(request: ActorRequest, product_id: int) -> HttpResponse:
    form = in_hand(request, Picture(request.POST, request.FILES))
    content = form.cleaned_data["picture"].read()
    set_product_picture(product_id, content=content, by=request.actor, at=timezone.now())
    messages.success(request, _("The photo is shown now."))
    return redirect("product", product_id)


@action(needs=Permission.MANAGE_PRODUCTS, page=product)
def remove_picture(request: ActorRequest, product_id: int) -> HttpResponse:
    remove_product_picture(product_id, by=request.actor, at=timezone.now())
    messages.success(request, _("The photo is thrown away."))
    return redirect("product", product_id)


@action(needs=Permission.MANAGE_PRODUCTS, page=product)
def publish(request: ActorRequest, product_id: int) -> HttpResponse:
    publish_product(product_id, by=request.actor, at=timezone.now())
    messages.success(request, _("Everybody can see it now."))
    return redirect("product", product_id)


@action(needs=Permission.MANAGE_PRODUCTS, page=product)
def unpublish(request: ActorRequest, product_id: int) -> HttpResponse:
    unpublish_product(product_id, by=request.actor, at=timezone.now())
    messages.success(request, _("It is no longer shown. Orders go on."))
    return redirect("product", product_id)


@action(needs=Permission.MANAGE_PRODUCTS, page=products)
def save_motif(request: ActorRequest) -> HttpResponse:
    form = in_hand(request, Motif(request.POST, auto_id="motif_%s"))
    add_motif(**form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("The motif can be chosen for products now."))
    return redirect("products")
