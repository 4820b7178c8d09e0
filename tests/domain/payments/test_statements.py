"""Statements: nothing twice, nothing silently wrong, and back again while nothing leans on it."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError

from sentra.kernel.errors import PermissionDenied, Refused
from sentra.payments.models import BankAccount, BankLine, Statement
from sentra.payments.operations import (
    confirm_matches,
    drop_statement,
    keep_statement,
    open_bank_account,
    set_columns,
    undo_match,
    undo_statement,
)
from sentra.payments.operations.matches import Choice
from tests.domain.orders.given import writing
from tests.domain.payments.given import bank, checked, inside, kept, lines_of, table
from tests.domain.payments.test_shapes import FILES, SHAPES
from tests.world import NOW, TODAY

LATER = date(2026, 9, 1)
FEE = (TODAY, "BIAYA ADM", -10_000)
PAID = (TODAY, "TRF DINAS", 500_000)


@pytest.mark.parametrize("name", SHAPES)
def test_every_shape_is_taken_over_whole(world, name):
    made = kept(world, bank(world), (FILES / name).read_bytes(), today=LATER)

    assert (made.state, made.lines_new, made.lines_known) == ("kept", 8, 0)
    assert (
        sum(line.amount_idr for line in lines_of(world)) == made.closing_sen // 100 - made.opening_sen // 100
    )


def test_looking_at_a_file_takes_nothing_over(world):
    made = checked(world, bank(world), table(FEE, PAID, opening=100_000))
    assert (made.state, made.lines_new, lines_of(world)) == ("checked", 2, [])


def test_the_same_file_twice_brings_nothing(world):
    account = bank(world)
    kept(world, account, table(FEE, FEE, PAID, opening=100_000))
    with pytest.raises(Refused, match="known already"):
        kept(world, account, table(FEE, FEE, PAID, opening=100_000))
    assert len(lines_of(world)) == 3


def test_overlapping_days_bring_only_what_is_new(world):
    account = bank(world)
    kept(world, account, table(FEE, PAID, opening=100_000))
    again = kept(world, account, table(FEE, FEE, PAID, opening=110_000))
    assert (again.lines_new, again.lines_known) == (1, 2)
    assert [line.amount_idr for line in lines_of(world)].count(-10_000) == 2


def test_another_account_has_its_own_lines(world):
    kept(world, bank(world), table(FEE, opening=100_000))
    kept(world, bank(world, "BNI"), table(FEE, opening=100_000))
    assert len(lines_of(world)) == 2


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (
            b"Tanggal;Keterangan;Mutasi;Saldo\n01/08/2026;A;1.000;5.000\n02/08/2026;B;1.000;9.000\n",
            "do not fit",
        ),
        (b"Tanggal;Keterangan;Mutasi\n01/08/2026;A;1.000\n", "balances before and after"),
        (table((TODAY + timedelta(days=1), "A", 5)), "do not fit"),
    ],
)
def test_what_does_not_add_up_is_not_taken_over(world, content, why):
    made = checked(world, bank(world), content)
    with pytest.raises(Refused, match=why):
        keep_statement(made.pk, by=world.tari, at=NOW, today=TODAY)
    assert lines_of(world) == []


def test_typed_balances_stand_in_for_the_ones_the_file_lacks(world):
    made = checked(world, bank(world), b"Tanggal;Keterangan;Mutasi\n01/08/2026;A;1.000\n")
    told = {"by": world.tari, "at": NOW, "today": TODAY}
    wrong = set_columns(made.pk, opening_sen=500_000, closing_sen=500_000, **told)
    with pytest.raises(Refused, match="do not fit"):
        keep_statement(wrong.pk, **told)
    set_columns(made.pk, opening_sen=500_000, closing_sen=600_000, **told)
    assert keep_statement(made.pk, **told).state == "kept"


ODD = b"Tanggal;X;Y;Z\n01/08/2026;A;5.000;\n02/08/2026;B;;7.000\n"
FIELDS = ["date", "text", "debit", "credit"]


def test_a_persons_columns_are_remembered_for_the_account(world):
    account = bank(world)
    told = {"by": world.tari, "at": NOW, "today": TODAY}
    made = checked(world, account, ODD)
    set_columns(made.pk, fields=FIELDS, opening_sen=900_000, closing_sen=1_100_000, **told)
    keep_statement(made.pk, **told)
    assert [line.amount_idr for line in lines_of(world)] == [-5_000, 7_000]
    again = checked(world, inside(world, BankAccount.objects.get, pk=account.pk), ODD)
    assert again.columns["fields"] == FIELDS
    assert again.lines_known == 2


@pytest.mark.parametrize(
    "fields",
    [["date", "text", "debit", "debit"], ["date", "text", "gold", ""], ["", "text", "debit", "credit"],
     ["date", "text", "", ""]],
)  # fmt: skip
def test_columns_that_make_no_sense_are_refused(world, fields):
    made = checked(world, bank(world), ODD)
    with pytest.raises(Refused):
        set_columns(made.pk, fields=fields, by=world.tari, at=NOW, today=TODAY)


def undo(world, made, reason="Berkas salah"):
    return undo_statement(made.pk, reason=reason, by=world.tari, at=NOW)


def test_an_import_is_undone_whole(world):
    made = kept(world, bank(world), table(FEE, PAID, opening=100_000))
    assert undo(world, made).state == "undone"
    assert lines_of(world) == []
    with pytest.raises(Refused, match="Only a statement"):
        undo(world, made)


def test_not_while_one_of_its_lines_is_matched(world):
    made = kept(world, bank(world), table(FEE, opening=100_000))
    (line,) = lines_of(world)
    confirm_matches([Choice(line.pk, "a:6-1300")], by=world.tari, at=NOW)
    with pytest.raises(Refused, match="1 of its lines are matched"):
        undo(world, made)
    undo_match(line.pk, reason="Salah", by=world.tari, at=NOW)
    assert undo(world, made).state == "undone"


def test_not_under_a_later_statement_that_leans_on_it(world):
    account = bank(world)
    first = kept(world, account, table(FEE, opening=100_000))
    second = kept(world, account, table(FEE, PAID, opening=100_000))
    with pytest.raises(Refused, match="later statement"):
        undo(world, first)
    undo(world, second)
    undo(world, first)


def test_a_reason_is_needed(world):
    made = kept(world, bank(world), table(FEE, opening=100_000))
    with pytest.raises(Refused, match="why"):
        undo(world, made, " ")


def test_a_checked_file_is_thrown_away(world):
    made = checked(world, bank(world), table(FEE, opening=100_000))
    drop_statement(made.pk, by=world.tari, at=NOW)
    assert inside(world, Statement.objects.count) == 0


def test_a_file_that_is_no_statement_is_refused_at_its_field(world):
    with pytest.raises(Refused) as refusal:
        checked(world, bank(world), b"%PDF-1.7")
    assert refusal.value.field == "file"


def test_names_of_accounts_are_given_once_and_belong_to_a_bank(world):
    bank(world)
    for wrong in ({"label": "BRI"}, {"label": " "}, {"label": "Kas", "ledger": "1-1100"}):
        with pytest.raises(Refused):
            open_bank_account(**wrong, by=world.tari, at=NOW)


def test_only_the_treasurer_brings_statements(world):
    account = bank(world)
    for actor in (world.mira, world.wati, world.idah):
        with pytest.raises(PermissionDenied):
            open_bank_account(label="X", by=actor, at=NOW)
    with pytest.raises(PermissionDenied):
        keep_statement(account.pk, by=world.zahra, at=NOW, today=TODAY)


def test_a_line_of_the_bank_is_never_edited(world):
    kept(world, bank(world), table(FEE, opening=100_000))
    (line,) = lines_of(world)
    with pytest.raises(DatabaseError, match="stays as it was written"), writing(world.weavers):
        BankLine.objects.filter(pk=line.pk).update(amount_idr=5)
