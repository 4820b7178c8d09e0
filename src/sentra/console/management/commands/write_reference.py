"""`./sentra manage write_reference`: the pages of docs/reference that are written from the source."""

from typing import Any

from django.core.management.base import BaseCommand

from sentra.config.environment import ROOT
from sentra.console import reference


class Command(BaseCommand):
    help = "Write docs/reference from the source."

    def handle(self, **options: Any) -> None:
        for path, text in reference.pages().items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            self.stdout.write(str(path.relative_to(ROOT)))
