"""The desk of one vote: opened, taken by hand, on the screen in the room or on paper, and ended."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.cooperative.clauses import keys, rules_on
from sentra.cooperative.meeting_documents import said as written
from sentra.cooperative.meetings import queries
from sentra.cooperative.meetings.ballots import Ballot, Hands, Papers
from sentra.cooperative.meetings.operations import (
    add_candidate,
    close_vote,
    count_papers,
    draw_lot,
    give_paper,
    open_vote,
    record_hands,
    take_paper_back,
    vote_again,
    vote_in_the_room,
    withdraw_resolution,
)
from sentra.cooperative.models import Attendee
from sentra.kernel.errors import Refused
from sentra.kernel.tenancy import reading
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.meetings.forms import CandidateForm, Drawn
from sentra.web.meetings.planning import people_of

P = Permission


@page(needs=P.RUN_MEETING)
def vote_desk(
    request: ActorRequest,
    resolution_id: int,
    attendee_id: int = 0,  # noqa: ARG001  # an act on a member comes back here
    form: Form | None = None,
) -> HttpResponse:
    """One vote. While it is open nobody sees how it stands."""
    told = queries.ballot(resolution_id)
    free, holding = queries.voters(resolution_id)
    facts: dict[str, Any] = {
        "told": told, "made": told.made, "meeting": told.made.meeting, "free": free, "holding": holding,
        "form": form,
    }  # fmt: skip
    if not told.ended and told.made.stage != "withdrawn":
        facts |= _asked_of(request, told)
    if told.made.stage == "proposed" and told.made.kind == "officers":
        people = people_of(told.made.meeting.kind)
        facts["candidate"] = form if isinstance(form, CandidateForm) else CandidateForm(people=people)
    if told.made.stage == "tied" and not told.settled:
        facts["drawn"] = form if isinstance(form, Drawn) else Drawn(choices=_tied(told))
        today = request.actor.today(timezone.now())
        facts["lot"] = rules_on(today).word("tie") == "lot" or told.made.repeats_id is not None
    return TemplateResponse(request, "meetings/vote.html", facts)


def _asked_of(request: ActorRequest, told: queries.Ballot) -> dict[str, Any]:
    """The quorum and the majority of this very vote: rules ask for more than the rest."""
    bar = queries.bar(told.made, today=request.actor.today(timezone.now()))
    return {"bar": bar, "majority": written(keys()["majority_permille"], bar.majority_permille)}


def _tied(told: queries.Ballot) -> list[tuple[int, str]]:
    names = {"yes": _("Yes"), "no": _("No")}
    return [
        (one.choice_id, one.name or names[one.code])
        for one in told.results
        if one.code in {"candidate", "yes", "no"}
    ]


def _back(resolution_id: int) -> HttpResponse:
    return redirect("vote-desk", resolution_id)


@action(needs=P.RUN_MEETING, page=vote_desk)
def start(request: ActorRequest, resolution_id: int) -> HttpResponse:
    now = timezone.now()
    open_vote(resolution_id, by=request.actor, at=now, today=request.actor.today(now))
    return _back(resolution_id)


@action(needs=P.RUN_MEETING, page=vote_desk)
def withdraw(request: ActorRequest, resolution_id: int) -> HttpResponse:
    made = withdraw_resolution(resolution_id, by=request.actor, at=timezone.now())
    return redirect("meeting", made.meeting_id)


@action(needs=P.RUN_MEETING, page=vote_desk)
def name_candidate(request: ActorRequest, resolution_id: int) -> HttpResponse:
    with reading(request.actor):
        people = people_of(queries.ballot(resolution_id).made.meeting.kind)
    said = in_hand(request, CandidateForm(request.POST, people=people)).cleaned_data
    add_candidate(resolution_id, party_id=said["party_id"], by=request.actor, at=timezone.now())
    return _back(resolution_id)


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > 9:
        raise Refused(_("Choose one of the list."))
    return int(text)


@action(needs=P.RUN_MEETING, page=vote_desk)
def by_hand(request: ActorRequest, resolution_id: int) -> HttpResponse:
    """One radio a member ("seat_12"), and one for all others ("rest")."""
    shown = {
        _number(name.removeprefix("seat_")): _number(str(value))
        for name, value in request.POST.items()
        if name.startswith("seat_") and value
    }
    rest = str(request.POST.get("rest", ""))
    record_hands(
        resolution_id, Hands(shown), rest=_number(rest) if rest else None, by=request.actor, at=timezone.now()
    )
    return _back(resolution_id)


@page(needs=P.RUN_MEETING)
def booth(
    request: ActorRequest, resolution_id: int, attendee_id: int, form: Form | None = None
) -> HttpResponse:
    """The screen in the room, opened for one member; staff look away."""
    told = queries.ballot(resolution_id)
    her = Attendee.objects.select_related("party").get(pk=attendee_id, meeting_id=told.made.meeting_id)
    facts = {"told": told, "made": told.made, "her": her, "form": form}
    return TemplateResponse(request, "meetings/booth.html", facts)


@action(needs=P.RUN_MEETING, page=booth)
def in_the_room(request: ActorRequest, resolution_id: int, attendee_id: int) -> HttpResponse:
    chosen = Ballot(_number(str(request.POST.get("choice", ""))))
    vote_in_the_room(resolution_id, attendee_id, chosen, by=request.actor, at=timezone.now())
    messages.success(request, _("Her vote is counted."))
    return _back(resolution_id)


@action(needs=P.RUN_MEETING, page=vote_desk)
def paper(request: ActorRequest, resolution_id: int, attendee_id: int) -> HttpResponse:
    give_paper(resolution_id, attendee_id, by=request.actor, at=timezone.now())
    return _back(resolution_id)


@action(needs=P.RUN_MEETING, page=vote_desk)
def paper_back(request: ActorRequest, resolution_id: int, attendee_id: int) -> HttpResponse:
    take_paper_back(resolution_id, attendee_id, by=request.actor, at=timezone.now())
    return _back(resolution_id)


@action(needs=P.RUN_MEETING, page=vote_desk)
def papers_counted(request: ActorRequest, resolution_id: int) -> HttpResponse:
    """One number a choice ("choice_12")."""
    counted = {
        _number(name.removeprefix("choice_")): _number(str(value))
        for name, value in request.POST.items()
        if name.startswith("choice_") and value
    }
    count_papers(resolution_id, Papers(counted), by=request.actor, at=timezone.now())
    return _back(resolution_id)


@action(needs=P.RUN_MEETING, page=vote_desk)
def end(request: ActorRequest, resolution_id: int) -> HttpResponse:
    now = timezone.now()
    close_vote(resolution_id, by=request.actor, at=now, today=request.actor.today(now))
    return _back(resolution_id)


@action(needs=P.RUN_MEETING, page=vote_desk)
def again(request: ActorRequest, resolution_id: int) -> HttpResponse:
    return _back(vote_again(resolution_id, by=request.actor, at=timezone.now()).pk)


@action(needs=P.RUN_MEETING, page=vote_desk)
def lot(request: ActorRequest, resolution_id: int) -> HttpResponse:
    now = timezone.now()
    with reading(request.actor):
        choices = _tied(queries.ballot(resolution_id))
    said = in_hand(request, Drawn(request.POST, choices=choices)).cleaned_data
    draw_lot(
        resolution_id, drawn=said["drawn"], witness=said["witness"], by=request.actor, at=now,
        today=request.actor.today(now),
    )  # fmt: skip
    return _back(resolution_id)
