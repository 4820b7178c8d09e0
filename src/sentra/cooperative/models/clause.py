"""The cooperative's own rules: every adjustable value of its AD/ART, with the article it stands in."""

from django.db import models

from sentra.kernel.fields import Within
from sentra.kernel.tenancy import TenantModel


class Clause(TenantModel):
    """One value of a rule from a day on. Never edited: a change is a new row. The newest in force counts.

    It stands by a resolution that passed, by the deed of a cooperative founded before Sentra, or, while the
    group is still forming, as a draft that the founding meeting adopts. `data/clauses.json` knows the keys.
    """

    key = models.CharField(max_length=40)
    value = models.JSONField()  # whole number, text or true/false, as the key's kind says
    since = models.DateField()
    draft = models.BooleanField(default=False)
    resolution = Within("cooperative.Resolution", null=True, related_name="clauses")
    deed = models.CharField(max_length=120, blank=True)  # number and day of the notary's deed
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(draft=True, resolution__isnull=True, deed="")
                | models.Q(draft=False, resolution__isnull=False, deed="")
                | (models.Q(draft=False, resolution__isnull=True) & ~models.Q(deed="")),
                name="clause_stands_by_one_thing",
            ),
            models.UniqueConstraint(
                fields=["tenant", "key"], condition=~models.Q(deed=""), name="clause_from_the_deed_once"
            ),
        ]
        indexes = [models.Index(fields=["tenant", "key", "-since", "-id"], name="clause_newest_first")]
