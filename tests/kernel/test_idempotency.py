"""The same request twice acts once, one after the other and at the same moment."""

import threading
from datetime import UTC, datetime

import pytest
from django.db import transaction

from sentra.kernel.errors import InFlight, KeyReused, Refused
from sentra.kernel.idempotency import sending
from sentra.kernel.operation import OPERATIONS, operation
from sentra.kernel.tenancy import within
from sentra.people.models import Party
from sentra.people.roles import Permission
from tests.kernel.threads import together
from tests.world import NOW, World

LATER = datetime(2026, 8, 3, 3, 0, tzinfo=UTC)


@pytest.fixture
def add():
    """An operation of this test alone: writes one party."""
    before = list(OPERATIONS)

    @operation(needs=Permission.MANAGE_PEOPLE)
    def add(name, *, by, at):
        if name == "ditolak":
            raise Refused("no")
        return Party.objects.create(kind="buyer", name=name)

    yield add
    OPERATIONS[:] = before


def _keyed(key, call):
    with sending(key):
        return call()


def _count(tenant, name="Toko"):
    with transaction.atomic(), within(tenant):
        return Party.objects.filter(name=name).count()


def test_the_same_key_acts_once_and_answers_the_same(world, add):
    first = _keyed("k1", lambda: add("Toko", by=world.mira, at=NOW))
    again = _keyed("k1", lambda: add("Toko", by=world.mira, at=LATER))
    assert first == again
    assert _count(world.weavers.pk) == 1


def test_without_a_key_and_with_another_both_act(world, add):
    """Negative control."""
    for key in (None, None, "", "k1", "k2"):
        _keyed(key, lambda: add("Toko", by=world.mira, at=NOW))
    assert _count(world.weavers.pk) == 5


def test_a_key_used_for_something_else_is_refused(world, add):
    _keyed("k1", lambda: add("Toko", by=world.mira, at=NOW))
    with pytest.raises(KeyReused):
        _keyed("k1", lambda: add("Warung", by=world.mira, at=NOW))


def test_the_equal_key_of_another_person_is_another_request(world, add):
    one = _keyed("k1", lambda: add("Toko", by=world.mira, at=NOW))
    other = _keyed("k1", lambda: add("Toko", by=world.budi, at=NOW))
    stranger = _keyed("k1", lambda: add("Toko", by=world.zahra, at=NOW))
    assert len({one.pk, other.pk, stranger.pk}) == 3


def test_a_refusal_is_not_kept(world, add):
    for _attempt in range(2):
        with pytest.raises(Refused):
            _keyed("k1", lambda: add("ditolak", by=world.mira, at=NOW))
    _keyed("k1", lambda: add("Toko", by=world.mira, at=NOW))


def test_a_key_serves_one_operation_of_a_request(world, add):
    with sending("k1"):
        add("Toko", by=world.mira, at=NOW)
        add("Warung", by=world.mira, at=NOW)  # has no key any more
    assert _count(world.weavers.pk, "Warung") == 1


def test_a_key_that_is_too_long_is_refused():
    with pytest.raises(Refused), sending("k" * 256):
        pass


@pytest.fixture
def slow():
    """An operation that can be held in the middle of its work."""
    before = list(OPERATIONS)
    inside, go_on = threading.Event(), threading.Event()

    @operation(needs=Permission.MANAGE_PEOPLE)
    def add(name, *, by, at):
        party = Party.objects.create(kind="buyer", name=name)
        inside.set()
        assert go_on.wait(20)
        return party

    yield add, inside, go_on
    OPERATIONS[:] = before


def test_two_at_the_same_moment_one_acts_the_other_is_told_to_wait(committed_db, slow):
    world = World.made()
    add, inside, go_on = slow

    def second():
        assert inside.wait(20)
        try:
            return _keyed("k1", lambda: add("Toko", by=world.mira, at=NOW))
        finally:
            go_on.set()

    acted, waited = together(lambda: _keyed("k1", lambda: add("Toko", by=world.mira, at=NOW)), second)

    assert isinstance(acted, Party)
    assert isinstance(waited, InFlight)
    assert _keyed("k1", lambda: add("Toko", by=world.mira, at=NOW)) == acted  # now it is a replay
    assert _count(world.weavers.pk) == 1


def test_a_storm_of_the_same_request_acts_once(committed_db, add):
    world = World.made()
    ready = threading.Barrier(8, timeout=30)

    def request():
        ready.wait()
        return _keyed("k1", lambda: add("Toko", by=world.mira, at=NOW))

    answers = together(*[request] * 8)
    assert _count(world.weavers.pk) == 1
    assert all(isinstance(answer, Party | InFlight) for answer in answers), answers
    assert len({answer.pk for answer in answers if isinstance(answer, Party)}) == 1


def test_without_a_key_the_same_storm_acts_eight_times(committed_db, add):
    """Negative control."""
    world = World.made()
    together(*[lambda: add("Toko", by=world.mira, at=NOW)] * 8)
    assert _count(world.weavers.pk) == 8
