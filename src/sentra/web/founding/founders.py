"""The founders' list: who signs, what was mistyped, what each pays in. A form is bound to its row alone."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sentra.cooperative.founding.checklist import Founder, checklist
from sentra.cooperative.founding.operations import (
    add_founder,
    correct_founder,
    pay_in,
    remove_founder,
    take_back_payment,
)
from sentra.cooperative.models import FounderPayment, Founding
from sentra.people.nik import masked
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.keys import nik_sealer
from sentra.web.makers.forms import Unseen
from sentra.web.meetings.forms import Why
from sentra.web.orders.fields import RupiahField
from sentra.web.payouts.forms import WAYS

P = Permission
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class FounderForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=160)
    phone = forms.CharField(
        label=_("Phone"), max_length=30, required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )  # fmt: skip
    address = forms.CharField(
        label=_("Address"), max_length=300, required=False, help_text=_("It stands on the founders' list.")
    )
    nik = forms.CharField(
        label="NIK", max_length=24, required=False, help_text=_("May stay empty. It is kept sealed."),
        widget=Unseen(attrs={"inputmode": "numeric", "autocomplete": "off", "data-secret": ""}),
    )  # fmt: skip
    represented_by = forms.CharField(
        label=_("Who speaks for it"), max_length=120, required=False,
        help_text=_("Only where cooperatives found a cooperative."),
    )  # fmt: skip

    def said(self, today: date) -> dict[str, Any]:
        """What the operation is told: the NIK sealed."""
        return self.cleaned_data | {"nik": nik_sealer().nik(self.cleaned_data["nik"], today=today)}


class NewFounder(FounderForm):
    another = forms.BooleanField(label=_("This is another person of the same name"), required=False)


class PayForm(forms.Form):
    amount_idr = RupiahField(label=_("Amount"))
    method = forms.ChoiceField(label=_("Paid by"), choices=WAYS, initial="cash")
    paid_on = forms.DateField(label=_("Paid on"), widget=DAY)


@dataclass(frozen=True)
class Row:
    """One founder with forms of her own; `opened` names the one that came back with an error."""

    founder: Founder
    pay: Form
    fix: Form
    leave: Form
    back: tuple[tuple[FounderPayment, Form], ...]
    opened: str
    nik: str


def _row(one: Founder, form: Form | None, asked: int, payment_id: int, today: date) -> Row:
    """The refused form stands in the row it was sent from; the others start anew."""
    key, party = one.application.pk, one.application.party
    start = {"name": party.name, "phone": party.phone, "address": party.address}
    start["represented_by"] = one.application.represented_by
    fresh: dict[str, Form] = {
        "pay": PayForm(initial={"paid_on": today}, auto_id=f"pay{key}_%s"),
        "fix": FounderForm(initial=start, auto_id=f"fix{key}_%s"),
        "leave": Why(auto_id=f"leave{key}_%s"),
    }
    opened = ""
    if form is not None and asked == key:
        opened = {PayForm: "pay", FounderForm: "fix", Why: "leave"}[type(form)]  # type: ignore[index]
        fresh[opened] = form
    back = tuple(
        (each, form if form is not None and payment_id == each.pk else Why(auto_id=f"back{each.pk}_%s"))
        for each in one.payments
    )
    return Row(one, fresh["pay"], fresh["fix"], fresh["leave"], back, opened, masked(party.nik_last4))


@page(needs=P.READ_MEMBERS)
def founders(
    request: ActorRequest, application_id: int = 0, payment_id: int = 0, form: Form | None = None
) -> HttpResponse:
    today = request.actor.today(timezone.now())
    told = checklist(today=today)
    facts = {
        "told": told,
        "rows": [_row(one, form, application_id, payment_id, today) for one in told.founders],
        "form": form,
        "new": form if isinstance(form, NewFounder) else NewFounder(),
        "changes": told.founding.stage in {Founding.Stage.GATHERING, Founding.Stage.MET},
        "secondary": told.founding.form == Founding.Form.SECONDARY,
        "payment": payment_id,
    }
    return TemplateResponse(request, "founding/founders.html", facts)


@action(needs=P.FOUND_COOPERATIVE, page=founders)
def add(request: ActorRequest) -> HttpResponse:
    now = timezone.now()
    today = request.actor.today(now)
    form = in_hand(request, NewFounder(request.POST))
    add_founder(**form.said(today), by=request.actor, at=now, today=today)
    return redirect("founders")


@action(needs=P.FOUND_COOPERATIVE, page=founders)
def correct(request: ActorRequest, application_id: int) -> HttpResponse:
    now = timezone.now()
    form = in_hand(request, FounderForm(request.POST, auto_id=f"fix{application_id}_%s"))
    correct_founder(application_id, **form.said(request.actor.today(now)), by=request.actor, at=now)
    return redirect("founders")


@action(needs=P.FOUND_COOPERATIVE, page=founders)
def remove(request: ActorRequest, application_id: int) -> HttpResponse:
    now = timezone.now()
    said = in_hand(request, Why(request.POST, auto_id=f"leave{application_id}_%s")).cleaned_data
    remove_founder(
        application_id, reason=said["reason"], by=request.actor, at=now, today=request.actor.today(now)
    )
    return redirect("founders")


@action(needs=P.FOUND_COOPERATIVE, page=founders)
def pay(request: ActorRequest, application_id: int) -> HttpResponse:
    said = in_hand(request, PayForm(request.POST, auto_id=f"pay{application_id}_%s")).cleaned_data
    pay_in(application_id, **said, by=request.actor, at=timezone.now())
    return redirect("founders")


@action(needs=P.FOUND_COOPERATIVE, page=founders)
def take_back(request: ActorRequest, payment_id: int) -> HttpResponse:
    now = timezone.now()
    said = in_hand(request, Why(request.POST, auto_id=f"back{payment_id}_%s")).cleaned_data
    take_back_payment(
        payment_id, reason=said["reason"], by=request.actor, at=now, today=request.actor.today(now)
    )
    return redirect("founders")
