"""Goods handed to the buyer with their papers, and the bill for them."""

from django.db import models

from sentra.kernel.fields import Rupiah, Within
from sentra.kernel.tenancy import TenantModel
from sentra.orders.models.order import Order, OrderLine


class Delivery(TenantModel):
    """One delivery with its note and, once the buyer signs, its BAST."""

    order = Within(Order, related_name="deliveries")
    number = models.PositiveIntegerField()  # surat jalan
    year = models.PositiveSmallIntegerField()
    delivered_on = models.DateField()
    received_by = models.CharField(max_length=120)
    bast_number = models.PositiveIntegerField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "year", "number"], name="delivery_number_in_year")
        ]


class DeliveryLine(TenantModel):
    delivery = Within(Delivery, related_name="lines")
    line = Within(OrderLine, related_name="deliveries")
    pieces = models.PositiveIntegerField()
    cost_idr = Rupiah()  # what these pieces cost the cooperative, moved out of stock

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "delivery", "line"], name="delivery_line_once"),
            models.CheckConstraint(condition=models.Q(pieces__gt=0), name="delivery_pieces_positive"),
        ]


class Invoice(TenantModel):
    """The bill for what was delivered; the down payment is set against it."""

    order = Within(Order, related_name="invoices")
    number = models.PositiveIntegerField()
    year = models.PositiveSmallIntegerField()
    issued_on = models.DateField()
    due_on = models.DateField()
    total_idr = Rupiah()
    down_payment_idr = Rupiah()
    issued_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "year", "number"], name="invoice_number_in_year"),
            models.CheckConstraint(
                condition=models.Q(down_payment_idr__gte=0, down_payment_idr__lte=models.F("total_idr")),
                name="invoice_down_payment_within_total",
            ),
        ]
