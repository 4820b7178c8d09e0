"""Mira labels a lot; a buyer checks the labels in a real browser, with network and without."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from sentra.origin.codes import read, written
from sentra.origin.models import Label
from sentra.origin.queries import code_of
from tests.domain.orders.given import writing
from tests.domain.origin.given import agree, finished_lot
from tests.journeys.conftest import Site, at_home
from tests.journeys.person import Person

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def lot(site: Site, django_db_blocker: Any) -> int:
    with at_home(site.database, django_db_blocker):
        found = finished_lot(site.cast.world, code="tas-berlabel")
        agree(site.cast.world, site.cast.world.aluh, "showroom")
        return int(found.lot_id)


@pytest.fixture(scope="module")
def codes(site: Site, lot: int, person: Callable[..., Person], django_db_blocker: Any) -> list[str]:
    """Issued by Mira on her screen; number 5 withdrawn."""
    mira = person("Mira")
    mira.sign_in("mira@galuh.example")
    mira.open(f"/mutu/{lot}/")
    mira.follow("/label/lot/")
    mira.page.get_by_role("button", name="Terbitkan label").click()
    expect(mira.page.get_by_text("5 label diterbitkan")).to_be_visible()
    for size in ("a4", "80", "58"):
        answer = mira.context.request.get(f"{site.url}/label/lot/{lot}/piece/{size}.pdf")
        assert answer.body().startswith(b"%PDF")
    mira.page.get_by_label("Nomor pada label").fill("5")
    mira.page.get_by_label("Alasan").select_option("lost")
    mira.page.get_by_role("button", name="Cabut").click()
    expect(mira.page.get_by_text("1 label dicabut")).to_be_visible()
    mira.shot("labels-of-a-lot")
    mira.page.set_viewport_size({"width": 360, "height": 740})
    mira.shot("labels-of-a-lot-phone")
    mira.open("/label/")
    mira.shot("labels-phone")
    with at_home(site.database, django_db_blocker), writing(site.cast.world.weavers):
        return [code_of(one) for one in Label.objects.filter(lot=lot).order_by("serial")]


def test_online_a_buyer_sees_genuine_changed_and_withdrawn(codes, person, site):
    rusdi = person("Rusdi", phone=True, javascript=False)
    rusdi.open(f"/asal/{codes[0]}/")
    expect(rusdi.page.get_by_text("Label ini asli")).to_be_visible()
    expect(rusdi.page.get_by_text("Aluh", exact=True)).to_be_visible()
    rusdi.shot("label-genuine")
    rusdi.open(f"/asal/{changed(codes[0])}/")
    expect(rusdi.page.get_by_text("Label ini tidak asli")).to_be_visible()
    rusdi.shot("label-changed")
    rusdi.open(f"/asal/{codes[4]}/")
    expect(rusdi.page.get_by_text("Label ini sudah dicabut")).to_be_visible()
    rusdi.shot("label-withdrawn")


def changed(code: str) -> str:
    payload, signature = read(code)
    return written(payload[:-1] + bytes([payload[-1] ^ 1]), signature)


def forged(code: str) -> str:
    payload, signature = read(code)
    return written(payload, signature[:-1] + bytes([signature[-1] ^ 1]))


def unknown(code: str) -> str:
    payload, signature = read(code)
    return written(payload[:2] + b"\x09" + payload[3:], signature)  # the ninth key: nobody published it


def finding(page: Page, code: str) -> str:
    page.evaluate("() => delete document.querySelector('[data-origin-answer]').dataset.finding")
    page.get_by_label("Kode atau alamat label").fill(code)
    page.get_by_role("button", name="Periksa").click()
    page.wait_for_selector("[data-finding]:not(template)")
    return str(page.locator("[data-origin-answer]").get_attribute("data-finding"))


def test_offline_they_are_told_apart_as_well(codes, chromium: Browser, site: Site):
    context = chromium.new_context(
        viewport={"width": 360, "height": 740}, locale="id-ID", device_scale_factor=2
    )
    page = context.new_page()
    page.goto(f"{site.url}/asal/periksa/")
    page.wait_for_selector("html[data-kept=yes]")
    context.set_offline(True)
    page.goto(f"{site.url}/asal/{codes[0]}/")  # a scan: the worker answers
    page.wait_for_selector("[data-finding=genuine]:not(template)")
    expect(page.get_by_text("Koperasi Galuh").first).to_be_visible()
    assert "Aluh" not in page.locator("[data-origin-answer]").inner_text()
    page.screenshot(path=site.output / "label-offline.png", full_page=True)
    assert finding(page, codes[0]) == "copied"
    page.screenshot(path=site.output / "label-offline-copied.png", full_page=True)
    shown = {
        "another piece": f"{site.url}/asal/{codes[1]}", "changed": changed(codes[0]),
        "forged": forged(codes[0]), "unknown": unknown(codes[0]), "withdrawn": codes[4],
        "nonsense": "tidak ada", "cut off": codes[0][:-3],
    }  # fmt: skip
    told = {name: finding(page, code) for name, code in shown.items()}
    assert told == {
        "another piece": "genuine", "changed": "changed", "forged": "changed", "unknown": "unknown",
        "withdrawn": "revoked", "nonsense": "no_code", "cut off": "changed",
    }  # fmt: skip
    page.evaluate("() => { crypto.subtle.importKey = () => Promise.reject(new Error('no Ed25519')) }")
    assert finding(page, codes[2]) == "unable"
    context.close()
