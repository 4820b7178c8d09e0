"""The cooperative's materials: the list, and one with its price, purchases and moves."""

from collections import Counter
from dataclasses import dataclass

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.crafts import materials as kinds
from sentra.crafts.models import Material
from sentra.crafts.operations import add_material, change_material
from sentra.people.roles import Permission
from sentra.stock import material_queries as stock
from sentra.stock.operations import buy_material, pay_purchase, take_back_purchase, write_off_material
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.materials.forms import Buy, Change, New, TakeBack, WriteOff
from sentra.web.payouts.forms import Pay


@dataclass(frozen=True)
class Row:
    """One material of the list: units, and what those in the store and with makers have cost."""

    material: Material
    store: int
    out: int
    value_idr: int


@page(needs=Permission.READ_ORDERS)
def materials(request: ActorRequest, form: Form | None = None) -> HttpResponse:
    """What there is, where it is, and what is still to be paid."""
    there, out, value = stock.in_store(), Counter[int](), Counter[int]()
    for one in stock.with_makers():
        out[one.material_id] += one.units
        value[one.material_id] += one.value_idr
    rows = []
    for kind in kinds.materials():
        here = there.get(kind.pk)
        worth = (here.value_idr if here else 0) + value[kind.pk]
        rows.append(Row(kind, here.units if here else 0, out[kind.pk], worth))
    facts = {
        "rows": rows, "total_idr": sum(row.value_idr for row in rows), "form": form,
        "new": form if isinstance(form, New) else New(), "owed": list(stock.purchases(unpaid=True)),
    }  # fmt: skip
    return TemplateResponse(request, "materials/list.html", facts)


@action(needs=Permission.MANAGE_PRODUCTS, page=materials)
def add(request: ActorRequest) -> HttpResponse:
    form = in_hand(request, New(request.POST))
    made = add_material(**form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Saved. Now write down what you bought."))
    return redirect("material", made.pk)


@page(needs=Permission.READ_ORDERS)
def material(
    request: ActorRequest, material_id: int, purchase_id: int = 0, form: Form | None = None
) -> HttpResponse:
    """One material: how much there is, who has it, how it came and went."""
    found = Material.objects.get(pk=material_id)
    today = request.actor.today(timezone.now())
    said = {"name": found.name, "price_idr": found.price_idr, "active": found.active}
    facts = {
        "material": found,
        "there": stock.in_store().get(material_id),
        "out": stock.with_makers(material_id=material_id),
        "purchases": [
            (one, form if isinstance(form, TakeBack) and one.pk == purchase_id else TakeBack.of(one.pk))
            for one in stock.purchases(material_id=material_id)[:12]
        ],
        "moves": stock.moves_of_material(material_id, most=12),
        "form": form,
        "asked": purchase_id,
        "buy": form if isinstance(form, Buy) else Buy(initial={"bought_on": today}),
        "change": form if isinstance(form, Change) else Change(initial=said),
        "write_off": form if isinstance(form, WriteOff) else WriteOff(),
        "pay": form if isinstance(form, Pay) else Pay(initial={"paid_on": today}),
    }
    return TemplateResponse(request, "materials/material.html", facts)


@action(needs=Permission.MANAGE_PRODUCTS, page=material)
def change(request: ActorRequest, material_id: int) -> HttpResponse:
    form = in_hand(request, Change(request.POST))
    change_material(material_id, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Saved."))
    return redirect("material", material_id)


@action(needs=Permission.BUY_MATERIALS, page=material)
def buy(request: ActorRequest, material_id: int) -> HttpResponse:
    form = in_hand(request, Buy(request.POST))
    buy_material(material_id, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("It is in the store and in the books."))
    return redirect("material", material_id)


@action(needs=Permission.PAY_OUT, page=material)
def pay(request: ActorRequest, material_id: int, purchase_id: int) -> HttpResponse:
    form = in_hand(request, Pay(request.POST))
    pay_purchase(purchase_id, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Paid, also in the books."))
    return redirect("material", material_id)


@action(needs=Permission.PAY_OUT, page=material)
def take_back(request: ActorRequest, material_id: int, purchase_id: int) -> HttpResponse:
    form = in_hand(request, TakeBack(request.POST))
    take_back_purchase(purchase_id, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Taken back, also in the books."))
    return redirect("material", material_id)


@action(needs=Permission.BUY_MATERIALS, page=material)
def write_off(request: ActorRequest, material_id: int) -> HttpResponse:
    form = in_hand(request, WriteOff(request.POST))
    write_off_material(material_id, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Written off, with the reason."))
    return redirect("material", material_id)
