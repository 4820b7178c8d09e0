"""What everybody may ask of a label: is it genuine, and what does it say; with the server and without it."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.contrib.staticfiles import finders
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from sentra.kernel.models import Tenant
from sentra.kernel.tenancy import reading, within
from sentra.origin.codes import code_in
from sentra.origin.models import Label
from sentra.origin.online import asked, claimed
from sentra.origin.queries import Published, looks_at, named_makers, published
from sentra.origin.steps import count_look
from sentra.origin.verifying import Finding, Verdict, broken
from sentra.origin.ways import Way
from sentra.web.actors import guest_of

LONGEST = 600  # letters of an address that can be a label's


@require_safe
def label(request: HttpRequest, code: str) -> HttpResponse:
    """One label: what its signature and the cooperative's list say, and who agrees today to be named."""
    facts = claimed(code) if len(code) < LONGEST else None
    houses = Tenant.objects.exclude(kind=Tenant.Kind.OFFICE)
    host = houses.filter(pk=facts.cooperative).first() if facts else None
    if facts is None or host is None:
        return _shown(request, Verdict(Finding.UNKNOWN if facts else broken(code)), None, {})
    guest, now = guest_of(host), timezone.now()
    with reading(guest), timezone.override(ZoneInfo(host.zone)):
        verdict, found = asked(code, facts)
        more = _more(found, guest.zone, now) if found else {}
        answer = _shown(request, verdict, host, more)
    if found and request.method == "GET":
        count_look(host.pk, found.pk, on=guest.today(now))
    return answer


def _more(found: Label, zone: str, now: datetime) -> dict[str, object]:
    makers, others = named_makers(found.lot, zone=zone)
    return {
        "makers": makers, "others": others, "label": found,
        "looks": looks_at(found, today=timezone.localdate(now)),
    }  # fmt: skip


def _shown(
    request: HttpRequest, verdict: Verdict, host: Tenant | None, more: dict[str, object]
) -> HttpResponse:
    told = {
        "verdict": verdict, "facts": verdict.facts, "host": host if verdict.facts else None,
        "way": Way(verdict.facts.way).label if verdict.facts else "",
        "why": Label.Why(verdict.why).label if verdict.why else "",
    }  # fmt: skip
    return TemplateResponse(request, "origin/label.html", told | more).render()


@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """Check many labels, also without network: keys and withdrawn labels stand in the page itself."""
    if code := request.GET.get("kode", ""):
        return redirect("label", code_in(code) or "-")
    listed = _published()
    ways = {way.value: str(way.label) for way in Way}
    whys = {why.value: str(why.label) for why in Label.Why}
    told = {"listed": listed, "told": listed.told() | {"ways": ways, "whys": whys}}
    return TemplateResponse(request, "origin/check.html", told).render()


@require_safe
def listed(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # Django's signature
    """The same as a file, for `verify-label` and for anybody's own checker."""
    answer = JsonResponse(_published().told())
    answer["Content-Disposition"] = 'attachment; filename="label-asal.json"'
    return answer


def _published() -> Published:
    with transaction.atomic():
        tenants = list(Tenant.objects.exclude(kind=Tenant.Kind.OFFICE))
        with within(*(one.pk for one in tenants)):
            return published(tenants, today=timezone.localdate())


@require_safe
def worker(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The service worker of /asal/: it must lie below the addresses it answers for."""
    script = Path(str(finders.find("js/origin_worker.js"))).read_bytes()
    return HttpResponse(script, content_type="text/javascript", headers={"Cache-Control": "no-cache"})


for _view in (label, check, listed, worker):
    _view.needs = "nobody"  # type: ignore[attr-defined, union-attr]  # read by tests/architecture
