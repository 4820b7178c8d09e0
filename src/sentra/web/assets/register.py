"""The asset register on screen, a purchase, and what was owned before Sentra."""

from datetime import date

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.ledger.assets.operations import buy_asset, own_asset
from sentra.ledger.assets.register import due, standings
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.assets.forms import Bought, Owned
from sentra.web.guards import action, in_hand, page


def _today(request: ActorRequest) -> date:
    return request.actor.today(timezone.now())


@page(needs=Permission.READ_BOOKS)
def assets(request: ActorRequest) -> HttpResponse:
    """What is there with cost, loss and book value; what has left; the month that waits."""
    rows = standings(gone=True)
    there = [one for one in rows if one.asset.left_on is None]
    facts = {
        "there": there,
        "gone": [one for one in rows if one.asset.left_on is not None],
        "cost_idr": sum(one.cost_idr for one in there),
        "lost_idr": sum(one.lost_idr for one in there),
        "book_value_idr": sum(one.book_value_idr for one in there),
        "due": due(_today(request)),
    }
    return TemplateResponse(request, "assets/register.html", facts)


@page(needs=Permission.POST_ENTRY)
def bought(request: ActorRequest, form: Form | None = None) -> HttpResponse:
    today = _today(request)
    fresh = form if isinstance(form, Bought) else Bought(today=today, initial={"on": today})
    return TemplateResponse(request, "assets/bought.html", {"form": fresh})


@action(needs=Permission.POST_ENTRY, page=bought)
def buy(request: ActorRequest) -> HttpResponse:
    form = in_hand(request, Bought(request.POST, today=_today(request)))
    said = form.cleaned_data
    made = buy_asset(form.thing(), method=said["method"], on=said["on"], by=request.actor, at=timezone.now())
    messages.success(request, _("Written into the register and the books."))
    return redirect("asset", made.pk)


@page(needs=Permission.POST_ENTRY)
def owned(request: ActorRequest, form: Form | None = None) -> HttpResponse:
    today = _today(request)
    fresh = form if isinstance(form, Owned) else Owned(today=today)
    return TemplateResponse(request, "assets/owned.html", {"form": fresh})


@action(needs=Permission.POST_ENTRY, page=owned)
def own(request: ActorRequest) -> HttpResponse:
    form = in_hand(request, Owned(request.POST, today=_today(request)))
    said = {name: form.cleaned_data[name] for name in ("bought_on", "on", "lost_idr")}
    made = own_asset(form.thing(), **said, by=request.actor, at=timezone.now())
    messages.success(request, _("Written into the register and the books. No money moved."))
    return redirect("asset", made.pk)
