"""One quick cash purchase: the receipt on screen and paper, and which order takes its pieces."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.kernel.tenancy import reading
from sentra.people.roles import Permission
from sentra.trade.documents import receipt_pdf
from sentra.trade.operations import use_purchase
from sentra.trade.queries import PurchaseRow, lines_for, purchase_row
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.papers import pdf
from sentra.web.trade.forms import Take


def _form(row: PurchaseRow, data: object = None) -> Take:
    lines = [
        (line.pk, f"{line.order} · {line.order.buyer.name} · {line.pieces}")
        for line in lines_for(row.purchase.stage.product_id)
    ]
    return Take(data, lines=lines, initial={"pieces": row.left})  # type: ignore[arg-type]


@page(needs=Permission.READ_ORDERS)
def purchase(request: ActorRequest, purchase_id: int, form: Form | None = None) -> HttpResponse:
    row = purchase_row(purchase_id)
    fresh = form if isinstance(form, Take) else _form(row)
    return TemplateResponse(request, "trade/purchase.html", {"row": row, "form": fresh, "wrong": form})


@action(needs=Permission.PLAN_WORK, page=purchase)
def use(request: ActorRequest, purchase_id: int) -> HttpResponse:
    with reading(request.actor):
        bound = _form(purchase_row(purchase_id), request.POST)
    form = in_hand(request, bound)
    made = use_purchase(purchase_id, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("The order takes these pieces. Only the later stages are split."))
    with reading(request.actor):
        return redirect("order", made.supply.order_id)


@page(needs=Permission.READ_ORDERS)
def paper(request: ActorRequest, purchase_id: int) -> HttpResponse:  # noqa: ARG001 - every page gets one
    row = purchase_row(purchase_id)
    return pdf(receipt_pdf(row.purchase, at=timezone.now()), f"beli-tunai-{row.purchase.number}.pdf")
