"""Money between bank and cash box: fetched for a payout, or brought in after a market day."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.ledger.chart import BANK, CASH
from sentra.ledger.operations import transfer_money
from sentra.ledger.queries import balance_of
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.books.forms import Transfer
from sentra.web.guards import action, in_hand, page


@page(needs=Permission.POST_ENTRY)
def transfer(request: ActorRequest, form: Form | None = None) -> HttpResponse:
    """What is in both, and which way how much goes; the address may suggest it."""
    asked = request.GET.get("jumlah", "")
    fresh = {
        "source": "cash" if request.GET.get("dari") == "cash" else "bank",
        "amount_idr": f"{int(asked):,}".replace(",", ".") if asked.isdecimal() and len(asked) < 16 else "",
        "on": request.actor.today(timezone.now()),
    }
    facts = {
        "form": form if isinstance(form, Transfer) else Transfer(initial=fresh),
        "wrong": form,
        "bank_idr": balance_of(BANK),
        "cash_idr": balance_of(CASH),
    }
    return TemplateResponse(request, "books/transfer.html", facts)


@action(needs=Permission.POST_ENTRY, page=transfer)
def save_transfer(request: ActorRequest) -> HttpResponse:
    form = in_hand(request, Transfer(request.POST))
    transfer_money(**form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Moved and booked."))
    return redirect("payouts")
