"""What screens and papers ask about meetings. Results of a vote are told only after it has ended."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from sentra.cooperative.clauses import rules_on
from sentra.cooperative.meetings.counting import annual_deadline, book_year_end
from sentra.cooperative.meetings.entitled import quorum_for, quorum_of
from sentra.cooperative.membership.queries import refuses
from sentra.cooperative.models import (
    Attendee,
    Choice,
    Consent,
    Founding,
    Meeting,
    Officer,
    Resolution,
    Vote,
)

PAGE = 30
RULES = (Resolution.Kind.CLAUSE, Resolution.Kind.ADOPTION)
ENDED = (Resolution.Stage.PASSED, Resolution.Stage.FAILED, Resolution.Stage.TIED)


def meetings() -> QuerySet[Meeting]:
    """All meetings, the newest first, with how many are entitled and came."""
    found: QuerySet[Meeting] = Meeting.objects.annotate(
        listed=Count("attendees"), came=Count("attendees", filter=Q(attendees__came_at__isnull=False))
    ).order_by("-held_at", "-pk")
    return found[:PAGE]


@dataclass(frozen=True)
class Result:
    """One choice. `votes` and `elected` are None until the vote has ended."""

    choice_id: int
    code: str
    name: str  # of the candidate
    votes: int | None
    elected: bool | None


@dataclass(frozen=True)
class Ballot:
    """One resolution as it may be shown. `cast` says how many voted, never how."""

    made: Resolution
    results: tuple[Result, ...]
    cast: int
    papers: int
    papers_counted: bool

    @property
    def ended(self) -> bool:
        return self.made.stage in ENDED

    @property
    def settled(self) -> bool:
        """A tie that another vote took up."""
        return any(one.stage != Resolution.Stage.WITHDRAWN for one in self.made.again.all())


def ballots(meeting_id: int) -> list[Ballot]:
    """Every resolution of a meeting, withdrawn ones too. Five queries, however many votes."""
    made = (
        Resolution.objects.filter(meeting_id=meeting_id)
        .annotate(given=Count("papers", distinct=True))
        .select_related("meeting", "repeats")
        .prefetch_related(
            Prefetch("choices", Choice.objects.select_related("party").order_by("position")), "again"
        )
        .order_by("position")
    )
    cast = Counter(Vote.objects.filter(resolution__meeting_id=meeting_id).values_list("resolution_id", "how"))
    return [_ballot(one, cast) for one in made]


def ballot(resolution_id: int) -> Ballot:
    """One resolution. Raises Resolution.DoesNotExist outside the scope."""
    meeting_id = Resolution.objects.values_list("meeting_id", flat=True).get(pk=resolution_id)
    return next(one for one in ballots(meeting_id) if one.made.pk == resolution_id)


def _ballot(made: Resolution, cast: Counter[tuple[int, str]]) -> Ballot:
    told = made.stage in ENDED
    results = tuple(
        Result(
            one.pk, one.code, one.party.name if one.party else "", one.votes if told else None,
            one.elected if told else None,
        )
        for one in sorted(made.choices.all(), key=lambda one: one.code == "blank")  # it stands last
    )  # fmt: skip
    number = sum(cast[(made.pk, how)] for how in Vote.How.values)
    return Ballot(made, results, number, made.given, cast[(made.pk, Vote.How.PAPER)] > 0)  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Bar:
    """What one vote must reach: `here` of `of` people present, more than `majority_permille` of the votes."""

    here: int
    of: int
    came: int
    majority_permille: int


def bar(made: Resolution, *, today: date) -> Bar:
    """The quorum that applies to this vote (rules need more). Before the opening: of those listed now."""
    here = made.meeting.attendees.aggregate(
        listed=Count("pk"), came=Count("pk", filter=Q(came_at__isnull=False))
    )
    of = made.meeting.entitled if made.meeting.entitled is not None else here["listed"]
    rules = rules_on(today)
    opened = made.meeting.quorum is not None or made.kind in RULES
    needed = quorum_for(made, of, rules) if opened else quorum_of(made.meeting, of, rules, today=today)
    return Bar(needed, of, here["came"], made.majority_permille)


@dataclass(frozen=True)
class Attendance:
    """The list of those entitled, by number or name, and how many are there."""

    rows: tuple[Attendee, ...]

    @property
    def listed(self) -> int:
        return len(self.rows)

    @property
    def came(self) -> int:
        return sum(one.came_at is not None for one in self.rows)

    @property
    def say_yes(self) -> int:
        return sum(one.answer == Attendee.Answer.YES for one in self.rows)

    @property
    def say_no(self) -> int:
        return sum(one.answer == Attendee.Answer.NO for one in self.rows)


def attendance(meeting_id: int) -> Attendance:
    """One query, however many members."""
    found = Attendee.objects.filter(meeting_id=meeting_id).select_related("party", "member")
    return Attendance(tuple(found.order_by("member__number", "party__name", "pk")))


def invited_on_paper(meeting_id: int) -> list[str]:
    """Who is invited and wants no messages: the law asks for an invitation all the same. One query."""
    found = Attendee.objects.filter(refuses(Consent.Purpose.MESSAGES, "party_id"), meeting_id=meeting_id)
    return list(found.order_by("party__name", "pk").values_list("party__name", flat=True))


def voters(resolution_id: int) -> tuple[list[Attendee], list[Attendee]]:
    """(here and not voted yet, holding a paper), by number. Two queries."""
    made = Resolution.objects.values_list("meeting_id", flat=True).get(pk=resolution_id)
    here = Attendee.objects.filter(meeting_id=made, came_at__isnull=False).select_related("party", "member")
    here = here.exclude(votes__resolution_id=resolution_id).order_by("member__number", "party__name", "pk")
    holding = here.filter(papers__resolution_id=resolution_id)
    return list(here.exclude(papers__resolution_id=resolution_id)), list(holding)


def officers() -> list[Officer]:
    """Who holds which post now, the chair first. One query."""
    order = {post: at for at, post in enumerate(Officer.Post.values)}
    held = Officer.objects.filter(ended_on=None).select_related("party", "resolution__meeting")
    return sorted(held, key=lambda one: (order[one.post], one.party.name))


@dataclass(frozen=True)
class Annual:
    """The annual meeting of the book year that ended last."""

    year_end: date
    deadline: date
    days_left: int
    meeting: Meeting | None  # planned, called or open
    held: bool

    @property
    def late(self) -> bool:
        return not self.held and self.days_left < 0


def annual(*, today: date) -> Annual | None:
    """By when the annual meeting must be held.

    None for a group that is still forming and a cooperative younger than that book year. An empty register
    frees nobody: the law asks the cooperative; its board writes the members down first. Three queries.
    """
    rules = rules_on(today)
    end = book_year_end(rules.number("book_year_ends"), today)
    if Founding.objects.exclude(stage="approved", approved_on__lte=end).exists():
        return None
    since = Meeting.objects.filter(kind=Meeting.Kind.ANNUAL, held_at__date__gt=end).order_by("-held_at")
    held = any(one.stage == Meeting.Stage.CLOSED for one in since)
    waiting = (Meeting.Stage.PLANNED, Meeting.Stage.CALLED, Meeting.Stage.OPEN)
    planned = next((one for one in since if one.stage in waiting), None)
    deadline = annual_deadline(end, rules.number("annual_meeting_months"))
    return Annual(end, deadline, (deadline - today).days, planned, held)
