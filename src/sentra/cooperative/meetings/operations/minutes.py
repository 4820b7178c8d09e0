"""A meeting is opened with a quorum, written down, and closed with numbered minutes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sentra.cooperative.clauses import rules_on
from sentra.cooperative.founding.steps import meeting_was_held
from sentra.cooperative.meetings import notices
from sentra.cooperative.meetings.entitled import quorum_of
from sentra.cooperative.models import AgendaItem, Meeting, Resolution
from sentra.cooperative.stages import MEETING
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.numbering import next_number
from sentra.kernel.operation import operation
from sentra.people.roles import Permission

R = Resolution.Stage


@operation(needs=Permission.RUN_MEETING)
def open_meeting(meeting_id: int, *, by: Actor, at: datetime, today: date) -> Meeting:
    """It begins. Refuses before its day and without a quorum: then it is postponed and repeated."""
    meeting: Meeting = Meeting.objects.select_for_update().get(pk=meeting_id)
    stage = MEETING.after("open", meeting.stage)
    if today < by.today(meeting.held_at):
        raise Refused(_("Wait for the day of the meeting."))
    still = meeting.attendees.filter(Q(member__isnull=True) | Q(member__left_on=None))
    entitled, came = still.count(), still.filter(came_at__isnull=False).count()
    needed = quorum_of(meeting, entitled, rules_on(today), today=today)
    if came < needed:
        raise Refused(
            _("%(came)s of %(entitled)s are here. The quorum is %(needed)s.")
            % {"came": came, "entitled": entitled, "needed": needed}
        )
    meeting.stage, meeting.opened_at, meeting.entitled, meeting.quorum = stage, at, entitled, needed
    meeting.save(update_fields=["stage", "opened_at", "entitled", "quorum"])
    return meeting


@dataclass(frozen=True)
class Written:
    """What the minutes say: who led, who wrote, and by agenda item id what was said."""

    chaired_by: str
    minutes_by: str
    told: Mapping[int, str]
    remarks: str = ""


@operation(needs=Permission.RUN_MEETING)
def write_minutes(meeting_id: int, written: Written, *, by: Actor, at: datetime) -> Meeting:
    """Keep what was said so far, as often as wanted. Refuses a meeting that is not open."""
    meeting: Meeting = Meeting.objects.select_for_update().get(pk=meeting_id)
    if meeting.stage != Meeting.Stage.OPEN:
        raise Refused(_("Minutes are written while the meeting is open."))
    meeting.chaired_by = written.chaired_by.strip()[:120]
    meeting.minutes_by = written.minutes_by.strip()[:120]
    meeting.remarks = written.remarks.strip()
    meeting.save(update_fields=["chaired_by", "minutes_by", "remarks"])
    items = list(AgendaItem.objects.filter(meeting=meeting))
    for item in items:
        item.told = written.told.get(item.pk, item.told).strip()
    AgendaItem.objects.bulk_update(items, ["told"])
    return meeting


@operation(needs=Permission.RUN_MEETING)
def close_meeting(meeting_id: int, *, by: Actor, at: datetime, today: date) -> Meeting:
    """The meeting ends and its minutes get their number. Refuses open votes, unsettled ties, nobody named."""
    meeting: Meeting = Meeting.objects.select_for_update().get(pk=meeting_id)
    stage = MEETING.after("close", meeting.stage)
    _nothing_open(meeting)
    if not (meeting.chaired_by and meeting.minutes_by):
        raise Refused(_("Write who led the meeting and who wrote the minutes."), field="chaired_by")
    meeting.stage, meeting.closed_at, meeting.year = stage, at, today.year
    meeting.number = next_number("minutes", today.year)
    meeting.save(update_fields=["stage", "closed_at", "year", "number"])
    if meeting.kind == Meeting.Kind.FOUNDING:
        meeting_was_held(meeting)
    notices.decided(meeting, at=at)
    return meeting


def _nothing_open(meeting: Meeting) -> None:
    mine = meeting.resolutions.all()
    settled = mine.filter(repeats__isnull=False).exclude(stage=R.WITHDRAWN).values("repeats_id")
    waiting = mine.filter(stage__in=[R.PROPOSED, R.VOTING]) | mine.filter(stage=R.TIED).exclude(
        pk__in=settled
    )
    first = waiting.order_by("position").first()
    if first is not None:
        raise Refused(_("Not decided yet: %(title)s.") % {"title": first.title})
