"""`./sentra manage texts`: bring the catalogues up to the source and say what is untranslated."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from sentra.console import texts


class Command(BaseCommand):
    help = "Collect every text into both catalogues. --check only reports, exit 1 if any is untranslated."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *, check: bool = False, **options: Any) -> None:
        lacking = 0
        for language in texts.LANGUAGES:
            left = texts.missing(language) if check else []
            count = len(left) if check else texts.refresh(language)
            lacking += count
            self.stdout.write(f"{language}: {count} untranslated")
            for one in left[:20]:
                self.stdout.write(f"  {one}")
        if check and lacking:
            raise SystemExit(1)
