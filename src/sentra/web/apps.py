"""The screens. They speak; the domain decides."""

from django.apps import AppConfig


class Web(AppConfig):
    name = "sentra.web"
    label = "web"
