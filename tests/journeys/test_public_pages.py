"""Every public page in every state keeps the limits; planted faults are seen (`./sentra check-pages`)."""

import json
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Route

from sentra.console.pages import limits, scene, visits
from sentra.console.pages.looking import GLASSES, look
from sentra.console.pages.visits import Visit
from sentra.console.served import served
from tests.conftest import _clone, _drop, _template
from tests.journeys.conftest import _environment

pytestmark = pytest.mark.browser
NARROW = tuple(glass for glass in GLASSES if glass.name in {"320 px", "200 %"})
AGAIN = {"error", "narrowed", "nothing found"}  # of a district: the same template over the same rows
PLANTED = """<!doctype html><html lang="id"><head><title>Cacat</title></head><body><main>
<h1>Cacat</h1><input name="tanpa-label"><p style="width:900px">Terlalu lebar</p><ul><p>bukan butir</p></ul>
<script src="/berat.js"></script><img src="/berat.jpg" alt="Berat" width="9" height="9"></main></body>"""


@pytest.fixture(scope="module")
def database(django_db_setup: None) -> Iterator[str]:
    name = _clone(_template())
    yield name
    _drop(name)


@pytest.fixture(scope="module")
def shop(database: str, collected: None) -> Iterator[str]:
    with served(_environment(database)) as port:
        yield f"http://127.0.0.1:{port}"


def test_every_public_page_keeps_the_limits(shop: str, database: str, chromium: Browser) -> None:
    seen = [look(chromium, shop, one, NARROW) for one in visits.FIRST]
    names = json.loads(
        subprocess.check_output(scene.command(), env=_environment(database))
    )  # with its pictures
    seen += [look(chromium, shop, one.on(names), NARROW) for one in visits.VISITS if not _again(one)]
    limits.judge(seen)
    report = "\n".join(limits.table(seen))
    assert not [one.visit.name for one in seen if one.faults], report


def _again(visit: Visit) -> bool:
    return visit.page.startswith("district-") and visit.state in AGAIN


def test_no_public_page_is_forgotten():
    assert visits.forgotten() == set()
    assert visits.stale() == set()


def test_an_entry_taken_away_is_missed(monkeypatch):
    monkeypatch.setattr(visits, "PAGES", visits.PAGES - {"public-maker"})
    assert visits.forgotten() == {"public-maker"}


def test_planted_faults_are_seen(shop: str, chromium: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    context = chromium.new_context

    def tampered(**look: Any) -> Any:
        made = context(**look)
        made.route("**/cacat/", lambda route: route.fulfill(body=PLANTED, content_type="text/html"))
        made.route("**/berat.js", _heavy("text/javascript", b"/*" + b"x" * 16_000 + b"*/"))
        made.route("**/berat.jpg", _heavy("image/jpeg", b"x" * 150_000))
        return made

    monkeypatch.setattr(chromium, "new_context", tampered)
    seen = look(chromium, shop, Visit("cacat", "normal", "/cacat/"), NARROW)
    limits.judge([seen])
    told = "\n".join(seen.faults)
    for fault in ("axe: label", "html:", "scrolls sideways", "JavaScript: 1", "the first view: 16"):
        assert fault in told, told
    assert limits.row(seen).endswith("✗")


def _heavy(kind: str, body: bytes) -> Any:
    def answer(route: Route) -> None:
        route.fulfill(body=body, content_type=kind)

    return answer
