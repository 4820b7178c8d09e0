"""Working money from the order's page: for one maker, or for all after a look at the list and its sum."""

from dataclasses import dataclass

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sentra.capital.operations import grant_advance
from sentra.kernel.errors import Refused
from sentra.kernel.idempotency import sending
from sentra.kernel.tenancy import reading
from sentra.ledger.chart import MONEY
from sentra.ledger.queries import balance_of
from sentra.orders.models import Order
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import ONCE, action, in_hand, page
from sentra.web.orders import forms
from sentra.web.orders.views import order
from sentra.web.orders.work import MayAdvance, work_of


@dataclass(frozen=True)
class Round:
    """Everybody's advance at once: whole rupiah, and what is there to pay it from."""

    rooms: list[MayAdvance]
    method: str  # bank, cash
    there_idr: int

    @property
    def total_idr(self) -> int:
        return sum(one.most_idr for one in self.rooms)

    @property
    def lack_idr(self) -> int:
        return max(0, self.total_idr - self.there_idr)


def _round(order_id: int, method: str | None) -> Round:
    way = "cash" if method == "cash" else "bank"
    return Round(work_of(Order.objects.get(pk=order_id)).may_advance, way, balance_of(MONEY[way]))


@page(needs=Permission.GRANT_ADVANCE)
def check_advances(request: ActorRequest, order_id: int, form: Form | None = None) -> HttpResponse:
    """Who would get how much, before anything is paid."""
    asked = request.POST.get("method") or request.GET.get("cara")
    facts = {"order": Order.objects.select_related("buyer").get(pk=order_id), "form": form}
    return TemplateResponse(request, "orders/check_advances.html", facts | {"round": _round(order_id, asked)})


@action(needs=Permission.GRANT_ADVANCE, page=check_advances)
def advance_all(request: ActorRequest, order_id: int) -> HttpResponse:
    """Everybody the most our rules allow. Each is its own payment: a refusal stops only what follows."""
    now, key = timezone.now(), str(request.POST.get(ONCE, ""))[:100]
    with reading(request.actor):
        seen = _round(order_id, request.POST.get("method"))
    if seen.rooms and request.POST.get("total_idr") != str(seen.total_idr):
        raise Refused(_("The list has changed meanwhile. Please look at it again."))
    for one in seen.rooms:
        with sending(f"{key}:{one.assignment.pk}" if key else None):
            grant_advance(
                one.assignment.pk, amount_idr=one.most_idr, method=seen.method,
                paid_on=request.actor.today(now), by=request.actor, at=now,
            )  # fmt: skip
    n = len(seen.rooms)
    said = ngettext("%(n)s advance is paid.", "%(n)s advances are paid.", n) % {"n": n}
    messages.success(request, said)
    return redirect("order", order_id)


@action(needs=Permission.GRANT_ADVANCE, page=order)
def advance(request: ActorRequest, order_id: int) -> HttpResponse:
    """Working money for one maker; all that is allowed when no amount is given."""
    with reading(request.actor):
        rooms = {one.assignment.pk: one for one in work_of(Order.objects.get(pk=order_id)).advances}
    makers = [(pk, one.label) for pk, one in rooms.items()]
    said = in_hand(request, forms.GrantAdvance(request.POST, makers=makers)).cleaned_data
    most = rooms[said["assignment"]].most_idr
    grant_advance(
        said["assignment"], amount_idr=most if said["amount_idr"] is None else said["amount_idr"],
        method=said["method"], paid_on=said["paid_on"], by=request.actor, at=timezone.now(),
    )  # fmt: skip
    messages.success(request, _("The advance is paid and booked."))
    return redirect("order", order_id)
