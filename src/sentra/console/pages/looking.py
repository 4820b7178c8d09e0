"""One page in a real browser: what came over the wire, what axe finds, whether it scrolls sideways."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, Response, sync_playwright

from sentra.console.pages import axe
from sentra.console.pages.visits import Visit
from sentra.web.shop.basket import COOKIE

FLAGS = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
PHONE = {"width": 360, "height": 740}


@dataclass(frozen=True)
class Glass:
    """A screen: CSS pixels, and how many of the device's stand for one."""

    name: str
    width: int
    height: int
    scale: float


GLASSES = (
    Glass("320 px", 320, 640, 2),
    Glass("360 px", 360, 740, 2),
    Glass("1280 px", 1280, 860, 1),
    Glass("200 %", 640, 430, 2),  # a desk's 1280 × 860, everything twice as large
)
SEND = """([ending, said]) => {
    const form = [...document.forms].find(one => new URL(one.action).pathname.endsWith(ending));
    for (const [name, value] of Object.entries(said)) form.elements[name].value = value;
    form.noValidate = true;
    form.requestSubmit();
}"""
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass
class Weight:
    """Bytes over the wire, headers included, from an empty cache to a page at rest."""

    words: int = 0  # HTML and CSS
    scripts: int = 0
    pictures: int = 0
    fonts: int = 0
    kinds: dict[str, int] = field(default_factory=dict)

    @property
    def all(self) -> int:
        return self.words + self.scripts + self.pictures + self.fonts

    def add(self, kind: str, size: int) -> None:
        name = {"Document": "words", "Stylesheet": "words", "Script": "scripts", "Font": "fonts"}.get(kind)
        name = name or "pictures"  # and whatever else a page may fetch
        setattr(self, name, getattr(self, name) + size)


@dataclass
class Seen:
    """What one page showed. `faults` are sentences; `html` is the document as it was sent."""

    visit: Visit
    html: str
    weight: Weight
    axe: int = 0
    wide: int = 0  # CSS pixels, the most
    faults: list[str] = field(default_factory=list)
    mistakes: list[str] = field(default_factory=list)


@contextmanager
def chromium(path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, chromium_sandbox=False, args=FLAGS)
        yield browser
        browser.close()


def look(browser: Browser, site: str, visit: Visit, glasses: tuple[Glass, ...] = GLASSES) -> Seen:
    """Open it on a phone with an empty cache, then stand it behind each glass."""
    with phone(browser) as page:
        wire = _listening(page)
        answer = arrived(page, site, visit)
        seen = Seen(visit, answer.text(), _weighed(wire))
        if answer.status != visit.status:
            seen.faults.append(f"answers {answer.status}, not {visit.status}")
        for glass in glasses:
            _behind(page, wire.session, glass, seen)
    return seen


@contextmanager
def phone(browser: Browser, *, javascript: bool = True) -> Iterator[Page]:
    """Somebody's phone with nothing kept on it."""
    context = browser.new_context(
        viewport=PHONE, device_scale_factor=2, is_mobile=True, has_touch=True, locale="id-ID",  # type: ignore[arg-type]
        java_script_enabled=javascript,
    )  # fmt: skip
    try:
        yield context.new_page()
    finally:
        context.close()


def arrived(page: Page, site: str, visit: Visit) -> Response:
    """The page at rest; with a form sent, the one that answers it."""
    if visit.basket:
        page.context.add_cookies([{"name": COOKIE, "value": visit.basket, "url": site}])
    answer = page.goto(site + visit.path, wait_until="networkidle")
    if visit.sends:
        with page.expect_navigation(wait_until="networkidle") as answered:
            page.evaluate(SEND, [visit.sends, dict(visit.said)])
        answer = answered.value
    assert answer is not None
    return answer


@dataclass
class Wire:
    """What the browser says of each request: its kind, and its bytes when it has ended."""

    session: CDPSession
    kinds: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)


def _listening(page: Page) -> Wire:
    wire = Wire(page.context.new_cdp_session(page))

    def received(told: dict[str, Any]) -> None:
        if told["type"] == "Document":  # a form's answer stands for the page it was on
            wire.kinds = {one: kind for one, kind in wire.kinds.items() if kind != "Document"}
        if told["response"]["url"].startswith("http"):
            wire.kinds[told["requestId"]] = told["type"]

    def ended(told: dict[str, Any]) -> None:
        wire.sizes[told["requestId"]] = int(told["encodedDataLength"])

    wire.session.on("Network.responseReceived", received)
    wire.session.on("Network.loadingFinished", ended)
    wire.session.send("Network.enable")
    return wire


def _weighed(wire: Wire) -> Weight:
    weight = Weight()
    for request, kind in wire.kinds.items():
        weight.add(kind, wire.sizes.get(request, 0))
    return weight


def weigh(browser: Browser, site: str, path: str, *, javascript: bool = True) -> Weight:
    """One page alone, also for somebody without JavaScript."""
    with phone(browser, javascript=javascript) as page:
        wire = _listening(page)
        page.goto(site + path, wait_until="networkidle")
        return _weighed(wire)


def _behind(page: Page, session: CDPSession, glass: Glass, seen: Seen) -> None:
    small = glass.width < PHONE["width"] + 1
    shown = {"width": glass.width, "height": glass.height, "deviceScaleFactor": glass.scale, "mobile": small}
    session.send("Emulation.setDeviceMetricsOverride", shown)
    found = axe.violations(page)
    seen.axe += len(found)
    seen.faults += [f"{glass.name}: axe: {one}" for one in found]
    wide = int(page.evaluate(WIDE))
    if wide > 0:
        seen.wide = max(seen.wide, wide)
        seen.faults.append(f"{glass.name}: scrolls sideways by {wide} px")
