"""The stages a product goes through: raw → half-finished → finished, changed as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F, ProtectedError
from django.utils.translation import gettext_lazy as _

from sentra.crafts.models import Product, Stage, Technique
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.operation import operation
from sentra.people.roles import Permission

MOST_STAGES = 12
ASIDE = 1_000  # positions out of the way while stages change places
ORDER = {Stage.Finish.RAW: 0, Stage.Finish.HALF: 1, Stage.Finish.FINISHED: 2}


@dataclass(frozen=True)
class StageFacts:
    """One step. `rate_idr` is paid for an accepted piece of grade A; `pieces_a_week` by a practised maker.

    `stage_id` names the step that is being changed; without one a new step is made.
    """

    name: str
    finish: str
    technique_code: str
    rate_idr: int
    pieces_a_week: int
    minimum_level: int = 1
    handover_weeks: int = 0
    stage_id: int | None = None


@operation(needs=Permission.MANAGE_PRODUCTS)
def set_stages(product_id: int, *, stages: Sequence[StageFacts], by: Actor, at: datetime) -> Product:
    """The whole way of making it, in order; positions become 1…n. Work already offered keeps its rate.

    Refuses no stage, a last stage that is not finished, a piece that becomes rawer, and leaving out a stage
    that work or stock hangs on.
    """
    product: Product = Product.objects.select_for_update().get(pk=product_id)
    _check(stages)
    known = {stage.pk: stage for stage in Stage.objects.filter(product=product)}
    kept = {one.stage_id for one in stages if one.stage_id}
    if not kept <= set(known) or len(kept) != sum(one.stage_id is not None for one in stages):
        raise Refused(_("These stages were changed meanwhile. Load the page again."))
    _leave_out([stage for pk, stage in known.items() if pk not in kept])
    Stage.objects.filter(product=product).update(position=F("position") + ASIDE)
    for position, facts in enumerate(stages, 1):
        _save(known.get(facts.stage_id or 0) or Stage(product=product), position, facts)
    return product


def _check(stages: Sequence[StageFacts]) -> None:
    if not stages:
        raise Refused(_("A product needs at least one stage."))
    if len(stages) > MOST_STAGES:
        raise Refused(_("A product has at most twelve stages."))
    for facts in stages:
        _check_one(facts)
    steps = [ORDER[Stage.Finish(facts.finish)] for facts in stages]
    if steps[-1] != ORDER[Stage.Finish.FINISHED]:
        raise Refused(_("After the last stage the piece must be finished."))
    if steps != sorted(steps):
        raise Refused(_("A piece cannot become rawer from one stage to the next."))


def _check_one(facts: StageFacts) -> None:
    if not facts.name.strip():
        raise Refused(_("Every stage needs a name."))
    if facts.finish not in Stage.Finish.values:
        raise Refused(_("Say for every stage what the piece is afterwards."))
    if facts.rate_idr < 0:
        raise Refused(_("A rate cannot be negative."))
    if facts.pieces_a_week < 1:
        raise Refused(_("Every stage needs the pieces a week."))
    if not 1 <= facts.minimum_level <= 4:
        raise Refused(_("A skill level is 1 to 4."))
    if not 0 <= facts.handover_weeks <= 52:
        raise Refused(_("Handing over takes 0 to 52 weeks."))


def _leave_out(gone: list[Stage]) -> None:
    """The database knows whether anything hangs on a stage; apps above need not be asked."""
    try:
        with transaction.atomic():
            for stage in gone:
                stage.capacities.all().delete()
                stage.materials.all().delete()
                stage.delete()
    except (ProtectedError, IntegrityError) as used:
        raise Refused(_("A stage with work or stock cannot be left out.")) from used


def _save(stage: Stage, position: int, facts: StageFacts) -> None:
    technique = Technique.objects.filter(pk=facts.technique_code).first()
    if technique is None:
        raise Refused(_("Choose a technique from the list for every stage."))
    stage.position, stage.technique, stage.finish = position, technique, facts.finish
    stage.name = " ".join(facts.name.split())[:80]
    stage.rate_idr, stage.pieces_a_week = facts.rate_idr, facts.pieces_a_week
    stage.minimum_level, stage.handover_weeks = facts.minimum_level, facts.handover_weeks
    stage.save()
