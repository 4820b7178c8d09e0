"""A database for one measurement: made by the owner on the same server, dropped afterwards."""

import os
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import Connection, errors

from sentra.config.environment import variable


def _to(url: str, database: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


@contextmanager
def scratch(*statements: str) -> Iterator[dict[str, str]]:
    """Yields the environment of processes that work there as the application role."""
    owner, name = variable("SENTRA_OWNER_URL"), f"bench_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(owner, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            ours = {"DATABASE_URL": _to(variable("DATABASE_URL"), name), "SENTRA_OWNER_URL": _to(owner, name)}
            migrating = os.environ | ours | {"SENTRA_ROLE": "owner"}
            subprocess.run([sys.executable, "-m", "django", "migrate", "-v", "0"], env=migrating, check=True)
            with psycopg.connect(ours["SENTRA_OWNER_URL"], autocommit=True) as there:
                for statement in statements:
                    there.execute(statement)
            yield ours
        finally:
            _drop(server, name)


def _drop(server: Connection[Any], name: str) -> None:
    """The owner may not end sessions of the application: he waits until the last one is gone."""
    for _attempt in range(50):
        with suppress(errors.ObjectInUse):
            server.execute(f"DROP DATABASE {name}")
            return
        time.sleep(0.2)
