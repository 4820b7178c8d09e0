"""The pack of the annual meeting: one button, how far it is, the file, and whether figures moved since."""

from datetime import date

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.cooperative.annual.operations import ask_for_pack
from sentra.cooperative.annual.queries import pack_state
from sentra.cooperative.clauses import rules_on
from sentra.cooperative.meetings.counting import book_year_end
from sentra.kernel.files import read
from sentra.ledger.queries import closed_years
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, page
from sentra.web.papers import pdf


@page(needs=Permission.READ_BOOKS)
def packs(request: ActorRequest) -> HttpResponse:
    """The book years whose annual meeting can be prepared: closed ones, and the last that is over."""
    today = request.actor.today(timezone.now())
    over = book_year_end(rules_on(today).number("book_year_ends"), today)
    closed = [end for end, _idr in closed_years()]
    years = sorted({over, *closed}, reverse=True)
    return TemplateResponse(
        request, "administration/packs.html", {"years": [(end, end in closed) for end in years]}
    )


@page(needs=Permission.READ_BOOKS)
def pack(request: ActorRequest, year_end: str, form: Form | None = None) -> HttpResponse:
    """Where the pack of one year stands; while it is built the page looks again by itself."""
    end = _day(year_end)
    facts = {"year_end": end, "state": pack_state(request.actor.tenant_id, end), "form": form}
    return TemplateResponse(request, "administration/pack.html", facts)


@action(needs=Permission.SHARE_SURPLUS, page=pack)
def ask(request: ActorRequest, year_end: str) -> HttpResponse:
    ask_for_pack(_day(year_end), by=request.actor, at=timezone.now())
    messages.success(request, _("The pack is being built. You may leave this page."))
    return redirect("annual-pack", year_end)


@page(needs=Permission.READ_BOOKS)
def download(request: ActorRequest, year_end: str) -> HttpResponse:
    """The newest finished file of the year."""
    ready = pack_state(request.actor.tenant_id, _day(year_end)).ready
    if ready is None or ready.file is None:
        raise Http404
    return pdf(read(ready.file), ready.file.name)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise Http404 from wrong
