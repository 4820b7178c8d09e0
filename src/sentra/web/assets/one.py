"""One thing of the register: what it lost month by month, its entries, how it leaves, the way back."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.ledger.assets.operations import let_go, take_back_asset
from sentra.ledger.assets.register import months_of, standing
from sentra.ledger.queries import journal
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.assets.forms import Leave
from sentra.web.guards import action, in_hand, page
from sentra.web.reasons import WhatWasWrong

SHOWN = 12
"""Months in the open; the earlier ones are folded away."""


@page(needs=Permission.READ_BOOKS)
def asset_page(request: ActorRequest, asset_id: int, form: Form | None = None) -> HttpResponse:
    found = standing(asset_id)
    booked = months_of(asset_id)
    there = not (found.asset.left_on or found.asset.taken_back_at)
    today = request.actor.today(timezone.now())
    facts = {
        "one": found,
        "asset": found.asset,
        "there": there,
        "months": booked[:SHOWN],
        "earlier": booked[SHOWN:],
        "entries": journal(source=f"asset:{asset_id}").entries,
        "leave": form if isinstance(form, Leave) else Leave(initial={"on": today}),
        "wrong": form if isinstance(form, WhatWasWrong) else WhatWasWrong(),
        "may_take_back": not found.asset.taken_back_at and (found.asset.left_on or not booked),
        "form": form,
    }
    return TemplateResponse(request, "assets/asset.html", facts)


@action(needs=Permission.POST_ENTRY, page=asset_page)
def leave(request: ActorRequest, asset_id: int) -> HttpResponse:
    form = in_hand(request, Leave(request.POST))
    said = form.cleaned_data
    let_go(
        asset_id, proceeds_idr=said["proceeds_idr"] or 0, method=said["method"], on=said["on"],
        by=request.actor, at=timezone.now(),
    )  # fmt: skip
    messages.success(request, _("It has left the register. The gain or loss is in the books."))
    return redirect("asset", asset_id)


@action(needs=Permission.REVERSE_ENTRY, page=asset_page)
def take_back(request: ActorRequest, asset_id: int) -> HttpResponse:
    form = in_hand(request, WhatWasWrong(request.POST))
    take_back_asset(asset_id, form.cleaned_data["reason"], by=request.actor, at=timezone.now())
    messages.success(request, _("Taken back. The books follow."))
    return redirect("asset", asset_id)
