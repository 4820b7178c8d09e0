"""A meeting is called in time; one that too few came to is postponed and repeated."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from sentra.cooperative.clauses import rules_on
from sentra.cooperative.meetings import notices
from sentra.cooperative.meetings.copies import copied
from sentra.cooperative.meetings.counting import earliest_day
from sentra.cooperative.meetings.entitled import quorum_of, seats
from sentra.cooperative.models import Attendee, Meeting, Resolution
from sentra.cooperative.stages import MEETING
from sentra.kernel.actor import Actor
from sentra.kernel.dates import in_words
from sentra.kernel.errors import Refused
from sentra.kernel.operation import operation
from sentra.people.roles import Permission


@operation(needs=Permission.RUN_MEETING)
def call_meeting(meeting_id: int, *, by: Actor, at: datetime, today: date) -> Meeting:
    """Invite everybody entitled; that list stands from now on. Refuses too late, with the first day."""
    meeting: Meeting = Meeting.objects.select_for_update().get(pk=meeting_id)
    stage = MEETING.after("call", meeting.stage)
    in_time(meeting.held_at, by=by, today=today)
    invited = _invite(meeting)
    meeting.stage, meeting.called_on = stage, today
    meeting.save(update_fields=["stage", "called_on"])
    notices.invited(meeting, invited, zone=by.zone, at=at)
    return meeting


@operation(needs=Permission.RUN_MEETING, says=("reason",))
def move_meeting(
    meeting_id: int, *, held_at: datetime, place: str, reason: str, by: Actor, at: datetime, today: date
) -> Meeting:
    """Another day or place for one that was called: everybody entitled is invited again, in time.

    Answers to the first invitation are void. Refuses too late, no reason, and once somebody has come.
    """
    meeting: Meeting = Meeting.objects.select_for_update().get(pk=meeting_id)
    if meeting.stage != Meeting.Stage.CALLED:
        raise Refused(_("Only a meeting that was called is moved."))
    if not reason.strip():
        raise Refused(_("Say why."), field="reason")
    if meeting.attendees.filter(came_at__isnull=False).exists():
        raise Refused(_("Members are here already. Hold the meeting, or postpone it."))
    in_time(held_at, by=by, today=today)
    meeting.held_at, meeting.place, meeting.called_on = held_at, place.strip()[:200] or meeting.place, today
    meeting.save(update_fields=["held_at", "place", "called_on"])
    meeting.attendees.update(answer="")
    _invite(meeting)
    notices.moved(meeting, reason.strip()[:300], zone=by.zone, at=at)
    return meeting


def in_time(held_at: datetime, *, by: Actor, today: date) -> None:
    """Refuses a day that our rules' notice does not reach; says the first one that it does."""
    first = earliest_day(today, rules_on(today).number("notice_days"))
    if by.today(held_at) < first:
        raise Refused(
            _("Too late for the notice our rules ask. The first possible day: %(day)s.")
            % {"day": in_words(first, "long", language="id")},
            field="held_at",
        )


def _invite(meeting: Meeting) -> list[int]:
    """Everybody entitled now is on its list; returns their party ids. Refuses an empty list."""
    entitled = seats(meeting.kind)
    if not entitled:
        raise Refused(_("Nobody is entitled to come yet. Write the members down first."))
    known = set(meeting.attendees.values_list("party_id", flat=True))
    Attendee.objects.bulk_create(
        Attendee(meeting=meeting, party_id=one.party_id, member_id=one.member_id)
        for one in entitled
        if one.party_id not in known
    )
    return [one.party_id for one in entitled]


@operation(needs=Permission.RUN_MEETING, says=("reason",))
def cancel_meeting(meeting_id: int, *, reason: str, by: Actor, at: datetime) -> Meeting:
    """It is not held, and what it was to decide is withdrawn. Whoever was invited is told why.

    Refuses no reason, and one that has been opened.
    """
    if not reason.strip():
        raise Refused(_("Say why."), field="reason")
    meeting: Meeting = Meeting.objects.select_for_update().get(pk=meeting_id)
    called = meeting.stage == Meeting.Stage.CALLED
    meeting.stage = MEETING.after("cancel", meeting.stage)
    meeting.remarks = reason.strip()[:300]
    meeting.save(update_fields=["stage", "remarks"])
    meeting.resolutions.filter(stage=Resolution.Stage.PROPOSED).update(stage=Resolution.Stage.WITHDRAWN)
    if called:
        notices.cancelled(meeting, reason.strip()[:300], at=at)
    return meeting


@operation(needs=Permission.RUN_MEETING)
def postpone_meeting(
    meeting_id: int, *, held_at: datetime, place: str, by: Actor, at: datetime, today: date
) -> Meeting:
    """Too few came: the same meeting again on another day, with the quorum of a repeated one.

    Returns the new meeting, still to be called. Refuses before its day and when enough are there.
    """
    meeting: Meeting = Meeting.objects.select_for_update().get(pk=meeting_id)
    stage = MEETING.after("postpone", meeting.stage)
    if today < by.today(meeting.held_at):
        raise Refused(_("Wait for the day of the meeting."))
    came = meeting.attendees.filter(came_at__isnull=False).count()
    needed = quorum_of(meeting, meeting.attendees.count(), rules_on(today), today=today)
    if came >= needed:
        raise Refused(_("Enough people are here. Open the meeting."))
    if held_at <= at:
        raise Refused(_("This moment has passed."), field="held_at")
    meeting.stage = stage
    meeting.entitled, meeting.quorum = meeting.attendees.count(), needed
    meeting.save(update_fields=["stage", "entitled", "quorum"])
    return copied(meeting, held_at=held_at, place=place.strip()[:200] or meeting.place)
