"""Opening balances on screen: what to do, the file looked at row by row, booked, taken back."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.cooperative.models import Opening
from sentra.cooperative.opening.keeping import judged
from sentra.cooperative.opening.layout import SHEETS
from sentra.cooperative.opening.operations import (
    check_opening,
    drop_opening,
    post_opening,
    take_back_opening,
)
from sentra.cooperative.opening.template import template
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.opening.forms import Bring
from sentra.web.opening.words import preview, said
from sentra.web.papers import sheet
from sentra.web.reasons import WhatWasWrong

S = Opening.Stage
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 200
"""As many problems are read at once; the next look shows what is left."""


@page(needs=Permission.READ_BOOKS)
def openings(request: ActorRequest, form: Form | None = None) -> HttpResponse:
    """The template, the form for a file, and what was brought so far."""
    brought = list(Opening.objects.order_by("-pk"))
    facts = {
        "brought": brought, "bring": form if isinstance(form, Bring) else Bring(), "form": form,
        "stands": any(one.stage == S.POSTED for one in brought),
    }  # fmt: skip
    return TemplateResponse(request, "opening/openings.html", facts)


@page(needs=Permission.POST_ENTRY)
def blank(request: ActorRequest) -> HttpResponse:
    """The file to fill in, made now."""
    at = timezone.now()
    content = template(day=request.actor.today(at), at=at)
    return sheet(content, "saldo-awal.xlsx", XLSX)


@action(needs=Permission.POST_ENTRY, page=openings)
def check(request: ActorRequest) -> HttpResponse:
    told = in_hand(request, Bring(request.POST, request.FILES)).cleaned_data
    made = check_opening(
        told["file"].read(), name=told["file"].name, on=told["on"], by=request.actor, at=timezone.now()
    )
    return redirect("opening", made.pk)


@page(needs=Permission.READ_BOOKS)
def one(request: ActorRequest, opening_id: int, form: Form | None = None) -> HttpResponse:
    """Before it is booked: every mistake, and the balance sheet it would give. Afterwards: what stands."""
    opening = Opening.objects.select_related("file").get(pk=opening_id)
    facts: dict[str, Any] = {"opening": opening, "form": form, "day": opening.on.isoformat()}
    facts["undo"] = form if isinstance(form, WhatWasWrong) else WhatWasWrong()
    if opening.stage == S.CHECKED:
        found = judged(opening, today=request.actor.today(timezone.now()))
        facts |= {
            "problems": [said(problem) for problem in found.problems[:SHOWN]],
            "count": len(found.problems), "left": len(found.problems[SHOWN:]),
            "rows": [(name, found.rows[name]) for name in SHEETS], "groups": preview(found),
            "mine": request.actor.user_id == opening.checked_by,
        }  # fmt: skip
    return TemplateResponse(request, "opening/opening.html", facts)


@action(needs=Permission.POST_ENTRY, page=one)
def drop(request: ActorRequest, opening_id: int) -> HttpResponse:
    drop_opening(opening_id, by=request.actor, at=timezone.now())
    messages.success(request, _("Thrown away. Nothing was booked."))
    return redirect("openings")


@action(needs=Permission.CONFIRM_OPENING, page=one)
def post(request: ActorRequest, opening_id: int) -> HttpResponse:
    post_opening(opening_id, by=request.actor, at=timezone.now())
    messages.success(request, _("Booked. The books begin with these balances."))
    return redirect("opening", opening_id)


@action(needs=Permission.REVERSE_ENTRY, page=one)
def take_back(request: ActorRequest, opening_id: int) -> HttpResponse:
    form = in_hand(request, WhatWasWrong(request.POST))
    take_back_opening(opening_id, reason=form.cleaned_data["reason"], by=request.actor, at=timezone.now())
    messages.success(request, _("Taken back. The books are as they were before."))
    return redirect("opening", opening_id)
