"""What a workshop can do: skill per technique, capacity per stage, weeks she is away."""

from django.db import models

from sentra.crafts.models.craft import Technique
from sentra.crafts.models.product import Stage
from sentra.kernel.fields import Within
from sentra.kernel.tenancy import TenantModel
from sentra.people.models import Workshop


class Skill(TenantModel):
    """Level 1 learner, 2 practised, 3 good, 4 master. `proven_pieces` counts inspected accepted pieces."""

    workshop = Within(Workshop, related_name="skills")
    technique = models.ForeignKey(Technique, models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField()
    proven_pieces = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "workshop", "technique"], name="skill_once_per_technique"
            ),
            models.CheckConstraint(condition=models.Q(level__range=(1, 4)), name="skill_level_1_to_4"),
        ]


class Capacity(TenantModel):
    """Pieces a week of one stage when she does nothing else. Declared by her, later observed."""

    workshop = Within(Workshop, related_name="capacities")
    stage = Within(Stage, related_name="capacities")
    pieces_a_week = models.PositiveIntegerField()
    observed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "workshop", "stage"], name="capacity_once_per_stage"),
            models.CheckConstraint(condition=models.Q(pieces_a_week__gt=0), name="capacity_positive"),
        ]


class Absence(TenantModel):
    """Days without work: harvest, Ramadan, a birth. Both days count."""

    workshop = Within(Workshop, related_name="absences")
    from_on = models.DateField()
    until_on = models.DateField()
    reason = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_on__gte=models.F("from_on")), name="absence_ends_after_start"
            )
        ]
