"""What a workshop can do, how much of it a week, and when she is away. The split of an order reads this."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from sentra.crafts.models import Absence, Capacity, Skill, Stage, Technique
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.operation import operation
from sentra.people.models import Workshop
from sentra.people.roles import Permission

MOST_A_WEEK = 100_000
LONGEST_ABSENCE_DAYS = 366


@operation(needs=Permission.MANAGE_PEOPLE)
def set_skill(workshop_id: int, *, technique_code: str, level: int, by: Actor, at: datetime) -> Skill | None:
    """1 learner, 2 practised, 3 good, 4 master; 0 takes the skill away (None), which proven pieces forbid."""
    workshop = _locked(workshop_id)
    technique = Technique.objects.filter(pk=technique_code).first()
    if technique is None:
        raise Refused(_("Choose a technique from the list."), field="technique_code")
    if not 0 <= level <= 4:
        raise Refused(_("A skill level is 1 to 4."), field="level")
    skill: Skill | None = Skill.objects.filter(workshop=workshop, technique=technique).first()
    if level == 0:
        _forget(skill)
        return None
    skill = skill or Skill(workshop=workshop, technique=technique)
    skill.level = level
    skill.save()
    return skill


@operation(needs=Permission.MANAGE_PEOPLE)
def set_capacity(
    workshop_id: int, *, stage_id: int, pieces_a_week: int, by: Actor, at: datetime
) -> Capacity | None:
    """Pieces she says she makes of this stage in a week, doing nothing else; 0: she does not (None)."""
    workshop = _locked(workshop_id)
    stage = Stage.objects.get(pk=stage_id)
    if not 0 <= pieces_a_week <= MOST_A_WEEK:
        raise Refused(_("The pieces a week cannot be right."), field="pieces_a_week")
    if pieces_a_week == 0:
        Capacity.objects.filter(workshop=workshop, stage=stage).delete()
        return None
    capacity: Capacity
    capacity, _new = Capacity.objects.update_or_create(
        workshop=workshop, stage=stage, defaults={"pieces_a_week": pieces_a_week, "observed": False}
    )
    return capacity


@operation(needs=Permission.MANAGE_PEOPLE)
def add_absence(
    workshop_id: int, *, from_on: date, until_on: date, reason: str, by: Actor, at: datetime
) -> Absence:
    """Days without work, both ends included. Refuses an end before the start, and days already given."""
    workshop = _locked(workshop_id)
    if until_on < from_on:
        raise Refused(_("The last day is before the first."), field="until_on")
    if (until_on - from_on).days >= LONGEST_ABSENCE_DAYS:
        raise Refused(_("An absence lasts at most a year."), field="until_on")
    if not reason.strip():
        raise Refused(_("Say why."), field="reason")
    if Absence.objects.filter(workshop=workshop, from_on__lte=until_on, until_on__gte=from_on).exists():
        raise Refused(_("She is already away on some of these days."), field="from_on")
    absence: Absence = Absence.objects.create(
        workshop=workshop, from_on=from_on, until_on=until_on, reason=reason.strip()[:80]
    )
    return absence


@operation(needs=Permission.MANAGE_PEOPLE)
def remove_absence(absence_id: int, *, by: Actor, at: datetime) -> None:
    """She works on these days after all."""
    Absence.objects.select_for_update().get(pk=absence_id).delete()


def _locked(workshop_id: int) -> Workshop:
    found: Workshop = Workshop.objects.select_for_update().get(pk=workshop_id)
    return found


def _forget(skill: Skill | None) -> None:
    if skill is None:
        return
    if skill.proven_pieces:
        raise Refused(_("This skill is proven by accepted pieces."), field="level")
    skill.delete()
