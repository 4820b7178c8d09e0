"""A buyer's order, from quotation or purchase to settlement. Price and terms are frozen when it is accepted.

Two ways in: a quotation somebody agrees to, or goods that lie ready and are bought as they are. What is
bought is set aside until `held_until`; its whole price makes it binding.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from sentra.kernel.fields import Rupiah, Within
from sentra.kernel.tenancy import TenantModel
from sentra.orders.models.lead import Lead


class Order(TenantModel):
    class Stage(models.TextChoices):
        QUOTED = "quoted", _("Quoted")
        PLACED = "placed", _("Waiting for payment")
        ACCEPTED = "accepted", _("Accepted")
        MAKING = "making", _("Being made")
        DELIVERED = "delivered", _("Delivered")
        INVOICED = "invoiced", _("Invoiced")
        PAID = "paid", _("Paid")
        CLOSED = "closed", _("Closed")
        CANCELLED = "cancelled", _("Cancelled")
        LAPSED = "lapsed", _("Quotation lapsed or declined")

    class Channel(models.TextChoices):
        QUOTATION = "quotation", _("Quotation")
        WEB = "web", _("Website")
        CHAT = "chat", _("Chat")

    class Way(models.TextChoices):
        AGREED = "agreed", _("As agreed")
        FETCH = "fetch", _("The buyer fetches it")
        SEND = "send", _("Sent to the buyer")

    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    channel = models.CharField(max_length=20, choices=Channel, default=Channel.QUOTATION)
    way = models.CharField(max_length=20, choices=Way, default=Way.AGREED)
    send_to = models.TextField(blank=True)  # the address, as the buyer wrote it
    note = models.CharField(max_length=300, blank=True)  # the buyer's own words
    number = models.PositiveIntegerField()
    year = models.PositiveSmallIntegerField()
    buyer = Within("people.Party", related_name="orders")
    lead = Within(Lead, null=True, related_name="orders")
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.QUOTED)
    wished_on = models.DateField(null=True)
    promised_on = models.DateField()  # offered with the quotation, frozen on acceptance
    quoted_at = models.DateTimeField()
    expires_on = models.DateField()
    held_until = models.DateTimeField(null=True)  # bought, not paid: set aside until then
    checkout = models.UUIDField(null=True, editable=False)  # shared by orders of several cooperatives
    accepted_at = models.DateTimeField(null=True)
    down_payment_permille = models.PositiveSmallIntegerField()  # of the total, asked before work starts
    payment_days = models.PositiveSmallIntegerField()  # after the invoice
    tolerance_permille = models.PositiveSmallIntegerField(default=0)  # buyer takes ± this share of a line
    needs_sample = models.BooleanField(default=False)
    terms = models.TextField(blank=True)
    total_idr = Rupiah()  # goods and sending
    shipping_idr = Rupiah(default=0, db_default=0)  # part of the total, frozen with it
    send_region = models.ForeignKey("people.Region", models.PROTECT, null=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True)
    cancelled_reason = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "year", "number"], name="order_number_in_year"),
            models.UniqueConstraint(fields=["uid"], name="order_uid"),
            models.UniqueConstraint(fields=["checkout", "tenant"], name="order_once_in_a_checkout"),
            models.CheckConstraint(
                condition=models.Q(stage__in=["quoted", "placed", "lapsed"], accepted_at__isnull=True)
                | models.Q(stage="cancelled")
                | (~models.Q(stage__in=["quoted", "placed", "lapsed"]) & models.Q(accepted_at__isnull=False)),
                name="order_accepted_has_its_moment",
            ),
            models.CheckConstraint(
                condition=~models.Q(stage="placed") | models.Q(held_until__isnull=False),
                name="order_placed_is_held_for_a_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(way="send") | ~models.Q(send_to=""), name="order_sent_has_an_address"
            ),
            models.CheckConstraint(
                condition=models.Q(stage="cancelled") ^ models.Q(cancelled_at__isnull=True),
                name="order_cancelled_has_its_moment",
            ),
            models.CheckConstraint(condition=models.Q(total_idr__gte=0), name="order_total_not_negative"),
            models.CheckConstraint(
                condition=models.Q(shipping_idr__gte=0, shipping_idr__lte=models.F("total_idr")),
                name="order_shipping_within_total",
            ),
            models.CheckConstraint(
                condition=models.Q(shipping_idr=0) | models.Q(way="send"), name="order_shipping_when_sent"
            ),
            models.CheckConstraint(
                condition=models.Q(down_payment_permille__lte=1000), name="order_down_payment_at_most_all"
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "stage", "promised_on"], name="order_by_stage"),
            models.Index(
                fields=["tenant", "held_until"], condition=models.Q(stage="placed"), name="order_by_hold"
            ),
        ]

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
    from_stock = models.BooleanField(default=False)  # its pieces lay ready: nothing is made for it

    @property
    def value_idr(self) -> int:
        return self.pieces * self.price_idr

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
