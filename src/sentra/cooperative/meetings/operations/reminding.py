"""The annual meeting is not forgotten: the board is told while it can still be called in time."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sentra.cooperative.meetings import notices
from sentra.cooperative.meetings.queries import annual
from sentra.cooperative.models import Meeting
from sentra.kernel.actor import Actor
from sentra.kernel.models import Notice
from sentra.kernel.operation import operation
from sentra.people.roles import Permission

DAYS_BEFORE = (90, 60, 30, 14)
"""When the board is told again (days before the deadline; domain.md §2.7: a reminder at 3 months)."""


@operation(needs=Permission.RUN_MEETING)
def remind_annual_meeting(*, by: Actor, at: datetime, today: date) -> int:
    """Tell the board about the deadline, once a step. Returns 1 when a message went out, else 0."""
    due = annual(today=today)
    if due is None or due.held or (due.meeting is not None and due.meeting.stage != Meeting.Stage.PLANNED):
        return 0
    passed = [days for days in DAYS_BEFORE if due.days_left <= days]
    if not passed:
        return 0
    begun = datetime.combine(due.deadline - timedelta(days=min(passed)), time(), tzinfo=ZoneInfo(by.zone))
    told = Notice.objects.filter(name="annual_meeting_due", sent_at__gte=begun)
    if told.exists():
        return 0
    notices.annual_meeting_due(due.deadline, at=at)
    return 1
