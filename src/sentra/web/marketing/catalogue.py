"""The catalogue to print: one button, how far it is, the file."""

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.kernel.files import read
from sentra.people.roles import Permission
from sentra.showroom.models import PrintedCatalogue
from sentra.showroom.operations.catalogue import OPEN, ask_for_catalogue
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, page
from sentra.web.papers import pdf
from sentra.web.site import Site

S = PrintedCatalogue.Stage


@page(needs=Permission.READ_ORDERS)
def catalogue(request: ActorRequest, form: Form | None = None) -> HttpResponse:
    """Where it stands; while it is built the page looks again by itself."""
    last = PrintedCatalogue.objects.order_by("-pk").first()
    facts = {
        "wrong": form, "going": last if last and last.stage in OPEN else None,
        "failed": last if last and last.stage == S.FAILED else None, "ready": _ready(),
    }  # fmt: skip
    return TemplateResponse(request, "marketing/catalogue.html", facts)


def _ready() -> PrintedCatalogue | None:
    return PrintedCatalogue.objects.select_related("file").filter(stage=S.READY).order_by("-pk").first()


@action(needs=Permission.MANAGE_PRODUCTS, page=catalogue)
def ask(request: ActorRequest) -> HttpResponse:
    ask_for_catalogue(Site.of(request).root, by=request.actor, at=timezone.now())
    messages.success(request, _("The catalogue is being built. You may leave this page."))
    return redirect("catalogue-to-print")


@page(needs=Permission.READ_ORDERS)
def download(request: ActorRequest) -> HttpResponse:  # noqa: ARG001
    """The newest finished file."""
    ready = _ready()
    if ready is None or ready.file is None:
        raise Http404
    return pdf(read(ready.file), ready.file.name)
