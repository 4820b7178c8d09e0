"""The shell: commands and the set-up behind ./sentra."""

from django.apps import AppConfig


class Console(AppConfig):
    name = "sentra.console"
    label = "console"
