"""What splitting the work weighs: the chair's page, each weight with its meaning in rupiah."""

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
from sentra.web.orders.reasons import MEANINGS, WEIGHTS, set_words

UNITS = {"idr": "Rp", "permille": "‰"}


class Weights(forms.Form):
    """One whole number a weight; parts are written in thousandths as they are kept."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for name, (least, most) in LIMITS.items():
            label, unit = WEIGHTS[name]
            words = f"{label()} ({UNITS[unit]})" if unit in UNITS else label()
            self.fields[name] = forms.IntegerField(
                label=words,
                min_value=least,
                max_value=most,
                help_text=MEANINGS[name](),
                widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            )


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
