"""`test`: the test packages, a fast PostgreSQL of its own, a Chromium, then every test."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sentra.console.bootstrap import ROOT, Place, environment, prepare, say
from sentra.console.children import wait_for
from sentra.console.cluster import ensure
from sentra.console.postgres import complete, major_version
from sentra.console.programs import Missing, attempt

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def test(arguments: list[str]) -> int:
    """Run pytest on two workers; any exit code of pytest but 0 is a failure, "no test ran" too."""
    with stage() as (python, told):
        os.chdir(ROOT)
        return wait_for([python, "-m", "pytest", *workers(arguments), *arguments], told)


def check_pages(arguments: list[str]) -> int:
    """Every public page of a site that is made for it, in the folder of the tests."""
    with stage() as (python, told):
        return wait_for([python, "-m", "django", "check_pages", *arguments], told)


@contextmanager
def stage() -> Iterator[tuple[str, dict[str, str]]]:
    """The Python of the test packages, and the environment of a fast PostgreSQL and a Chromium."""
    here = prepare("test")
    chromium = browser()
    cluster = ensure(here.state / folder(), fast=True, venv=here.venv)
    try:
        yield here.python, environment(Place(cluster.state), cluster) | {"SENTRA_CHROMIUM": chromium}
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
    path = program(BROWSERS, "chromium")
    if not path:
        say("No Chromium: the browser journeys cannot run. Type: sudo apt-get install chromium")
    return path


def npm() -> str:
    """The path of npm, which brings Lighthouse."""
    path = program(("npm",), "npm")
    if not path:
        raise Missing("No npm: Lighthouse cannot be installed. Type: sudo apt-get install npm")
    return path


def program(names: tuple[str, ...], package: str) -> str:
    """The path of the first of these, installed as a package of the distribution where we may; else ""."""
    if not found(names) and os.getuid() == 0 and shutil.which("apt-get"):
        say(f"→ Installing {package} from the distribution …")
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update"], ["install", "-y", "--no-install-recommends", package]):
            attempt(["apt-get", "-qq", *command], told=quiet, errors=None)
    return found(names)


def found(names: tuple[str, ...]) -> str:
    return next((path for name in names if (path := shutil.which(name))), "")
