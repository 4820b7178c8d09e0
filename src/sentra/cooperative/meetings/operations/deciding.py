"""A vote ends: passed, failed or tied; what passed takes effect in the same transaction."""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from sentra.cooperative.clauses import rules_on
from sentra.cooperative.meetings.counting import Elected, carried, elected, split_evenly
from sentra.cooperative.meetings.effects import take_effect
from sentra.cooperative.models import Choice, Meeting, Resolution, Vote
from sentra.cooperative.stages import RESOLUTION
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.operation import operation
from sentra.people.roles import Permission

K, S = Resolution.Kind, Resolution.Stage


@operation(needs=Permission.RUN_MEETING)
def close_vote(resolution_id: int, *, by: Actor, at: datetime, today: date) -> Resolution:
    """Count, decide, and let what passed take effect. Refuses without a vote and with papers not counted."""
    made = _locked(resolution_id)
    RESOLUTION.after("pass", made.stage)
    if made.stage != S.VOTING or not made.cast.exists():
        raise Refused(_("Nobody has voted yet."))
    if made.papers.count() != made.cast.filter(how=Vote.How.PAPER).count():
        raise Refused(_("Count the papers first."))
    if made.kind == K.OFFICERS:
        result = standing(made)
        _seat(made, result.certain)
        stage = S.TIED if result.tied else S.PASSED if result.certain else S.FAILED
    else:
        stage = _answered(made)
    return _decide(made, stage, by=by, at=at, today=today)


@operation(needs=Permission.RUN_MEETING)
def vote_again(resolution_id: int, *, by: Actor, at: datetime) -> Resolution:
    """Between those who stand equal. Returns the new vote, to be opened. Refuses where nothing is tied."""
    made = _locked(resolution_id)
    if made.stage != S.TIED or made.again.exclude(stage__in=[S.FAILED, S.WITHDRAWN]).exists():
        raise Refused(_("There is no tie to settle."))
    last = made.meeting.resolutions.aggregate(last=Max("position"))["last"]
    effect = dict(made.effect)
    choices = list(made.choices.order_by("position"))
    if made.kind == K.OFFICERS:
        tie = standing(made)
        effect["seats"] = tie.left
        choices = [one for one in choices if one.code == "blank" or one.pk in tie.tied]
    again: Resolution = Resolution.objects.create(
        meeting=made.meeting, position=last + 1, kind=made.kind, title=made.title, text=made.text,
        secret=made.secret, effect=effect, majority_permille=made.majority_permille, repeats=made,
    )  # fmt: skip
    Choice.objects.bulk_create(
        Choice(resolution=again, position=at_, code=one.code, party_id=one.party_id)
        for at_, one in enumerate(choices, start=1)
    )
    return again


@operation(needs=Permission.RUN_MEETING, says=("witness",))
def draw_lot(
    resolution_id: int, *, drawn: Collection[int], witness: str, by: Actor, at: datetime, today: date
) -> Resolution:
    """The lot decided in front of a witness: `drawn` are the Choice ids it fell on.

    Refuses where the rules say to vote again first, no witness, and another number than is open.
    """
    made = _locked(resolution_id)
    if made.stage != S.TIED or made.again.exclude(stage__in=[S.FAILED, S.WITHDRAWN]).exists():
        raise Refused(_("There is no tie to settle."))
    if rules_on(today).word("tie") != "lot" and made.repeats_id is None:
        raise Refused(_("Our rules say: vote again first."))
    if not witness.strip():
        raise Refused(_("Name who saw the lot drawn."), field="witness")
    made.lot_witness = witness.strip()[:120]
    if made.kind != K.OFFICERS:
        codes = list(made.choices.filter(pk__in=drawn, code__in=["yes", "no"]).values_list("code", flat=True))
        if len(codes) != 1:
            raise Refused(_("Say on what the lot fell."), field="drawn")
        return _decide(made, S.PASSED if codes == ["yes"] else S.FAILED, by=by, at=at, today=today)
    tie = standing(made)
    if not set(drawn) <= set(tie.tied) or len(set(drawn)) != tie.left:
        raise Refused(_("Say on what the lot fell."), field="drawn")
    _seat(made, drawn)
    return _decide(made, S.PASSED, by=by, at=at, today=today)


def standing(made: Resolution) -> Elected:
    """Who is elected and who is tied, by Choice id."""
    votes = dict(made.choices.filter(code="candidate").order_by("position").values_list("pk", "votes"))
    return elected(votes, int(made.effect["seats"]))


def _locked(resolution_id: int) -> Resolution:
    """The resolution and its meeting, held. Refuses once the minutes are closed: what they say stays."""
    found = Resolution.objects.select_for_update(of=("self", "meeting")).select_related("meeting")
    made: Resolution = found.get(pk=resolution_id)
    if made.meeting.stage != Meeting.Stage.OPEN:
        raise Refused(_("This meeting is over."))
    return made


def _answered(made: Resolution) -> Resolution.Stage:
    votes = dict(made.choices.values_list("code", "votes"))
    if split_evenly(votes["yes"], votes["no"], made.majority_permille):
        return S.TIED
    return S.PASSED if carried(votes["yes"], votes["no"], made.majority_permille) else S.FAILED


def _seat(made: Resolution, chosen: Collection[int]) -> None:
    made.choices.filter(pk__in=chosen).update(elected=True)


def _decide(made: Resolution, stage: Resolution.Stage, *, by: Actor, at: datetime, today: date) -> Resolution:
    made.stage, made.decided_at = stage, at
    made.save(update_fields=["stage", "decided_at", "lot_witness"])
    if stage == S.PASSED:
        take_effect(made, by=by, at=at, today=today)
    return made
