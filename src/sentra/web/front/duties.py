"""What the cooperative owes its members: a founding brought to its end, the annual meeting in time."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from sentra.cooperative.founding.checklist import checklist
from sentra.cooperative.meetings.queries import annual
from sentra.cooperative.models import Founding, Meeting, Member
from sentra.kernel.actor import Actor
from sentra.kernel.models import Tenant
from sentra.people.roles import Permission
from sentra.web.front.task import Task
from sentra.web.templatetags.formats import angka, tanggal

P = Permission
ANNUAL_DAYS = 90  # before its deadline it becomes a task (a reminder at three months, as the office asks)


def cooperative_duties(actor: Actor, *, today: date) -> Iterator[Task]:
    """At most one. Two or six queries for a forming group, at most five for a cooperative."""
    if not actor.may(P.RUN_MEETING):
        return
    if Tenant.objects.get(pk=actor.tenant_id).kind == Tenant.Kind.FORMING:
        yield from _founding(today)
    else:
        yield from _annual(today)


def _founding(today: date) -> Iterator[Task]:
    if not Founding.objects.exclude(stage=Founding.Stage.GIVEN_UP).exists():
        return
    told = checklist(today=today)
    about = _("%(n)s of %(all)s done") % {"n": angka(told.done), "all": angka(len(told.items))}
    yield Task("founding", P.RUN_MEETING, _("Found the cooperative"), reverse("founding"), "sprout", about)


def _annual(today: date) -> Iterator[Task]:
    if not Member.objects.filter(left_on=None).exists():  # nobody to invite yet: the reminder must do
        return
    due = annual(today=today)
    if due is None or due.held or due.days_left > ANNUAL_DAYS:
        return
    about = _("by %(day)s") % {"day": tanggal(due.deadline, "short")}
    if due.meeting is None:
        text, url = _("Plan the annual meeting"), reverse("new-meeting")
    else:
        planned = due.meeting.stage == Meeting.Stage.PLANNED
        text = _("Call the annual meeting") if planned else _("Hold the annual meeting")
        url = reverse("meeting", args=[due.meeting.pk])
    yield Task("annual", P.RUN_MEETING, text, url, "users-round", about, late=due.late)
