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
from sentra.cooperative.closing.years import years_over
from sentra.kernel.files import read
from sentra.kernel.tenancy import reading
from sentra.ledger.queries import year_closed
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, page
from sentra.web.papers import pdf


@page(needs=Permission.READ_BOOKS)
def packs(request: ActorRequest) -> HttpResponse:
    """The book years whose annual meeting can be prepared: closed ones, and the last that is over."""
    today = request.actor.today(timezone.now())
    years = [(end, year_closed(end)) for end in years_over(today)]
    return TemplateResponse(request, "administration/packs.html", {"years": years})


@page(needs=Permission.READ_BOOKS)
def pack(request: ActorRequest, year_end: str, form: Form | None = None) -> HttpResponse:
    """Where the pack of one year stands; while it is built the page looks again by itself."""
    end = _year(request, year_end)
    facts = {"year_end": end, "state": pack_state(request.actor.tenant_id, end), "form": form}
    return TemplateResponse(request, "administration/pack.html", facts)


@action(needs=Permission.SHARE_SURPLUS, page=pack)
def ask(request: ActorRequest, year_end: str) -> HttpResponse:
    with reading(request.actor):
        end = _year(request, year_end)
    ask_for_pack(end, by=request.actor, at=timezone.now())
    messages.success(request, _("The pack is being built. You may leave this page."))
    return redirect("annual-pack", year_end)


@page(needs=Permission.READ_BOOKS)
def download(request: ActorRequest, year_end: str) -> HttpResponse:
    """The newest finished file of the year."""
    ready = pack_state(request.actor.tenant_id, _year(request, year_end)).ready
    if ready is None or ready.file is None:
        raise Http404
    return pdf(read(ready.file), ready.file.name)


def _year(request: ActorRequest, text: str) -> date:
    """The end of a book year that is over; every other day is not found."""
    over = years_over(request.actor.today(timezone.now()))
    found = next((end for end in over if end.isoformat() == text), None)
    if found is None:
        raise Http404
    return found
