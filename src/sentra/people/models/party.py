"""Those the organisation deals with: artisans, buyers, suppliers, collectors. One row per tenant."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from sentra.kernel.fields import Rupiah, Within
from sentra.kernel.tenancy import TenantModel


class Party(TenantModel):
    """A person or an organisation. `uid` is the link across tenants: the same person keeps it."""

    class Kind(models.TextChoices):
        ARTISAN = "artisan", _("Artisan")
        BUYER = "buyer", _("Buyer")
        SUPPLIER = "supplier", _("Supplier")
        COLLECTOR = "collector", _("Collector")
        COOPERATIVE = "cooperative", _("Cooperative")  # founds a secondary cooperative
        PERSON = "person", _("Person")  # a member who makes nothing, a relative, an heir

    class BuyerKind(models.TextChoices):
        PUBLIC_OFFICE = "public_office", _("Government office")
        COMPANY = "company", _("Company or shop")
        PERSON = "person", _("Person")

    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20, choices=Kind)
    buyer_kind = models.CharField(max_length=20, choices=BuyerKind, blank=True)
    name = models.CharField(max_length=160)
    phone = models.CharField(max_length=20, blank=True)  # E.164
    email = models.EmailField(blank=True)
    village = models.ForeignKey("people.Region", models.PROTECT, null=True, blank=True, related_name="+")
    address = models.CharField(max_length=300, blank=True)
    nik_sealed = models.BinaryField(null=True, editable=False)  # encrypted; see kernel.identity
    nik_hash = models.CharField(max_length=64, blank=True, editable=False)
    nik_last4 = models.CharField(max_length=4, blank=True, editable=False)
    bank_name = models.CharField(max_length=60, blank=True)
    bank_account = models.CharField(max_length=40, blank=True)
    active = models.BooleanField(default=True)
    inactive_reason = models.CharField(max_length=160, blank=True)
    registered_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "uid"], name="party_uid_in_tenant"),
            models.UniqueConstraint(
                fields=["tenant", "kind", "nik_hash"],
                condition=~models.Q(nik_hash=""),
                name="party_nik_once_per_kind",
            ),
        ]
        indexes = [models.Index(fields=["tenant", "kind", "name"], name="party_by_name")]

    def __str__(self) -> str:
        return self.name


class Workshop(TenantModel):
    """Who gets work: one artisan, alone or with named workers. The assignee of every assignment."""

    owner = Within(Party, related_name="workshops")
    name = models.CharField(max_length=160)
    village = models.ForeignKey("people.Region", models.PROTECT, null=True, blank=True, related_name="+")
    active = models.BooleanField(default=True)
    working_days_a_week = models.PositiveSmallIntegerField(default=6)
    picture = Within("kernel.StoredFile", null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "owner"], name="workshop_one_per_owner"),
            models.CheckConstraint(
                condition=models.Q(working_days_a_week__range=(1, 7)), name="workshop_working_days_1_to_7"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Worker(TenantModel):
    """Somebody who works in a workshop and to whom its owner has promised a wage."""

    workshop = Within(Workshop, related_name="workers")
    name = models.CharField(max_length=120)
    weekly_wage_idr = Rupiah(default=0)
    active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(weekly_wage_idr__gte=0), name="worker_wage_not_negative"
            )
        ]
