"""Public pages in a real browser: read again without network, and pages without pictures."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.journeys.conftest import Site

HOME, GOODS, HOW = "/k/galuh/", "/k/galuh/barang/", "/k/galuh/cara-pesan/"
KEPT = "document.querySelector('.kept-note')?.checkVisibility()"
SHELF = """async () => (await (await caches.open('etalase-halaman-1')).keys())
    .map((one) => new URL(one.url).pathname)"""
INDIGO = "getComputedStyle(document.querySelector('.shopfoot')).backgroundColor == 'rgb(31, 42, 90)'"


@pytest.fixture
def phone(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 360, "height": 740}, locale="id-ID")
    yield context
    context.close()


def opened(phone: BrowserContext, site: Site, path: str) -> Any:
    page = phone.pages[0] if phone.pages else phone.new_page()
    page.goto(site.url + path)
    return page


def kept_first(phone: BrowserContext, site: Site) -> Any:
    """Open the home; wait until the worker has it."""
    page = opened(phone, site, HOME)
    page.wait_for_selector("html[data-shelf=yes]", timeout=20_000)
    return page


@pytest.mark.browser
def test_what_was_read_is_read_again_without_network(site: Site, phone: BrowserContext) -> None:
    page = kept_first(phone, site)
    assert not page.evaluate(KEPT)
    opened(phone, site, GOODS)
    page.wait_for_function(f"({SHELF})().then((kept) => kept.includes('{GOODS}'))")
    phone.set_offline(True)
    for path in (HOME, GOODS):
        opened(phone, site, path)
        assert page.locator("h1").first.is_visible()
        assert page.evaluate(KEPT), path
        assert "202" in page.locator(".kept-note b").inner_text()
        assert page.evaluate(INDIGO), "its styles were kept too"
    page.screenshot(path=site.output / "shelf-kept.png", full_page=True)
    opened(phone, site, HOW)
    assert "Tidak ada jaringan" in page.locator("h1").inner_text()
    assert page.locator(f"main a[href='{site.url}{GOODS}']").is_visible()
    page.screenshot(path=site.output / "shelf-nowhere.png", full_page=True)
    phone.set_offline(False)
    opened(phone, site, HOW)
    assert not page.evaluate(KEPT)


@pytest.mark.browser
def test_no_more_than_thirty_and_never_a_form(site: Site, phone: BrowserContext) -> None:
    page = kept_first(phone, site)
    opened(phone, site, "/k/galuh/pesan/")
    for n in range(32):
        opened(phone, site, f"{GOODS}?dari={n + 1}")
    page.wait_for_timeout(1000)
    kept = page.evaluate(SHELF)
    assert len(kept) == 30
    assert set(kept) == {GOODS}


@pytest.mark.browser
def test_a_page_that_is_gone_is_forgotten(site: Site, phone: BrowserContext) -> None:
    page = kept_first(phone, site)
    gone = "/k/galuh/produk/tas-purun/"
    opened(phone, site, gone)
    page.wait_for_function(f"({SHELF})().then((kept) => kept.includes('{gone}'))")
    phone.route(f"**{gone}", lambda route: route.fulfill(status=404, body="gone"))
    opened(phone, site, gone)
    page.wait_for_function(f"({SHELF})().then((kept) => !kept.includes('{gone}'))")


@pytest.mark.browser
def test_low_data_loads_no_picture(site: Site, phone: BrowserContext) -> None:
    loaded: list[str] = []
    phone.on("request", lambda request: loaded.append(request.url))
    page = opened(phone, site, HOME)
    page.wait_for_load_state("networkidle")
    assert any("/media/" in one for one in loaded)
    page.locator(".shopfoot-saving a[href^='/hemat/']").click()
    page.wait_for_load_state("networkidle")
    loaded.clear()
    for path in (HOME, GOODS, "/k/galuh/produk/tas-purun/"):
        opened(phone, site, path)
        page.wait_for_load_state("networkidle")
        assert page.locator("img").count() == 0
    assert [
        one for one in loaded if "/media/" in one or one.endswith((".webp", ".jpg", ".png", ".avif"))
    ] == []
    page.screenshot(path=site.output / "low-data.png", full_page=True)
    page.locator(".saving a").click()
    assert page.locator("main img").count() > 0
