"""`check-books` proves a shared surplus, and names what the owner of the tables altered since."""

import psycopg
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from sentra.cooperative.surplus.operations import pay_share, take_back_share
from tests.domain.cooperative.meetings.given import DAY
from tests.domain.cooperative.surplus.given import LATER, approved, reckoned, two_members
from tests.domain.cooperative.surplus.test_booking import booked
from tests.world import World

TAMPERED = {
    "a base": ("surplusshare", "SET bases[1] = bases[1] + 1 WHERE number = 2", "angkanya diubah"),
    "a pool": ("surplusrun", "SET pools[1] = pools[1] + 1", "angkanya diubah"),
    "a share": ("surplusshare", "SET total_idr = total_idr + 1 WHERE number = 2", "untuk anggota"),
    "the surplus": ("surplusrun", "SET members_idr = members_idr - 1", "dihitung"),
    "a receipt": ("surpluspayment", "SET amount_idr = 1 WHERE taken_back_at IS NULL", "pengambilan SHU"),
    "a taken back one": ("surpluspayment", "SET taken_back_at = NULL, taken_back_reason = ''", "ditarik"),
}


@pytest.fixture
def shared(committed_db):
    world = World.made()
    aluh, _bariah = two_members(world)
    run = reckoned(world)
    approved(world, run)
    booked(world, run)
    pay_share(aluh.pk, 20_000, method="bank", paid_on=DAY, by=world.tari, at=LATER)
    wrong = pay_share(aluh.pk, 10_000, method="bank", paid_on=DAY, by=world.tari, at=LATER)
    take_back_share(wrong.pk, "Salah orang", by=world.tari, at=LATER)
    return world


def test_a_shared_surplus_is_in_order(shared):
    """What these makers sold has no inspection: that alone is missed."""
    with pytest.raises(CommandError) as told:
        call_command("check_books")
    assert "3 kesalahan" in str(told.value)
    assert "SHU" not in str(told.value)


@pytest.mark.parametrize("what", TAMPERED)
def test_what_was_altered_is_named(shared, committed_db, owner_url, what):
    table, change, sentence = TAMPERED[what]
    with psycopg.connect(owner_url(committed_db)) as owner:
        owner.execute(f"ALTER TABLE cooperative_{table} NO FORCE ROW LEVEL SECURITY")
        owner.execute(f"ALTER TABLE cooperative_{table} DISABLE TRIGGER USER")
        assert owner.execute(f"UPDATE cooperative_{table} {change}").rowcount >= 1
    with pytest.raises(CommandError, match=sentence):
        call_command("check_books")
