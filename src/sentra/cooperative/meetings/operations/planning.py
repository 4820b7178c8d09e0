"""A meeting is planned: what kind, when, where, about what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sentra.cooperative.models import AgendaItem, Founding, Meeting
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.models import Tenant
from sentra.kernel.operation import operation
from sentra.people.roles import Permission

MOST_ITEMS = 30


@dataclass(frozen=True)
class Plan:
    """What the invitation will say. `agenda` are its lines in their order."""

    title: str
    held_at: datetime
    place: str
    agenda: Sequence[str]


@operation(needs=Permission.RUN_MEETING)
def plan_meeting(kind: Meeting.Kind, plan: Plan, *, by: Actor, at: datetime) -> Meeting:
    """A meeting to be called later. Refuses a past day, no agenda, a kind this group does not hold."""
    forming = Tenant.objects.get(pk=by.tenant_id).kind == Tenant.Kind.FORMING
    if forming != (kind == Meeting.Kind.FOUNDING):
        raise Refused(
            _("A forming group holds founding meetings.") if forming
            else _("This cooperative has been founded already."),
            field="kind",
        )  # fmt: skip
    if forming and Founding.objects.filter(stage=Founding.Stage.GIVEN_UP).exists():
        raise Refused(_("This founding has ended."))
    facts = _checked(plan, at)
    meeting: Meeting = Meeting.objects.create(kind=kind, **facts)
    _write_agenda(meeting, plan.agenda)
    return meeting


@operation(needs=Permission.RUN_MEETING)
def change_meeting(meeting_id: int, plan: Plan, *, by: Actor, at: datetime) -> Meeting:
    """Correct what was planned. Refuses once the members have been invited."""
    meeting: Meeting = Meeting.objects.select_for_update().get(pk=meeting_id)
    if meeting.stage != Meeting.Stage.PLANNED:
        raise Refused(_("The members have been invited. Move the meeting and invite them again."))
    for name, value in _checked(plan, at).items():
        setattr(meeting, name, value)
    meeting.save(update_fields=["title", "held_at", "place"])
    AgendaItem.objects.filter(meeting=meeting).delete()
    _write_agenda(meeting, plan.agenda)
    return meeting


def _checked(plan: Plan, at: datetime) -> dict[str, object]:
    if not plan.title.strip():
        raise Refused(_("Give the meeting a name."), field="title")
    if not plan.place.strip():
        raise Refused(_("Say where it is held."), field="place")
    if plan.held_at <= at:
        raise Refused(_("This moment has passed."), field="held_at")
    return {"title": plan.title.strip()[:160], "held_at": plan.held_at, "place": plan.place.strip()[:200]}


def _write_agenda(meeting: Meeting, lines: Sequence[str]) -> None:
    kept = [" ".join(line.split())[:200] for line in lines if line.strip()]
    if not kept:
        raise Refused(_("Write at least one line of the agenda."), field="agenda")
    if len(kept) > MOST_ITEMS:
        raise Refused(_("An agenda has at most 30 lines."), field="agenda")
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, position=position, title=title)
        for position, title in enumerate(kept, start=1)
    )
