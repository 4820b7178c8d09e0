"""What a meeting shall decide: proposed, with its choices, until the vote is opened."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Max, QuerySet
from django.utils.translation import gettext_lazy as _

from sentra.cooperative.clauses import Rules, Value, checked_together, keys, rules_on
from sentra.cooperative.meetings.entitled import quorum_for, seats
from sentra.cooperative.models import (
    Budget,
    BudgetLine,
    Choice,
    Meeting,
    Member,
    Officer,
    Resolution,
    SurplusRun,
)
from sentra.cooperative.stages import RESOLUTION
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.operation import operation
from sentra.kernel.rupiah import formatted
from sentra.ledger.chart import charted
from sentra.people.roles import Permission

K, S, R = Meeting.Kind, Meeting.Stage, Resolution.Kind
BY_WORDS = (R.GENERAL, R.ADOPTION, R.EXPULSION)
YES_OR_NO = ("yes", "no", "abstain")
MANY = (Officer.Post.BOARD, Officer.Post.SUPERVISOR)  # posts that several people hold


@operation(needs=Permission.RUN_MEETING)
def propose_resolution(
    meeting_id: int, kind: Resolution.Kind, *, title: str, text: str = "", secret: bool = False,
    member_id: int | None = None, by: Actor, at: datetime, today: date,
) -> Resolution:  # fmt: skip
    """A plain resolution, the adoption of the rules (founding) or an expulsion (`member_id`).

    Refuses an expulsion that the invitation does not name, and a kind that this meeting cannot decide.
    """
    if kind not in BY_WORDS:  # the others carry what they are about; each has its own verb
        raise Refused(_("This kind of meeting cannot decide that."), field="kind")
    meeting = _meeting(meeting_id, kind)
    effect: dict[str, Any] = {}
    if kind == R.EXPULSION:
        effect = {"member": _still_member(member_id)}
    if kind == R.ADOPTION:
        effect = {"values": dict(rules_on(today).values)}
    if not title.strip():
        raise Refused(_("Say what shall be decided."), field="title")
    facts = {"title": title.strip()[:200], "text": text.strip(), "secret": secret, "effect": effect}
    return _proposed(meeting, kind, rules_on(today), facts, YES_OR_NO)


@operation(needs=Permission.RUN_MEETING)
def propose_change(
    meeting_id: int, *, values: Mapping[str, Value], text: str = "", by: Actor, at: datetime, today: date
) -> Resolution:
    """Change rules: clause key → new value. Refuses what cannot stand and what is so already."""
    meeting = _meeting(meeting_id, R.CLAUSE)
    now, known = rules_on(today), keys()
    changed = {key: known[key].checked(value) for key, value in values.items() if now.values[key] != value}
    if not changed:
        raise Refused(_("Nothing would change. Give another value."))
    checked_together({**now.values, **changed})
    title = ", ".join(f"{known[key].name} ({known[key].article})" for key in changed)
    facts = {"title": title[:200], "text": text.strip(), "effect": {"values": changed}}
    return _proposed(meeting, R.CLAUSE, now, facts, YES_OR_NO)


@operation(needs=Permission.RUN_MEETING)
def propose_election(
    meeting_id: int, *, post: Officer.Post, seats: int, candidates: Sequence[int], by: Actor, at: datetime,
    today: date,
) -> Resolution:  # fmt: skip
    """Elect officers in secret; `candidates` are party ids. One seat, but for board members, supervisors."""
    meeting = _meeting(meeting_id, R.OFFICERS)
    if seats < 1 or (seats > 1 and post not in MANY) or seats > 9:
        raise Refused(_("One person holds this post."), field="seats")
    names = str(dict(Officer.Post.choices)[post])
    facts = {"title": names, "secret": True, "effect": {"post": str(post), "seats": seats}}
    made = _proposed(meeting, R.OFFICERS, rules_on(today), facts, ("blank",))
    for party_id in dict.fromkeys(candidates):
        _stand(made, party_id)
    return made


@operation(needs=Permission.RUN_MEETING)
def propose_surplus(
    meeting_id: int, *, run_id: int, text: str = "", by: Actor, at: datetime, today: date
) -> Resolution:
    """Share the surplus as this draft says, for an annual meeting. Passed, it may be booked.

    Refuses a run that is no draft, or that stands on an agenda already.
    """
    meeting = _meeting(meeting_id, R.SURPLUS)
    run = SurplusRun.objects.select_for_update().filter(pk=run_id, stage=SurplusRun.Stage.DRAFT).first()
    if run is None:
        raise Refused(_("Reckon the surplus first."), field="run_id")
    _asked_nowhere(Resolution.objects.filter(kind=R.SURPLUS, effect__run=run.pk), "run_id")
    title = f"Pembagian SHU tahun buku {run.year_end:%Y}: {formatted(run.members_idr + run.others_idr)}"
    effect = {"run": run.pk, "seal": run.seal}
    facts = {"title": title, "text": text.strip(), "effect": effect}
    return _proposed(meeting, R.SURPLUS, rules_on(today), facts, YES_OR_NO)


@operation(needs=Permission.RUN_MEETING)
def propose_budget(
    meeting_id: int, *, budget_id: int, text: str = "", by: Actor, at: datetime, today: date
) -> Resolution:
    """Decide this draft as the year's budget, in an annual or another members' meeting. Passed, it holds.

    Refuses what is no draft, and one that stands on an agenda already.
    """
    meeting = _meeting(meeting_id, R.BUDGET)
    draft = Budget.objects.select_for_update().filter(pk=budget_id, stage=Budget.Stage.DRAFT).first()
    if draft is None:
        raise Refused(_("Write the budget first."), field="budget_id")
    _asked_nowhere(Resolution.objects.filter(kind=R.BUDGET, effect__budget=draft.pk), "budget_id")
    sums = {"income": 0, "cost": 0}
    for code, idr in BudgetLine.objects.filter(budget=draft).values_list("account", "year_idr"):
        sums[charted()[code].group] += idr
    words = f"pendapatan {formatted(sums['income'])}, belanja {formatted(sums['cost'])}"
    title = f"RAPB tahun buku {draft.year_end:%Y}: {words}"
    facts = {"title": title, "text": text.strip(), "effect": {"budget": draft.pk}}
    return _proposed(meeting, R.BUDGET, rules_on(today), facts, YES_OR_NO)


@operation(needs=Permission.RUN_MEETING)
def add_candidate(resolution_id: int, *, party_id: int, by: Actor, at: datetime) -> Resolution:
    """Somebody is named from the floor. Refuses once the vote is open, and who is not entitled."""
    made = _locked(resolution_id)
    if made.kind != R.OFFICERS or made.stage != Resolution.Stage.PROPOSED:
        raise Refused(_("Candidates are named before the vote opens."))
    _stand(made, party_id)
    return made


@operation(needs=Permission.RUN_MEETING)
def withdraw_resolution(resolution_id: int, *, by: Actor, at: datetime) -> Resolution:
    """It is not voted on. Refuses once the vote has begun."""
    made = _locked(resolution_id)
    made.stage = RESOLUTION.after("withdraw", made.stage)
    made.save(update_fields=["stage"])
    return made


@operation(needs=Permission.RUN_MEETING)
def open_vote(resolution_id: int, *, by: Actor, at: datetime, today: date) -> Resolution:
    """Votes are taken from now on. Refuses too few people for it, and an election without candidates."""
    made = _locked(resolution_id)
    stage = RESOLUTION.after("open the vote", made.stage)
    meeting = made.meeting
    if meeting.stage != S.OPEN:
        raise Refused(_("Open the meeting first."))
    needed = quorum_for(made, meeting.entitled or 0, rules_on(today))
    came = meeting.attendees.filter(came_at__isnull=False).count()
    if came < needed:
        raise Refused(
            _("%(came)s of %(entitled)s are here. The quorum is %(needed)s.")
            % {"came": came, "entitled": meeting.entitled, "needed": needed}
        )
    if made.kind == R.OFFICERS and not made.choices.filter(code="candidate").exists():
        raise Refused(_("Name a candidate first."))
    made.stage, made.opened_at = stage, at
    made.save(update_fields=["stage", "opened_at"])
    return made


def _locked(resolution_id: int) -> Resolution:
    found = Resolution.objects.select_for_update(of=("self",)).select_related("meeting")
    made: Resolution = found.get(pk=resolution_id)
    return made


def _meeting(meeting_id: int, kind: str) -> Meeting:
    """The meeting, locked. What changes rules or people must stand in the invitation."""
    meeting: Meeting = Meeting.objects.select_for_update().get(pk=meeting_id)
    if kind != R.GENERAL and meeting.stage != S.PLANNED:
        raise Refused(_("This must stand in the invitation. Propose it before calling the meeting."))
    if meeting.stage not in (S.PLANNED, S.CALLED, S.OPEN):
        raise Refused(_("This meeting is over."))
    by_kind = {
        K.FOUNDING: {R.GENERAL, R.ADOPTION, R.OFFICERS},
        K.BOARD: {R.GENERAL},
    }
    decided = {R.GENERAL, R.CLAUSE, R.OFFICERS, R.EXPULSION, R.BUDGET}
    if meeting.kind == K.ANNUAL:
        decided |= {R.SURPLUS}
    if kind not in by_kind.get(K(meeting.kind), decided):
        raise Refused(_("This kind of meeting cannot decide that."), field="kind")
    return meeting


def _asked_nowhere(asked: QuerySet[Resolution], field: str) -> None:
    if asked.exclude(stage__in=(Resolution.Stage.WITHDRAWN, Resolution.Stage.FAILED)).exists():
        raise Refused(_("A meeting is to decide on this already."), field=field)


def _proposed(
    meeting: Meeting, kind: str, rules: Rules, facts: Mapping[str, Any], codes: Sequence[str]
) -> Resolution:
    about_rules = kind in (R.CLAUSE, R.ADOPTION)
    last = meeting.resolutions.aggregate(last=Max("position"))["last"] or 0
    made: Resolution = Resolution.objects.create(
        meeting=meeting, position=last + 1, kind=kind,
        majority_permille=rules.number("rules_majority_permille" if about_rules else "majority_permille"),
        **facts,
    )  # fmt: skip
    Choice.objects.bulk_create(
        Choice(resolution=made, position=at, code=code) for at, code in enumerate(codes, start=1)
    )
    return made


def _still_member(member_id: int | None) -> int:
    if member_id is None or not Member.objects.filter(pk=member_id, left_on=None).exists():
        raise Refused(_("Choose a member."), field="member_id")
    return member_id


def _stand(made: Resolution, party_id: int) -> None:
    meeting = made.meeting
    if party_id not in {one.party_id for one in seats(meeting.kind)}:
        raise Refused(_("Only members can be elected."), field="candidates")
    if made.choices.filter(party_id=party_id).exists():
        raise Refused(_("She stands already."), field="candidates")
    last = made.choices.aggregate(last=Max("position"))["last"]
    Choice.objects.create(resolution=made, position=last + 1, code="candidate", party_id=party_id)
