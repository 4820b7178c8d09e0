"""Who comes and who is there: by her card, ticked on the list, or from her phone."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from sentra.cooperative.models import Attendee, Meeting, PaperBallot, Vote
from sentra.kernel.actor import Actor
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.operation import operation
from sentra.people.cards import secret_hash
from sentra.people.models import MemberCard
from sentra.people.roles import Permission

HELD = (Meeting.Stage.CALLED, Meeting.Stage.OPEN)


@operation(needs=Permission.VOTE)
def answer_invitation(meeting_id: int, *, comes: bool, by: Actor, at: datetime) -> Attendee:
    """She says whether she will come; she may change her mind. Refuses when it is not called."""
    seat = _own_seat(meeting_id, by)
    if seat.meeting.stage != Meeting.Stage.CALLED:
        raise Refused(_("This meeting no longer asks for an answer."))
    seat.answer = Attendee.Answer.YES if comes else Attendee.Answer.NO
    seat.save(update_fields=["answer"])
    return seat


@operation(needs=Permission.VOTE)
def come_from_phone(meeting_id: int, *, by: Actor, at: datetime, today: date) -> Attendee:
    """She takes part from her phone and counts for the quorum. Refuses before its day and after its end."""
    return _came(_own_seat(meeting_id, by), Attendee.How.ONLINE, by, at, today)


@operation(needs=Permission.RUN_MEETING)
def note_came(attendee_id: int, *, by: Actor, at: datetime, today: date) -> Attendee:
    """Ticked on the list. Once here, she stays here; a second tick changes nothing."""
    seat: Attendee = (
        Attendee.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=attendee_id)
    )
    return _came(seat, Attendee.How.TICK, by, at, today)


@operation(needs=Permission.RUN_MEETING)
def come_by_card(meeting_id: int, *, code: str, by: Actor, at: datetime, today: date) -> Attendee:
    """Her card was read: `code` is what its QR holds. Refuses another card and somebody not on the list."""
    secret = code.strip().rstrip("/").rpartition("/")[2].partition(".")[2]
    card = MemberCard.objects.filter(
        secret_hash=secret_hash(secret), revoked_at=None, party__active=True
    ).first()
    if card is None:
        raise Refused(_("This card is not valid here."), field="code")
    found = Attendee.objects.select_for_update(of=("self",)).select_related("meeting")
    seat = found.filter(meeting_id=meeting_id, party_id=card.party_id).first()
    if seat is None:
        raise Refused(_("She is not on the list of this meeting."), field="code")
    return _came(seat, Attendee.How.CARD, by, at, today)


@operation(needs=Permission.RUN_MEETING)
def note_not_here(attendee_id: int, *, by: Actor, at: datetime) -> Attendee:
    """The tick was a mistake. Refuses once she has voted or taken a paper, and once the meeting is over."""
    seat: Attendee = (
        Attendee.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=attendee_id)
    )
    if seat.meeting.stage not in HELD:
        raise Refused(_("The list of this meeting is closed."))
    if Vote.objects.filter(attendee=seat).exists() or PaperBallot.objects.filter(attendee=seat).exists():
        raise Refused(_("She has voted. She was here."))
    seat.came_at, seat.came_how = None, ""
    seat.save(update_fields=["came_at", "came_how"])
    return seat


def _own_seat(meeting_id: int, by: Actor) -> Attendee:
    if by.party_id is None:
        raise PermissionDenied("only a member answers for herself")
    found = Attendee.objects.select_for_update(of=("self",)).select_related("meeting")
    seat: Attendee = found.get(meeting_id=meeting_id, party_id=by.party_id)
    return seat


def _came(seat: Attendee, how: Attendee.How, by: Actor, at: datetime, today: date) -> Attendee:
    if seat.meeting.stage not in HELD:
        raise Refused(_("The list of this meeting is closed."))
    if today < by.today(seat.meeting.held_at):
        raise Refused(_("The meeting is not today."))
    if seat.came_at is None:
        seat.came_at, seat.came_how = at, how
        seat.save(update_fields=["came_at", "came_how"])
    return seat
