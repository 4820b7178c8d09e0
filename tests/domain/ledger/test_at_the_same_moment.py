"""Two people in the books at once: an event posts once, and closing never misses what is being written."""

import threading
from datetime import date

import pytest
from django.db import transaction

from sentra.cooperative.closing.operations import close_period
from sentra.kernel.errors import Refused
from sentra.kernel.tenancy import within
from sentra.ledger import queries
from sentra.ledger.models import Entry, Snapshot
from sentra.ledger.operations import post_entry
from sentra.ledger.posting import Booking, credit, debit, post
from tests.kernel.threads import together
from tests.world import NOW, World

JULY = date(2026, 7, 31)
LINES = [debit("1-1200", 70), credit("3-1300", 70)]


@pytest.fixture
def world(committed_db):
    made = World.made()
    post_entry(date(2026, 7, 1), "Awal", [debit("1-1200", 1), credit("3-1300", 1)], by=made.tari, at=NOW)
    return made


def _post(world, wait=lambda: None):
    with transaction.atomic(), within(writes=world.weavers.pk):
        made = post("test:1", "test", "Uji", Booking(JULY, world.tari, NOW), LINES)
        wait()
        return made


def test_the_same_event_from_four_threads_is_one_entry(world):
    ready = threading.Barrier(4, timeout=20)

    def event():
        ready.wait()
        return _post(world)

    answers = together(*[event] * 4)
    assert len(set(answers)) == 1
    with transaction.atomic(), within(world.weavers.pk):
        assert Entry.objects.filter(cause="test:1").count() == 1
        assert queries.balance_of("1-1200") == 71


def test_closing_waits_for_an_entry_being_written_and_counts_it(world):
    written, closing = threading.Event(), threading.Event()

    def slow():
        def wait():
            written.set()
            assert closing.wait(20)
            threading.Event().wait(0.3)  # closing is now at the lock

        return _post(world, wait)

    def close():
        assert written.wait(20)
        closing.set()
        return close_period(JULY, by=world.mira, at=NOW)

    entry, period = together(slow, close)
    assert (type(entry), type(period)) == (int, int)
    with transaction.atomic(), within(world.weavers.pk):
        assert Snapshot.objects.get(account_id="1-1200").debit_idr == 71


def test_an_entry_that_comes_while_closing_finds_the_month_closed(world):
    locked, posting = threading.Event(), threading.Event()

    def close():
        with transaction.atomic(), within(writes=world.weavers.pk):
            close_period.inside(JULY, by=world.mira, at=NOW)
            locked.set()
            assert posting.wait(20)
            threading.Event().wait(0.3)
            return date(2026, 7, 1)

    def late():
        assert locked.wait(20)
        posting.set()
        return _post(world)

    month, refused = together(close, late)
    assert month == date(2026, 7, 1)
    assert isinstance(refused, Refused)
    with transaction.atomic(), within(world.weavers.pk):
        assert queries.balance_of("1-1200") == Snapshot.objects.get(account_id="1-1200").debit_idr == 1
