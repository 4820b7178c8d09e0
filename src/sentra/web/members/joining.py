"""Candidates: who asks, what the board says."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.cooperative.membership import queries
from sentra.cooperative.membership.operations import (
    accept_application,
    ask_to_join,
    refuse_application,
    withdraw_application,
)
from sentra.cooperative.membership.texts import newest
from sentra.kernel.tenancy import reading
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.keys import nik_sealer
from sentra.web.members.forms import Accept, Asks, Refuse


@page(needs=Permission.READ_MEMBERS)
def candidates(request: ActorRequest, application_id: int = 0, form: Form | None = None) -> HttpResponse:
    """Who waits for the board, and what was decided last."""
    today = request.actor.today(timezone.now())
    facts = {
        "rows": [(one, _forms(one.pk, today, application_id, form)) for one in queries.candidates()],
        "decided": queries.decided(), "wrong": form,
    }  # fmt: skip
    return TemplateResponse(request, "members/candidates.html", facts)


def _forms(row: int, today: Any, asked: int, form: Form | None) -> dict[str, Form]:
    made: dict[str, Form] = {
        "accept": Accept(initial={"joined_on": today}, auto_id=f"accept{row}_%s"),
        "refuse": Refuse(auto_id=f"refuse{row}_%s"),
    }
    return {
        name: form if form and row == asked and type(form) is type(one) else one for name, one in made.items()
    }


@page(needs=Permission.SPEAK_AS_MEMBER)
def new_candidate(request: ActorRequest, form: Form | None = None) -> HttpResponse:
    """Somebody asks on paper: a maker known here, or a new person."""
    today = request.actor.today(timezone.now())
    fresh = form or Asks(people=queries.may_ask(), initial={"asked_on": today})
    facts = {"form": fresh, "text": newest()["membership"]}
    return TemplateResponse(request, "members/new_candidate.html", facts)


@action(needs=Permission.SPEAK_AS_MEMBER, page=new_candidate)
def ask(request: ActorRequest) -> HttpResponse:
    with reading(request.actor):
        bound = Asks(request.POST, people=queries.may_ask())
    form = in_hand(request, bound)
    at = timezone.now()
    nik = nik_sealer().nik(form.cleaned_data["nik"], today=request.actor.today(at))
    ask_to_join(
        form.cleaned_data["who"], new=form.new(nik=nik), agreed=form.cleaned_data["agreed"],
        asked_on=form.cleaned_data["asked_on"], by=request.actor, at=at,
    )  # fmt: skip
    messages.success(request, _("Written down. The board decides."))
    return redirect("candidates")


@action(needs=Permission.DECIDE_MEMBERS, page=candidates)
def accept(request: ActorRequest, application_id: int) -> HttpResponse:
    form = in_hand(request, Accept(request.POST, auto_id=f"accept{application_id}_%s"))
    made = accept_application(application_id, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("She is member number %(number)s.") % {"number": made.number})
    return redirect("member", made.pk)


@action(needs=Permission.DECIDE_MEMBERS, page=candidates)
def refuse(request: ActorRequest, application_id: int) -> HttpResponse:
    form = in_hand(request, Refuse(request.POST, auto_id=f"refuse{application_id}_%s"))
    refuse_application(application_id, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Refused. She reads the reason."))
    return redirect("candidates")


@action(needs=Permission.SPEAK_AS_MEMBER, page=candidates)
def withdraw(request: ActorRequest, application_id: int) -> HttpResponse:
    withdraw_application(application_id, by=request.actor, at=timezone.now())
    messages.success(request, _("Withdrawn."))
    return redirect("candidates")
