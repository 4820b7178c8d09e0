"""What the door says when the machine lacks something: one sentence, exit code 1."""

import importlib.util
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from sentra.console import bootstrap, serve, trial
from sentra.console.bootstrap import ROOT, Place
from sentra.console.postgres import PROGRAMS
from sentra.console.programs import Missing


def door(*arguments: str, **told: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "sentra"), *arguments]
    return subprocess.run(
        command, env=os.environ | told, cwd="/", capture_output=True, text=True, check=False
    )


def test_help_needs_nothing_and_works_from_anywhere():
    said = door("help")

    assert said.returncode == 0
    assert "import-registry" in said.stdout


def test_an_unknown_command_is_refused():
    said = door("jalan")

    assert said.returncode == 2
    assert "jalan" in said.stderr


def test_an_old_python_is_refused_before_anything_else(tmp_path):
    """The door itself must be readable by an old Python, so its check is run with the number changed."""
    text = (ROOT / "sentra").read_text().replace("< (3, 11)", "< (9, 0)")
    (tmp_path / "sentra").write_text(text)

    said = subprocess.run([sys.executable, tmp_path / "sentra"], capture_output=True, text=True, check=False)

    assert said.returncode == 1
    assert "Python 3.11" in said.stderr


def test_a_used_port_is_said_with_the_next_one_to_try():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(Missing, match=rf"Port {port} sudah dipakai.*--port {port + 1}"):
            serve.refuse_used_port("127.0.0.1", port)

        said = door("run", "--port", str(port))
    assert said.returncode == 1
    assert said.stderr.startswith("✗ Port")
    serve.refuse_used_port("127.0.0.1", port)


def test_a_bare_debian_is_told_what_to_type(tmp_path, monkeypatch):
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "ensurepip" else find(name))

    with pytest.raises(Missing, match="apt-get install python3-venv"):
        bootstrap.make_venv(Place(tmp_path))


def test_a_full_disk_is_said_before_work_begins(tmp_path, monkeypatch):
    monkeypatch.setattr(bootstrap, "ROOM_NEEDED", 10**18)

    with pytest.raises(Missing, match="Ruang disk"):
        bootstrap.fill(Place(tmp_path), "run")


def test_a_state_folder_that_cannot_be_made_is_said(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("SENTRA_STATE", str(tmp_path / "file" / "state"))

    with pytest.raises(Missing, match="SENTRA_STATE"):
        bootstrap.place()


def test_the_stamp_follows_the_lock_file_and_a_larger_level_contains_a_smaller(tmp_path):
    here = Place(tmp_path)
    (here.venv / "bin").mkdir(parents=True)
    Path(here.python).touch()
    assert not bootstrap.filled(here, "run")

    bootstrap.stamp(here, "test").write_text(bootstrap.fingerprint("test"))
    assert bootstrap.filled(here, "run")
    assert not bootstrap.filled(here, "dev")

    bootstrap.stamp(here, "test").write_text("an older lock")
    assert not bootstrap.filled(here, "run")


def test_a_database_of_the_administrator_is_used_for_every_role_unless_told(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://app@db/sentra")
    monkeypatch.delenv("SENTRA_OWNER_URL", raising=False)
    assert bootstrap.environment(Place(tmp_path), None)["SENTRA_OWNER_URL"] == "postgresql://app@db/sentra"

    monkeypatch.setenv("SENTRA_OWNER_URL", "postgresql://owner@db/sentra")
    assert bootstrap.environment(Place(tmp_path), None)["SENTRA_OWNER_URL"] == "postgresql://owner@db/sentra"


def test_the_number_of_workers_is_two_unless_chosen():
    assert trial.workers(["-k", "door"]) == ["-n", "2"]
    assert trial.workers(["-n0"]) == []


def test_lock_files_carry_hashes_and_no_host():
    for level in bootstrap.LEVELS:
        lock = (ROOT / "requirements" / f"{level}.txt").read_text()
        assert "--hash=sha256:" in lock
        assert "http" not in json.dumps(
            [line for line in lock.splitlines() if not line.lstrip().startswith("#")]
        )


def test_another_postgresql_has_a_folder_of_its_own(monkeypatch, tmp_path):
    monkeypatch.delenv("PGBIN", raising=False)
    assert trial.folder() == "test"
    for program in PROGRAMS:
        (tmp_path / program).write_text('#!/bin/sh\necho "initdb (PostgreSQL) 15.4"\n')
        (tmp_path / program).chmod(0o755)
    monkeypatch.setenv("PGBIN", str(tmp_path))
    assert trial.folder() == "test-15"
