"""The ground every test stands on: a database cloned from a template, reached as the plain app role.

The owner builds the template once per state of the migrations; each worker clones it. Tests run in a
transaction that is rolled back. A test that needs real commits, several connections or a crash asks for
`committed_db`: a clone of its own, dropped afterwards.
"""

import contextlib
import fcntl
import functools
import hashlib
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as properties

from sentra.config.environment import Dsn, state_folder
from tests.world import World

# A busy machine is no fault: no property fails because its machine was slow.
properties.register_profile("calm", deadline=None, suppress_health_check=[HealthCheck.too_slow])
properties.load_profile("calm")

ROOT = Path(__file__).resolve().parents[1]
OWNER_URL = os.environ.get("SENTRA_OWNER_URL", "")


def _to(database: str) -> str:
    """The owner's address of another database on the same server."""
    head, _, query = OWNER_URL.partition("?")
    return f"{head.rsplit('/', 1)[0]}/{database}?{query}"


def _owner(statement: str) -> None:
    with psycopg.connect(_to("postgres"), autocommit=True) as connection:
        connection.execute(statement)


def _state_of_migrations() -> str:
    """A name for everything the template is made of: it is rebuilt only when this changes."""
    found = hashlib.sha256()
    for folder in ("src/sentra/*/migrations/*.py", "src/sentra/*/data/*", "src/sentra/kernel/fences.py"):
        for path in sorted(ROOT.glob(folder)):
            found.update(path.name.encode() + path.read_bytes())
    return f"template_{found.hexdigest()[:16]}"


@functools.cache
def _template() -> str:
    """The migrated template; the first worker makes it, the others wait. One name for the whole run."""
    name = _state_of_migrations()
    with (state_folder() / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with psycopg.connect(_to("postgres"), autocommit=True) as connection:
            if connection.execute("SELECT FROM pg_database WHERE datname = %s", [name]).fetchone():
                return name
            fresh = f"making_{uuid.uuid4().hex[:12]}"
            connection.execute(f"CREATE DATABASE {fresh}")
            told = os.environ | {"SENTRA_OWNER_URL": _to(fresh), "SENTRA_ROLE": "owner"}
            subprocess.run([sys.executable, "-m", "django", "migrate", "-v", "0"], env=told, check=True)
            try:
                connection.execute(f"ALTER DATABASE {fresh} RENAME TO {name}")
            except psycopg.errors.DuplicateDatabase:  # another test run made it in the meantime
                connection.execute(f"DROP DATABASE {fresh}")
    return name


def _clone(template: str) -> str:
    name = f"test_{uuid.uuid4().hex[:12]}"
    with (state_folder() / "template.lock").open("w") as lock:  # a template is cloned by one at a time
        fcntl.flock(lock, fcntl.LOCK_EX)
        _owner(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY wal_log")
    return name


def _drop(name: str) -> None:
    with contextlib.suppress(psycopg.Error):
        _owner(f"DROP DATABASE {name} WITH (FORCE)")


def _use(name: str) -> None:
    """Point Django's connection at another database of the same server."""
    connection: Any = connections["default"]
    connection.close()  # first: closing asks for the pool, and would make a new one of the old name
    connection.close_pool()
    connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = name


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """pytest-django asks for this: our clone instead of its own database."""
    assert OWNER_URL, "Run the tests with ./sentra test: it starts the database they need."
    name = _clone(_template())
    with django_db_blocker.unblock():
        _use(name)
    yield
    with django_db_blocker.unblock():
        _use(Dsn.parse(os.environ["DATABASE_URL"]).name)
    _drop(name)


@pytest.fixture
def committed_db(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """A database of its own with real commits. Yields its name; `owner_url(name)` reaches it as owner."""
    before = settings.DATABASES["default"]["NAME"]
    name = _clone(_template())
    with django_db_blocker.unblock():
        _use(name)
        yield name
        _use(before)
    _drop(name)


@pytest.fixture
def owner_url() -> Any:
    """The owner's address of a database by name: for tests that play the attacker with the keys."""
    return _to


@pytest.fixture
def world(db: None) -> World:
    """The named cast. See tests/world.py."""
    return World.made()


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Sentences of the domain are matched in their source language; pages choose their own."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _fast_hashes(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture(autouse=True)
def _own_folders(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "media"},
        },
        "private": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "private"},
        },
    }
