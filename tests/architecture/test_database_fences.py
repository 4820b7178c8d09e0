"""Read from PostgreSQL's catalogue: no tenant table stands unfenced, and the role is a plain one."""

import os
import subprocess
import sys

import psycopg
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection

from sentra.kernel.fields import Within
from sentra.kernel.guard import powers, refuse_powerful_role
from sentra.kernel.tenancy import Published, TenantModel
from tests.architecture.ours import models

TENANT_MODELS = [model for model in models() if issubclass(model, TenantModel)]
WITHINS = [
    (model._meta.db_table, field.column, field.related_model._meta.db_table)
    for model in TENANT_MODELS
    for field in model._meta.local_fields
    if isinstance(field, Within)
]
# Every table with a tenant_id, and what protects it. `people_role`, `showroom_listing` are shared (see
# SHARED_BY_ALL); a trigger guards the writing of listings (tests/domain/showroom/test_fence.py).
FENCES = """
SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity,
       ARRAY(SELECT p.cmd FROM pg_policies p WHERE p.tablename = c.relname ORDER BY 1),
       EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype IN ('u', 'p')
                AND (SELECT array_agg(a.attname::text ORDER BY a.attname) FROM pg_attribute a
                      WHERE a.attrelid = c.oid AND a.attnum = ANY (k.conkey)) = '{id,tenant_id}')
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
   AND c.relname NOT IN ('people_role', 'showroom_listing')
   AND EXISTS (SELECT FROM pg_attribute a
                WHERE a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped)
 ORDER BY 1
"""
WHOLE = (True, True, ["DELETE", "INSERT", "SELECT", "UPDATE"], True)
REFERENCES = """
SELECT c.conrelid::regclass::text, a.attname::text, c.confrelid::regclass::text
  FROM pg_constraint c
  JOIN pg_attribute t ON t.attrelid = c.conrelid AND t.attnum = c.conkey[1] AND t.attname = 'tenant_id'
  JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[2]
 WHERE c.contype = 'f' AND array_length(c.conkey, 1) = 2 AND c.convalidated
"""
POLICIES = """
SELECT tablename, cmd, coalesce(qual, '') || coalesce(with_check, '') FROM pg_policies
 WHERE schemaname = 'public' AND NOT (coalesce(qual, '') || coalesce(with_check, ''))
       LIKE CASE cmd WHEN 'SELECT' THEN '%sentra_reads%' ELSE '%sentra_writes%' END
"""


def _ask(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def _unfenced():
    """Tables with a tenant_id that lack a fence."""
    return {table for table, *fences in _ask(FENCES) if tuple(fences) != WHOLE}


@pytest.mark.django_db
def test_every_tenant_table_is_fenced():
    tables = {row[0] for row in _ask(FENCES)}
    assert {model._meta.db_table for model in TENANT_MODELS} <= tables
    assert len(tables) > 30
    assert not _unfenced()
    assert not _ask(POLICIES)


READ_BY_OTHERS = """
SELECT tablename FROM pg_policies WHERE schemaname = 'public' AND cmd = 'SELECT'
   AND (qual LIKE '% OR %' OR qual NOT LIKE '%sentra_reads%')
"""
# Read by everybody once their owner shows them, each with the reason.
SHOWN_TO_ALL = {
    "market_market": "where and when a market is held",
    "market_daychange": "days on which a shown market is different",
    "market_stall": "the map of a shown market",
}
WATCHED = "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgfoid = 'sentra_published'::regproc"


@pytest.mark.django_db
def test_only_published_rows_are_read_by_others_and_their_readers_are_watched():
    published = {model._meta.db_table for model in models() if issubclass(model, Published)}
    assert {row[0] for row in _ask(READ_BY_OTHERS)} == published | set(SHOWN_TO_ALL)
    assert {row[0] for row in _ask(WATCHED)} == published


def test_a_table_that_others_read_unnamed_is_found(committed_db, owner_url):
    """Negative control."""
    with psycopg.connect(owner_url(committed_db), autocommit=True) as owner:
        owner.execute("DROP POLICY people_party_read ON people_party")
        owner.execute("CREATE POLICY people_party_read ON people_party FOR SELECT USING (true)")
    assert ("people_party",) in _ask(READ_BY_OTHERS)


@pytest.mark.django_db
def test_every_reference_inside_a_tenant_has_its_composite_key():
    assert not set(WITHINS) - set(_ask(REFERENCES))
    assert len(WITHINS) > 30


def test_a_table_without_fences_is_found(committed_db, owner_url):
    """Negative control: a table, a table half fenced, and a reference whose key is dropped."""
    with psycopg.connect(owner_url(committed_db), autocommit=True) as owner:
        owner.execute(
            "CREATE TABLE stray (id bigint PRIMARY KEY, tenant_id bigint NOT NULL, UNIQUE (tenant_id, id))"
        )
        owner.execute("ALTER TABLE people_party NO FORCE ROW LEVEL SECURITY")
        owner.execute("DROP POLICY people_workshop_change ON people_workshop")
        owner.execute("ALTER TABLE people_workshop DROP CONSTRAINT people_workshop_owner_id_same_tenant")
    assert _unfenced() == {"stray", "people_party", "people_workshop"}
    assert set(WITHINS) - set(_ask(REFERENCES)) == {("people_workshop", "owner_id", "people_party")}


# ---- the role that serves ------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_application_serves_as_a_plain_role():
    assert powers() is None
    refuse_powerful_role()
    call_command("check", "--database", "default", verbosity=0)


@pytest.mark.parametrize(
    ("role", "why"),
    [
        ("postgres", "superuser"),
        ("sentra_owner", "owns"),
        ("sentra_backup", "BYPASSRLS"),
        ("climber", "may become"),
    ],
)
def test_a_powerful_role_is_refused_with_the_reason(committed_db, owner_url, role, why):
    url = owner_url(committed_db)
    with psycopg.connect(url.replace("sentra_owner@", "postgres@"), autocommit=True) as superuser:
        superuser.execute("DROP ROLE IF EXISTS climber")
        superuser.execute("CREATE ROLE climber LOGIN IN ROLE sentra_backup")
        try:
            with (
                psycopg.connect(url.replace("sentra_owner@", f"{role}@")) as powerful,
                pytest.raises(ImproperlyConfigured, match=why),
            ):
                refuse_powerful_role(powerful)
        finally:
            superuser.execute("DROP ROLE climber")


@pytest.mark.parametrize("role", ["sentra_app", "sentra_owner", "postgres"])
def test_the_server_does_not_start_as_a_powerful_role(committed_db, owner_url, role):
    """The real start of a web process, in a process of its own."""
    url = owner_url(committed_db).replace("sentra_owner@", f"{role}@")
    told = {key: value for key, value in os.environ.items() if key != "SENTRA_ROLE"} | {"DATABASE_URL": url}
    started = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", "import sentra.config.wsgi"],
        env=told, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if role == "sentra_app":
        assert started.returncode == 0, started.stderr
    else:
        assert started.returncode != 0
        assert "does not serve as this database role" in started.stderr


@pytest.mark.django_db  # Django's own checks ask the server's version once a process: alone, it asked first
def test_check_names_the_powerful_role(monkeypatch):
    from sentra.console import database_check

    monkeypatch.delenv("SENTRA_ROLE", raising=False)
    monkeypatch.setattr(database_check, "powers", lambda _connection: "mallory is a superuser")
    with pytest.raises(SystemCheckError, match=r"mallory.*sentra\.E001|sentra\.E001.*mallory"):
        call_command("check", "--database", "default", verbosity=0)
