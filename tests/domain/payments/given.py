"""Statements and lines of the weavers' bank, brought in by the operations themselves."""

from django.db import transaction

from sentra.kernel.tenancy import within
from sentra.ledger.operations import post_entry
from sentra.ledger.posting import Line
from sentra.payments.models import BankLine
from sentra.payments.operations import (
    check_statement,
    confirm_count,
    confirm_matches,
    count_cash,
    keep_statement,
    open_bank_account,
    undo_match,
)
from sentra.payments.operations.matches import Choice
from tests.world import NOW, TODAY

HEAD = "Tanggal;Keterangan;Mutasi;Saldo\n"


def bank(world, label="BRI", **more):
    return open_bank_account(label=label, by=world.tari, at=NOW, **more)


def table(*moves, opening=0):
    """A statement of (day, text, rupiah), with its running balance."""
    rows, balance = [], opening
    for on, text, idr in moves:
        balance += idr
        rows.append(f"{on:%d/%m/%Y};{text};{idr},00;{balance},00\n")
    return (HEAD + "".join(rows)).encode()


def checked(world, account, content, *, today=TODAY, name="mutasi.csv"):
    return check_statement(account.pk, content=content, name=name, by=world.tari, at=NOW, today=today)


def kept(world, account, content, *, today=TODAY):
    made = checked(world, account, content, today=today)
    return keep_statement(made.pk, by=world.tari, at=NOW, today=today)


def lines_of(world):
    with transaction.atomic(), within(world.weavers.pk):
        return list(BankLine.objects.order_by("booked_on", "pk"))


def one_line(world, text, idr, *, on=TODAY, opening=10_000_000):
    """A bank account with a statement of one line; the line."""
    kept(world, bank(world), table((on, text, idr), opening=opening))
    return lines_of(world)[-1]


def by_hand(world, idr, memo="Dicatat", *, on=TODAY, other="3-1300", bank="1-1200"):
    return post_entry(on, memo, [Line(bank, idr), Line(other, -idr)], by=world.tari, at=NOW)


def inside(world, question, *args, **more):
    """Ask a query in the weavers' scope."""
    with transaction.atomic(), within(world.weavers.pk):
        return question(*args, **more)


def bank_and_cash(world):
    """A fee and interest matched, one of them anew; the cash counted with a difference."""
    kept(world, bank(world), table((TODAY, "BIAYA ADM", -1_000), (TODAY, "BUNGA", 2_000), opening=9_000))
    fee, interest = lines_of(world)
    for line, key in ((fee, "a:6-1200"), (interest, "a:4-1900")):
        confirm_matches([Choice(line.pk, key)], by=world.tari, at=NOW)
    undo_match(fee.pk, reason="Salah akun", by=world.tari, at=NOW)
    confirm_matches([Choice(fee.pk, "a:6-1300")], by=world.tari, at=NOW)
    made = count_cash({1_000: 3}, counted_on=TODAY, reason="Awal", by=world.tari, at=NOW)
    confirm_count(made.pk, by=world.mira, at=NOW)
