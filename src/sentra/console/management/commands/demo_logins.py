"""`./sentra manage demo_logins`: who can come into the demo, and how."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from sentra.console.demo import seed


class Command(BaseCommand):
    help = "Print the demo's logins and card links."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--address", default="http://localhost:8000")

    def handle(self, *, address: str = "", **options: Any) -> None:
        for line in seed.logins(address):
            self.stdout.write(line)
