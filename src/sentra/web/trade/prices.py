"""What collectors pay today, noted by the staff; the history stays."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.crafts.queries import product_cards
from sentra.kernel.tenancy import reading
from sentra.people.roles import Permission
from sentra.trade.operations import note_collector_price
from sentra.trade.queries import noted_prices
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.trade.forms import Seen, stage_choices


@page(needs=Permission.READ_ORDERS)
def collectors(request: ActorRequest, form: Form | None = None) -> HttpResponse:
    """The last notes, and which of them count today."""
    today = request.actor.today(timezone.now())
    stages = stage_choices(product_cards(), finished=True)
    fresh = form if isinstance(form, Seen) else Seen(stages=stages, initial={"seen_on": today})
    facts = {"notes": noted_prices(today), "form": fresh, "wrong": form}
    return TemplateResponse(request, "trade/collectors.html", facts)


@action(needs=Permission.NOTE_PRICES, page=collectors)
def note(request: ActorRequest) -> HttpResponse:
    with reading(request.actor):
        stages = stage_choices(product_cards(), finished=True)
    form = in_hand(request, Seen(request.POST, stages=stages))
    note_collector_price(**form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Noted. Makers see it on their phones."))
    return redirect("collector-prices")
