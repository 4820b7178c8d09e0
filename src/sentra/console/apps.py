"""The shell: commands and the set-up behind ./sentra."""

from importlib import import_module

from django.apps import AppConfig


class Console(AppConfig):
    name = "sentra.console"
    label = "console"

    def ready(self) -> None:
        """Make the database check known; it asks nothing until told to."""
        import_module("sentra.console.database_check")
