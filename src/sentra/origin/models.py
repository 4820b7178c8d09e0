"""Labels of origin: a cooperative's public keys, what was issued and withdrawn, how often it was opened."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sentra.kernel.fields import Within
from sentra.kernel.tenancy import TenantModel
from sentra.origin.ways import Way


class SigningKey(TenantModel):
    """A public key of this cooperative. Retired, it signs nothing new; what it signed stays genuine."""

    number = models.PositiveSmallIntegerField()
    public = models.BinaryField(max_length=32)
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "number"], name="signing_key_number_in_tenant"),
            models.UniqueConstraint(
                fields=["tenant"], condition=models.Q(retired_at=None), name="signing_key_one_live"
            ),
        ]


class Label(TenantModel):
    """One signed label, for a piece or for a whole lot. Issued, it never changes; it is withdrawn once."""

    class Kind(models.TextChoices):
        PIECE = "piece", _("One for each piece")
        LOT = "lot", _("One for the whole lot")

    class Why(models.TextChoices):
        LOST = "lost", _("Labels were lost")
        RETURNED = "returned", _("The piece came back")
        WRONG = "wrong", _("Something on it is wrong")
        COPIED = "copied", _("It was copied")

    number = models.PositiveIntegerField()  # in the cooperative
    lot = Within("quality.Lot", related_name="labels")
    product = Within("crafts.Product", related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    serial = models.PositiveIntegerField()  # in the lot; a label for the lot: how many of those there were
    pieces = models.PositiveIntegerField()  # it stands for
    way = models.CharField(max_length=12, choices=Way)
    key = Within(SigningKey, related_name="+")
    payload = models.BinaryField()
    signature = models.BinaryField()
    issued_at = models.DateTimeField()
    issued_by = models.BigIntegerField(null=True)  # user id
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.BigIntegerField(null=True)  # user id
    revoked_why = models.CharField(max_length=10, choices=Why, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "number"], name="label_number_in_tenant"),
            models.UniqueConstraint(
                fields=["tenant", "lot", "kind", "serial"], name="label_serial_once_in_lot"
            ),
            models.CheckConstraint(
                condition=models.Q(kind="piece", pieces=1) | models.Q(kind="lot", pieces__gt=0),
                name="label_stands_for_pieces",
            ),
            models.CheckConstraint(
                condition=models.Q(revoked_at__isnull=True, revoked_why="")
                | (models.Q(revoked_at__isnull=False) & ~models.Q(revoked_why="")),
                name="label_withdrawn_says_why",
            ),
        ]


class LabelLook(TenantModel):
    """How often a label's page was opened on one day. Nobody who looked is written down."""

    label = Within(Label, related_name="looks")
    on = models.DateField()
    times = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "label", "on"], name="label_look_one_row_a_day"),
            models.CheckConstraint(condition=models.Q(times__gt=0), name="label_look_counts"),
        ]
