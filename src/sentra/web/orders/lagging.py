"""Work that lags: the order page names it, and shows what taking the rest back would do."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sentra.capital.queries import open_advances
from sentra.kernel.models import Tenant
from sentra.kernel.tenancy import reading
from sentra.orders.models import Order
from sentra.people.models import Workshop
from sentra.people.roles import Permission
from sentra.production.models import Assignment
from sentra.production.queries import assignment_view
from sentra.production.rules import Rules
from sentra.quality.behind import Behind, behind
from sentra.quality.operations import take_back_rest
from sentra.quality.resplitting import Proposal, propose
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.orders.shifting import price_words


class TakeBack(forms.Form):
    """What was shown, and why."""

    mark = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)
    pieces = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label=gettext_lazy("Why is the rest taken back?"), max_length=120)


@dataclass(frozen=True)
class Shown:
    """A proposal with names. `owed_idr`: of her advance, what stays owed."""

    told: Proposal
    takers: list[tuple[Workshop, int, date]]
    owed_idr: int

    @property
    def price(self) -> str:
        return price_words(self.told.more_idr)


def lagging(order: Order, tenant_id: int, *, today: date) -> list[Behind]:
    """The order's shares that lag; nothing before work starts. Six queries at most."""
    if order.stage != Order.Stage.MAKING:
        return []
    rules = Rules.of(Tenant.objects.get(pk=tenant_id).settings)
    return behind(today=today, permille=rules.behind_permille, orders=[order.pk])


@page(needs=Permission.PLAN_WORK)
def rest(request: ActorRequest, order_id: int, assignment_id: int, form: Form | None = None) -> HttpResponse:
    """What would go to others, what stays hers, what it costs and how late it gets. Writes nothing."""
    work = assignment_view(assignment_id)
    if work.order_id != order_id:
        raise Http404
    facts: dict[str, Any] = {"order": work.order, "work": work, "form": form, "shown": None}
    if work.state == Assignment.State.ACCEPTED:
        facts["shown"] = shown = _shown(request, work)
        facts["form"] = form or TakeBack(initial={"pieces": shown.told.rest})
    return TemplateResponse(request, "orders/rest.html", facts)


def _shown(request: ActorRequest, work: Assignment) -> Shown:
    settings = Tenant.objects.get(pk=request.actor.tenant_id).settings
    told = propose(work, settings, today=request.actor.today(timezone.now()))
    people = Workshop.objects.select_related("owner").in_bulk([one.workshop_id for one in told.takers])
    takers = [(people[one.workshop_id], one.pieces, one.until) for one in told.takers]
    owed = open_advances(party_id=work.workshop.owner_id, order_id=work.order_id)
    return Shown(told, takers, sum(one.owing_idr for one in owed))


@action(needs=Permission.PLAN_WORK, page=rest)
def take_rest(request: ActorRequest, order_id: int, assignment_id: int) -> HttpResponse:
    with reading(request.actor):
        if not Assignment.objects.filter(pk=assignment_id, order_id=order_id).exists():
            raise Http404
    form = in_hand(request, TakeBack(request.POST))
    plan = take_back_rest(assignment_id, **form.cleaned_data, by=request.actor, at=timezone.now())
    if plan.shortfall:
        messages.warning(request, _("Not all pieces found a maker. See below what is missing."))
    else:
        messages.success(request, _("The rest is split again. Look it over, then offer it."))
    return redirect("split", order_id)
