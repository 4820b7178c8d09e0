"""A real site for the journeys: granian on a database of its own, a real Chromium, screenshots kept.

Nothing may load from any other host: a request elsewhere fails the test.
"""

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from playwright.sync_api import Browser

from sentra.config.environment import state_folder
from sentra.console.pages import looking
from sentra.console.served import served
from tests.conftest import ROOT, _clone, _drop, _template, _use
from tests.journeys.cast import Cast, settle_in
from tests.journeys.person import Person

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = (
    "true"  # playwright's loop lives in this thread; the cast is made before it
)
OUTPUT = Path(os.environ.get("SENTRA_TEST_OUTPUT", ROOT / "test-output"))


def _environment(database: str) -> dict[str, str]:
    url = os.environ["DATABASE_URL"]
    head, _, query = url.partition("?")
    return os.environ | {
        "DATABASE_URL": f"{head.rsplit('/', 1)[0]}/{quote(database)}?{query}",
        "PYTHONPATH": str(ROOT / "src"),
    }


@dataclass
class Site:
    url: str
    database: str
    cast: Cast
    environment: dict[str, str] = field(repr=False, default_factory=dict)
    output: Path = OUTPUT

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command on the site's database."""
        return subprocess.run(
            [sys.executable, "-m", "django", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )


@contextmanager
def at_home(database: str, blocker: Any) -> Iterator[None]:
    """Work on a site's database by the operations, before its people come in."""
    with blocker.unblock():
        before = settings.DATABASES["default"]["NAME"]
        _use(database)
        try:
            yield
        finally:
            _use(before)


@pytest.fixture(scope="session")
def collected(testrun_uid: str) -> None:
    """The static files, collected once in a run: a worker that collects takes the others' files away."""
    with (state_folder() / "static.lock").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.seek(0)
        if lock.read() == testrun_uid:
            return
        subprocess.run([sys.executable, "-m", "django", "collectstatic", "--no-input", "-v", "0"], check=True)
        lock.truncate(0)
        lock.write(testrun_uid)


@pytest.fixture(scope="module")
def site(django_db_setup: None, django_db_blocker: Any, collected: None) -> Iterator[Site]:
    """A site with the cast settled in, and nothing ordered yet."""
    name = _clone(_template())
    told = _environment(name)
    with at_home(name, django_db_blocker):
        cast = settle_in()
    try:
        with served(told) as port:
            yield Site(f"http://127.0.0.1:{port}", name, cast, told)
    finally:
        _drop(name)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    path = os.environ.get("SENTRA_CHROMIUM")
    assert path, "No Chromium. Type: sudo apt-get install chromium"
    with looking.chromium(path) as browser:
        yield browser


@pytest.fixture(scope="module")
def person(chromium: Browser, site: Site) -> Iterator[Callable[..., Person]]:
    """Make somebody: person("Mira"), person("Aluh", phone=True), person("Rusdi", javascript=False)."""
    people: list[Person] = []

    def made(name: str, *, phone: bool = False, javascript: bool = True) -> Person:
        size = {"width": 360, "height": 740} if phone else {"width": 1280, "height": 860}
        look: dict[str, Any] = {
            "viewport": size, "locale": "id-ID", "is_mobile": phone, "has_touch": phone,
            "device_scale_factor": 2 if phone else 1,
        }  # fmt: skip
        mirror = None if javascript else chromium.new_context(**look)
        context = chromium.new_context(**look, java_script_enabled=javascript)
        someone = Person(name, context, site, mirror=mirror)
        people.append(someone)
        return someone

    yield made
    for someone in people:
        someone.context.close()
    strange = [f"{one.name}: {address}" for one in people for address in one.strangers]
    assert not strange, f"Pages loaded from elsewhere: {strange[:3]}"
    complaints = [f"{one.name}: {words}" for one in people for words in one.complaints]
    assert not complaints, "The browsers complained:\n" + "\n".join(complaints)
