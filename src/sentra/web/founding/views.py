"""A founding on its way: the checklist, the papers, the notary and the approval."""

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
    approve_founding,
    file_with_notary,
    give_up_founding,
    take_papers_back,
)
from sentra.people.roles import Permission
from sentra.web import papers
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.meetings.forms import Why

P = Permission
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


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
