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
from sentra.kernel.tenancy import reading
from sentra.people.queries import village_choices
from sentra.people.roles import Permission
from sentra.production.operations import set_weights
from sentra.production.rules import LIMITS, Rules
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.orders.fields import PercentField, RupiahField
from sentra.web.orders.reasons import MEANINGS, WEIGHTS, set_words


class Weights(forms.Form):
    """Each weight as people write it: rupiah with dots, parts in percent, time in its unit."""

    def __init__(self, *args: object, district: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["village_code"] = forms.ChoiceField(
            label=_("Where work is collected"),
            required=False,
            choices=[("", _("Not said: nobody counts as nearer")), *village_choices(district)],
            help_text=_("Makers bring and fetch their work in this village."),
        )
        for name in LIMITS:
            label, unit = WEIGHTS[name]
            self.fields[name] = _field(name, unit, label=label(), help_text=MEANINGS[name]())

    def rows(self) -> list[tuple[forms.BoundField, str, str]]:
        """Each field with what stands before and behind it."""
        return [(self[name], *_around(WEIGHTS[name][1] if name in WEIGHTS else "")) for name in self.fields]


def _field(name: str, unit: str, **words: Any) -> forms.Field:
    least, most = LIMITS[name]
    if unit == "permille":  # typed in percent, kept in thousandths
        return PercentField(min_value=least // 10, max_value=most // 10, **words)
    if unit == "idr":  # the operation holds its bounds
        return RupiahField(**words)
    plain = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(min_value=least, max_value=most, widget=plain, **words)


def _around(unit: str) -> tuple[str, str]:
    behind = {
        "": "",
        "permille": "%",
        "km": "km",
        "days": _("days"),
        "weeks": _("weeks"),
        "hours": _("hours"),
    }
    return ("Rp", "") if unit == "idr" else ("", behind[unit])


@page(needs=Permission.SET_WEIGHTS)
def weights(request: ActorRequest, form: Form | None = None) -> HttpResponse:
    """As they are now, who set them, to be changed."""
    tenant = Tenant.objects.get(pk=request.actor.tenant_id)
    shown = Rules.of(tenant.settings).shown()
    initial = shown | {"village_code": shown["collecting_village"]}
    facts = {
        "form": form or Weights(initial=initial, district=tenant.district_code),
        "set_words": set_words(shown),
    }
    return TemplateResponse(request, "organisation/weights.html", facts)


@action(needs=Permission.SET_WEIGHTS, page=weights)
def save_weights(request: ActorRequest) -> HttpResponse:
    with reading(request.actor):
        district = Tenant.objects.get(pk=request.actor.tenant_id).district_code
        bound = Weights(request.POST, district=district)
    said = in_hand(request, bound).cleaned_data
    place = said.pop("village_code")
    set_weights(weights=said, village_code=place, by=request.actor, at=timezone.now())
    messages.success(request, _("Saved. The next split reckons with it; plans made before keep theirs."))
    return redirect("weights")
