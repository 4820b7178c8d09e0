"""Leads, enquiries and complaints: one list, whatever their source."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from sentra.kernel.fields import Within
from sentra.kernel.tenancy import TenantModel


class Lead(TenantModel):
    class Kind(models.TextChoices):
        ENQUIRY = "enquiry", _("Enquiry")
        LEAD = "lead", _("Lead")
        COMPLAINT = "complaint", _("Complaint")

    class Source(models.TextChoices):
        WEB = "web", _("Website")
        MARKET = "market", _("Market")
        EXHIBITION = "exhibition", _("Exhibition")
        NEED = "need", _("Public need")
        STAFF = "staff", _("Written down by staff")

    class State(models.TextChoices):
        NEW = "new", _("New")
        ANSWERED = "answered", _("Answered")
        CLOSED = "closed", _("Closed without an order")

    uid = models.UUIDField(default=uuid.uuid4, editable=False)  # the visitor's tracking link
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=Kind)
    source = models.CharField(max_length=20, choices=Source)
    state = models.CharField(max_length=20, choices=State, default=State.NEW)
    organisation = models.CharField(max_length=160, blank=True)
    buyer_kind = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    message = models.TextField(blank=True)
    wished_on = models.DateField(null=True)
    # [{"product": id, "pieces": 412, "sizes": {"M": 120, …}}]
    lines = models.JSONField(default=list)
    # what the buyer's own size list left open: [{"row": 31, "code": "…", "params": {…}}]
    questions = models.JSONField(default=list)
    file = Within("kernel.StoredFile", null=True, related_name="+")
    received_at = models.DateTimeField()
    closed_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "number"], name="lead_number_in_tenant"),
            models.UniqueConstraint(fields=["uid"], name="lead_uid"),
        ]
        indexes = [models.Index(fields=["tenant", "state", "-received_at"], name="lead_by_state")]
