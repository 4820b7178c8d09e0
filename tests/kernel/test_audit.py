"""The audit chain: sealed once committed; a row changed, taken out or slipped in is found and named."""

import time

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction

from sentra.kernel import audit
from sentra.kernel.audit import Broken
from sentra.kernel.models import AuditRow, Seal, SealedRow, Tenant
from sentra.kernel.tenancy import within
from sentra.ledger.operations import post_entry
from sentra.ledger.posting import credit, debit
from tests.world import NOW, TODAY, World

LINES = [debit("1-1200", 5), credit("3-1300", 5)]
PATIENCE = 60


def _sealed(rows):
    """Seal until so many rows are: transactions of other tests on the same server hold the horizon back."""
    until = time.monotonic() + PATIENCE
    while SealedRow.objects.count() < rows:
        assert time.monotonic() < until, "the sealer does not come on"
        audit.seal(at=NOW) or time.sleep(0.05)
    assert SealedRow.objects.count() == rows


@pytest.fixture
def chain(committed_db):
    """Two sealed batches: three operations, then two. The ids of the audit rows, in order."""
    world = World.made()
    for upto in (3, 5):
        for number in range(3 if upto == 3 else 2):
            post_entry(TODAY, f"Uji {number}", LINES, by=world.tari, at=NOW)
        _sealed(upto)
    with transaction.atomic(), within(world.weavers.pk):
        return list(AuditRow.objects.order_by("pk").values_list("pk", flat=True))


def _as_owner(url, *statements):
    """The attacker with the keys: row security and triggers are no obstacle to who owns the table."""
    with psycopg.connect(url) as owner:
        owner.execute("ALTER TABLE kernel_auditrow DISABLE TRIGGER kernel_auditrow_append_only")
        owner.execute("ALTER TABLE kernel_auditrow NO FORCE ROW LEVEL SECURITY")
        for statement in statements:
            assert owner.execute(statement).rowcount == 1


def test_what_is_committed_is_sealed_in_batches(chain):
    assert sum(Seal.objects.values_list("rows", flat=True)) == SealedRow.objects.count() == 5
    assert audit.first_broken() is None


def test_a_transaction_still_running_is_left_for_the_next_seal(committed_db, owner_url):
    """The sealer never closes a range in which a row may still appear."""
    world = World.made()
    with psycopg.connect(owner_url(committed_db)) as slow:
        slow.execute("SELECT txid_current()")
        post_entry(TODAY, "Sesudahnya", LINES, by=world.tari, at=NOW)
        assert audit.seal(at=NOW) is None
    _sealed(1)


def test_the_application_cannot_touch_the_chain(chain):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT tenant_id FROM kernel_auditrow")
        assert cursor.fetchall() == []
    for statement in ("UPDATE kernel_auditrow SET user_id = 1", "DELETE FROM kernel_auditrow"):
        with pytest.raises(IntegrityError, match="never edited"):
            _as_app(Tenant.objects.get(slug="galuh").pk, statement)


def _as_app(tenant, statement):
    with transaction.atomic(), within(writes=tenant), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("place", range(5))
def test_a_changed_row_is_named(chain, committed_db, owner_url, place):
    _as_owner(owner_url(committed_db), f"UPDATE kernel_auditrow SET user_id = 999 WHERE id = {chain[place]}")
    assert audit.first_broken() == Broken(chain[place], "changed")


@pytest.mark.parametrize("place", range(5))
def test_a_deleted_row_is_named(chain, committed_db, owner_url, place):
    _as_owner(owner_url(committed_db), f"DELETE FROM kernel_auditrow WHERE id = {chain[place]}")
    assert audit.first_broken() == Broken(chain[place], "missing")


def test_a_row_slipped_in_is_named(chain, committed_db, owner_url):
    _as_owner(
        owner_url(committed_db),
        "INSERT INTO kernel_auditrow (id, tenant_id, operation, at, subject, details, txid) "
        "SELECT 999999, tenant_id, operation, at, subject, details, txid FROM kernel_auditrow "
        f"WHERE id = {chain[1]}",
    )
    assert audit.first_broken() == Broken(999_999, "added")


def test_two_rows_that_changed_places_are_found(chain, committed_db, owner_url):
    _as_owner(
        owner_url(committed_db),
        f"UPDATE kernel_auditrow SET at = at + interval '1 second' WHERE id = {chain[0]}",
        f"UPDATE kernel_auditrow SET at = at - interval '1 second' WHERE id = {chain[1]}",
    )
    assert audit.first_broken() == Broken(chain[0], "changed")


def test_only_one_sealer_works_at_a_time(committed_db, owner_url):
    world = World.made()
    post_entry(TODAY, "Uji", LINES, by=world.tari, at=NOW)
    with psycopg.connect(owner_url(committed_db)) as other:
        other.execute("SELECT pg_advisory_xact_lock(%s)", [audit.LOCK])
        assert audit.seal(at=NOW) is None
    _sealed(1)


def test_a_full_batch_ends_between_transactions(committed_db, monkeypatch):
    monkeypatch.setattr(audit, "BATCH", 2)
    world = World.made()
    for number in range(5):
        post_entry(TODAY, f"Uji {number}", LINES, by=world.tari, at=NOW)
    _sealed(5)
    assert max(Seal.objects.values_list("rows", flat=True)) <= 2
    assert audit.first_broken() is None
