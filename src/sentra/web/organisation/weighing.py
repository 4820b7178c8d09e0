"""What splitting the work weighs: the chair's page, each weight with its meaning in rupiah."""

from typing import Any

from django import forms
from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.kernel.models import Tenant
from sentra.people.roles import Permission
from sentra.production.operations import set_weights
from sentra.production.rules import LIMITS, Rules
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.orders.fields import PercentField, RupiahField
from sentra.web.orders.reasons import MEANINGS, WEIGHTS, set_words


class Weights(forms.Form):
    """Each weight as people write it: rupiah with dots, parts in percent, time in its unit."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for name in LIMITS:
            label, unit = WEIGHTS[name]
            self.fields[name] = _field(name, unit, label=label(), help_text=MEANINGS[name]())

    def rows(self) -> list[tuple[forms.BoundField, str, str]]:
        """Each field with what stands before and behind it."""
        return [(self[name], *_around(WEIGHTS[name][1])) for name in self.fields]


def _field(name: str, unit: str, **words: Any) -> forms.Field:
    least, most = LIMITS[name]
    if unit == "permille":  # typed in percent, kept in thousandths
        return PercentField(min_value=least // 10, max_value=most // 10, **words)
    if unit == "idr":  # the operation holds its bounds
        return RupiahField(**words)
    plain = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(min_value=least, max_value=most, widget=plain, **words)


def _around(unit: str) -> tuple[str, str]:
    behind = {"permille": "%", "days": _("days"), "weeks": _("weeks"), "hours": _("hours")}
    return ("Rp", "") if unit == "idr" else ("", behind[unit])


@page(needs=Permission.SET_WEIGHTS)
def weights(request: ActorRequest, form: Form | None = None) -> HttpResponse:
    """As they are now, who set them, to be changed."""
    shown = Rules.of(Tenant.objects.get(pk=request.actor.tenant_id).settings).shown()
    facts = {"form": form or Weights(initial=shown), "set_words": set_words(shown)}
    return TemplateResponse(request, "organisation/weights.html", facts)


@action(needs=Permission.SET_WEIGHTS, page=weights)
def save_weights(request: ActorRequest) -> HttpResponse:
    said = in_hand(request, Weights(request.POST)).cleaned_data
    set_weights(weights=said, by=request.actor, at=timezone.now())
    messages.success(request, _("Saved. The next split reckons with it; plans made before keep theirs."))
    return redirect("weights")
