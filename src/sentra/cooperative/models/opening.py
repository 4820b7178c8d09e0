"""Opening balances from the books before Sentra: a file, looked at, then booked by a second person."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sentra.kernel.fields import Within
from sentra.kernel.tenancy import TenantModel


class Opening(TenantModel):
    """One file. What it holds is read anew from its bytes each time; booked, it stays as it was."""

    class Stage(models.TextChoices):
        CHECKED = "checked", _("Looked at, not booked")
        POSTED = "posted", _("In the books")
        DROPPED = "dropped", _("Thrown away")
        TAKEN_BACK = "taken_back", _("Taken back")

    on = models.DateField()  # the cut-over: balances are those at the end of this day
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.CHECKED)
    file = Within("kernel.StoredFile", related_name="+")
    file_name = models.CharField(max_length=160)
    checked_at = models.DateTimeField()
    checked_by = models.BigIntegerField(null=True)  # user id
    posted_at = models.DateTimeField(null=True)
    posted_by = models.BigIntegerField(null=True)  # user id; never who brought the file
    taken_back_at = models.DateTimeField(null=True)
    taken_back_reason = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant"], condition=models.Q(stage="posted"), name="opening_stands_once"
            ),
            models.UniqueConstraint(
                fields=["tenant"], condition=models.Q(stage="checked"), name="opening_one_looked_at"
            ),
            models.CheckConstraint(
                condition=models.Q(stage__in=["checked", "dropped"], posted_at=None)
                | models.Q(stage__in=["posted", "taken_back"], posted_at__isnull=False),
                name="opening_posted_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(posted_by=None) | ~models.Q(posted_by=models.F("checked_by")),
                name="opening_by_two",
            ),
            models.CheckConstraint(
                condition=models.Q(taken_back_at=None, taken_back_reason="") & ~models.Q(stage="taken_back")
                | models.Q(stage="taken_back", taken_back_at__isnull=False) & ~models.Q(taken_back_reason=""),
                name="opening_taken_back_says_why",
            ),
        ]
