"""Splitting an order over the makers and following the work."""

from django.apps import AppConfig


class Production(AppConfig):
    name = "sentra.production"
    label = "production"
