"""The way in: the front page, a member of staff's home, files, and the site's own health."""

from uuid import UUID

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.db import connection
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_POST, require_safe

from sentra.kernel.files import open_file
from sentra.kernel.models import StoredFile
from sentra.kernel.tenancy import reading
from sentra.people.models import Role
from sentra.people.roles import Permission
from sentra.production.queries import shows_to
from sentra.quality.queries import shows_her_work
from sentra.web.actors import CHOSEN, ActorRequest
from sentra.web.front.homes import home_of
from sentra.web.front.houses import open_districts
from sentra.web.guards import page

SHOWN = {"image/jpeg", "image/png", "image/webp", "application/pdf"}  # all else is saved, never opened here


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The districts and cooperatives that show goods, and the doors for artisans and staff."""
    page = render(request, "front/front.html", {"districts": open_districts(at=timezone.now())})
    patch_vary_headers(page, ["Cookie", "Save-Data"])
    return page


@page(needs=Permission.SEE_PUBLIC)
def home(request: ActorRequest) -> HttpResponse:
    """Where each person's day starts."""
    return home_of(request)


@require_POST
def choose_tenant(request: HttpRequest) -> HttpResponse:
    """Work in another organisation. Only one she has a role in is taken."""
    wanted = request.POST.get("organisation", "")
    held = Role.objects.filter(
        user_id=request.user.pk or 0, until=None, tenant_id=int(wanted) if wanted.isdecimal() else 0
    )
    if request.user.is_authenticated and held.exists():
        request.session[CHOSEN] = int(wanted)
    return redirect("home")


def _hers(found: StoredFile, party_id: int | None) -> bool:
    """She sent it, it is the sample she copies, or it shows what an inspector saw in her pieces."""
    if party_id is None:
        return False
    own = found.by_party == party_id or shows_to(party_id, found)
    return own or shows_her_work(found.pk, party_id=party_id)


def file(request: ActorRequest, uid: UUID) -> HttpResponseBase:
    """A private file, for staff of its organisation; a maker sees what is hers or shows what she makes."""
    if not request.actor.tenant_id:
        raise Http404
    with reading(request.actor):
        found = StoredFile.objects.filter(uid=uid).first()
        allowed = request.actor.user_id is not None or (
            found is not None and _hers(found, request.actor.party_id)
        )
        if found is None or not (found.public or allowed):
            raise Http404
    inline = found.mime in SHOWN
    answer = FileResponse(
        open_file(found), content_type=found.mime, filename=found.name, as_attachment=not inline
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, max-age=3600"
    return answer


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponseBase:  # noqa: ARG001  # Django's signature
    """A public picture. Its name is never used again, so a browser may keep it for good."""
    try:
        answer = FileResponse(default_storage.open(name, "rb"))
    except (FileNotFoundError, IsADirectoryError, SuspiciousFileOperation) as gone:
        raise Http404 from gone
    answer["Cache-Control"] = "public, max-age=31536000, immutable"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def healthz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # Django's signature
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


def readyz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The process answers and reaches the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


for _view, _needs in (
    (front, "nobody"),
    (choose_tenant, "staff"),
    (file, "own"),
    (picture, "nobody"),
    (healthz, "nobody"),
    (readyz, "nobody"),
):
    _view.needs = _needs  # type: ignore[attr-defined, union-attr]  # read by tests/architecture
