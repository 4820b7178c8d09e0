"""A member's phone: the coming meeting, yes or no, and one question a screen to vote on."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.cooperative.meetings import queries
from sentra.cooperative.meetings.ballots import Ballot
from sentra.cooperative.meetings.notices import when
from sentra.cooperative.meetings.operations import answer_invitation, come_from_phone, vote
from sentra.cooperative.models import Attendee, PaperBallot, Vote
from sentra.kernel.errors import Refused
from sentra.kernel.tenancy import reading
from sentra.people.queries import coordinator_of
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, page
from sentra.web.phone.views import her_of

P = Permission
MOST = 10


@page(needs=P.VOTE)
def my_meetings(request: ActorRequest) -> HttpResponse:
    """The meetings she is invited to, the next one first."""
    seats = Attendee.objects.filter(party_id=her_of(request)).select_related("meeting")
    found = [
        (one, when(one.meeting, request.actor.zone)) for one in seats.order_by("-meeting__held_at")[:MOST]
    ]
    facts = {"seats": found, "coordinator": coordinator_of()}
    return TemplateResponse(request, "phone/meetings.html", facts)


@page(needs=P.VOTE)
def my_meeting(request: ActorRequest, meeting_id: int, form: Form | None = None) -> HttpResponse:
    """When, where, about what; does she come; what is voted on; what was decided."""
    her = her_of(request)
    seat = Attendee.objects.select_related("meeting").get(meeting_id=meeting_id, party_id=her)
    done = set(Vote.objects.filter(attendee=seat).values_list("resolution_id", flat=True))
    papers = set(PaperBallot.objects.filter(attendee=seat).values_list("resolution_id", flat=True))
    told = queries.ballots(meeting_id)
    facts = {
        "seat": seat,
        "meeting": seat.meeting,
        "when": when(seat.meeting, request.actor.zone),
        "agenda": list(seat.meeting.agenda.order_by("position")),
        "open": [one for one in told if one.made.stage == "voting" and one.made.pk not in done | papers],
        "voted": [one for one in told if one.made.stage == "voting" and one.made.pk in done | papers],
        "ended": [one for one in told if one.ended],
        "is_the_day": request.actor.today(timezone.now()) >= request.actor.today(seat.meeting.held_at),
        "form": form,
        "coordinator": coordinator_of(),
    }
    return _fresh(TemplateResponse(request, "phone/meeting.html", facts))


@action(needs=P.VOTE, page=my_meeting)
def answer(request: ActorRequest, meeting_id: int) -> HttpResponse:
    comes = request.POST.get("comes") == "yes"
    answer_invitation(meeting_id, comes=comes, by=request.actor, at=timezone.now())
    messages.success(request, _("Thank you, we have noted it."))
    return redirect("my-meeting", meeting_id)


@action(needs=P.VOTE, page=my_meeting)
def come(request: ActorRequest, meeting_id: int) -> HttpResponse:
    now = timezone.now()
    come_from_phone(meeting_id, by=request.actor, at=now, today=request.actor.today(now))
    return redirect("my-meeting", meeting_id)


@page(needs=P.VOTE)
def my_ballot(request: ActorRequest, resolution_id: int, form: Form | None = None) -> HttpResponse:
    """One question, big buttons."""
    told = queries.ballot(resolution_id)
    Attendee.objects.get(meeting_id=told.made.meeting_id, party_id=her_of(request))
    facts = {"told": told, "made": told.made, "form": form, "coordinator": coordinator_of()}
    return _fresh(TemplateResponse(request, "phone/ballot.html", facts))


@action(needs=P.VOTE, page=my_ballot)
def cast(request: ActorRequest, resolution_id: int) -> HttpResponse:
    chosen = str(request.POST.get("choice", ""))
    if not chosen.isdecimal() or len(chosen) > 18:
        raise Refused(_("Choose one of the list."))
    vote(resolution_id, Ballot(int(chosen)), by=request.actor, at=timezone.now())
    with reading(request.actor):
        meeting_id = queries.ballot(resolution_id).made.meeting_id
    messages.success(request, _("Your vote is counted."))
    return redirect("my-meeting", meeting_id)


def _fresh(page_: HttpResponse) -> HttpResponse:
    """Back asks for the page again; nothing of a ballot stays on a shared phone."""
    page_["Cache-Control"] = "no-store"
    return page_
