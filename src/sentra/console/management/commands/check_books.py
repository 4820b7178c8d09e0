"""`./sentra check-books`: proves the books of every organisation; exits 1 and names what is broken."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

from sentra.console.books import CHECKS, showroom
from sentra.kernel import audit
from sentra.kernel.models import Tenant
from sentra.kernel.tenancy import within

TAMPERED = {"changed": "diubah", "missing": "dihapus", "added": "disisipkan"}


class Command(BaseCommand):
    help = "Memeriksa semua pembukuan. Kode keluar 1 bila ada yang rusak, dengan nama entri atau barisnya."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--tenant", help="hanya koperasi dengan slug ini")

    def handle(self, *_args: Any, tenant: str | None = None, **_options: Any) -> None:
        began = time.monotonic()
        chosen = Tenant.objects.filter(slug=tenant) if tenant else Tenant.objects.order_by("pk")
        if tenant and not chosen:
            raise CommandError(f"Koperasi '{tenant}' tidak ada.")
        faults = [fault for one in chosen for fault in self._books_of(one)]
        faults += self._audit() + self._showroom()
        if faults:
            raise CommandError("\n".join([f"{len(faults)} kesalahan:", *faults]), returncode=1)
        self.stdout.write(
            f"Semua pembukuan benar ({len(chosen)} organisasi, {time.monotonic() - began:.1f} detik)."
        )

    def _books_of(self, tenant: Tenant) -> list[str]:
        """One picture of the books for all checks: writers go on meanwhile and do not disturb it."""
        everybody = list(Tenant.objects.values_list("pk", flat=True))
        faults = []
        with transaction.atomic():
            if not connection.savepoint_ids:
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            with within(*everybody):
                for name, check in CHECKS:
                    found = check(tenant.pk)
                    self._line(tenant.slug, name, found.looked_at, found.faults)
                    faults += [f"{tenant.slug}: {fault}" for fault in found.faults]
        return faults

    def _audit(self) -> list[str]:
        broken = audit.first_broken()
        faults = [f"jejak audit: baris {broken.audit_id} {TAMPERED[broken.what]}"] if broken else []
        self._line("semua", "jejak audit utuh", None, faults)
        return faults

    def _showroom(self) -> list[str]:
        faults = showroom.counts()
        self._line("semua", "kata dan pilihan etalase dihitung benar", None, faults)
        return faults

    def _line(self, where: str, name: str, looked_at: int | None, faults: list[str]) -> None:
        count = "" if looked_at is None else f" ({looked_at})"
        self.stdout.write(f"{'✗' if faults else '✓'} {where}: {name}{count}")
        for fault in faults:
            self.stdout.write(f"    {fault}")
