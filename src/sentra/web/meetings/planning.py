"""Meetings in a list, a new one, and what it shall decide."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.cooperative.meetings.entitled import seats
from sentra.cooperative.meetings.operations import (
    plan_meeting,
    propose_change,
    propose_election,
    propose_resolution,
)
from sentra.cooperative.meetings.operations.planning import Plan
from sentra.cooperative.meetings.queries import annual, officers
from sentra.cooperative.meetings.queries import meetings as all_meetings
from sentra.cooperative.membership.telling import named
from sentra.cooperative.models import Meeting, Member, Officer, Resolution
from sentra.kernel.models import Tenant
from sentra.kernel.tenancy import reading
from sentra.people.models import Party
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.meetings.forms import ElectionForm, PlainForm, PlanForm, RuleForm

P, K, R = Permission, Meeting.Kind, Resolution.Kind


@page(needs=P.READ_MEMBERS)
def meetings(request: ActorRequest) -> HttpResponse:
    """All meetings, by when the annual one is due, and who holds which post."""
    today = request.actor.today(timezone.now())
    due = annual(today=today) if request.tenant and request.tenant.kind == Tenant.Kind.COOPERATIVE else None
    facts = {"meetings": list(all_meetings()), "annual": due, "officers": officers()}
    return TemplateResponse(request, "meetings/list.html", facts)


def _kinds(request: ActorRequest) -> list[tuple[str, Any]]:
    forming = request.tenant is not None and request.tenant.kind == Tenant.Kind.FORMING
    return [one for one in Meeting.Kind.choices if (one[0] == K.FOUNDING) == forming]


@page(needs=P.RUN_MEETING)
def new_meeting(request: ActorRequest, form: Form | None = None) -> HttpResponse:
    blank = PlanForm()
    shown = form or blank
    if "kind" in shown.fields:
        shown.fields["kind"].choices = _kinds(request)  # type: ignore[attr-defined]  # a choice field
    return TemplateResponse(request, "meetings/new.html", {"form": shown})


@action(needs=P.RUN_MEETING, page=new_meeting)
def plan(request: ActorRequest) -> HttpResponse:
    said = in_hand(request, PlanForm(request.POST)).cleaned_data
    told = Plan(said["title"], said["held_at"], said["place"], said["agenda"].splitlines())
    made = plan_meeting(K(said["kind"]), told, by=request.actor, at=timezone.now())
    return redirect("meeting", made.pk)


def people_of(kind: str) -> list[tuple[int, str]]:
    """Everybody who could be elected there, for a form."""
    ids = [one.party_id for one in seats(kind)]
    return named(Party.objects.filter(pk__in=ids))


def _plain(data: Any, meeting: Meeting) -> PlainForm:
    allowed = [R.GENERAL]
    members: list[tuple[int, str]] = []
    if meeting.stage == Meeting.Stage.PLANNED and meeting.kind == K.FOUNDING:
        allowed = [R.ADOPTION, R.GENERAL]
    elif meeting.stage == Meeting.Stage.PLANNED and meeting.kind != K.BOARD:
        allowed = [R.GENERAL, R.EXPULSION]
        held = Member.objects.filter(left_on=None).order_by("number")
        members = [(one, f"{n} · {name}") for one, n, name in held.values_list("pk", "number", "party__name")]
    return PlainForm(data, kinds=[(str(one), one.label) for one in allowed], members=members)


@page(needs=P.RUN_MEETING)
def propose(request: ActorRequest, meeting_id: int, form: Form | None = None) -> HttpResponse:
    """Three ways: a resolution, an election, a change of a rule."""
    meeting = Meeting.objects.get(pk=meeting_id)
    early = meeting.stage == Meeting.Stage.PLANNED and meeting.kind != K.BOARD
    facts = {
        "meeting": meeting,
        "plain": form if isinstance(form, PlainForm) else _plain(None, meeting),
        "election": (form if isinstance(form, ElectionForm) else ElectionForm(people=people_of(meeting.kind)))
        if early
        else None,
        "rule": (form if isinstance(form, RuleForm) else RuleForm())
        if early and meeting.kind != K.FOUNDING
        else None,
        "form": form,
    }
    return TemplateResponse(request, "meetings/propose.html", facts)


def _proposed(request: ActorRequest, meeting_id: int) -> HttpResponse:
    messages.success(request, _("It stands in the list of this meeting."))
    return redirect("meeting", meeting_id)


@action(needs=P.RUN_MEETING, page=propose)
def propose_plain(request: ActorRequest, meeting_id: int) -> HttpResponse:
    now = timezone.now()
    with reading(request.actor):  # the fields are this meeting's own
        form = _plain(request.POST, Meeting.objects.get(pk=meeting_id))
    said = in_hand(request, form).cleaned_data
    propose_resolution(
        meeting_id, R(said["kind"]), title=said["title"], text=said["text"], secret=said["secret"],
        member_id=said.get("member_id"), by=request.actor, at=now, today=request.actor.today(now),
    )  # fmt: skip
    return _proposed(request, meeting_id)


@action(needs=P.RUN_MEETING, page=propose)
def propose_officers(request: ActorRequest, meeting_id: int) -> HttpResponse:
    now = timezone.now()
    with reading(request.actor):
        people = people_of(Meeting.objects.get(pk=meeting_id).kind)
    said = in_hand(request, ElectionForm(request.POST, people=people)).cleaned_data
    propose_election(
        meeting_id, post=Officer.Post(said["post"]), seats=said["seats"], candidates=said["candidates"],
        by=request.actor, at=now, today=request.actor.today(now),
    )  # fmt: skip
    return _proposed(request, meeting_id)


@action(needs=P.RUN_MEETING, page=propose)
def propose_rule(request: ActorRequest, meeting_id: int) -> HttpResponse:
    now = timezone.now()
    said = in_hand(request, RuleForm(request.POST)).cleaned_data
    propose_change(
        meeting_id, values={said["key"]: said["value"]}, text=said["text"], by=request.actor, at=now,
        today=request.actor.today(now),
    )  # fmt: skip
    return _proposed(request, meeting_id)
