"""The exported books: hledger and beancount read them and agree account by account with our balances."""

import csv
import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from sentra.console.management.commands import export_ledger
from sentra.cooperative.closing.operations import close_period
from sentra.kernel.models import Tenant
from sentra.kernel.tenancy import within
from sentra.ledger.operations import post_entry, reverse_entry
from sentra.ledger.posting import credit, debit
from sentra.people.models import Party
from sentra.people.roles import RoleName
from tests.console.books import READERS, export, one_rupiah_more, told_by_us
from tests.console.readers import ReaderRefuses
from tests.world import NOW, TODAY, staff

WORST = 'Kas; "beli" | =1+1, tag: \\ jual'


@pytest.fixture
def books(world):
    """Two months with a reversal, a party and a year that ends; words that other programs stumble over."""
    with transaction.atomic(), within(writes=world.weavers.pk):
        buyer = Party.objects.create(kind="buyer", name="Toko, Ñandu; | =SUM(A1)").pk
    money = [debit("1-1200", 9_000_001), credit("3-1300", 9_000_001)]
    post_entry(date(2025, 11, 3), WORST, money, by=world.tari, at=NOW)
    sale = [debit("1-1310", 700_000, buyer), credit("4-1200", 700_000)]
    post_entry(date(2025, 12, 30), "Penjualan", sale, by=world.tari, at=NOW)
    for month in (date(2025, 11, 1), date(2025, 12, 1)):
        close_period(month, by=world.mira, at=NOW)
    wrong = post_entry(TODAY, "Salah", money, by=world.tari, at=NOW)
    reverse_entry(wrong.pk, "salah akun", by=world.tari, at=NOW)
    rest = [debit("1-1100", 300_000), credit("1-1310", 300_000, buyer)]
    post_entry(TODAY, "Bayar", rest, by=world.tari, at=NOW)
    return world


@pytest.mark.parametrize("how", READERS)
def test_another_program_agrees_account_by_account(books, how):
    text = export(how, "--tenant", "galuh")
    assert READERS[how](text) == told_by_us(books.weavers)
    assert "year:2025-12:closed" in text  # the closing entry is there


def test_the_story_is_read_and_agrees(db):
    call_command("story", stdout=io.StringIO())
    ours = told_by_us(Tenant.objects.get(slug="story-1"))
    assert len(ours) >= 4
    for how, reader in READERS.items():
        assert reader(export(how)) == ours


@pytest.mark.parametrize("how", READERS)
def test_one_rupiah_more_on_one_line_is_refused(books, how):
    text = export(how, "--tenant", "galuh")
    READERS[how](text)
    with pytest.raises(ReaderRefuses, match=r"(?i)balanc"):
        READERS[how](one_rupiah_more(text))


@pytest.mark.parametrize("how", READERS)
def test_from_a_day_on_it_starts_with_what_stood_before(books, how):
    text = export(how, "--tenant", "galuh", "--from", "2026-01-01", "--to", str(TODAY))
    assert READERS[how](text) == told_by_us(books.weavers)
    assert text.count("2025-12-31") >= 1
    assert "2025-12-30" not in text
    until = export(how, "--tenant", "galuh", "--to", "2025-12-30")
    assert READERS[how](until) == told_by_us(books.weavers, date(2025, 12, 30))


def test_csv_has_one_line_a_posting_and_no_text_that_runs(books):
    text = export("csv")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert text.splitlines()[0] == (
        "tenant,date,entry,memo,cause,source,reverses,account,account_name,party,party_name,debit_idr,credit_idr"
    )
    assert {row["tenant"] for row in rows} == {"galuh"}
    assert [row["date"] for row in rows] == sorted(row["date"] for row in rows)
    found: dict[str, int] = {}
    for row in rows:
        found[row["account"]] = found.get(row["account"], 0) + int(row["debit_idr"]) - int(row["credit_idr"])
    assert {code: idr for code, idr in found.items() if idr} == told_by_us(books.weavers)
    assert len(rows) == 2 + 2 + 2 + 2 + 2 + 2  # the closing entry has two lines
    assert {row["memo"] for row in rows} >= {WORST}


def test_a_second_cooperative_stands_apart(books):
    lines = [debit("1-1100", 5), credit("3-1300", 5)]
    zulfa = staff(books.batik, "Zulfa", RoleName.TREASURER)
    post_entry(TODAY, "Modal", lines, by=zulfa, at=NOW)
    assert "wakaroros" not in export("csv", "--tenant", "galuh")
    assert "koperasi:wakaroros" in export("hledger")
    assert "#wakaroros" in export("beancount")
    with_both = READERS["hledger"](export("hledger"))
    assert with_both["1-1100"] == told_by_us(books.weavers)["1-1100"] + 5


def test_lines_come_a_few_at_a_time(books, monkeypatch):
    whole = export("hledger", "--tenant", "galuh")
    monkeypatch.setattr("sentra.ledger.export.lines.AT_ONCE", 2)
    monkeypatch.setattr(export_ledger, "PIECES", 1)
    assert export("hledger", "--tenant", "galuh") == whole


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("--tenant", "tidak-ada"), "tidak ada"),
        (("--from", "2026-02-01", "--to", "2026-01-01"), "lebih akhir"),
        (("--from", "kemarin"), "invalid"),
    ],
)
def test_wrong_arguments_write_nothing(books, arguments, word):
    out = io.StringIO()
    with pytest.raises(CommandError, match=word) as trouble:
        call_command("export_ledger", "--format", "csv", *arguments, stdout=out)
    assert trouble.value.returncode == (1 if word == "invalid" else 2)  # argparse leaves with 2 in a shell
    assert out.getvalue() == ""


def test_no_book_at_all_is_still_a_file(world):
    for how, reader in READERS.items():
        assert reader(export(how)) == {}
    assert len(export("csv").splitlines()) == 1
