"""Titipan: what makers left to be sold, receiving it, giving it back; and what a maker sees of hers."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.capital.queries.consigned import makers_goods
from sentra.crafts.queries import maker_cards, product_cards
from sentra.kernel.tenancy import reading
from sentra.people.roles import Permission
from sentra.stock.consigned_operations import give_back_consigned, receive_consigned
from sentra.stock.consigned_queries import lies_where, receipts
from sentra.stock.consigned_queries import receipt as one_receipt
from sentra.stock.documents import consignment_pdf
from sentra.web.actors import ActorRequest
from sentra.web.consigned.forms import GiveBack, Receive, goods_choices
from sentra.web.guards import action, in_hand, page
from sentra.web.papers import pdf
from sentra.web.phone.views import her_of, screen


def _choices(request: ActorRequest) -> dict[str, Any]:
    today = request.actor.today(timezone.now())
    makers = [
        (one.workshop_id, " · ".join(filter(None, (one.name, one.village))))
        for one in maker_cards(today=today)
    ]
    return {"makers": makers, "goods": goods_choices(product_cards())}


@page(needs=Permission.READ_ORDERS)
def consigned(request: ActorRequest) -> HttpResponse:
    """Receipts with something left; `?semua=1` all of them."""
    every = "semua" in request.GET
    found, today = receipts(lying=not every), request.actor.today(timezone.now())
    facts = {
        "rows": [(one, one.over(today)) for one in found], "every": every,
        "left": sum(one.left for one in found), "worth_idr": sum(one.worth_idr for one in found),
    }  # fmt: skip
    return TemplateResponse(request, "consigned/list.html", facts)


@page(needs=Permission.RECEIVE_LOTS)
def new_receipt(request: ActorRequest, form: Form | None = None) -> HttpResponse:
    known = _choices(request)
    fresh = form if isinstance(form, Receive) else Receive(**known)
    return TemplateResponse(
        request, "consigned/new.html", {"form": fresh, "can": known["makers"] and known["goods"]}
    )


@action(needs=Permission.RECEIVE_LOTS, page=new_receipt)
def receive(request: ActorRequest) -> HttpResponse:
    with reading(request.actor):
        known = _choices(request)
    form = in_hand(request, Receive(request.POST, **known))
    said = form.cleaned_data
    made = receive_consigned(
        said["workshop_id"], lines=form.lines(), ends_on=said["ends_on"], note=said["note"],
        by=request.actor, at=timezone.now(),
    )  # fmt: skip
    messages.success(request, _("Received. Print the receipt and let her sign."))
    return redirect("consignment", made.pk)


@page(needs=Permission.READ_ORDERS)
def receipt(
    request: ActorRequest, consignment_id: int, batch_id: int = 0, form: Form | None = None
) -> HttpResponse:
    found = one_receipt(consignment_id)
    rows = [
        (
            one,
            form
            if isinstance(form, GiveBack) and one.pk == batch_id
            else GiveBack.of(one.pk, initial={"pieces": one.left}),
        )
        for one in found.lines
    ]
    facts = {
        "receipt": found, "rows": rows, "form": form, "over": found.over(request.actor.today(timezone.now())),
        "lies": lies_where([found.it.workshop_id]),
    }  # fmt: skip
    return TemplateResponse(request, "consigned/receipt.html", facts)


@action(needs=Permission.RECEIVE_LOTS, page=receipt)
def give_back(request: ActorRequest, consignment_id: int, batch_id: int) -> HttpResponse:
    form = in_hand(request, GiveBack.of(batch_id, request.POST))
    give_back_consigned(batch_id, pieces=form.cleaned_data["pieces"], by=request.actor, at=timezone.now())
    messages.success(request, _("Given back. The receipt says so now."))
    return redirect("consignment", consignment_id)


@page(needs=Permission.READ_ORDERS)
def paper(request: ActorRequest, consignment_id: int) -> HttpResponse:
    found = one_receipt(consignment_id).it
    made = consignment_pdf(found, at=timezone.now(), size=request.GET.get("ukuran", ""))
    return pdf(made, f"titipan-{found.number}.pdf")


@page(needs=Permission.SEE_OWN_WORK)
def my_goods(request: ActorRequest) -> HttpResponse:
    """What she left here: where it lies, what is sold, owed and paid."""
    return screen(request, "goods", {"goods": makers_goods(her_of(request))})
