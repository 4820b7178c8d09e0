"""One meeting on one page: called, held, written down; the list of who is there."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.cooperative.meetings import queries
from sentra.cooperative.meetings.notices import invitation_chat, when
from sentra.cooperative.meetings.operations import (
    call_meeting,
    cancel_meeting,
    close_meeting,
    come_by_card,
    note_came,
    note_not_here,
    open_meeting,
    postpone_meeting,
    write_minutes,
)
from sentra.cooperative.meetings.operations.minutes import Written
from sentra.cooperative.models import Meeting
from sentra.kernel.tenancy import reading
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.meetings.forms import Again, Card, MinutesForm, Move, Why

P = Permission


@page(needs=P.READ_MEMBERS)
def meeting(request: ActorRequest, meeting_id: int, form: Form | None = None) -> HttpResponse:
    """The whole story of a meeting; the next step is on top."""
    held = Meeting.objects.select_related("repeats").get(pk=meeting_id)
    minutes = form if isinstance(form, MinutesForm) else MinutesForm(meeting=held)
    house = request.tenant.name if request.tenant else ""
    facts = {
        "meeting": held,
        "form": form,
        "when": when(held, request.actor.zone),
        "here": queries.attendance(meeting_id),
        "ballots": queries.ballots(meeting_id),
        "agenda": list(held.agenda.order_by("position")),
        "minutes": minutes,
        "told": [minutes[f"told_{one.pk}"] for one in minutes.items],
        "again": form if isinstance(form, Again) else Again(),
        "why": form if type(form) is Why else Why(),
        "moved": form
        if isinstance(form, Move)
        else Move(initial={"held_at": held.held_at, "place": held.place}),
        "chat": invitation_chat(held, cooperative=house, zone_name=request.actor.zone),
        "by_paper": queries.invited_on_paper(meeting_id) if held.stage == Meeting.Stage.CALLED else [],
        "day_has_come": request.actor.today(timezone.now()) >= request.actor.today(held.held_at),
    }
    return TemplateResponse(request, "meetings/meeting.html", facts)


@action(needs=P.RUN_MEETING, page=meeting)
def call(request: ActorRequest, meeting_id: int) -> HttpResponse:
    now = timezone.now()
    call_meeting(meeting_id, by=request.actor, at=now, today=request.actor.today(now))
    messages.success(request, _("Everybody entitled has been invited."))
    return redirect("meeting", meeting_id)


@action(needs=P.RUN_MEETING, page=meeting)
def cancel(request: ActorRequest, meeting_id: int) -> HttpResponse:
    said = in_hand(request, Why(request.POST)).cleaned_data
    cancel_meeting(meeting_id, reason=said["reason"], by=request.actor, at=timezone.now())
    return redirect("meetings")


@action(needs=P.RUN_MEETING, page=meeting)
def open_it(request: ActorRequest, meeting_id: int) -> HttpResponse:
    now = timezone.now()
    open_meeting(meeting_id, by=request.actor, at=now, today=request.actor.today(now))
    return redirect("meeting", meeting_id)


@action(needs=P.RUN_MEETING, page=meeting)
def postpone(request: ActorRequest, meeting_id: int) -> HttpResponse:
    now = timezone.now()
    said = in_hand(request, Again(request.POST)).cleaned_data
    again = postpone_meeting(
        meeting_id, held_at=said["held_at"], place=said["place"], by=request.actor, at=now,
        today=request.actor.today(now),
    )  # fmt: skip
    messages.success(request, _("Postponed. Check the repeated meeting and call it."))
    return redirect("meeting", again.pk)


@action(needs=P.RUN_MEETING, page=meeting)
def write(request: ActorRequest, meeting_id: int) -> HttpResponse:
    with reading(request.actor):  # one field for each point of its agenda
        form = MinutesForm(request.POST, meeting=Meeting.objects.get(pk=meeting_id))
    said = in_hand(request, form).cleaned_data
    told = Written(said["chaired_by"], said["minutes_by"], form.told(), said["remarks"])
    write_minutes(meeting_id, told, by=request.actor, at=timezone.now())
    messages.success(request, _("Kept. Go on writing, or end the meeting."))
    return redirect("meeting", meeting_id)


@action(needs=P.RUN_MEETING, page=meeting)
def close(request: ActorRequest, meeting_id: int) -> HttpResponse:
    now = timezone.now()
    close_meeting(meeting_id, by=request.actor, at=now, today=request.actor.today(now))
    messages.success(request, _("The minutes have their number. Print and sign them."))
    return redirect("meeting", meeting_id)


@page(needs=P.RUN_MEETING)
def attendance(
    request: ActorRequest,
    meeting_id: int,
    attendee_id: int = 0,  # noqa: ARG001  # an act on a member comes back here
    form: Form | None = None,
) -> HttpResponse:
    """Scan a card or tick a name. The same number of queries for any number of members."""
    held = Meeting.objects.get(pk=meeting_id)
    come = request.actor.today(timezone.now()) >= request.actor.today(held.held_at)
    facts = {
        "meeting": held,
        "day_has_come": come,
        "acts": come and held.stage in {Meeting.Stage.CALLED, Meeting.Stage.OPEN},
        "here": queries.attendance(meeting_id),
        "form": form if isinstance(form, Card) else Card(),
        "refused": form,
    }
    return TemplateResponse(request, "meetings/attendance.html", facts)


@action(needs=P.RUN_MEETING, page=attendance)
def scan(request: ActorRequest, meeting_id: int) -> HttpResponse:
    now = timezone.now()
    said = in_hand(request, Card(request.POST)).cleaned_data
    come_by_card(meeting_id, code=said["code"], by=request.actor, at=now, today=request.actor.today(now))
    messages.success(request, _("She is here."))
    return redirect("attendance", meeting_id)


@action(needs=P.RUN_MEETING, page=attendance)
def tick(request: ActorRequest, meeting_id: int, attendee_id: int) -> HttpResponse:
    now = timezone.now()
    note_came(attendee_id, by=request.actor, at=now, today=request.actor.today(now))
    return redirect("attendance", meeting_id)


@action(needs=P.RUN_MEETING, page=attendance)
def untick(request: ActorRequest, meeting_id: int, attendee_id: int) -> HttpResponse:
    note_not_here(attendee_id, by=request.actor, at=timezone.now())
    return redirect("attendance", meeting_id)
