"""A correction is a reversal: booked today, with a reason, the old entry untouched."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from sentra.cooperative.closing.operations import close_period
from sentra.kernel.actor import Actor
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.tenancy import within
from sentra.ledger import queries
from sentra.ledger.models import Entry
from sentra.ledger.operations import post_entry, reverse_entry
from sentra.ledger.posting import credit, debit
from sentra.people.roles import RoleName, permissions
from tests.world import NOW, TODAY

LINES = [debit("1-1200", 900), credit("3-1300", 900)]


@pytest.fixture
def wrong(world):
    return post_entry(date(2026, 7, 20), "Salah", LINES, by=world.tari, at=NOW)


def test_a_reversal_mirrors_every_line_and_both_know_each_other(world, wrong):
    reversal = reverse_entry(wrong.pk, "salah rekening", by=world.tari, at=NOW)

    with transaction.atomic(), within(world.weavers.pk):
        assert queries.balance_of("1-1200") == 0
        told = queries.entry(reversal.pk)
        assert (told.booked_on, told.reverses_id, told.source) == (TODAY, wrong.pk, wrong.source)
        assert (told.cause, told.memo) == (
            f"entry:{wrong.pk}:reversed",
            f"Pembalikan #{wrong.pk}: salah rekening",
        )
        assert queries.entry(wrong.pk).reversed_by_id == reversal.pk


def test_it_is_reversed_once_and_a_reversal_once(world, wrong):
    reversal = reverse_entry(wrong.pk, "salah", by=world.tari, at=NOW)
    with pytest.raises(Refused):
        reverse_entry(wrong.pk, "lagi", by=world.tari, at=NOW)
    back = reverse_entry(reversal.pk, "ternyata benar", by=world.tari, at=NOW)
    with pytest.raises(Refused):
        reverse_entry(back.pk, "lagi", by=world.tari, at=NOW)

    with transaction.atomic(), within(world.weavers.pk):
        assert queries.balance_of("1-1200") == 900


def test_an_entry_of_a_closed_month_is_reversed_today(world, wrong):
    close_period(date(2026, 7, 1), by=world.mira, at=NOW)
    assert reverse_entry(wrong.pk, "salah", by=world.tari, at=NOW).booked_on == TODAY


def test_when_this_month_is_closed_too_the_reversal_waits(world, wrong):
    close_period(date(2026, 7, 1), by=world.mira, at=NOW)
    long_ago = NOW - timedelta(days=10)
    with pytest.raises(Refused, match="closed"):
        reverse_entry(wrong.pk, "salah", by=world.tari, at=long_ago)


def test_a_reason_is_asked(world, wrong):
    with pytest.raises(Refused) as refusal:
        reverse_entry(wrong.pk, "  ", by=world.tari, at=NOW)
    assert refusal.value.field == "reason"


def test_the_chair_may_not(world, wrong):
    with pytest.raises(PermissionDenied):
        reverse_entry(wrong.pk, "salah", by=world.mira, at=NOW)


def test_a_stranger_does_not_find_it(world, wrong):
    stranger = Actor(
        tenant_id=world.batik.pk,
        name="Zahra",
        permissions=permissions(RoleName.TREASURER),
        also_reads=(world.weavers.pk,),
    )
    with pytest.raises(Entry.DoesNotExist):
        reverse_entry(wrong.pk, "iseng", by=stranger, at=NOW)
