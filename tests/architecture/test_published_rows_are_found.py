"""What two sides read is found through an index of either side, by the role that serves."""

import psycopg
import pytest
from django.db import connection, transaction

from sentra.kernel.tenancy import Published, within
from tests.architecture.ours import models

TABLES = sorted(model._meta.db_table for model in models() if issubclass(model, Published))
ROWS, TENANTS = 20_000, 5_000
VALUES = {  # a value of each kind of column, in the words of generate_series(…) AS n
    "bigint": "n",
    "integer": "n",
    "smallint": "1",
    "uuid": "gen_random_uuid()",
    "jsonb": "'[]'",
    "date": "now()::date",
    "timestamp with time zone": "now()",
    "boolean": "true",
}


def _filled(owner, table):
    """Many rows of many organisations, without checks: only their number and spread matter here."""
    columns = owner.execute(
        "SELECT column_name, data_type FROM information_schema.columns"
        " WHERE table_name = %s AND column_name <> 'id' ORDER BY ordinal_position",
        [table],
    ).fetchall()
    checks = owner.execute(
        "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'c'", [table]
    )
    for (name,) in checks.fetchall():
        owner.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"')
    said = [
        f"n % {TENANTS} + 1000" if name == "tenant_id" else VALUES.get(kind, "'x'") for name, kind in columns
    ]
    names = ", ".join(f'"{name}"' for name, _kind in columns)
    owner.execute(
        f'INSERT INTO "{table}" ({names}) SELECT {", ".join(said)} FROM generate_series(1, {ROWS}) n'
    )
    owner.execute(f'ANALYZE "{table}"')


@pytest.fixture
def many(committed_db, owner_url):
    url = owner_url(committed_db).replace("sentra_owner@", "postgres@")
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute("SET session_replication_role = replica")
        for table in TABLES:
            _filled(owner, table)
        yield owner


def _plan(statement):
    with transaction.atomic(), within(1000), connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {statement}")
        return "\n".join(row[0] for row in cursor.fetchall())


def test_both_sides_find_their_rows_by_index(many):
    assert len(TABLES) >= 5
    for table in TABLES:
        plan = _plan(f'SELECT * FROM "{table}"')
        assert "BitmapOr" in plan, plan
        assert f"{table}_reader" in plan, plan
        assert f"Seq Scan on {table}" not in plan, plan
    uid = "00000000-0000-0000-0000-000000000000"
    assert "aid_case_of_proposal" in _plan(f"SELECT * FROM capital_aidcase WHERE proposal_uid = '{uid}'")


def test_without_the_index_every_row_is_read(many):
    """Negative control: the plan of the test above hangs on the index."""
    many.execute("DROP INDEX capital_aidmoney_reader")
    assert "Seq Scan on capital_aidmoney" in _plan("SELECT * FROM capital_aidmoney")
