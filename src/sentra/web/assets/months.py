"""The month's depreciation on screen: what each thing would lose, the button, the months so far."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.ledger.assets.operations import book_depreciation, take_back_month
from sentra.ledger.assets.register import booked_month, booked_months, due, newest_month
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.assets.forms import Month
from sentra.web.guards import action, in_hand, page
from sentra.web.reasons import WhatWasWrong


@page(needs=Permission.READ_BOOKS)
def depreciation(request: ActorRequest, form: Form | None = None) -> HttpResponse:
    """The month that waits with each thing and its amount, then the months that are booked."""
    waits = due(request.actor.today(timezone.now()))
    facts = {
        "due": waits,
        "month": Month(initial={"month": waits.month}) if waits else None,
        "months": booked_months(),
        "form": form,
    }
    return TemplateResponse(request, "assets/depreciation.html", facts)


@action(needs=Permission.POST_ENTRY, page=depreciation)
def book(request: ActorRequest) -> HttpResponse:
    form = in_hand(request, Month(request.POST))
    book_depreciation(form.cleaned_data["month"], by=request.actor, at=timezone.now())
    messages.success(request, _("The month's depreciation is booked."))
    return redirect("depreciation")


@page(needs=Permission.READ_BOOKS)
def month_page(request: ActorRequest, month_id: int, form: Form | None = None) -> HttpResponse:
    """One booked month thing by thing, its entry, and the way back for the newest."""
    made = booked_month(month_id)
    newest = newest_month()
    facts = {
        "one": made,
        "newest": newest is not None and newest.pk == month_id,
        "wrong": form if isinstance(form, WhatWasWrong) else WhatWasWrong(),
        "form": form,
    }
    return TemplateResponse(request, "assets/month.html", facts)


@action(needs=Permission.REVERSE_ENTRY, page=month_page)
def take_back(request: ActorRequest, month_id: int) -> HttpResponse:
    form = in_hand(request, WhatWasWrong(request.POST))
    take_back_month(month_id, form.cleaned_data["reason"], by=request.actor, at=timezone.now())
    messages.success(request, _("Taken back. The month can be booked anew."))
    return redirect("depreciation")
