"""One maker's page and what is done there: her workers, skills, capacity, absences, rest."""

from typing import Any

from django import forms
from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.crafts.operations import add_absence, remove_absence, set_capacity, set_skill
from sentra.crafts.queries import ProductCard, maker_card, product_cards, technique_choices
from sentra.kernel.tenancy import reading
from sentra.people import queries
from sentra.people.operations import (
    add_worker,
    deactivate_artisan,
    reactivate_artisan,
    remove_worker,
    set_bank_account,
)
from sentra.people.roles import Permission
from sentra.production.queries import by_workshop
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.makers.card_paper import card_number
from sentra.web.makers.forms import (
    AddAbsence,
    AddWorker,
    BankAccount,
    Choices,
    Deactivate,
    IssueCard,
    RevokeCard,
    SetCapacity,
    SetSkill,
)
from sentra.web.makers.fresh_cards import fresh
from sentra.web.makers.words import LEVELS, TO_SET


class Which(forms.Form):
    """The row a button stands beside."""

    which = forms.IntegerField(min_value=1)


def _skill_form(data: Any = None) -> SetSkill:
    return SetSkill(data, techniques=technique_choices(), levels=TO_SET)


def _stage_choices(products: list[ProductCard]) -> Choices:
    return [
        (one.name, [(stage.stage_id, stage.name) for stage in one.stages]) for one in products if one.stages
    ]


def _capacity_form(products: list[ProductCard], data: Any = None) -> SetCapacity:
    return SetCapacity(data, stages=_stage_choices(products))


def _forms(form: Form | None, known: queries.Maker) -> dict[str, Form]:
    """A fresh form for each card of the page; the one that was refused comes back as it was sent."""
    shown_card = {"card_id": known.live_card.card_id} if known.live_card else {}
    shown: dict[str, Form] = {
        "worker": AddWorker(auto_id="worker_%s"),
        "skill": _skill_form(),
        "capacity": _capacity_form(product_cards()),
        "absence": AddAbsence(auto_id="absence_%s"),
        "bank": BankAccount(auto_id="bank_%s", initial={"bank_name": known.bank_name}),
        "deactivate": Deactivate(auto_id="rest_%s"),
        "card": IssueCard(auto_id="card_%s"),
        "revoke": RevokeCard(auto_id="revoke_%s", initial=shown_card),
    }
    for name, one in shown.items():
        if type(one) is type(form):
            shown[name] = form  # type: ignore[assignment]
    return shown


@page(needs=Permission.READ_PEOPLE)
def maker(request: ActorRequest, workshop_id: int, form: Form | None = None) -> HttpResponse:
    """Who she is, who works with her, what she can make, when she is away, what she did lately."""
    at = timezone.now()
    known = queries.maker(workshop_id)
    can = maker_card(workshop_id, today=request.actor.today(at))
    facts = {
        "maker": known, "can": can, "work": list(by_workshop(workshop_id, limit=10)), "wrong": form,
        "skills": [(one, LEVELS[one.level]) for one in can.skills], "forms": _forms(form, known),
        "away": can.away(request.actor.today(at)), "fresh": fresh(request.session, workshop_id, at=at),
        "card_number": card_number(known.live_card.number) if known.live_card else "",
    }  # fmt: skip
    return TemplateResponse(request, "makers/maker.html", facts)


@action(needs=Permission.MANAGE_PEOPLE, page=maker)
def add_a_worker(request: ActorRequest, workshop_id: int) -> HttpResponse:
    form = in_hand(request, AddWorker(request.POST, auto_id="worker_%s"))
    add_worker(workshop_id, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Added. The wage counts in plans from now on."))
    return redirect("maker", workshop_id)


@action(needs=Permission.MANAGE_PEOPLE, page=maker)
def remove_a_worker(request: ActorRequest, workshop_id: int) -> HttpResponse:
    form = in_hand(request, Which(request.POST))
    gone = remove_worker(form.cleaned_data["which"], by=request.actor, at=timezone.now())
    messages.success(request, _("%(name)s no longer works here.") % {"name": gone.name})
    return redirect("maker", workshop_id)


@action(needs=Permission.MANAGE_PEOPLE, page=maker)
def set_a_skill(request: ActorRequest, workshop_id: int) -> HttpResponse:
    form = in_hand(request, _skill_form(request.POST))
    set_skill(workshop_id, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Skill saved."))
    return redirect("maker", workshop_id)


@action(needs=Permission.MANAGE_PEOPLE, page=maker)
def set_a_capacity(request: ActorRequest, workshop_id: int) -> HttpResponse:
    with reading(request.actor):  # the form's choices are the cooperative's own products
        bound = _capacity_form(product_cards(), request.POST)
    form = in_hand(request, bound)
    set_capacity(workshop_id, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Capacity saved."))
    return redirect("maker", workshop_id)


@action(needs=Permission.MANAGE_PEOPLE, page=maker)
def add_an_absence(request: ActorRequest, workshop_id: int) -> HttpResponse:
    form = in_hand(request, AddAbsence(request.POST, auto_id="absence_%s"))
    add_absence(workshop_id, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Saved. No work is planned for these days."))
    return redirect("maker", workshop_id)


@action(needs=Permission.MANAGE_PEOPLE, page=maker)
def remove_an_absence(request: ActorRequest, workshop_id: int) -> HttpResponse:
    form = in_hand(request, Which(request.POST))
    remove_absence(form.cleaned_data["which"], by=request.actor, at=timezone.now())
    messages.success(request, _("She works on these days after all."))
    return redirect("maker", workshop_id)


@action(needs=Permission.MANAGE_PEOPLE, page=maker)
def set_a_bank_account(request: ActorRequest, workshop_id: int) -> HttpResponse:
    form = in_hand(request, BankAccount(request.POST, auto_id="bank_%s"))
    set_bank_account(workshop_id, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Saved. It counts from the next payout that is prepared."))
    return redirect("maker", workshop_id)


@action(needs=Permission.MANAGE_PEOPLE, page=maker)
def deactivate(request: ActorRequest, workshop_id: int) -> HttpResponse:
    form = in_hand(request, Deactivate(request.POST, auto_id="rest_%s"))
    deactivate_artisan(workshop_id, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("She gets no more offers. What she is owed stays owed."))
    return redirect("maker", workshop_id)


@action(needs=Permission.MANAGE_PEOPLE, page=maker)
def reactivate(request: ActorRequest, workshop_id: int) -> HttpResponse:
    reactivate_artisan(workshop_id, by=request.actor, at=timezone.now())
    messages.success(request, _("She works again."))
    return redirect("maker", workshop_id)
