"""The one door for writes: who may, all or nothing, who did it, and again when the database asks."""

import threading
from datetime import date

import pytest
from django.db import OperationalError, connection, transaction

from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.models import AuditRow
from sentra.kernel.operation import ATTEMPTS, OPERATIONS, operation
from sentra.kernel.tenancy import within
from sentra.people.models import Party
from sentra.people.roles import Permission
from tests.kernel.threads import together
from tests.world import NOW, World


@pytest.fixture
def verb():
    """Make an operation for one test; it does not stay in the list of Sentra's own."""
    before = list(OPERATIONS)
    yield lambda function, **told: operation(needs=Permission.MANAGE_PEOPLE, **told)(function)
    OPERATIONS[:] = before


def _names(tenant):
    with transaction.atomic(), within(tenant):
        return sorted(Party.objects.values_list("name", flat=True))


def _audit(tenant):
    with transaction.atomic(), within(tenant):
        return list(AuditRow.objects.order_by("pk"))


def test_who_may_not_changes_nothing_and_leaves_no_trace(world, verb):
    add = verb(lambda *, by, at: Party.objects.create(kind="buyer", name="Dinas"))
    with pytest.raises(PermissionDenied):
        add(by=world.idah, at=NOW)
    assert "Dinas" not in _names(world.weavers.pk)
    assert not _audit(world.weavers.pk)


def test_a_refusal_undoes_everything(world, verb):
    def add(*, by, at):
        Party.objects.create(kind="buyer", name="Dinas")
        raise Refused("no")

    with pytest.raises(Refused):
        verb(add)(by=world.mira, at=NOW)
    assert "Dinas" not in _names(world.weavers.pk)
    assert not _audit(world.weavers.pk)


def test_the_audit_says_who_what_when_and_keeps_no_name(world, verb):
    def add(name, *, pieces, day, reason, by, at):
        return Party.objects.create(kind="buyer", name=name)

    told = {"pieces": 3, "day": date(2026, 8, 1), "reason": "pesanan baru"}
    party = verb(add, says=("reason",))("Ibu Rahasia", **told, by=world.mira, at=NOW)

    (row,) = _audit(world.weavers.pk)
    assert (row.at, row.user_id, row.subject) == (NOW, world.mira.user_id, f"people.party:{party.pk}")
    assert row.details == {"pieces": 3, "day": "2026-08-01", "reason": "pesanan baru"}


def test_the_row_belongs_to_the_actors_tenant_whatever_she_may_read(world, verb):
    add = verb(lambda *, by, at: Party.objects.create(kind="buyer", name="Toko"))
    add(by=world.zahra, at=NOW)
    assert _names(world.batik.pk) == ["Toko"]


def test_operations_never_nest(committed_db, verb):
    world = World.made()
    inner = verb(lambda *, by, at: None)
    outer = verb(lambda *, by, at: inner(by=by, at=at))
    with pytest.raises(RuntimeError, match="durable"):
        outer(by=world.mira, at=NOW)


def test_what_an_operation_wrote_is_committed_and_the_scope_is_gone(committed_db, verb):
    world = World.made()
    verb(lambda *, by, at: Party.objects.create(kind="buyer", name="Toko"))(by=world.mira, at=NOW)

    connection.close()
    assert "Toko" in _names(world.weavers.pk)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('sentra.reads', true), current_setting('sentra.writes', true)")
        assert not any(cursor.fetchone())


def test_a_serialisation_failure_is_tried_again_and_the_work_is_done_once(committed_db, verb):
    world, tries = World.made(), []

    def add(*, by, at):
        tries.append(Party.objects.create(kind="buyer", name="Toko"))
        if len(tries) < 3:
            _fail("40001")

    verb(add)(by=world.mira, at=NOW)
    assert len(tries) == 3
    assert _names(world.weavers.pk).count("Toko") == 1
    assert len(_audit(world.weavers.pk)) == 1


def test_it_gives_up_in_the_end_and_never_repeats_another_failure(committed_db, verb):
    world, tries = World.made(), []

    def fail(state, *, by, at):
        tries.append(state)
        _fail(state)

    failing = verb(fail)
    for state, times in (("40001", ATTEMPTS), ("57014", 1)):
        tries.clear()
        with pytest.raises(OperationalError):
            failing(state, by=world.mira, at=NOW)
        assert len(tries) == times


def _fail(state):
    with connection.cursor() as cursor:
        cursor.execute(f"DO $$ BEGIN RAISE EXCEPTION 'made' USING ERRCODE = '{state}'; END $$")


def test_two_that_deadlock_both_get_their_work_done(committed_db, verb):
    """Each locks one maker, waits for the other to have hers, then wants the second: a sure deadlock."""
    world = World.made()
    makers, met, tries = [world.aluh.party_id, world.bariah.party_id], threading.Barrier(2, timeout=20), []

    def rename(first, second, *, by, at):
        tries.append(first)
        Party.objects.select_for_update().get(pk=first)
        if len(tries) <= 2:
            met.wait()
        Party.objects.select_for_update().get(pk=second)
        Party.objects.filter(pk__in=[first, second]).update(name=f"oleh {first}")

    renamed = verb(rename)
    answers = together(
        lambda: renamed(*makers, by=world.mira, at=NOW),
        lambda: renamed(*reversed(makers), by=world.mira, at=NOW),
    )

    assert answers == [None, None]
    assert len(tries) == 3  # PostgreSQL ended one of them; it came again
    assert len(_audit(world.weavers.pk)) == 2


def test_without_the_door_the_same_deadlock_loses_one(committed_db, verb):
    """Negative control: the same work in a plain transaction."""
    world, met = World.made(), threading.Barrier(2, timeout=20)
    makers = [world.aluh.party_id, world.bariah.party_id]

    def plain(first, second):
        with transaction.atomic(), within(writes=world.weavers.pk):
            Party.objects.select_for_update().get(pk=first)
            met.wait()
            Party.objects.select_for_update().get(pk=second)

    answers = together(lambda: plain(*makers), lambda: plain(*reversed(makers)))
    assert sorted(type(answer).__name__ for answer in answers) == ["NoneType", "OperationalError"]
