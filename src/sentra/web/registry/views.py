"""The makers an office knows: searched, filtered, exported without their NIK."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from sentra.cooperative.claims import queries as claims
from sentra.crafts.queries import craft_choices
from sentra.crafts.registry import listed
from sentra.crafts.registry.listed import RegistryRow
from sentra.kernel import sheets
from sentra.kernel.actor import Actor
from sentra.kernel.identity import phone_shown
from sentra.kernel.sheet_stream import xlsx_stream
from sentra.kernel.sheets import Column, Sheet
from sentra.kernel.tenancy import reading
from sentra.people.regions import all_regions
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import page
from sentra.web.papers import flow
from sentra.web.registry.words import INACTIVE, SELLS_AS

SHOWN = {"": None, "aktif": True, "tidak": False}  # the word in the address → active?
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AT_ONCE = 1_000


@dataclass(frozen=True)
class Asked:
    """What the address asks for; `words` are the parts that are not empty, to keep them in links."""

    search: str
    place: str
    craft: str
    status: str

    @property
    def words(self) -> dict[str, str]:
        named = {"cari": self.search, "kecamatan": self.place, "kerajinan": self.craft, "status": self.status}
        return {name: value for name, value in named.items() if value}

    @property
    def filters(self) -> dict[str, Any]:
        return {"search": self.search, "village_code": self.place, "craft_code": self.craft}


def _asked(request: ActorRequest) -> Asked:
    said = (request.GET.get(name, "").strip()[:80] for name in ("cari", "kecamatan", "kerajinan", "status"))
    search, place, craft, status = said
    return Asked(search, place, craft, status if status in SHOWN else "")


@page(needs=Permission.READ_REGISTRY)
def registry(request: ActorRequest) -> HttpResponse:
    """Everybody by name, a page at a time."""
    asked = _asked(request)
    after = request.GET.get("setelah", "")
    found = listed.registry(
        **asked.filters, active=SHOWN[asked.status], after=int(after) if after.isdecimal() else None
    )
    district = request.tenant.district_code if request.tenant else ""
    taken = claims.claimed_by(one.entry_id for one in found.rows)
    rows = [replace(one, taken_by=taken.get(one.entry_id, "")) for one in found.rows]
    facts = {
        "page": replace(found, rows=tuple(rows)), "claims": len(claims.desk()),
        "asked": asked, "tabs": _tabs(asked), "crafts": craft_choices(), "inactive": INACTIVE,
        "places": sorted((one.name, one.code) for one in all_regions().parts(district)),
        "older": f"?{urlencode(asked.words | {'setelah': found.next_after})}" if found.next_after else "",
        "export": f"?{urlencode(asked.words)}" if asked.words else "",
    }  # fmt: skip
    return TemplateResponse(request, "registry/registry.html", facts)


def _tabs(asked: Asked) -> list[dict[str, Any]]:
    words = {"": _("All"), "aktif": _("Active"), "tidak": _("Not active")}
    counts = {word: listed.registry_count(**asked.filters, active=SHOWN[word]) for word in ("aktif", "tidak")}
    counts[""] = sum(counts.values())
    others = {name: value for name, value in asked.words.items() if name != "status"}
    return [
        {
            "label": label, "count": counts[word], "current": word == asked.status,
            "url": "?" + urlencode(others | ({"status": word} if word else {})),
        }
        for word, label in words.items()
    ]  # fmt: skip


@page(needs=Permission.READ_REGISTRY)
def export(request: ActorRequest) -> HttpResponse:
    """The list as it is filtered, as a workbook. The NIK stays here."""
    columns = [
        Column(_("Name"), width=28),
        Column(_("Business"), width=24),
        Column(_("Village")),
        Column(_("Sub-district")),
        Column(_("Craft"), width=22),
        Column(_("Product"), width=22),
        Column(_("Capacity"), width=16),
        Column(_("A month, from"), "number", 12),
        Column(_("A month, to"), "number", 12),
        Column(_("Unit"), width=10),
        Column(_("Workers"), "number", 10),
        Column(_("Phone")),
        Column(_("Sold as"), width=22),
        Column(_("Sold to")),
        Column(_("Remarks"), width=28),
        Column(_("Active"), width=14),
    ]
    at = timezone.now()
    tab = Sheet(_("Registry"), columns, _lines(request.actor, _asked(request), get_language()))
    return flow(xlsx_stream(tab, made_at=at), f"registri-{request.actor.today(at).isoformat()}.xlsx", XLSX)


def _lines(reader: Actor, asked: Asked, language: str | None) -> Iterator[list[sheets.Cell]]:
    """Read piece by piece while it is sent, each in a short transaction of its own."""
    last: RegistryRow | None = None
    while True:
        with reading(reader), override(language):
            found = listed.registry_behind(last, **asked.filters, active=SHOWN[asked.status], size=AT_ONCE)
            lines = [_line(row) for row in found]
        yield from lines
        if len(found) < AT_ONCE:
            return
        last = found[-1]


def _line(row: RegistryRow) -> list[sheets.Cell]:
    gone = INACTIVE.get(row.inactive_reason, _("no"))
    return [
        row.name, row.business, row.village, row.subdistrict, row.craft, row.product, row.capacity, row.low,
        row.high, row.unit, row.workers, phone_shown(row.phone) if row.phone else "",
        ", ".join(str(SELLS_AS.get(one, one)) for one in row.sells_as), row.sells_to, row.note,
        _("yes") if row.active else str(gone),
    ]  # fmt: skip
