"""The desk of stalls: lay out a field of them, say who sells at one, take one away."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.crafts.queries import craft_choices
from sentra.kernel.models import Tenant
from sentra.kernel.tenancy import reading
from sentra.market.models import Market, Stall
from sentra.market.operations.stalls import lay_out_stalls, remove_stall, set_stall
from sentra.market.queries import may_stand
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.market.desk import market
from sentra.web.market.forms import FieldForm, StallForm, facts_of_stall

MANAGE = Permission.MANAGE_MARKETS


@action(needs=MANAGE, page=market)
def lay_out(request: ActorRequest, market_id: int) -> HttpResponse:
    form = in_hand(request, FieldForm(request.POST))
    lay_out_stalls(market_id, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("The stalls stand. Tap one to say who sells there."))
    return redirect("own-market", market_id)


def _stall_form(request: ActorRequest, *data: object, **more: object) -> StallForm:
    houses, hands = may_stand(Tenant.objects.get(pk=request.actor.tenant_id))
    return StallForm(
        *data, crafts=craft_choices(), cooperatives=[(str(one.uid), one.name) for one in houses],
        makers=[(str(one.uid), f"{one.name} · {one.village}" if one.village else one.name) for one in hands],
        **more,
    )  # type: ignore[arg-type]  # fmt: skip


@page(needs=MANAGE)
def new_stall(request: ActorRequest, market_id: int, form: Form | None = None) -> HttpResponse:
    found = Market.objects.get(pk=market_id)
    facts = {"market": found, "stall": None, "form": form or _stall_form(request)}
    return TemplateResponse(request, "market/stall.html", facts)


@page(needs=MANAGE)
def stall(request: ActorRequest, market_id: int, stall_id: int, form: Form | None = None) -> HttpResponse:
    found = Stall.objects.select_related("market").get(pk=stall_id, market=market_id)
    typed = form or _stall_form(request, initial=facts_of_stall(found))
    return TemplateResponse(
        request, "market/stall.html", {"market": found.market, "stall": found, "form": typed}
    )


@action(needs=MANAGE, page=new_stall)
def add(request: ActorRequest, market_id: int) -> HttpResponse:
    return _kept(request, market_id, None)


@action(needs=MANAGE, page=stall)
def change(request: ActorRequest, market_id: int, stall_id: int) -> HttpResponse:
    return _kept(request, market_id, stall_id)


def _kept(request: ActorRequest, market_id: int, stall_id: int | None) -> HttpResponse:
    with reading(request.actor):
        typed = _stall_form(request, request.POST)
    form = in_hand(request, typed)
    made = set_stall(market_id, form.told(), stall_id=stall_id, by=request.actor, at=timezone.now())
    messages.success(request, _("Stall %(number)s is kept.") % {"number": made.number})
    return redirect("own-market", market_id)


@action(needs=MANAGE, page=stall)
def remove(request: ActorRequest, market_id: int, stall_id: int) -> HttpResponse:
    remove_stall(stall_id, by=request.actor, at=timezone.now())
    messages.success(request, _("The stall is off the map."))
    return redirect("own-market", market_id)
