"""A buyer's order, from quotation to settlement. Price and terms are frozen when it is accepted."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from sentra.kernel.fields import Rupiah, Within
from sentra.kernel.tenancy import TenantModel
from sentra.orders.models.lead import Lead


class Order(TenantModel):
    class Stage(models.TextChoices):
        QUOTED = "quoted", _("Quoted")
        ACCEPTED = "accepted", _("Accepted")
        MAKING = "making", _("Being made")
        DELIVERED = "delivered", _("Delivered")
        INVOICED = "invoiced", _("Invoiced")
        PAID = "paid", _("Paid")
        CLOSED = "closed", _("Closed")
        CANCELLED = "cancelled", _("Cancelled")
        LAPSED = "lapsed", _("Quotation lapsed or declined")

    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField()
    year = models.PositiveSmallIntegerField()
    buyer = Within("people.Party", related_name="orders")
    lead = Within(Lead, null=True, related_name="orders")
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.QUOTED)
    wished_on = models.DateField(null=True)
    promised_on = models.DateField()  # offered with the quotation, frozen on acceptance
    quoted_at = models.DateTimeField()
    expires_on = models.DateField()
    accepted_at = models.DateTimeField(null=True)
    down_payment_permille = models.PositiveSmallIntegerField()  # of the total, asked before work starts
    payment_days = models.PositiveSmallIntegerField()  # after the invoice
    tolerance_permille = models.PositiveSmallIntegerField(default=0)  # buyer takes ± this share of a line
    needs_sample = models.BooleanField(default=False)
    terms = models.TextField(blank=True)
    total_idr = Rupiah()
    cancelled_at = models.DateTimeField(null=True)
    cancelled_reason = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "year", "number"], name="order_number_in_year"),
            models.UniqueConstraint(fields=["uid"], name="order_uid"),
            models.CheckConstraint(
                condition=models.Q(stage__in=["quoted", "lapsed"], accepted_at__isnull=True)
                | models.Q(stage="cancelled")
                | (~models.Q(stage__in=["quoted", "lapsed"]) & models.Q(accepted_at__isnull=False)),
                name="order_accepted_has_its_moment",
            ),
            models.CheckConstraint(
                condition=models.Q(stage="cancelled") ^ models.Q(cancelled_at__isnull=True),
                name="order_cancelled_has_its_moment",
            ),
            models.CheckConstraint(condition=models.Q(total_idr__gte=0), name="order_total_not_negative"),
            models.CheckConstraint(
                condition=models.Q(down_payment_permille__lte=1000), name="order_down_payment_at_most_all"
            ),
        ]
        indexes = [models.Index(fields=["tenant", "stage", "promised_on"], name="order_by_stage")]

    def __str__(self) -> str:
        return f"{self.number}/{self.year}"


class OrderLine(TenantModel):
    """One product of an order. `promised` pieces are what the finals of its last stage add up to."""

    order = Within(Order, related_name="lines")
    position = models.PositiveSmallIntegerField()
    product = Within("crafts.Product", related_name="+")
    pieces = models.PositiveIntegerField()
    sizes = models.JSONField(default=dict)  # {"M": 120, …}; empty: one size
    price_idr = Rupiah()  # one piece, frozen
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["order", "position"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "order", "position"], name="order_line_position"),
            models.CheckConstraint(condition=models.Q(pieces__gt=0), name="order_line_pieces_positive"),
            models.CheckConstraint(
                condition=models.Q(price_idr__gte=0), name="order_line_price_not_negative"
            ),
        ]


class Sample(TenantModel):
    """The piece the buyer approves before bulk work starts."""

    order = Within(Order, related_name="samples")
    picture = Within("kernel.StoredFile", null=True, related_name="+")
    shown_at = models.DateTimeField()
    approved = models.BooleanField(null=True)
    answered_at = models.DateTimeField(null=True)
    remark = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(approved__isnull=True) ^ models.Q(answered_at__isnull=False),
                name="sample_answer_has_its_moment",
            )
        ]
