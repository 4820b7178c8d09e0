"""Manual entries: the treasurer books what no recipe covers."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.models import AuditRow
from sentra.kernel.tenancy import within
from sentra.ledger.models import Entry
from sentra.ledger.operations import post_entry
from sentra.ledger.posting import credit, debit
from tests.world import NOW, TODAY

CAPITAL = [debit("1-1200", 5_000_000), credit("3-1300", 5_000_000)]


def test_the_treasurer_books_a_grant(world):
    entry = post_entry(TODAY, "Hibah dinas", CAPITAL, by=world.tari, at=NOW)

    with transaction.atomic(), within(world.weavers.pk):
        assert (entry.memo, entry.source, entry.tenant_id) == ("Hibah dinas", "manual", world.weavers.pk)
        audit = AuditRow.objects.get()
        assert (audit.operation, audit.subject) == ("ledger.post_entry", f"ledger.entry:{entry.pk}")
        assert audit.details == {"booked_on": "2026-08-03", "memo": "Hibah dinas"}


def test_two_equal_entries_are_two(world):
    assert post_entry(TODAY, "Biaya", CAPITAL, by=world.tari, at=NOW) != post_entry(
        TODAY, "Biaya", CAPITAL, by=world.tari, at=NOW
    )


@pytest.mark.parametrize(
    ("on", "memo", "lines", "field"),
    [
        (TODAY, " ", CAPITAL, "memo"),
        (TODAY + timedelta(days=1), "Besok", CAPITAL, "booked_on"),
        (TODAY, "Timpang", [debit("1-1200", 5), credit("3-1300", 4)], "lines"),
        (TODAY, "Kosong", [], "lines"),
        (TODAY, "Nol", [debit("1-1200", 0)], "lines"),
        (TODAY, "Tanpa nama", [debit("1-1330", 5), credit("1-1200", 5)], "lines"),
        (TODAY, "Salah nama", [debit("1-1100", 5, 1), credit("1-1200", 5)], "lines"),
        (TODAY, "Akun asing", [debit("9-9999", 5), credit("1-1200", 5)], "lines"),
    ],
)
def test_what_is_wrong_is_refused_with_its_field(world, on, memo, lines, field):
    with pytest.raises(Refused) as refusal:
        post_entry(on, memo, lines, by=world.tari, at=NOW)
    assert refusal.value.field == field


def test_the_chair_may_not(world):
    with pytest.raises(PermissionDenied):
        post_entry(TODAY, "Hibah", CAPITAL, by=world.mira, at=NOW)


def test_a_stranger_sees_nothing_of_it(world):
    post_entry(date(2026, 8, 1), "Hibah", CAPITAL, by=world.tari, at=NOW)
    with transaction.atomic(), within(world.batik.pk):
        assert not Entry.objects.exists()
