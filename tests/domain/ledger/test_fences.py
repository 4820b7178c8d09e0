"""The database's half of the promise: each test goes past Python with plain SQL and is stopped.

`committed_db` commits for real, as the app role: what a programme with a mistake in it would do.
"""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from sentra.kernel.tenancy import within
from tests.world import World

ENTRY = """INSERT INTO ledger_entry (tenant_id, booked_on, memo, cause, source, at)
           VALUES (%s, %s, 'x', %s, 'test', now()) RETURNING id"""
POSTINGS = """INSERT INTO ledger_posting (tenant_id, entry_id, booked_on, account_id, amount_idr)
              VALUES (%s, %s, %s, '1-1200', %s), (%s, %s, %s, '3-1300', %s)"""
DAY = date(2026, 7, 1)


@pytest.fixture
def tenant(committed_db):
    """The weavers of a committed world."""
    return World.made().weavers.pk


def _entry(tenant, cause, *pairs, posted_on=DAY):
    """One committed entry; each pair is one INSERT of two postings."""
    with transaction.atomic(), within(writes=tenant), connection.cursor() as cursor:
        cursor.execute(ENTRY, [tenant, DAY, cause])
        entry = cursor.fetchone()[0]
        for debit, credit in pairs:
            cursor.execute(POSTINGS, [tenant, entry, posted_on, debit, tenant, entry, posted_on, credit])
    return entry


def _sql(tenant, statement, *values, reads=None):
    with transaction.atomic(), within(writes=tenant), connection.cursor() as cursor:
        if reads is not None:
            cursor.execute("SELECT set_config('sentra.reads', %s, true)", [reads])
        cursor.execute(statement, values)
        return cursor.rowcount


def test_a_balanced_entry_commits(tenant):
    assert _entry(tenant, "a", (5, -5))


def test_an_unbalanced_entry_is_refused(tenant):
    with pytest.raises(IntegrityError, match="does not balance"):
        _entry(tenant, "a", (5, -4))


def test_a_later_posting_is_refused_even_when_it_balances(tenant):
    with pytest.raises(IntegrityError, match="already posted"):
        _entry(tenant, "a", (5, -5), (7, -7))
    entry = _entry(tenant, "b", (5, -5))
    for reads in (None, ""):  # nor by hiding the first ones from oneself
        with pytest.raises(IntegrityError, match="already posted"):
            _sql(tenant, POSTINGS, tenant, entry, DAY, 7, tenant, entry, DAY, -7, reads=reads)


def test_an_entry_without_postings_is_refused_at_commit(tenant):
    with pytest.raises(IntegrityError, match="has no postings"):
        _entry(tenant, "a")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_posting SET amount_idr = amount_idr * 2 WHERE entry_id = %s",
        "DELETE FROM ledger_posting WHERE entry_id = %s",
        "UPDATE ledger_entry SET memo = 'y' WHERE id = %s",
        "DELETE FROM ledger_entry WHERE id = %s",
    ],
)
def test_nothing_booked_is_edited_or_deleted(tenant, statement):
    entry = _entry(tenant, "a", (5, -5))
    with pytest.raises(IntegrityError, match="never edited or deleted"):
        _sql(tenant, statement, entry)


def test_truncate_is_not_allowed(tenant):
    from django.db import ProgrammingError

    with pytest.raises(ProgrammingError, match="permission denied"):
        _sql(tenant, "TRUNCATE ledger_posting")


def test_a_cause_posts_once(tenant):
    _entry(tenant, "a", (5, -5))
    with pytest.raises(IntegrityError, match="entry_one_per_cause"):
        _entry(tenant, "a", (5, -5))


def test_postings_lie_on_the_day_of_their_entry(tenant):
    with pytest.raises(IntegrityError, match="another day"):
        _entry(tenant, "a", (5, -5), posted_on=date(2026, 6, 1))


def test_a_closed_month_refuses_postings_and_a_period_is_a_month(tenant):
    _sql(
        tenant,
        "INSERT INTO ledger_period (tenant_id, month, closed_at) VALUES (%s, '2026-07-01', now())",
        tenant,
    )
    with pytest.raises(IntegrityError, match="closed period"):
        _entry(tenant, "a", (5, -5))
    with pytest.raises(IntegrityError, match="first day"):
        _sql(
            tenant,
            "INSERT INTO ledger_period (tenant_id, month, closed_at) VALUES (%s, '2026-08-02', now())",
            tenant,
        )
    with pytest.raises(IntegrityError, match="never edited"):
        _sql(tenant, "DELETE FROM ledger_period")


def test_a_zero_posting_is_refused(tenant):
    with pytest.raises(IntegrityError, match="posting_not_zero"):
        _entry(tenant, "a", (0, 0))


def test_the_postings_of_another_tenant_cannot_be_joined_to_an_entry(tenant):
    from sentra.kernel.models import Tenant

    stranger = Tenant.objects.get(slug="wakaroros").pk
    entry = _entry(tenant, "a", (5, -5))
    with pytest.raises(IntegrityError, match=r"same_tenant|already posted|another day"):
        _sql(stranger, POSTINGS, stranger, entry, DAY, 7, stranger, entry, DAY, -7)
