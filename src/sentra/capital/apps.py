"""Advances, payouts, closing and cancelling an order: the money of the work."""

from django.apps import AppConfig


class Capital(AppConfig):
    name = "sentra.capital"
    label = "capital"
