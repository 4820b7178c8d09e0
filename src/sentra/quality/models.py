"""A lot handed in, and what the inspector found. Grade sets the rate; accepted pieces become payable."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sentra.kernel.fields import Rupiah, Within
from sentra.kernel.tenancy import TenantModel


class Lot(TenantModel):
    """Pieces one workshop hands in at one time for one assignment."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting for inspection")
        INSPECTED = "inspected", _("Inspected")

    assignment = Within("production.Assignment", related_name="lots")
    number = models.PositiveIntegerField()
    pieces = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)
    rework_of = Within("self", null=True, related_name="reworked_as")
    handed_in_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "number"], name="lot_number_in_tenant"),
            models.CheckConstraint(condition=models.Q(pieces__gt=0), name="lot_pieces_positive"),
        ]
        indexes = [models.Index(fields=["tenant", "state", "handed_in_at"], name="lot_waiting")]


class Inspection(TenantModel):
    """accepted + rework + rejected = the lot's pieces. One inspection a lot; rework comes as a new lot."""

    class Grade(models.TextChoices):
        A = "A", _("A: as ordered")
        B = "B", _("B: small faults")
        C = "C", _("C: sold as second choice")

    lot = Within(Lot, related_name="inspections")
    accepted = models.PositiveIntegerField()
    rework = models.PositiveIntegerField()
    rejected = models.PositiveIntegerField()
    grade = models.CharField(max_length=1, choices=Grade, blank=True)
    rate_idr = Rupiah()  # for one accepted piece at this grade
    payable_idr = Rupiah()
    remark = models.CharField(max_length=300, blank=True)
    picture = Within("kernel.StoredFile", null=True, related_name="+")
    inspected_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "lot"], name="inspection_once_per_lot"),
            models.CheckConstraint(
                condition=models.Q(payable_idr=models.F("accepted") * models.F("rate_idr")),
                name="inspection_payable_adds_up",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted=0) | ~models.Q(grade=""), name="inspection_accepted_has_grade"
            ),
        ]


class Defect(TenantModel):
    """One kind of fault found in a lot, and on how many pieces."""

    class Kind(models.TextChoices):
        HOLE = "hole", _("Hole or loose weave")
        EDGE = "edge", _("Untidy edge")
        SIZE = "size", _("Wrong size")
        COLOUR = "colour", _("Uneven colour")
        MOULD = "mould", _("Mould")
        FIBRE = "fibre", _("Broken fibre")
        BLEED = "bleed", _("Colour bleeds")
        WAX = "wax", _("Wax leaked or cracked")
        MOTIF = "motif", _("Motif shifted")
        STAIN = "stain", _("Stain or drip")
        SEAM = "seam", _("Bad seam")
        OTHER = "other", _("Other")

    inspection = Within(Inspection, related_name="defects")
    kind = models.CharField(max_length=20, choices=Kind)
    pieces = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "inspection", "kind"], name="defect_once_per_kind"),
            models.CheckConstraint(condition=models.Q(pieces__gt=0), name="defect_pieces_positive"),
        ]
