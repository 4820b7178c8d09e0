"""An organisation whose rows are its own: a cooperative, a forming group or an office."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tenant(models.Model):
    class Kind(models.TextChoices):
        COOPERATIVE = "cooperative", _("Cooperative")
        FORMING = "forming", _("Forming group")
        OFFICE = "office", _("Office")

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20, choices=Kind)
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=160)
    district_code = models.CharField(max_length=5)  # Kemendagri, such as 63.08
    zone = models.CharField(max_length=40, default="Asia/Makassar")
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    settings = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["cooperative", "forming", "office"]), name="tenant_kind_is_known"
            )
        ]

    def __str__(self) -> str:
        return self.name
