"""The office's own list of makers, imported from its workbooks. Lives in the office's tenant."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from sentra.crafts.models.craft import Craft
from sentra.kernel.fields import Within
from sentra.kernel.tenancy import TenantModel


class ColumnMemory(TenantModel):
    """How this office names its columns, as its officer last confirmed it."""

    headers = models.JSONField()  # the header texts, normalised, in order
    mapping = models.JSONField()  # header text → field
    confirmed_at = models.DateTimeField()


class ImportBatch(TenantModel):
    class State(models.TextChoices):
        CHECKED = "checked", _("Checked, not yet taken over")
        TAKING = "taking", _("Being taken over")
        COMMITTED = "committed", _("Taken over")
        UNDONE = "undone", _("Undone")

    file_name = models.CharField(max_length=160)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=20, choices=State, default=State.CHECKED)
    counts = models.JSONField()  # rows_seen, accepted, already_known, rejected, duplicates, warnings
    report = models.JSONField(default=dict)  # per-row reasons, for the screen; emptied on undo
    file = Within("kernel.StoredFile", null=True, related_name="+")
    checked_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)  # when the job that takes it over was asked for
    committed_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["checked", "taking"]) | models.Q(committed_at__isnull=False),
                name="batch_committed_has_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="taking") | models.Q(asked_at__isnull=False),
                name="batch_taking_was_asked_for",
            ),
        ]


class RegistryEntry(TenantModel):
    """A maker as the office knows her. Claimed later by her own cooperative through `uid`.

    `village` is her sub-district where only that is certain.
    """

    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    batch = Within(ImportBatch, null=True, related_name="entries")
    sheet = models.CharField(max_length=60, blank=True)
    row = models.PositiveIntegerField(null=True)  # in the workbook, as Excel counts
    name = models.CharField(max_length=160)
    business = models.CharField(max_length=160, blank=True)
    nik_sealed = models.BinaryField(null=True, editable=False)
    nik_hash = models.CharField(max_length=64, blank=True)
    nik_last4 = models.CharField(max_length=4, blank=True)
    address = models.CharField(max_length=300, blank=True)
    village = models.ForeignKey("people.Region", models.PROTECT, null=True, related_name="+")
    village_text = models.CharField(max_length=120, blank=True)
    subdistrict_text = models.CharField(max_length=120, blank=True)
    craft = models.ForeignKey(Craft, models.PROTECT, null=True, related_name="+")
    craft_text = models.CharField(max_length=120, blank=True)
    product_text = models.CharField(max_length=160, blank=True)
    capacity_text = models.CharField(max_length=120, blank=True)
    capacity_low = models.PositiveIntegerField(null=True)  # whole `unit`s a month
    capacity_high = models.PositiveIntegerField(null=True)
    unit = models.CharField(max_length=30, blank=True)
    workers = models.PositiveSmallIntegerField(null=True)
    phone = models.CharField(max_length=20, blank=True)
    phone_other = models.CharField(max_length=20, blank=True)
    sells_as = models.JSONField(default=list)  # raw, half_finished, finished
    sells_to = models.CharField(max_length=120, blank=True)
    note = models.CharField(max_length=300, blank=True)
    active = models.BooleanField(default=True)
    inactive_reason = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "uid"], name="registry_uid_in_tenant"),
            models.UniqueConstraint(
                fields=["tenant", "nik_hash"], condition=~models.Q(nik_hash=""), name="registry_nik_once"
            ),
        ]
        indexes = [models.Index(fields=["tenant", "name"], name="registry_by_name")]
