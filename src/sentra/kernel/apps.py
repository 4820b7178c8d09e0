"""The kernel: what every craft-free business system needs. It knows no craft noun."""

from django.apps import AppConfig


class Kernel(AppConfig):
    name = "sentra.kernel"
    label = "kernel"
