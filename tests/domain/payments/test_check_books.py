"""`check-books` proves bank lines and cash counts, and names what the owner of the tables altered since."""

import psycopg
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.domain.payments.given import bank_and_cash
from tests.world import World

TAMPERED = {
    "a bank line": ("bankline", "SET amount_idr = amount_idr - 1 WHERE text = 'BIAYA ADM'", "mutasi"),
    "a part": ("matchpart", "SET posting_id = posting_id + 1", "mutasi"),
    "a count": ("cashcount", "SET counted_idr = counted_idr + 1", "hitungan kas"),
}


@pytest.fixture
def settled(committed_db):
    world = World.made()
    bank_and_cash(world)
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
