"""A planned meeting is corrected; one that was called is moved, and everybody is invited again."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.cooperative.meetings.operations import change_meeting, move_meeting
from sentra.cooperative.meetings.operations.planning import Plan
from sentra.cooperative.models import Meeting
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.meetings.forms import Move, PlanForm
from sentra.web.meetings.holding import meeting

P = Permission


def _form(data: object, held: Meeting | None = None) -> PlanForm:
    """The plan's form without its kind: that stays."""
    start = None
    if held is not None:
        agenda = "\n".join(held.agenda.order_by("position").values_list("title", flat=True))
        start = {"title": held.title, "held_at": held.held_at, "place": held.place, "agenda": agenda}
    form = PlanForm(data, initial=start)  # type: ignore[arg-type]  # what was posted
    del form.fields["kind"]
    return form


@page(needs=P.RUN_MEETING)
def plan_again(request: ActorRequest, meeting_id: int, form: Form | None = None) -> HttpResponse:
    held = Meeting.objects.get(pk=meeting_id)
    if held.stage != Meeting.Stage.PLANNED:
        return redirect("meeting", meeting_id)
    facts = {"meeting": held, "form": form or _form(None, held)}
    return TemplateResponse(request, "meetings/change.html", facts)


@action(needs=P.RUN_MEETING, page=plan_again)
def change(request: ActorRequest, meeting_id: int) -> HttpResponse:
    said = in_hand(request, _form(request.POST)).cleaned_data
    told = Plan(said["title"], said["held_at"], said["place"], said["agenda"].splitlines())
    change_meeting(meeting_id, told, by=request.actor, at=timezone.now())
    messages.success(request, _("Changed. Nobody has been invited yet."))
    return redirect("meeting", meeting_id)


@action(needs=P.RUN_MEETING, page=meeting)
def move(request: ActorRequest, meeting_id: int) -> HttpResponse:
    now = timezone.now()
    said = in_hand(request, Move(request.POST)).cleaned_data
    move_meeting(
        meeting_id, held_at=said["held_at"], place=said["place"], reason=said["reason"], by=request.actor,
        at=now, today=request.actor.today(now),
    )  # fmt: skip
    messages.success(request, _("Everybody entitled has been invited again."))
    return redirect("meeting", meeting_id)
