"""The orders app's tables."""

from sentra.orders.models.delivery import Delivery, DeliveryLine, Invoice
from sentra.orders.models.lead import Lead
from sentra.orders.models.order import Order, OrderLine, Sample
from sentra.orders.models.payment import Payment, PaymentProof, TakenBack
from sentra.orders.models.shipping import ShippingRegion, ShippingStep, ShippingZone

__all__ = [
    "Delivery",
    "DeliveryLine",
    "Invoice",
    "Lead",
    "Order",
    "OrderLine",
    "Payment",
    "PaymentProof",
    "Sample",
    "ShippingRegion",
    "ShippingStep",
    "ShippingZone",
    "TakenBack",
]
