"""The list of makers, and the form that registers or corrects one."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from sentra.people import queries
from sentra.people.operations import register_artisan, update_artisan
from sentra.people.queries import village_choices
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.keys import nik_sealer
from sentra.web.makers.forms import Maker

SHOWN = {"": True, "istirahat": False, "semua": None}  # the word in the address → active?


@page(needs=Permission.READ_PEOPLE)
def makers(request: ActorRequest) -> HttpResponse:
    """Everybody by name: searched by name or village, those who work or those at rest."""
    search, status, after = (request.GET.get(name, "").strip() for name in ("cari", "status", "setelah"))
    found = queries.makers(
        search=search, active=SHOWN.get(status, True), after=int(after) if after.isdecimal() else None
    )
    asked = {name: value for name, value in (("cari", search), ("status", status)) if value}
    older = f"?{urlencode(asked | {'setelah': found.next_after})}" if found.next_after else ""
    facts = {"page": found, "search": search, "status": status, "tabs": _tabs(search, status), "older": older}
    return TemplateResponse(request, "makers/makers.html", facts)


def _tabs(search: str, status: str) -> list[dict[str, Any]]:
    words = {"": _("Working"), "istirahat": _("At rest"), "semua": _("All")}
    counts = {word: queries.makers_count(search=search, active=SHOWN[word]) for word in ("", "istirahat")}
    counts["semua"] = sum(counts.values())
    return [
        {
            "label": label,
            "count": counts[word],
            "current": word == (status if status in SHOWN else ""),
            "url": "?"
            + urlencode({name: value for name, value in (("cari", search), ("status", word)) if value}),
        }
        for word, label in words.items()
    ]


def _form(request: ActorRequest, data: object = None, **more: Any) -> Maker:
    district = request.tenant.district_code if request.tenant else ""
    return Maker(data, villages=village_choices(district), **more)  # type: ignore[arg-type]


@page(needs=Permission.MANAGE_PEOPLE)
def new_maker(request: ActorRequest, form: Form | None = None) -> HttpResponse:
    """Register a maker and her workshop."""
    fresh = form if isinstance(form, Maker) else _form(request)
    return TemplateResponse(request, "makers/maker_form.html", {"form": fresh, "maker": None})


@action(needs=Permission.MANAGE_PEOPLE, page=new_maker)
def add_maker(request: ActorRequest) -> HttpResponse:
    form = in_hand(request, _form(request, request.POST))
    at = timezone.now()
    today = request.actor.today(at)
    nik = nik_sealer().nik(form.cleaned_data["nik"], today=today)
    made = register_artisan(**form.facts(), nik=nik, by=request.actor, at=at, today=today)
    messages.success(request, _("Registered. Now say what she can do."))
    return redirect("maker", made.pk)


@page(needs=Permission.MANAGE_PEOPLE)
def change_maker(request: ActorRequest, workshop_id: int, form: Form | None = None) -> HttpResponse:
    """Correct what is known of a maker."""
    known = queries.maker(workshop_id)
    said = {
        name: getattr(known, name)
        for name in ("name", "phone", "village_code", "address", "working_days_a_week")
    }
    said["workshop_name"] = "" if known.workshop_name == known.name else known.workshop_name
    fresh = form if isinstance(form, Maker) else _form(request, initial=said)
    return TemplateResponse(request, "makers/maker_form.html", {"form": fresh, "maker": known})


@action(needs=Permission.MANAGE_PEOPLE, page=change_maker)
def save_maker(request: ActorRequest, workshop_id: int) -> HttpResponse:
    form = in_hand(request, _form(request, request.POST))
    at = timezone.now()
    nik = nik_sealer().nik(form.cleaned_data["nik"], today=request.actor.today(at))
    update_artisan(workshop_id, **form.facts(), nik=nik, by=request.actor, at=at)
    messages.success(request, _("Saved."))
    return redirect("maker", workshop_id)
