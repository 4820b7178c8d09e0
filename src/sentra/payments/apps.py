"""Money as the bank and the cash box tell it, matched with the books."""

from django.apps import AppConfig


class Payments(AppConfig):
    name = "sentra.payments"
    label = "payments"
