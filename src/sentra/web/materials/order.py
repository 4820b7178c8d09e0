"""The material of one order: what it takes, who has what, and what became of it; and a maker's own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.capital.operations import lose_material
from sentra.crafts import materials as kinds
from sentra.kernel.errors import PermissionDenied
from sentra.kernel.tenancy import reading
from sentra.orders.models import Order
from sentra.orders.stages import OPEN
from sentra.people.models import Party
from sentra.people.queries import coordinator_of
from sentra.people.roles import Permission
from sentra.production.materials import declare_used, hand_out, take_material_back
from sentra.production.models import Assignment
from sentra.production.queries import cover
from sentra.stock import material_queries as stock
from sentra.stock.material_queries import Lying
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.materials import forms
from sentra.web.templatetags.formats import angka, rupiah

S = Assignment.State


@dataclass(frozen=True)
class Board:
    """What the forms of the page may choose from."""

    order: Order
    work: list[Assignment]  # accepted at some time, by stage
    held: list[Lying]

    @classmethod
    def of(cls, order_id: int) -> "Board":
        work = Assignment.objects.filter(order_id=order_id, accepted__isnull=False)
        return cls(
            Order.objects.select_related("buyer").get(pk=order_id),
            list(work.select_related("workshop__owner__village", "stage").order_by("stage__position", "pk")),
            stock.with_makers(order_id=order_id),
        )

    @property
    def over(self) -> bool:
        """No pieces of it are left to be made or delivered: material comes back, or is lost."""
        return self.order.stage not in OPEN

    def to_give(self) -> list[tuple[int, str]]:
        open_work = [one for one in self.work if one.state == S.ACCEPTED]
        return [
            (one.pk, " · ".join([*_known_as(one.workshop.owner), one.stage.name, angka(one.accepted)]))
            for one in open_work
        ]

    def hers(self) -> list[tuple[str, str]]:
        first: dict[int, int] = {}
        for one in self.work:
            first.setdefault(one.workshop_id, one.pk)
        return [
            (
                f"{first[one.workshop_id]}-{one.material_id}",
                f"{one.maker} · {angka(one.units)} {one.unit} {one.material} · {rupiah(one.value_idr)}",
            )
            for one in self.held
            if one.workshop_id in first
        ]

    def workshop_of(self, assignment_id: int) -> int:
        return next(one.workshop_id for one in self.work if one.pk == assignment_id)


def _known_as(owner: Party) -> list[str]:
    """Two makers may have one name: the village tells them apart."""
    return [owner.name, owner.village.name] if owner.village else [owner.name]


def _in_store(there: Mapping[int, Lying]) -> list[tuple[int, str]]:
    return [(pk, f"{one.material} · {angka(one.units)} {one.unit}") for pk, one in there.items()]


@page(needs=Permission.READ_ORDERS)
def order_materials(request: ActorRequest, order_id: int, form: Form | None = None) -> HttpResponse:
    """Needed by recipe, handed out, used, left; and the three things one can write down."""
    board = Board.of(order_id)
    went = stock.of_order(order_id)
    there = stock.in_store()
    give = forms.HandOut(work=board.to_give(), materials=_in_store(there))
    facts = {
        "order": board.order,
        "went": went,
        "needed": _needed(order_id, there),
        "held": board.held,
        "held_idr": sum(one.value_idr for one in board.held),
        "form": form,
        "give": form if isinstance(form, forms.HandOut) else give,
        "may_give": bool(board.to_give()),
        "tell": form if isinstance(form, forms.Tell) else forms.Tell(held=board.hers(), over=board.over),
        "lose": form if isinstance(form, forms.Lose) else forms.Lose(held=board.hers()),
    }
    return TemplateResponse(request, "materials/order.html", facts)


def _needed(order_id: int, there: Mapping[int, Lying]) -> list[dict[str, Any]]:
    """By recipe, for all pieces: units, what they cost at the planned price, and what the store has."""
    stages = cover(order_id)
    known = kinds.recipes(one.stage.pk for one in stages)
    units: dict[int, int] = {}
    named = {need.material_id: need for needs in known.values() for need in needs}
    for one in stages:
        for need in known.get(one.stage.pk, []):
            units[need.material_id] = units.get(need.material_id, 0) + one.needed * need.units
    return [
        {
            "need": named[pk],
            "units": count,
            "idr": count * named[pk].price_idr,
            "there": there[pk].units if pk in there else 0,
        }
        for pk, count in sorted(units.items(), key=lambda one: named[one[0]].material)
    ]


@action(needs=Permission.HANDLE_MATERIALS, page=order_materials)
def give(request: ActorRequest, order_id: int) -> HttpResponse:
    with reading(request.actor):
        bound = forms.HandOut(
            request.POST, work=Board.of(order_id).to_give(), materials=_in_store(stock.in_store())
        )
    said = in_hand(request, bound).cleaned_data
    hand_out(
        said["assignment"], material_id=said["material"], units=said["units"], by=request.actor,
        at=timezone.now(),
    )  # fmt: skip
    messages.success(request, _("Handed out. She sees it on her phone."))
    return redirect("order-materials", order_id)


@action(needs=Permission.HANDLE_MATERIALS, page=order_materials)
def tell(request: ActorRequest, order_id: int) -> HttpResponse:
    with reading(request.actor):
        board = Board.of(order_id)
        bound = forms.Tell(request.POST, held=board.hers(), over=board.over)
    form = in_hand(request, bound)
    (work, material), units = form.key, form.cleaned_data["units"]
    if form.cleaned_data["what"] == "used":
        declare_used(work, material_id=material, units=units, by=request.actor, at=timezone.now())
    else:
        take_material_back(
            board.workshop_of(work), order_id=order_id, material_id=material, units=units,
            by=request.actor, at=timezone.now(),
        )  # fmt: skip
    messages.success(request, _("Written down."))
    return redirect("order-materials", order_id)


@action(needs=Permission.GRANT_ADVANCE, page=order_materials)
def lose(request: ActorRequest, order_id: int) -> HttpResponse:
    with reading(request.actor):
        board = Board.of(order_id)
        bound = forms.Lose(request.POST, held=board.hers())
    form = in_hand(request, bound)
    (work, material), said = form.key, form.cleaned_data
    lose_material(
        board.workshop_of(work), order_id=order_id, material_id=material, units=said["units"],
        reason=said["reason"], charge_idr=said["charge_idr"] or 0, by=request.actor, at=timezone.now(),
    )  # fmt: skip
    asked = _("Written off. She is asked; nothing is taken before she says yes.")
    messages.success(request, asked if said["charge_idr"] else _("Written off, with the reason."))
    return redirect("order-materials", order_id)


@page(needs=Permission.SEE_OWN_WORK)
def my_materials(request: ActorRequest) -> HttpResponse:
    """What she holds, for which order, and what it costs if it is lost."""
    if request.actor.party_id is None:
        raise PermissionDenied("these screens belong to an artisan")
    held = stock.with_makers(party_id=request.actor.stands_for)
    orders = Order.objects.in_bulk({one.order_id for one in held})
    facts = {
        "held": [{"it": one, "order": orders.get(one.order_id or 0)} for one in held],
        "total_idr": sum(one.value_idr for one in held),
        "coordinator": coordinator_of(),
    }
    return TemplateResponse(request, "phone/materials.html", facts)
