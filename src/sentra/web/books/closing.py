"""Closing the books on screen: what to look at, what it means, the month, and the year's closing entry."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.cooperative.closing.due import due
from sentra.cooperative.closing.operations import close_period
from sentra.ledger.queries.choices import closed_until
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.books.checklist import checklist
from sentra.web.books.forms import CloseMonth
from sentra.web.guards import action, in_hand, page


@page(needs=Permission.READ_BOOKS)
def closing(request: ActorRequest, form: Form | None = None) -> HttpResponse:
    """The next month with its checklist; the last of a book year with the entry that would close it."""
    actor = request.actor
    found = due(actor.tenant_id, today=actor.today(timezone.now()))
    facts = {
        "due": found,
        "closed": closed_until(),
        "points": checklist(found.month, actor.zone) if found else [],
        "form": form
        if isinstance(form, CloseMonth)
        else CloseMonth(initial={"month": found.month, "year": found.ends_year} if found else None),
        "wrong": form,
    }
    return TemplateResponse(request, "books/closing.html", facts)


@action(needs=Permission.CLOSE_PERIOD, page=closing)
def close_month(request: ActorRequest) -> HttpResponse:
    form = in_hand(request, CloseMonth(request.POST))
    close_period(form.cleaned_data["month"], by=request.actor, at=timezone.now())
    messages.success(request, _("The month is closed. Its entries can no longer change."))
    return redirect("closing")
