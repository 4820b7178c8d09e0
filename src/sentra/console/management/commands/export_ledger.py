"""`./sentra export-ledger --format hledger|beancount|csv`: the books on standard output, errors on stderr.

Exit code 0: everything was written. 1: it broke off on the way. 2: wrong arguments, nothing was written.
"""

import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

from sentra.kernel.models import Tenant
from sentra.kernel.tenancy import within
from sentra.ledger.export import FORMATS, Books
from sentra.ledger.export.lines import ExportLine, first_day, lines

PIECES = 2_000
Days = tuple[date | None, date | None]


class Command(BaseCommand):
    help = (
        "Write the books to standard output for hledger, beancount or a spreadsheet. "
        "Exit code 2: wrong arguments. 1: it broke off."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", required=True, choices=sorted(FORMATS), help="which program reads it")
        parser.add_argument("--tenant", default="", help="short name of one organisation; without it: all")
        parser.add_argument("--from", dest="since", type=_day, metavar="D", help="first day, as 2026-01-31")
        parser.add_argument("--to", dest="until", type=_day, metavar="D", help="last day, as 2026-01-31")

    def handle(self, *_args: Any, **options: Any) -> None:
        days = options["since"], options["until"]
        if all(days) and days[0] > days[1]:
            raise CommandError("--from lebih akhir daripada --to.", returncode=2)
        chosen = _chosen(options["tenant"])
        with transaction.atomic():
            if not connection.savepoint_ids:
                with connection.cursor() as cursor:  # one picture of the books, whoever writes meanwhile
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            self._write(FORMATS[options["format"]](_books(chosen, days)))

    def _write(self, pieces: Iterator[str]) -> None:
        """Some thousand entries at a time. A reader that goes away (`| head`) is no fault worth a trace."""
        try:
            while some := "".join(islice(pieces, PIECES)):
                self.stdout.write(some, ending="")
            self.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise SystemExit(1) from None


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _chosen(slug: str) -> list[Tenant]:
    """One by its short name, else every organisation, in the order they came."""
    found = list(Tenant.objects.filter(slug=slug) if slug else Tenant.objects.order_by("pk"))
    if slug and not found:
        raise CommandError(f"Koperasi '{slug}' tidak ada.", returncode=2)
    return found


def _books(tenants: list[Tenant], days: Days) -> list[Books]:
    """Each organisation that has a line in these days; asked for by name, it may have none."""
    found = [_of(tenant, days) for tenant in tenants]
    return [one for one in found if one.first_on or len(tenants) == 1]


def _of(tenant: Tenant, days: Days) -> Books:
    def read() -> Iterator[ExportLine]:
        with within(tenant.pk):
            yield from lines(*days)

    books = Books(tenant.slug, tenant.name, None, read)
    with within(tenant.pk):
        return replace(books, first_on=first_day(*days))
