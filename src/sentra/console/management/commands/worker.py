"""The second kind of process: runs queued and periodic jobs."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from sentra.kernel.guard import refuse_powerful_role


class Command(BaseCommand):
    help = "Run jobs until stopped: sealing the audit, closing late offers, large imports."

    def handle(self, **options: Any) -> None:
        refuse_powerful_role()
        call_command("procrastinate", "worker", "--concurrency", "2")
