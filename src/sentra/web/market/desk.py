"""The desk of markets: those of this organisation, one with its days, its form."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.kernel.models import Tenant
from sentra.market.operations import add_market, change_day, change_market, take_back_change
from sentra.market.queries import changes_of, own_market, own_markets, plan_of
from sentra.people.queries import village_choices
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.market.forms import DayForm, FieldForm, MarketForm, facts_of
from sentra.web.market.plan import drawn
from sentra.web.market.shown import shown

MANAGE = Permission.MANAGE_MARKETS


@page(needs=MANAGE)
def markets(request: ActorRequest) -> HttpResponse:
    """Ours, hidden ones too. Two queries."""
    found = [shown(one) for one in own_markets(at=timezone.now())]
    return TemplateResponse(request, "market/desk.html", {"markets": found})


def _market_form(request: ActorRequest, *data: object, **more: object) -> MarketForm:
    district = Tenant.objects.get(pk=request.actor.tenant_id).district_code
    return MarketForm(*data, villages=village_choices(district), **more)  # type: ignore[arg-type]


@page(needs=MANAGE)
def new_market(request: ActorRequest, form: Form | None = None) -> HttpResponse:
    start = {"since": request.actor.today(timezone.now()), "shown": True}
    facts = {"form": form or _market_form(request, initial=start), "market": None}
    return TemplateResponse(request, "market/form.html", facts)


@action(needs=MANAGE, page=new_market)
def add(request: ActorRequest) -> HttpResponse:
    form = in_hand(request, _market_form(request, request.POST))
    made = add_market(form.told(), by=request.actor, at=timezone.now())
    messages.success(request, _("The market is announced. Now say who sells there."))
    return redirect("own-market", made.pk)


@page(needs=MANAGE)
def market(request: ActorRequest, market_id: int, form: Form | None = None) -> HttpResponse:
    """Its next days, what is different, the map to tap on. At most seven queries."""
    at = timezone.now()
    coming = own_market(market_id, at=at)
    places = plan_of(coming.market, shown=False)
    facts = {
        "shown": shown(coming), "changes": changes_of(coming.market, at=at), "problem": form,
        "plan": drawn(places, address=lambda one: reverse("stall", args=[market_id, one.pk])),
        "day_form": form if isinstance(form, DayForm) else DayForm(),
        "field_form": form if isinstance(form, FieldForm) else FieldForm(),
    }  # fmt: skip
    return TemplateResponse(request, "market/own.html", facts)


@page(needs=MANAGE)
def edit(request: ActorRequest, market_id: int, form: Form | None = None) -> HttpResponse:
    found = own_market(market_id, at=timezone.now()).market
    facts = {"form": form or _market_form(request, initial=facts_of(found)), "market": found}
    return TemplateResponse(request, "market/form.html", facts)


@action(needs=MANAGE, page=edit)
def change(request: ActorRequest, market_id: int) -> HttpResponse:
    form = in_hand(request, _market_form(request, request.POST))
    change_market(market_id, form.told(), by=request.actor, at=timezone.now())
    messages.success(request, _("Kept. Visitors see it at once."))
    return redirect("own-market", market_id)


@action(needs=MANAGE, page=market)
def say_day(request: ActorRequest, market_id: int) -> HttpResponse:
    form = in_hand(request, DayForm(request.POST))
    change_day(market_id, **form.told(), by=request.actor, at=timezone.now())
    messages.success(request, _("Kept. Visitors see it at once."))
    return redirect("own-market", market_id)


@action(needs=MANAGE, page=market)
def as_always(request: ActorRequest, market_id: int) -> HttpResponse:
    """Take back what was said about a day."""
    wanted = request.POST.get("change", "")
    take_back_change(
        int(wanted) if wanted.isascii() and wanted.isdecimal() and len(wanted) < 19 else 0,
        by=request.actor, at=timezone.now(),
    )  # fmt: skip
    messages.success(request, _("This day is as always again."))
    return redirect("own-market", market_id)
