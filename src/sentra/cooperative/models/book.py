"""Administration books without a table of their own, and the pack of papers for the annual meeting."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sentra.kernel.fields import Within
from sentra.kernel.tenancy import TenantModel


class BookNote(TenantModel):
    """One line of a book: what happened, who said it, what followed. Never edited, only struck out."""

    class Book(models.TextChoices):
        STAFF = "karyawan", _("Employees")
        GUESTS = "tamu", _("Guests")
        SUGGESTIONS = "saran", _("Members' suggestions")
        OFFICIALS = "anjuran-pejabat", _("Advice of cooperative officials")
        AGENCIES = "anjuran-instansi", _("Advice of other agencies")
        EVENTS = "kejadian", _("Important events")
        SUPERVISORS = "notulen-pengawas", _("Minutes of the supervisors")

    book = models.CharField(max_length=20, choices=Book)
    on = models.DateField()
    who = models.CharField(max_length=120)
    text = models.CharField(max_length=1000)
    follow_up = models.CharField(max_length=500, blank=True)
    written_by = models.BigIntegerField(null=True)  # user id
    written_at = models.DateTimeField()
    struck_at = models.DateTimeField(null=True)
    struck_by = models.BigIntegerField(null=True)  # user id
    struck_reason = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(struck_at__isnull=True, struck_reason="")
                | (models.Q(struck_at__isnull=False) & ~models.Q(struck_reason="")),
                name="book_note_struck_says_why",
            )
        ]
        indexes = [models.Index(fields=["tenant", "book", "on", "id"], name="book_note_by_day")]


class AnnualPack(TenantModel):
    """One building of the papers for a book year's annual meeting, from the wish to the finished file."""

    class Stage(models.TextChoices):
        ASKED = "asked", _("Waiting")
        BUILDING = "building", _("Being built")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Not built")

    year_end = models.DateField()
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.ASKED)
    done = models.PositiveSmallIntegerField(default=0)  # parts finished, of PARTS
    asked_at = models.DateTimeField()
    asked_by = models.BigIntegerField(null=True)  # user id
    built_at = models.DateTimeField(null=True)
    figures = models.CharField(max_length=64, blank=True)  # a print of what the papers were built from
    file = Within("kernel.StoredFile", null=True, related_name="+")
    trouble = models.CharField(max_length=300, blank=True)  # why it was not built

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "year_end"], condition=models.Q(stage__in=["asked", "building"]),
                name="annual_pack_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(stage="ready") | models.Q(built_at__isnull=False, file__isnull=False),
                name="annual_pack_ready_has_a_file",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["tenant", "year_end", "id"], name="annual_pack_by_year")]
