"""`test`: the test packages, a fast PostgreSQL of its own, a Chromium, then every test."""

import os
import shutil
from pathlib import Path

from sentra.console.bootstrap import ROOT, Place, environment, prepare, say
from sentra.console.children import wait_for
from sentra.console.cluster import ensure
from sentra.console.postgres import complete, major_version
from sentra.console.programs import attempt

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def test(arguments: list[str]) -> int:
    """Run pytest on two workers; any exit code of pytest but 0 is a failure, "no test ran" too."""
    here = prepare("test")
    chromium = browser()
    cluster = ensure(here.state / folder(), fast=True, venv=here.venv)
    try:
        told = environment(Place(cluster.state), cluster) | {"SENTRA_CHROMIUM": chromium}
        os.chdir(ROOT)
        return wait_for([here.python, "-m", "pytest", *workers(arguments), *arguments], told)
    finally:
        cluster.stop()


def folder() -> str:
    """One for each PostgreSQL that `PGBIN` names: data of another version would bring its own server back."""
    chosen = os.environ.get("PGBIN")
    if not chosen:
        return "test"
    return f"test-{major_version(Path(chosen))}" if complete(Path(chosen)) else "test"


def workers(arguments: list[str]) -> list[str]:
    """Two, unless the caller says otherwise."""
    chosen = any(argument.startswith(("-n", "--numprocesses", "--pdb")) for argument in arguments)
    return [] if chosen else ["-n", "2"]


def browser() -> str:
    """The path of a Chromium; installed from the distribution where we may, else "" and how to get it."""
    if not found() and os.getuid() == 0 and shutil.which("apt-get"):
        say("→ Installing Chromium from the distribution …")
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
            attempt(["apt-get", "-qq", *command], told=quiet, errors=None)
    if not found():
        say("No Chromium: the browser journeys cannot run. Type: sudo apt-get install chromium")
    return found()


def found() -> str:
    return next((path for name in BROWSERS if (path := shutil.which(name))), "")
