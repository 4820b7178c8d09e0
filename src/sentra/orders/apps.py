"""From enquiry to paid invoice."""

from django.apps import AppConfig


class Orders(AppConfig):
    name = "sentra.orders"
    label = "orders"
