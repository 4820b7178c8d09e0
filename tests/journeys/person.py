"""Somebody with a browser of her own: she opens pages, fills in forms as people do, and looks."""

import re
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Locator, Page, Request

from sentra.console.pages import axe

PASSWORD = "kata-sandi-uji"
DECODED = """() => Promise.race([
    new Promise(done => setTimeout(done, 3000)),
    Promise.allSettled([...document.images].filter(one => one.checkVisibility()).map(one => one.decode())),
]).then(() => null)"""


class Place(Protocol):
    """The site she visits."""

    url: str
    output: Path


class Person:
    """Fails when a page loads anything from elsewhere, complains, scrolls sideways or breaks an axe rule."""

    def __init__(
        self, name: str, context: BrowserContext, site: Place, *, mirror: BrowserContext | None = None
    ) -> None:
        """`mirror` is a context with JavaScript, where axe looks at the pages of somebody without."""
        self.name, self.site, self.context, self.mirror = name, site, context, mirror
        self.page: Page = context.new_page()
        self.strangers: list[str] = []
        self.complaints: list[str] = []
        self.expects: set[int] = {422}  # answers that are no mistake: a refused form
        self.shots = 0
        self.page.on("request", self._watch)
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _watch(self, request: Request) -> None:
        host = urlsplit(request.url)
        if host.scheme in {"http", "https"} and f"{host.scheme}://{host.netloc}" != self.site.url:
            self.strangers.append(request.url)

    def _hear(self, message: Any) -> None:
        expected = any(f"status of {status}" in message.text for status in self.expects)
        if message.type in {"error", "warning"} and not expected:
            self.complaints.append(f"{self.page.url}: {message.text}")

    # where she goes

    def open(self, path: str) -> Page:
        self.page.goto(path if path.startswith("http") else self.site.url + path)
        return self.page

    def follow(self, part: str, nth: int = 0) -> Page:
        """Tap the link whose address contains `part`, unfolding what hides it."""
        link = self.page.locator(f"a[href*='{part}']").nth(nth)
        self.unfold(link)
        with self.page.expect_navigation():
            link.click()
        return self.page

    def number(self, pattern: str) -> int:
        """The number in the address she arrived at."""
        found = re.search(pattern, self.page.url)
        assert found, f"{self.name} stands on {self.page.url}, not on {pattern}"
        return int(found.group(1))

    def links(self, part: str) -> list[str]:
        """Addresses on this page that contain `part`, each once."""
        here = self.page.locator(f"main a[href*='{part}']")
        return list(dict.fromkeys(str(one.get_attribute("href")) for one in here.all()))

    # what she does

    def sign_in(self, email: str) -> None:
        """Staff come in with e-mail and password."""
        self.open("/akun/masuk/")
        self.send("/akun/masuk/", login=email, password=PASSWORD)

    def show_card(self, token: str, pin: str) -> None:
        """An artisan comes in with card and PIN."""
        self.open(f"/kartu/{token}/")
        self.page.fill("[name=pin]", pin)
        with self.page.expect_navigation():
            self.page.locator("main form button").click()

    def form(self, action: str, nth: int = 0) -> Locator:
        return self.page.locator(f"form[action*='{action}']").nth(nth)

    def unfold(self, place: Locator) -> None:
        """Open every closed fold around something, from the outside in, by its summary."""
        folds = place.locator("xpath=ancestor::details[not(@open)]")
        while folds.count():
            folds.first.locator("> summary").click()

    def fill(self, action: str, *, nth: int = 0, **said: Any) -> Locator:
        form = self.form(action, nth)
        for name, value in said.items():
            self._put(form.locator(f"[name='{name}']"), value)
        return form

    def send(self, action: str, *, press: str = "", nth: int = 0, **said: Any) -> None:
        """Fill in a form by field names and press its button (`press`: the one so named, or name=value)."""
        form = self.fill(action, nth=nth, **said)
        name, _is, value = press.partition("=")
        which = f"button[name='{name}']" + (f"[value='{value}']" if value else "") if press else "button"
        button = form.locator(which)
        button = button.first if press else form.locator("button:not([name])").last
        self.unfold(button)
        with self.page.expect_navigation():
            button.click()

    def _put(self, field: Locator, value: Any) -> None:
        self.unfold(field.first)
        kind = field.first.evaluate("e => e.type")
        if kind == "file":
            field.set_input_files(value)
        elif kind == "radio":
            field.and_(self.page.locator(f"[value='{value}']")).check()
        elif kind == "checkbox":
            field.set_checked(value)
        elif kind.startswith("select"):
            field.select_option(str(value))
        else:
            field.fill(str(value))

    def paper(self, address: str) -> bytes:
        """Open a PDF with her session; its bytes."""
        answer = self.context.request.get(self.site.url + address if address.startswith("/") else address)
        assert answer.status == 200, f"{address}: {answer.status}"
        content = answer.body()
        assert content.startswith(b"%PDF"), address
        return content

    # what she sees

    def text(self) -> str:
        return str(self.page.inner_text("body"))

    def shot(self, title: str) -> None:
        """Keep a picture of the whole screen. It may not scroll sideways, nor break a rule of axe."""
        self.shots += 1
        size = self.page.viewport_size or {"width": 360, "height": 740}
        tall = self.page.evaluate("document.documentElement.scrollHeight")
        # As tall as the page: bars that stay at the edge of the glass cover nothing then.
        self.page.set_viewport_size({"width": size["width"], "height": max(size["height"], tall)})
        try:
            self._look(title)
        finally:
            self.page.set_viewport_size(size)

    def _look(self, title: str) -> None:
        self._pictures(title)
        folder = self.site.output / "screens"
        folder.mkdir(parents=True, exist_ok=True)
        slug = re.sub(r"[^a-z0-9]+", "-", f"{self.name}-{self.shots:02}-{title}".lower())
        self.page.screenshot(path=folder / f"{slug}.png")
        wide = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wide <= 0, f"{title} scrolls sideways by {wide} px"
        found = self._rules_broken()
        self.complaints += [f"axe, {title} ({self.page.url}): {one}" for one in found]

    def _pictures(self, title: str) -> None:
        """Every picture that is shown has arrived, and is one."""
        if self.mirror is None:
            self.page.evaluate(DECODED)
        for _ in range(100):
            late = self.page.evaluate(
                "[...document.images].filter(one => one.checkVisibility() && !one.complete).length"
            )
            if not late:
                break
            self.page.wait_for_timeout(50)
        broken = self.page.evaluate(
            "[...document.images].filter(one => one.complete && !one.naturalWidth).map(one => one.src)"
        )
        self.complaints += [f"{title}: no picture at {address}" for address in broken]

    def _rules_broken(self) -> list[str]:
        """axe needs JavaScript: a page of somebody without it is looked at in the mirror, as it stands."""
        if self.mirror is None:
            return axe.violations(self.page)
        shown, html = self.mirror.new_page(), self.page.content()
        shown.set_viewport_size(self.page.viewport_size)  # type: ignore[arg-type]
        shown.route(self.page.url, lambda route: route.fulfill(body=html, content_type="text/html"))
        shown.goto(self.page.url)
        found = axe.violations(shown)
        shown.close()
        return found
