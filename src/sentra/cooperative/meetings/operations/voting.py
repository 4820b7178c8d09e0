"""Votes are cast: from her phone, in the room on our screen, by hand or on paper. Each member once.

Every verb locks the resolution first, so two votes of one member never pass each other; the database
refuses the second one too. In a secret ballot nothing that is kept says who chose whom.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Case, F, IntegerField, When
from django.utils.translation import gettext_lazy as _

from sentra.cooperative.meetings.ballots import FEWEST_PAPERS, Ballot, Hands, Papers
from sentra.cooperative.models import Attendee, Choice, PaperBallot, Resolution, Vote
from sentra.kernel.actor import Actor
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.operation import operation
from sentra.people.roles import Permission


@operation(needs=Permission.VOTE)
def vote(resolution_id: int, ballot: Ballot, *, by: Actor, at: datetime) -> Vote:
    """She votes on her phone. Refuses a second vote, one before she came, and one after the end."""
    if by.party_id is None:
        raise PermissionDenied("only a member votes for herself")
    made = _voting(resolution_id)
    return _cast(made, _seat(made, party_id=by.party_id), ballot, Vote.How.PHONE)


@operation(needs=Permission.RUN_MEETING)
def vote_in_the_room(
    resolution_id: int, attendee_id: int, ballot: Ballot, *, by: Actor, at: datetime
) -> Vote:
    """She votes on the screen in the room, which staff opened for her. Refuses like a vote by phone."""
    made = _voting(resolution_id)
    return _cast(made, _seat(made, pk=attendee_id), ballot, Vote.How.ROOM)


@operation(needs=Permission.RUN_MEETING)
def record_hands(
    resolution_id: int, hands: Hands, *, rest: int | None = None, by: Actor, at: datetime
) -> Resolution:
    """Open votes by show of hands: who showed what; `rest` is the choice of all others who are here.

    Refuses a secret vote, somebody who is not here, and anybody who has voted already.
    """
    made = _voting(resolution_id)
    if made.secret:
        raise Refused(_("This vote is secret. Nobody shows her hand."))
    seats = made.meeting.attendees.filter(came_at__isnull=False).exclude(member__left_on__isnull=False)
    here = set(seats.values_list("pk", flat=True))
    voted = set(made.cast.values_list("attendee_id", flat=True))
    shown = hands.open()
    if shown.keys() - here:
        raise Refused(_("She is not here."))
    if shown.keys() & voted:
        raise Refused(_("She has voted already. One member, one vote."))
    if rest is not None:
        shown |= dict.fromkeys(here - voted - shown.keys(), rest)
    counts = _counts(made, shown.values())
    Vote.objects.bulk_create(
        Vote(resolution=made, attendee_id=seat, how=Vote.How.ROOM, choice_id=chosen)
        for seat, chosen in sorted(shown.items())
    )
    _count(made, counts)
    return made


@operation(needs=Permission.RUN_MEETING)
def give_paper(resolution_id: int, attendee_id: int, *, by: Actor, at: datetime) -> PaperBallot:
    """She takes a paper and votes on it alone. Refuses open votes, and whoever has voted."""
    made = _voting(resolution_id)
    if not made.secret:
        raise Refused(_("This vote is open. It needs no paper."))
    seat = _seat(made, pk=attendee_id)
    _not_yet(made, seat)
    if made.cast.filter(how=Vote.How.PAPER).exists():
        raise Refused(_("The papers have been counted."))
    paper: PaperBallot = PaperBallot.objects.create(resolution=made, attendee=seat)
    return paper


@operation(needs=Permission.RUN_MEETING)
def take_paper_back(resolution_id: int, attendee_id: int, *, by: Actor, at: datetime) -> Resolution:
    """She returns her paper unused and votes on a screen. Refuses once the papers are counted."""
    made = _voting(resolution_id)
    if made.cast.filter(how=Vote.How.PAPER).exists():
        raise Refused(_("The papers have been counted."))
    PaperBallot.objects.get(resolution=made, attendee_id=attendee_id).delete()
    return made


@operation(needs=Permission.RUN_MEETING)
def count_papers(resolution_id: int, papers: Papers, *, by: Actor, at: datetime) -> Resolution:
    """All papers of the box together: how many for which choice; a spoilt one counts as empty.

    Refuses a number that is not the papers given out, and fewer than three: they would not be secret.
    """
    made = _voting(resolution_id)
    seats = list(made.papers.order_by("attendee_id").values_list("attendee_id", flat=True))
    if made.cast.filter(how=Vote.How.PAPER).exists():
        raise Refused(_("The papers have been counted."))
    counts = papers.open()
    _counts(made, counts)
    if sum(counts.values()) != len(seats):
        raise Refused(_("%(given)s papers were given out. Count again.") % {"given": len(seats)})
    if len(seats) < FEWEST_PAPERS:
        raise Refused(_("So few papers are not secret. Let these members vote on the screen."))
    Vote.objects.bulk_create(Vote(resolution=made, attendee_id=seat, how=Vote.How.PAPER) for seat in seats)
    _count(made, counts)
    return made


def _voting(resolution_id: int) -> Resolution:
    found = Resolution.objects.select_for_update(of=("self",)).select_related("meeting")
    made: Resolution = found.get(pk=resolution_id)
    if made.stage != Resolution.Stage.VOTING:
        raise Refused(_("This vote is not open."))
    return made


def _seat(made: Resolution, **who: int) -> Attendee:
    """Her place on the list, held: nobody takes her tick back while she votes."""
    found = Attendee.objects.select_for_update(of=("self",)).select_related("member")
    seat: Attendee | None = found.filter(meeting_id=made.meeting_id, **who).first()
    if seat is None or (seat.member is not None and seat.member.left_on is not None):
        raise Refused(_("Only members on the list of this meeting vote."))
    if seat.came_at is None:
        raise Refused(_("First say that she is here."))
    return seat


def _not_yet(made: Resolution, seat: Attendee) -> None:
    if made.cast.filter(attendee=seat).exists():
        raise Refused(_("She has voted already. One member, one vote."))
    if made.papers.filter(attendee=seat).exists():
        raise Refused(_("She took a paper. It is counted with the others."))


def _cast(made: Resolution, seat: Attendee, ballot: Ballot, how: Vote.How) -> Vote:
    _not_yet(made, seat)
    chosen = ballot.open()
    counts = _counts(made, [chosen])
    cast: Vote = Vote.objects.create(
        resolution=made, attendee=seat, how=how, choice_id=None if made.secret else chosen
    )
    _count(made, counts)
    return cast


def _counts(made: Resolution, chosen: Mapping[int, int] | object) -> dict[int, int]:
    """How often each choice was made. Refuses a choice of another vote and a negative count."""
    known = set(made.choices.values_list("pk", flat=True))
    counts: dict[int, int] = {}
    if isinstance(chosen, Mapping):
        counts = dict(chosen)
    else:
        for one in chosen:  # type: ignore[attr-defined]  # any row of choices
            counts[one] = counts.get(one, 0) + 1
    if counts.keys() - known or any(number < 0 for number in counts.values()):
        raise Refused(_("Choose one of the list."))
    return counts


def _count(made: Resolution, counts: Mapping[int, int]) -> None:
    """Every choice is written anew, also with nothing added: the row that changed last tells nothing."""
    added = Case(
        *(When(pk=choice, then=F("votes") + number) for choice, number in counts.items()),
        default=F("votes"), output_field=IntegerField(),
    )  # fmt: skip
    Choice.objects.filter(resolution=made).update(votes=added)
