"""A founding on its way: the checklist, the founders, the papers, the notary and the approval."""

from django import forms
from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sentra.cooperative import meeting_documents as documents
from sentra.cooperative.founding.checklist import checklist
from sentra.cooperative.founding.operations import (
    add_founder,
    approve_founding,
    file_with_notary,
    give_up_founding,
    pay_in,
    remove_founder,
    take_back_payment,
    take_papers_back,
)
from sentra.cooperative.models import Founding
from sentra.people.roles import Permission
from sentra.web import papers
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.meetings.forms import Why
from sentra.web.orders.fields import RupiahField
from sentra.web.payouts.forms import WAYS

P = Permission
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class FounderForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=160)
    phone = forms.CharField(label=gettext_lazy("Phone"), max_length=30, required=False)
    represented_by = forms.CharField(
        label=gettext_lazy("Who speaks for it"), max_length=120, required=False,
        help_text=gettext_lazy("Only where cooperatives found a cooperative."),
    )  # fmt: skip


class PayForm(forms.Form):
    amount_idr = RupiahField(label=gettext_lazy("Amount"))
    method = forms.ChoiceField(label=gettext_lazy("Paid by"), choices=WAYS, initial="cash")
    paid_on = forms.DateField(label=gettext_lazy("Paid on"), widget=DAY)


class NotaryForm(forms.Form):
    notary = forms.CharField(label=gettext_lazy("Notary"), max_length=160)
    filed_on = forms.DateField(label=gettext_lazy("Filed on"), widget=DAY)


class ApprovalForm(forms.Form):
    deed = forms.CharField(label=gettext_lazy("Number and day of the deed"), max_length=120)
    approval = forms.CharField(label=gettext_lazy("Number of the ministry's decision"), max_length=120)
    approved_on = forms.DateField(label=gettext_lazy("Approved on"), widget=DAY)


@page(needs=P.READ_MEMBERS)
def founding(request: ActorRequest, form: Form | None = None) -> HttpResponse:
    """Everything a founding needs, what is missing and where it is done."""
    told = checklist(today=request.actor.today(timezone.now()))
    facts = {
        "told": told,
        "form": form,
        "notary": form if isinstance(form, NotaryForm) else NotaryForm(),
        "approval": form if isinstance(form, ApprovalForm) else ApprovalForm(),
        "why": form if isinstance(form, Why) else Why(),
    }
    return TemplateResponse(request, "founding/founding.html", facts)


@page(needs=P.READ_MEMBERS)
def founders(
    request: ActorRequest,
    application_id: int = 0,
    payment_id: int = 0,  # noqa: ARG001  # an action on a payment comes back here
    form: Form | None = None,
) -> HttpResponse:
    today = request.actor.today(timezone.now())
    told = checklist(today=today)
    facts = {
        "told": told,
        "form": form,
        "new": form if isinstance(form, FounderForm) else FounderForm(),
        "pay": form if isinstance(form, PayForm) else PayForm(initial={"paid_on": today}),
        "why": Why(),
        "changes": told.founding.stage in {Founding.Stage.GATHERING, Founding.Stage.MET},
        "asked": application_id,
    }
    return TemplateResponse(request, "founding/founders.html", facts)


@action(needs=P.FOUND_COOPERATIVE, page=founders)
def add(request: ActorRequest) -> HttpResponse:
    now = timezone.now()
    said = in_hand(request, FounderForm(request.POST)).cleaned_data
    add_founder(**said, by=request.actor, at=now, today=request.actor.today(now))
    return redirect("founders")


@action(needs=P.FOUND_COOPERATIVE, page=founders)
def remove(request: ActorRequest, application_id: int) -> HttpResponse:
    now = timezone.now()
    said = in_hand(request, Why(request.POST)).cleaned_data
    remove_founder(
        application_id, reason=said["reason"], by=request.actor, at=now, today=request.actor.today(now)
    )
    return redirect("founders")


@action(needs=P.FOUND_COOPERATIVE, page=founders)
def pay(request: ActorRequest, application_id: int) -> HttpResponse:
    said = in_hand(request, PayForm(request.POST)).cleaned_data
    pay_in(application_id, **said, by=request.actor, at=timezone.now())
    return redirect("founders")


@action(needs=P.FOUND_COOPERATIVE, page=founders)
def take_back(request: ActorRequest, payment_id: int) -> HttpResponse:
    now = timezone.now()
    said = in_hand(request, Why(request.POST)).cleaned_data
    take_back_payment(
        payment_id, reason=said["reason"], by=request.actor, at=now, today=request.actor.today(now)
    )
    return redirect("founders")


@action(needs=P.FOUND_COOPERATIVE, page=founding)
def file_papers(request: ActorRequest) -> HttpResponse:
    now = timezone.now()
    said = in_hand(request, NotaryForm(request.POST)).cleaned_data
    file_with_notary(**said, by=request.actor, at=now, today=request.actor.today(now))
    return redirect("founding")


@action(needs=P.FOUND_COOPERATIVE, page=founding)
def papers_back(request: ActorRequest) -> HttpResponse:
    said = in_hand(request, Why(request.POST)).cleaned_data
    take_papers_back(reason=said["reason"], by=request.actor, at=timezone.now())
    messages.success(request, _("The papers are back. Correct them and file them again."))
    return redirect("founding")


@action(needs=P.FOUND_COOPERATIVE, page=founding)
def give_up(request: ActorRequest) -> HttpResponse:
    said = in_hand(request, Why(request.POST)).cleaned_data
    give_up_founding(reason=said["reason"], by=request.actor, at=timezone.now())
    return redirect("founding")


@action(needs=P.FOUND_COOPERATIVE, page=founding)
def approve(request: ActorRequest) -> HttpResponse:
    now = timezone.now()
    said = in_hand(request, ApprovalForm(request.POST)).cleaned_data
    approve_founding(**said, by=request.actor, at=now, today=request.actor.today(now))
    messages.success(request, _("The group is now a cooperative. All its books went on."))
    return redirect("founding")


@page(needs=P.READ_MEMBERS)
def paper(request: ActorRequest, kind: str) -> HttpResponse:
    """The founders' list or the statement of the initial capital."""
    if kind not in {"daftar-pendiri", "modal-awal"}:
        raise Http404
    now = timezone.now()
    made = documents.founders_list(
        request.actor.tenant_id, capital=kind == "modal-awal", today=request.actor.today(now), at=now
    )
    return papers.pdf(made.content, made.name)
