"""What a passed resolution changes: a rule, the officers, a membership. Called by the vote's end alone."""

from datetime import date, datetime, timedelta

from sentra.cooperative.clauses import rules_on
from sentra.cooperative.models import Budget, Choice, Clause, Leaving, Member, Officer, Resolution, SurplusRun
from sentra.cooperative.stages import BUDGET, SURPLUS
from sentra.kernel.actor import Actor
from sentra.kernel.dates import months_later

K = Resolution.Kind


def take_effect(made: Resolution, *, by: Actor, at: datetime, today: date) -> None:
    """Runs in the transaction that decides. Plain ones change nothing; an adoption waits for the deed."""
    if made.kind == K.CLAUSE:
        write_clauses(made, made.effect["values"], since=today, at=at)
    elif made.kind == K.OFFICERS:
        _elect(made, today=today)
    elif made.kind == K.EXPULSION:
        _expel(made, by=by, today=today)
    elif made.kind == K.SURPLUS:
        _approve_surplus(made)
    elif made.kind == K.BUDGET:
        _decide_budget(made, today=today)


def write_clauses(made: Resolution, values: dict[str, object], *, since: date, at: datetime) -> None:
    Clause.objects.bulk_create(
        Clause(key=key, value=value, since=since, resolution=made, written_at=at)
        for key, value in values.items()
    )


def _winners(made: Resolution) -> list[int]:
    """Party ids: those of this vote and those who were certain in the tied votes before it."""
    chain, one = [made.pk], made
    while one.repeats is not None:
        one = one.repeats
        chain.append(one.pk)
    won = Choice.objects.filter(resolution__in=chain, elected=True).order_by("-votes", "position")
    return [party for party in won.values_list("party_id", flat=True) if party is not None]


def _elect(made: Resolution, *, today: date) -> None:
    post = made.effect["post"]
    held = Officer.objects.select_for_update().filter(post=post, ended_on=None)
    held.update(ended_on=today, ended_reason=made.title[:160])
    until = months_later(today, 12 * rules_on(today).number("term_years")) - timedelta(days=1)
    Officer.objects.bulk_create(
        Officer(party_id=party, post=post, resolution=made, since=today, until=until)
        for party in _winners(made)
    )


def _expel(made: Resolution, *, by: Actor, today: date) -> None:
    """The meeting's word is written where leaving is settled; her savings are settled there by others."""
    member = Member.objects.select_for_update().get(pk=made.effect["member"])
    asked = Leaving.objects.filter(member=member).exclude(stage=Leaving.Stage.WITHDRAWN).first()
    if asked is None:
        Leaving.objects.create(
            member=member, how=Member.Left.EXPELLED, asked_on=today, asked_by=by.user_id, resolution=made,
            reason=made.text[:300],
        )  # fmt: skip
    elif asked.stage == Leaving.Stage.ASKED and asked.how == Member.Left.EXPELLED:
        asked.resolution = made
        asked.save(update_fields=["resolution"])


def _approve_surplus(made: Resolution) -> None:
    """The reckoning the meeting saw, named by its seal; on an agenda it can be neither dropped nor edited."""
    run = SurplusRun.objects.select_for_update().get(pk=made.effect["run"], seal=made.effect["seal"])
    run.stage, run.resolution = SURPLUS.after("approve", run.stage), made
    run.save(update_fields=["stage", "resolution"])


def _decide_budget(made: Resolution, *, today: date) -> None:
    """The draft the meeting saw (on an agenda nobody edits it) holds; the year's budget before it stays to be
    read."""
    draft = Budget.objects.select_for_update().get(pk=made.effect["budget"])
    stage = BUDGET.after("decide", draft.stage)
    before = (
        Budget.objects.select_for_update().filter(year_end=draft.year_end, stage=Budget.Stage.DECIDED).first()
    )
    if before is not None:
        before.stage = BUDGET.after("replace", before.stage)
        before.save(update_fields=["stage"])
    draft.stage, draft.resolution, draft.decided_on, draft.replaces = stage, made, today, before
    draft.save(update_fields=["stage", "resolution", "decided_on", "replaces"])
