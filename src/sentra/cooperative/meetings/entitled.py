"""Who may sit and vote in a meeting, and how many of them must be there."""

from dataclasses import dataclass
from datetime import date

from sentra.cooperative.clauses import Rules
from sentra.cooperative.founding.law import founders_needed
from sentra.cooperative.meetings.counting import at_least
from sentra.cooperative.models import Application, Founding, Meeting, Member, Officer, Resolution

K = Meeting.Kind


@dataclass(frozen=True)
class Seat:
    party_id: int
    member_id: int | None


def seats(kind: str) -> list[Seat]:
    """Founders at a founding meeting, the board at a board meeting, else every member. One query."""
    if kind == K.FOUNDING:
        asked = Application.objects.filter(founder=True, stage=Application.Stage.ASKED)
        return [Seat(party, None) for party in asked.order_by("pk").values_list("party_id", flat=True)]
    if kind == K.BOARD:
        held = Officer.objects.filter(ended_on=None).exclude(post=Officer.Post.SUPERVISOR)
        return [Seat(party, None) for party in sorted(set(held.values_list("party_id", flat=True)))]
    members = Member.objects.filter(left_on=None).order_by("number")
    return [Seat(party, member) for member, party in members.values_list("pk", "party_id")]


def quorum_of(meeting: Meeting, entitled: int, rules: Rules, *, today: date) -> int:
    """How many must be there to open it: the clause, and at a founding meeting what the law asks at least."""
    repeated = meeting.repeats_id is not None
    needed = at_least(entitled, rules.number("second_quorum_permille" if repeated else "quorum_permille"))
    if meeting.kind == K.FOUNDING:
        form = Founding.objects.values_list("form", flat=True).get()
        needed = max(needed, founders_needed(form, today).least)
    return needed


def quorum_for(resolution: Resolution, entitled: int, rules: Rules) -> int:
    """How many must be there for this vote; rules need more than the rest, also in a repeated meeting."""
    if resolution.kind in (Resolution.Kind.CLAUSE, Resolution.Kind.ADOPTION):
        return at_least(entitled, rules.number("rules_quorum_permille"))
    return resolution.meeting.quorum or 1
