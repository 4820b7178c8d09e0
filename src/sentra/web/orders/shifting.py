"""“Ten more for her”: the price is shown first, then the chair decides."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sentra.crafts.models import Stage
from sentra.kernel.errors import Refused
from sentra.kernel.models import Tenant
from sentra.kernel.tenancy import reading
from sentra.people.models import Workshop
from sentra.people.roles import Permission
from sentra.production import shifting
from sentra.production.models import Plan
from sentra.production.operations import shift_work
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.orders.fields import count
from sentra.web.orders.reasons import sentence
from sentra.web.templatetags.formats import rupiah


class Give(forms.Form):
    """Who gets how many more of what, as the small form of the split page sends it."""

    workshop_id = forms.IntegerField(widget=forms.HiddenInput)
    line_id = forms.IntegerField(widget=forms.HiddenInput)
    stage_id = forms.IntegerField(widget=forms.HiddenInput)
    pieces = count(gettext_lazy("How many pieces more?"), least=1)


class Confirm(Give):
    """The same with the price that was shown."""

    more_idr = forms.IntegerField(widget=forms.HiddenInput)


@dataclass(frozen=True)
class Offer:
    """What the page says: the price and who gives up how many, or why there is no way."""

    workshop: Workshop
    stage: Stage
    shift: shifting.Shift
    gives: list[tuple[Workshop, Stage, int]]
    takes: list[tuple[Workshop, Stage, int]]
    sentence: str

    @property
    def price(self) -> str:
        return price_words(self.shift.more_idr)


def price_words(more_idr: int) -> str:
    """What a change does to the whole plan, in rupiah of the model."""
    if more_idr > 0:
        return _("The whole plan costs %(idr)s more.") % {"idr": rupiah(more_idr)}
    if more_idr < 0:
        return _("The whole plan costs %(idr)s less.") % {"idr": rupiah(-more_idr)}
    return _("The whole plan costs the same.")


@page(needs=Permission.PLAN_WORK)
def shift(request: ActorRequest, order_id: int, plan_id: int, form: forms.Form | None = None) -> HttpResponse:
    """The price of a change by hand, before anything is written."""
    plan = Plan.objects.select_related("order__buyer").get(pk=plan_id, order_id=order_id)
    if not _wanted(request):
        return redirect("split", order_id)
    asked = Give(_wanted(request))
    facts = {"order": plan.order, "plan": plan, "form": form or asked, "asked": asked, "offer": None}
    if asked.is_valid():
        try:
            facts["offer"] = _offer(request, plan, asked.cleaned_data)
        except Refused as refusal:
            if form is None:
                asked.add_error(None, str(refusal))
    return TemplateResponse(request, "orders/shift.html", facts)


def _wanted(request: ActorRequest) -> QueryDict:
    return request.POST if request.method == "POST" else request.GET


def _offer(request: ActorRequest, plan: Plan, said: dict[str, Any]) -> Offer:
    wish = shifting.Wish(**said)
    settings = Tenant.objects.get(pk=request.actor.tenant_id).settings
    found = shifting.shift(plan, wish, settings, today=request.actor.today(timezone.now()))
    moves = [*found.gives, *found.takes]
    people = Workshop.objects.select_related("owner").in_bulk(
        {wish.workshop_id, *(maker for maker, _stage, _pieces in moves)}
    )
    stages = Stage.objects.select_related("product").in_bulk(
        {wish.stage_id, *(stage for _maker, stage, _pieces in moves)}
    )
    gives, takes = (
        [(people[maker], stages[stage], pieces) for maker, stage, pieces in side]
        for side in (found.gives, found.takes)
    )
    return Offer(people[wish.workshop_id], stages[wish.stage_id], found, gives, takes, _no_way(plan, found))


def _no_way(plan: Plan, found: shifting.Shift) -> str:
    if found.why is None:
        return ""
    if found.why.code in {"chosen", "share"}:
        return _("Her weeks, the cash or the other stages allow no more.")
    return sentence(plan, found.why.code, found.why.numbers)


@action(needs=Permission.PLAN_WORK, page=shift)
def give(request: ActorRequest, order_id: int, plan_id: int) -> HttpResponse:
    with reading(request.actor):
        if not Plan.objects.filter(pk=plan_id, order_id=order_id).exists():
            raise Http404
    form = in_hand(request, Confirm(request.POST))
    shift_work(plan_id, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("The plan is changed. The note says who and for how much."))
    return redirect("split", order_id)


@dataclass(frozen=True)
class Override:
    """One change by hand as the split page tells it."""

    by: str
    maker: str
    pieces: int
    price: str


def overrides(plan: Plan | None) -> list[Override]:
    """What was changed by hand on the way to this plan. One query, if anything."""
    kept = plan.policy.get("overrides", []) if plan else []
    people = (
        Workshop.objects.select_related("owner").in_bulk({one["workshop_id"] for one in kept}) if kept else {}
    )
    return [
        Override(
            one["by"], people[one["workshop_id"]].owner.name, one["pieces"], price_words(one["more_idr"])
        )
        for one in kept
    ]
