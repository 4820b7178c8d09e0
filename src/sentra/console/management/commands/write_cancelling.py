"""`./sentra manage write_cancelling`: the reference page of what happens when an order is cancelled."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from sentra.capital.cancelling import page

PAGE = Path(__file__).resolve().parents[5] / "docs" / "reference" / "cancelling.md"


class Command(BaseCommand):
    help = "Write docs/reference/cancelling.md from the table in sentra.capital.cancelling."

    def handle(self, **options: Any) -> None:  # noqa: ARG002  # Django's
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        PAGE.write_text(page(), encoding="utf-8")
        self.stdout.write(str(PAGE))
