"""Tax rows: what law sets, from when, where it stands, and who here compared it with the law."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.kernel.rupiah import formatted
from sentra.ledger.rates import Rate
from sentra.ledger.tax_checks import check_rate, checked_rates
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.administration.forms import CheckRow
from sentra.web.guards import action, in_hand, page


@page(needs=Permission.READ_BOOKS)
def rows(request: ActorRequest, form: Form | None = None) -> HttpResponse:
    """Every dated row; those in force first. Two queries."""
    today = request.actor.today(timezone.now())
    told = [
        (one, _bands(one.rate), one.rate.until is None or one.rate.until >= today,
         _form(request, one.rate.key, form))
        for one in checked_rates()
    ]  # fmt: skip
    facts = {
        "rows": sorted(told, key=lambda one: not one[2]), "open": sum(not one.name for one, *_more in told),
        "form": form,
    }  # fmt: skip
    return TemplateResponse(request, "administration/taxes.html", facts)


def _form(request: ActorRequest, key: str, refused: Form | None) -> Form:
    """The form of one row; the refused one comes back at its own row with what was typed."""
    if isinstance(refused, CheckRow) and refused["row"].value() == key:
        return refused
    said = {"row": key, "name": request.actor.name, "checked_on": request.actor.today(timezone.now())}
    return CheckRow(initial=said, auto_id=f"{key}-%s")


def _bands(row: Rate) -> list[str]:
    """0 %; above Rp240.000: 10 %."""
    return [
        _("%(rate)s %% above %(idr)s") % {"rate": _percent(bp), "idr": formatted(over)}
        if over else f"{_percent(bp)} %"
        for over, bp in row.bands
    ]  # fmt: skip


def _percent(bp: int) -> str:
    whole, rest = divmod(bp, 100)
    return f"{whole},{rest:02d}".rstrip("0").rstrip(",")


@action(needs=Permission.SET_RULES, page=rows)
def check(request: ActorRequest) -> HttpResponse:
    form = in_hand(request, CheckRow(request.POST))
    said = form.cleaned_data
    check_rate(
        said["row"], name=said["name"], checked_on=said["checked_on"], by=request.actor, at=timezone.now()
    )  # fmt: skip
    messages.success(request, _("Written down. It holds for these words of the row."))
    return redirect("tax-rows")
