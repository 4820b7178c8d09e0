"""`check-books` proves bank lines and cash counts, and names what the owner of the tables altered since."""

import psycopg
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from sentra.payments.operations import confirm_count, confirm_matches, count_cash, undo_match
from sentra.payments.operations.matches import Choice
from tests.domain.payments.given import bank, kept, lines_of, table
from tests.world import NOW, TODAY, World

TAMPERED = {
    "a bank line": ("bankline", "SET amount_idr = amount_idr - 1 WHERE text = 'BIAYA ADM'", "mutasi"),
    "a part": ("matchpart", "SET posting_id = posting_id + 1", "mutasi"),
    "a count": ("cashcount", "SET counted_idr = counted_idr + 1", "hitungan kas"),
}


@pytest.fixture
def settled(committed_db):
    world = World.made()
    kept(world, bank(world), table((TODAY, "BIAYA ADM", -1_000), (TODAY, "BUNGA", 2_000), opening=9_000))
    fee, interest = lines_of(world)
    for line, key in ((fee, "a:6-1200"), (interest, "a:4-1900")):
        confirm_matches([Choice(line.pk, key)], by=world.tari, at=NOW)
    undo_match(fee.pk, reason="Salah akun", by=world.tari, at=NOW)
    confirm_matches([Choice(fee.pk, "a:6-1300")], by=world.tari, at=NOW)
    made = count_cash({1_000: 3}, counted_on=TODAY, reason="Awal", by=world.tari, at=NOW)
    confirm_count(made.pk, by=world.mira, at=NOW)
    return world


def test_bank_and_cash_are_in_order(settled):
    call_command("check_books")


@pytest.mark.parametrize("what", TAMPERED)
def test_what_was_altered_is_named(settled, committed_db, owner_url, what):
    named, change, sentence = TAMPERED[what]
    with psycopg.connect(owner_url(committed_db)) as owner:
        owner.execute(f"ALTER TABLE payments_{named} NO FORCE ROW LEVEL SECURITY")
        owner.execute(f"ALTER TABLE payments_{named} DISABLE TRIGGER USER")
        assert owner.execute(f"UPDATE payments_{named} {change}").rowcount >= 1
    with pytest.raises(CommandError, match=sentence):
        call_command("check_books")
