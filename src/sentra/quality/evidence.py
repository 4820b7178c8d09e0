"""Skill by evidence: accepted pieces are counted per technique. What a level means comes later."""

from django.db.models import F

from sentra.crafts.models import Skill
from sentra.production.models import Assignment


def count_proven(assignment: Assignment, pieces: int) -> None:
    """Add accepted pieces to the maker's record for the stage's technique."""
    if not pieces:
        return
    held = Skill.objects.filter(
        workshop_id=assignment.workshop_id, technique_id=assignment.stage.technique_id
    )
    if not held.update(proven_pieces=F("proven_pieces") + pieces):
        Skill.objects.create(
            workshop_id=assignment.workshop_id,
            technique_id=assignment.stage.technique_id,
            level=1,
            proven_pieces=pieces,
        )
