"""Deductions: staff ask, she answers on her phone, or somebody who did not ask writes her answer down."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.capital.models import Deduction
from sentra.capital.operations import (
    agree_deduction,
    ask_for_returned_work,
    decline_deduction,
    drop_deduction,
    propose_deduction,
)
from sentra.capital.queries import deductions_of, lots_of_hers, orders_she_works_for
from sentra.kernel.tenancy import reading
from sentra.people.models import Party
from sentra.people.queries import coordinator_of, maker_of
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.payouts.forms import Answer, Propose, Returned
from sentra.web.reasons import Why


def _returned(party_id: int, data: object = None) -> Returned:
    return Returned(data, lots=lots_of_hers(party_id))


def _propose(party_id: int, data: object = None) -> Propose:
    return Propose(data, orders=orders_she_works_for(party_id))


@page(needs=Permission.READ_PEOPLE)
def deductions(
    request: ActorRequest, party_id: int, deduction_id: int = 0, form: Form | None = None
) -> HttpResponse:
    """What one maker was asked, what she said, and the next question."""
    facts = {
        "maker": Party.objects.get(pk=party_id, kind=Party.Kind.ARTISAN),
        "workshop": maker_of(party_id),
        "deductions": list(deductions_of(party_id)),
        "asked": deduction_id,  # the one whose form is shown again
        "form": form,
        "propose": form if isinstance(form, Propose) else _propose(party_id),
        "answer": form if isinstance(form, Answer) else Answer(),
        "returned": form if isinstance(form, Returned) else _returned(party_id),
        "drop": form if isinstance(form, Why) else Why(),
    }
    return TemplateResponse(request, "payouts/deductions.html", facts)


@action(needs=Permission.GRANT_ADVANCE, page=deductions)
def propose(request: ActorRequest, party_id: int) -> HttpResponse:
    with reading(request.actor):  # the form's choices are her own orders
        bound = _propose(party_id, request.POST)
    form = in_hand(request, bound)
    propose_deduction(party_id, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Asked. Nothing is taken before she says yes."))
    return redirect("deductions", party_id)


@action(needs=Permission.GRANT_ADVANCE, page=deductions)
def ask_returned(request: ActorRequest, party_id: int) -> HttpResponse:
    with reading(request.actor):  # the form's choices are her own lots
        bound = _returned(party_id, request.POST)
    form = in_hand(request, bound)
    ask_for_returned_work(**form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Asked. Nothing is taken before she says yes."))
    return redirect("deductions", party_id)


@action(needs=Permission.ANSWER_OFFER, page=deductions)
def write_answer(request: ActorRequest, party_id: int, deduction_id: int) -> HttpResponse:
    form = in_hand(request, Answer(request.POST))
    _said(form)(deduction_id, note=form.cleaned_data["note"], by=request.actor, at=timezone.now())
    messages.success(request, _("Her answer is written down. She reads it on her phone."))
    return redirect("deductions", party_id)


@action(needs=Permission.GRANT_ADVANCE, page=deductions)
def drop(request: ActorRequest, party_id: int, deduction_id: int) -> HttpResponse:
    form = in_hand(request, Why(request.POST))
    drop_deduction(deduction_id, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("No longer asked for."))
    return redirect("deductions", party_id)


@page(needs=Permission.SEE_OWN_WORK)
def my_deduction(request: ActorRequest, deduction_id: int, form: Form | None = None) -> HttpResponse:
    """How much, what for, from which order's pay: yes or no."""
    found = deductions_of(request.actor.stands_for or 0).get(pk=deduction_id)
    facts = {"deduction": found, "form": form, "coordinator": coordinator_of()}
    return TemplateResponse(request, "payouts/my_deduction.html", facts)


@action(needs=Permission.ANSWER_OFFER, page=my_deduction)
def answer_mine(request: ActorRequest, deduction_id: int) -> HttpResponse:
    form = in_hand(request, Answer(request.POST))
    made = _said(form)(deduction_id, by=request.actor, at=timezone.now())
    said = _("Thank you. It is taken from your pay.") if made.agreed_at else _("Good. Nothing is taken.")
    messages.success(request, said)
    return redirect("my-deduction", deduction_id)


def _said(form: Answer) -> Callable[..., Deduction]:
    return agree_deduction if form.cleaned_data["answer"] == "yes" else decline_deduction
