"""Working money from the order's page: for one maker, or for all after a look at the list and its sum."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import BoundField, Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sentra.capital.caps import together
from sentra.capital.operations import grant_advance, grant_advances
from sentra.kernel.tenancy import reading
from sentra.ledger.chart import MONEY
from sentra.ledger.queries import balance_of
from sentra.orders.models import Order
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.orders import forms
from sentra.web.orders.fields import RupiahField
from sentra.web.orders.views import order
from sentra.web.orders.work import MayAdvance, work_of


@dataclass(frozen=True)
class Row:
    """One maker's share of work, what is proposed for it, and why not more."""

    room: MayAdvance
    field: BoundField


@dataclass(frozen=True)
class Round:
    """Everybody's advance at once: whole rupiah, and what is there to pay it from."""

    rows: list[Row]
    total_idr: int
    method: str  # bank, cash
    there_idr: int

    @property
    def lack_idr(self) -> int:
        return max(0, self.total_idr - self.there_idr)

    @property
    def wages_idr(self) -> int:
        """What their workers were promised for these weeks, one workshop's once."""
        return sum(one.room.cap.need.wages_idr for one in self.rows)


class Amounts(Form):
    """An amount for each share of work; nothing is none."""

    def __init__(self, data: Any = None, *, rooms: list[MayAdvance], pool_idr: int) -> None:
        super().__init__(data, prefix="idr")
        self.rooms = rooms
        proposed = together([one.cap for one in rooms], pool_idr)
        for one, idr in zip(rooms, proposed, strict=True):
            self.fields[str(one.assignment.pk)] = RupiahField(
                label=_("Advance for %(name)s") % {"name": one.assignment.workshop.owner.name},
                required=False, initial=idr,
            )  # fmt: skip
        self.total_idr = sum(proposed)
        for name in data or {}:  # sent once more after they were paid: the same request, not an empty one
            if name.startswith("idr-") and name[4:].isdigit() and name[4:] not in self.fields:
                self.fields[name[4:]] = RupiahField(required=False)

    @property
    def rows(self) -> list[Row]:
        return [Row(one, self[str(one.assignment.pk)]) for one in self.rooms]

    @property
    def amounts(self) -> dict[int, int]:
        return {int(pk): idr for pk, idr in sorted(self.cleaned_data.items()) if idr}


def _amounts(request: ActorRequest, order_id: int, data: Any = None) -> Amounts:
    today = request.actor.today(timezone.now())
    rooms = work_of(Order.objects.get(pk=order_id), today).advances
    return Amounts(data, rooms=rooms, pool_idr=rooms[0].cap.pool_idr if rooms else 0)


@page(needs=Permission.GRANT_ADVANCE)
def check_advances(request: ActorRequest, order_id: int, form: Form | None = None) -> HttpResponse:
    """Who would get how much and why not more, before anything is paid."""
    asked = request.POST.get("method") or request.GET.get("cara")
    way = "cash" if asked == "cash" else "bank"
    shown = form if isinstance(form, Amounts) else _amounts(request, order_id, request.POST or None)
    found = Round(shown.rows, shown.total_idr, way, balance_of(MONEY[way]))
    facts = {"order": Order.objects.select_related("buyer").get(pk=order_id), "form": form, "round": found}
    return TemplateResponse(request, "orders/check_advances.html", facts)


@action(needs=Permission.GRANT_ADVANCE, page=check_advances)
def advance_all(request: ActorRequest, order_id: int) -> HttpResponse:
    """All of them or none, with the amounts on the screen."""
    now, method = timezone.now(), str(request.POST.get("method", ""))
    with reading(request.actor):
        bound = _amounts(request, order_id, request.POST)
    form = in_hand(request, bound)
    made = grant_advances(
        order_id, amounts=form.amounts, method=method, paid_on=request.actor.today(now), by=request.actor,
        at=now,
    )  # fmt: skip
    n = len(made)
    said = ngettext("%(n)s advance is paid.", "%(n)s advances are paid.", n) % {"n": n}
    messages.success(request, said)
    return redirect("order", order_id)


@action(needs=Permission.GRANT_ADVANCE, page=order)
def advance(request: ActorRequest, order_id: int) -> HttpResponse:
    """Working money for one maker; all that is allowed when no amount is given."""
    with reading(request.actor):
        shares = work_of(Order.objects.get(pk=order_id), request.actor.today(timezone.now())).advances
        rooms = {one.assignment.pk: one for one in shares}
    makers = [(pk, one.label) for pk, one in rooms.items()]
    said = in_hand(request, forms.GrantAdvance(request.POST, makers=makers)).cleaned_data
    most = rooms[said["assignment"]].most_idr
    grant_advance(
        said["assignment"], amount_idr=most if said["amount_idr"] is None else said["amount_idr"],
        method=said["method"], paid_on=said["paid_on"], by=request.actor, at=timezone.now(),
    )  # fmt: skip
    messages.success(request, _("The advance is paid and booked."))
    return redirect("order", order_id)
