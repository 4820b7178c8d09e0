"""`./sentra manage story`: one order from enquiry to settled books; exit 1 if a book is wrong."""

from secrets import token_urlsafe
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from sentra.console.story import STEPS, Cast, OrderFacts, Play, gather, play_order
from sentra.kernel.rupiah import grouped
from sentra.ledger.queries import TrialBalance, trial_balance
from sentra.people.models import User


class Command(BaseCommand):
    help = "Memainkan pesanan 412 seragam batik dari permintaan sampai buku ditutup, di koperasi baru."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--until", choices=STEPS, default="closed", help="berhenti setelah langkah ini")

    def handle(self, *, until: str = "closed", **options: Any) -> None:  # Django's
        facts = OrderFacts()
        with translation.override("id"):
            cast = gather(at=facts.starts_at)
            self.stdout.write(f"{cast.tenant.name}, slug {cast.tenant.slug}\n\n")
            play = play_order(cast, facts, until=until, tell=self.stdout.write)
            self._balance(play)
            call_command("check_books", tenant=cast.tenant.slug, stdout=self.stdout)
        for line in how_to_look(cast):
            self.stdout.write(line)
        self.stdout.write("Buku seimbang")

    def _balance(self, play: Play) -> None:
        with play.looking():
            trial = trial_balance(play.today)
        for line in table(trial):
            self.stdout.write(line)
        if not trial.balanced:
            raise CommandError("Buku tidak seimbang", returncode=1)


def how_to_look(cast: Cast) -> list[str]:
    """Where to see it in the browser, with a password made now and shown only here."""
    assert cast.chair.user_id is not None
    password = token_urlsafe(9)
    chair = User.objects.get(pk=cast.chair.user_id)
    chair.set_password(password)
    chair.save(update_fields=["password"])
    return [
        "",
        "Lihat di peramban: jalankan ./sentra run, lalu buka http://127.0.0.1:8000/akun/masuk/",
        f"  Email       {chair.email}",
        f"  Kata sandi  {password}   (hanya ditampilkan sekali ini)",
        f"  Halaman umum http://127.0.0.1:8000/k/{cast.tenant.slug}/\n",
    ]


def table(trial: TrialBalance) -> list[str]:
    """The trial balance as text, in whole rupiah."""
    head = f"\n{'Akun':8} {'Nama':42} {'Debit':>16} {'Kredit':>16}"
    rows = [
        f"{row.code:8} {row.name[:42]:42} {grouped(row.debit_idr):>16} {grouped(row.credit_idr):>16}"
        for row in trial.rows
        if row.debit_idr or row.credit_idr
    ]
    total = f"{'':8} {'Jumlah':42} {grouped(trial.debit_idr):>16} {grouped(trial.credit_idr):>16}\n"
    return [head, "-" * 85, *rows, "-" * 85, total]
