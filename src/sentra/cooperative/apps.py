"""The cooperative itself: its rules, members, savings, loans and meetings."""

from django.apps import AppConfig


class Cooperative(AppConfig):
    name = "sentra.cooperative"
    label = "cooperative"
