"""Statements and lines of the weavers' bank, brought in by the operations themselves."""

from django.db import transaction

from sentra.kernel.tenancy import within
from sentra.ledger.operations import post_entry
from sentra.ledger.posting import Line
from sentra.payments.models import BankLine
from sentra.payments.operations import check_statement, keep_statement, open_bank_account
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
