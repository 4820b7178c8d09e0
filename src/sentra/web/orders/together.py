"""Splitting several orders at once: tick them, one reckoning, one plan an order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django import forms
from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sentra.kernel.models import Tenant
from sentra.people.roles import Permission
from sentra.production.operations import split_together
from sentra.production.rules import Rules
from sentra.production.waiting import Waiting, waiting
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page


class Chosen(forms.Form):
    """The orders that are ticked; which of them may be split is the operation's to say."""

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.fields["orders"] = forms.TypedMultipleChoiceField(
            coerce=int,
            label=_("Orders"),
            choices=[(pk, pk) for pk in data.getlist("orders") if pk.isdecimal()],
            error_messages={"required": _("Choose at least two orders.")},
        )


@dataclass(frozen=True)
class Row:
    """One order of the list."""

    told: Waiting
    ticked: bool
    late: bool  # what is proposed or taken so far ends too late for the buyer


@page(needs=Permission.PLAN_WORK)
def together(request: ActorRequest, form: Form | None = None) -> HttpResponse:
    """Every order with pieces nobody was asked to make, and what is proposed for it so far."""
    found = waiting()
    rules = Rules.of(Tenant.objects.get(pk=request.actor.tenant_id).settings)
    ticked = _ticked(request, found)
    rows = [Row(one, one.order.pk in ticked, _late(one, rules)) for one in found]
    return TemplateResponse(request, "orders/together.html", {"rows": rows, "form": form})


def _late(one: Waiting, rules: Rules) -> bool:
    wanted = one.order.promised_on - timedelta(days=rules.finishing_days)
    return one.ready_on is not None and one.ready_on > wanted


def _ticked(request: ActorRequest, found: Sequence[Waiting]) -> set[int]:
    """What was ticked, nothing included, or asked for; else those with pieces without a maker."""
    said = (request.POST if request.method == "POST" else request.GET).getlist("orders")
    asked = {int(pk) for pk in said if pk.isdecimal()}
    return asked if asked or request.method == "POST" else {one.order.pk for one in found if one.without}


@action(needs=Permission.PLAN_WORK, page=together)
def make_split_together(request: ActorRequest) -> HttpResponse:
    form = in_hand(request, Chosen(request.POST))
    made = split_together(form.cleaned_data["orders"], by=request.actor, at=timezone.now())
    short = sum(1 for plan in made if plan.shortfall)
    if short:
        words = ngettext(
            "%(n)s order falls short. See why there.", "%(n)s orders fall short. See why there.", short
        )
        messages.warning(request, words % {"n": short})
    else:
        messages.success(request, _("The work is split. Look each order over, then offer it."))
    chosen = urlencode({"orders": [plan.order_id for plan in made]}, doseq=True)
    return redirect(f"{reverse('split-together')}?{chosen}")
