"""One reckoning on screen: its parts and members, and its way to the meeting and into the books."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from sentra.cooperative.meetings.operations import propose_surplus
from sentra.cooperative.models import Meeting, Resolution, SavingsMove, SurplusRun
from sentra.cooperative.surplus import documents, queries
from sentra.cooperative.surplus.gathering import year_start
from sentra.cooperative.surplus.operations import drop_surplus, post_surplus
from sentra.cooperative.surplus.scheme import Part
from sentra.kernel.tenancy import reading
from sentra.people.house import House
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.papers import pdf
from sentra.web.surplus.forms import Propose
from sentra.web.surplus.rows import chart_of, rows_of

S = SurplusRun.Stage


@page(needs=Permission.READ_BOOKS)
def run(request: ActorRequest, run_id: int, form: Form | None = None) -> HttpResponse:
    """One reckoning: its parts, its members a page at a time, and what comes next."""
    search, after = (request.GET.get(name, "").strip() for name in ("cari", "setelah"))
    one = queries.run_of(run_id)
    found = queries.shares(run_id, search=search, after=int(after) if after.isdecimal() else 0)
    asked = {"cari": search} if search else {}
    rows = rows_of(queries.parts_of(one), one.measure)
    shared = queries.scheme_of(one).shared()
    asked_at = queries.meeting_asked(one)
    facts = {
        "run": one, "whole_idr": one.members_idr + one.others_idr, "since": year_start(one.year_end),
        "rows": rows, "chart": chart_of(rows), "shared": shared, "page": _named(found, shared),
        "counted": ", ".join(str(SavingsMove.Kind(kind).label) for kind in one.counted),
        "may_drop": _may_drop(request, one, asked_at), "search": search, "form": form,
        "older": f"?{urlencode(asked | {'setelah': found.next_after})}" if found.next_after else "",
        "asked_at": asked_at, "on_agenda": _undecided(asked_at), "propose": _propose(request, one),
    }  # fmt: skip
    return TemplateResponse(request, "surplus/run.html", facts)


def _named(found: queries.SharePage, shared: Sequence[Part]) -> dict[str, Any]:
    """The page's rows with each share under its part's name."""
    rows = [
        {"member_id": one.member_id, "number": one.number, "name": one.name, "total_idr": one.total_idr,
         "named": [(part.name, idr) for part, idr in zip(shared, one.shares, strict=True)]}
        for one in found.rows
    ]  # fmt: skip
    return {"rows": rows}


def _may_drop(request: ActorRequest, one: SurplusRun, asked: Resolution | None) -> bool:
    if one.stage not in (S.DRAFT, S.APPROVED) or not request.actor.may(Permission.SHARE_SURPLUS):
        return False
    return not _undecided(asked)


def _undecided(asked: Resolution | None) -> bool:
    return asked is not None and asked.stage in Resolution.UNDECIDED


def _planned() -> QuerySet[Meeting]:
    """Annual meetings whose agenda is still open."""
    return Meeting.objects.filter(kind=Meeting.Kind.ANNUAL, stage=Meeting.Stage.PLANNED)


def _propose(request: ActorRequest, one: SurplusRun) -> Propose | None:
    """The annual meetings whose agenda is still open; None when there is none or nothing to propose."""
    if one.stage != S.DRAFT:
        return None
    planned = _planned().order_by("held_at")
    choices = [(m.pk, f"{m.title}, {request.actor.today(m.held_at):%d-%m-%Y}") for m in planned]
    return Propose(meetings=choices) if choices else None


@action(needs=Permission.RUN_MEETING, page=run)
def propose(request: ActorRequest, run_id: int) -> HttpResponse:
    with reading(request.actor):
        bound = Propose(request.POST, meetings=[(one.pk, one.title) for one in _planned()])
    form = in_hand(request, bound)
    now, meeting_id = timezone.now(), form.cleaned_data["meeting_id"]
    today = request.actor.today(now)
    made = propose_surplus(meeting_id, run_id=run_id, by=request.actor, at=now, today=today)
    messages.success(request, _("It stands on the agenda. The meeting decides."))
    return redirect("meeting", made.meeting_id)


@action(needs=Permission.SHARE_SURPLUS, page=run)
def post(request: ActorRequest, run_id: int) -> HttpResponse:
    now = timezone.now()
    post_surplus(run_id, by=request.actor, at=now, today=request.actor.today(now))
    messages.success(request, _("Booked. Each member can now take her share."))
    return redirect("surplus-run", run_id)


@action(needs=Permission.SHARE_SURPLUS, page=run)
def drop(request: ActorRequest, run_id: int) -> HttpResponse:
    drop_surplus(run_id, by=request.actor, at=timezone.now())
    messages.success(request, _("Dropped. Reckon it anew when you are ready."))
    return redirect("surplus")


@page(needs=Permission.READ_BOOKS)
def list_paper(request: ActorRequest, run_id: int) -> HttpResponse:
    """Everybody's share on one list, to be signed at the meeting."""
    at, one = timezone.now(), queries.run_of(run_id)
    house = House.of(request.actor.tenant_id)
    letter = house.letter("SHU", one.pk, one.year_end.year, house.day(at))
    return pdf(documents.list_of_shares(one, letter=letter, at=at), f"shu-{one.year_end:%Y}.pdf")
