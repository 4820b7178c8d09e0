"""The register of members: searched, turned over, printed."""

from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from sentra.cooperative.membership import queries
from sentra.cooperative.membership.documents import register_pdf
from sentra.people.house import House
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import page
from sentra.web.papers import pdf


@page(needs=Permission.READ_MEMBERS)
def members(request: ActorRequest) -> HttpResponse:
    """By number; former members stay. Searched by name, village or number."""
    search, which, after = (request.GET.get(name, "").strip() for name in ("cari", "status", "setelah"))
    which = which if which in queries.WHICH else ""
    found = queries.register(search=search, which=which, after=int(after) if after.isdecimal() else 0)
    asked = {name: value for name, value in (("cari", search), ("status", which)) if value}
    older = f"?{urlencode(asked | {'setelah': found.next_after})}" if found.next_after else ""
    facts = {
        "page": found, "search": search, "which": which, "older": older, "tabs": _tabs(search, which),
        "waiting": len(queries.candidates()),
    }  # fmt: skip
    return TemplateResponse(request, "members/members.html", facts)


def _tabs(search: str, which: str) -> list[dict[str, Any]]:
    words = {"": _("Members"), "keluar": _("Former members"), "semua": _("All")}
    counts = {word: queries.register_count(search=search, which=word) for word in ("", "keluar")}
    counts["semua"] = sum(counts.values())
    return [
        {
            "label": label, "count": counts[word], "current": word == which,
            "url": "?" + urlencode({k: v for k, v in (("cari", search), ("status", word)) if v}),
        }
        for word, label in words.items()
    ]  # fmt: skip


@page(needs=Permission.READ_MEMBERS)
def register_paper(request: ActorRequest) -> HttpResponse:
    """Buku Daftar Anggota, to be signed."""
    at = timezone.now()
    house = House.of(request.actor.tenant_id)
    on = house.day(at)
    return pdf(register_pdf(house.letter("BDA", 1, on.year, on), at=at), "buku-daftar-anggota.pdf")
