"""`./sentra manage seed_demo`: two districts, two cooperatives, six months of work, orders at every stage."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from sentra.console.demo import seed
from sentra.console.demo_again import mark_of
from sentra.kernel.models import Tenant


class Command(BaseCommand):
    help = "Fill an empty Sentra with the demo of two districts, by running the operations people use."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing when any organisation exists")

    def handle(self, *, if_empty: bool = False, **options: Any) -> None:
        if if_empty and Tenant.objects.exists():
            return
        mark = mark_of(settings.STATE)
        mark.write_text(" ".join(seed.slugs()))
        seed.everything(now=timezone.now(), tell=self.stderr.write)
        mark.unlink()
