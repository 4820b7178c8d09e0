"""The rules: every clause with its article, value, since when and by what; drafts of a forming group."""

from django import forms
from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sentra.cooperative import meeting_documents as documents
from sentra.cooperative.clauses import rules_on
from sentra.cooperative.rule_queries import lines, may_take_over
from sentra.cooperative.ruling import draft_rules, take_over_rules
from sentra.kernel.models import Tenant
from sentra.people.roles import Permission
from sentra.web import papers
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.meetings.forms import RulesForm

P = Permission


class Deed(RulesForm):
    deed = forms.CharField(label=gettext_lazy("Number and day of the deed"), max_length=120)
    since = forms.DateField(
        label=gettext_lazy("In force since"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


@page(needs=P.READ_MEMBERS)
def rules(request: ActorRequest) -> HttpResponse:
    today = request.actor.today(timezone.now())
    told = [
        (
            one,
            documents.said(one.key, one.value),
            [(was, documents.said(one.key, was.value)) for was in one.before],
        )
        for one in lines(today=today)
    ]
    tenant = Tenant.objects.get(pk=request.actor.tenant_id)
    writes = request.actor.may(P.WRITE_CLAUSES)
    facts = {
        "told": told,
        "drafts": sum(one.draft for one, _value, _before in told),
        "forming": tenant.kind == Tenant.Kind.FORMING,
        "takes_over": writes and may_take_over(tenant),
    }
    return TemplateResponse(request, "founding/rules.html", facts)


@page(needs=P.READ_MEMBERS)
def paper(request: ActorRequest) -> HttpResponse:
    now = timezone.now()
    made = documents.statutes(request.actor.tenant_id, today=request.actor.today(now), at=now)
    return papers.pdf(made.content, made.name)


@page(needs=P.WRITE_CLAUSES)
def draft(request: ActorRequest, form: Form | None = None) -> HttpResponse:
    values = dict(rules_on(request.actor.today(timezone.now())).values)
    return TemplateResponse(request, "founding/draft.html", {"form": form or RulesForm(values=values)})


@action(needs=P.WRITE_CLAUSES, page=draft)
def save_draft(request: ActorRequest) -> HttpResponse:
    now = timezone.now()
    form = in_hand(request, RulesForm(request.POST, values={}))
    draft_rules(form.values(), by=request.actor, at=now, today=request.actor.today(now))
    messages.success(request, _("The draft is kept."))
    return redirect("rules")


@page(needs=P.WRITE_CLAUSES)
def deed(request: ActorRequest, form: Form | None = None) -> HttpResponse:
    """Once, for a cooperative of before Sentra."""
    return TemplateResponse(request, "founding/deed.html", {"form": form or Deed(values={}, empty=True)})


@action(needs=P.WRITE_CLAUSES, page=deed)
def take_over(request: ActorRequest) -> HttpResponse:
    now = timezone.now()
    form = in_hand(request, Deed(request.POST, values={}))
    said = form.cleaned_data
    take_over_rules(
        form.values(), deed=said["deed"], since=said["since"], by=request.actor, at=now,
        today=request.actor.today(now),
    )  # fmt: skip
    messages.success(request, _("The rules of the deed stand. From now on a meeting changes them."))
    return redirect("rules")
