"""Omar of the office takes over his own workbook: checked, a column corrected, taken over, undone."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.conftest import Site
from tests.journeys.person import Person

WORKBOOK = Path(__file__).parents[1] / "data" / "registry" / "pengrajin-hulu-sungai-utara-a.xlsx"
TABS = ("ditolak", "ganda", "peringatan", "semua")


@pytest.mark.browser
def test_a_workbook_goes_in_and_out_again(site: Site, person: Callable[..., Person]) -> None:
    omar = person("Omar")
    omar.sign_in("omar@dinas-hsu.example")
    omar.shot("empty registry")
    batch = the_workbook_is_checked(omar)
    a_column_is_corrected(omar, batch)
    known = it_is_taken_over(omar, batch)
    somebody_is_looked_up(person, known)
    it_is_undone(omar, batch)
    checked = site.manage("check_books")
    assert checked.returncode == 0, checked.stdout + checked.stderr


def _figures(who: Person) -> list[int]:
    """The large numbers of the page: people, accepted, known, rejected, duplicates, warnings."""
    shown = who.page.locator(".figure-value").all_inner_texts()
    return [int(re.sub(r"\D", "", text)) for text in shown]


def the_workbook_is_checked(omar: Person) -> str:
    omar.open("/registri/impor/")
    omar.shot("lists")
    omar.send("/registri/impor/periksa/", file=str(WORKBOOK))
    omar.page.locator("#rows").wait_for(timeout=60_000)
    people, accepted, _known, rejected, duplicates, warnings = _figures(omar)
    assert people == accepted + rejected + duplicates > 0
    assert warnings
    omar.shot("checked")
    counts = dict(zip(TABS, (rejected, duplicates, warnings, people), strict=True))
    assert duplicates, "this workbook names people twice"
    for tab in TABS:
        omar.follow(f"?lihat={tab}")
        rows = omar.page.locator("#rows tbody tr")
        assert bool(rows.count()) == bool(counts[tab]), tab
        if tab != "semua":
            assert all(row.locator("li").count() for row in rows.all()), f"{tab}: a row without a reason"
        omar.shot(f"rows {tab}")
    assert not re.search(r"(?<!\d)\d{16}(?!\d)", omar.page.content()), "a NIK stands in the page"
    omar.page.locator("details:has(table) > summary").last.click()
    omar.shot("lines that are no people")
    return omar.page.url.partition("?")[0]


def a_column_is_corrected(omar: Person, batch: str) -> None:
    """The remarks are to be left aside: said once, checked again, remembered."""
    omar.open(batch)
    before = _figures(omar)
    column = omar.page.locator("select[name^=column_]:has(option[value=notes][selected])").first
    name = str(column.get_attribute("name"))
    omar.unfold(column)
    omar.shot("columns")
    omar.send("/kolom/", **{name: ""})
    assert _figures(omar)[0] == before[0], "still the same people"
    assert omar.page.locator(f"select[name={name}]").input_value() == ""
    omar.shot("checked again")


def it_is_taken_over(omar: Person, batch: str) -> str:
    accepted = _figures(omar)[1]
    omar.send("/ambil/")
    omar.shot("taken over")
    omar.open("/registri/")
    omar.shot("registry")
    counts = omar.page.locator("[aria-current]").filter(has_text=str(accepted))
    assert counts.count(), f"{accepted} makers are in the registry"
    return omar.page.locator("tbody th").first.inner_text().splitlines()[0]


def somebody_is_looked_up(person: Callable[..., Person], name: str) -> None:
    """On a phone, by name."""
    omar = person("Omar-phone", phone=True)
    omar.sign_in("omar@dinas-hsu.example")
    omar.open("/registri/")
    omar.shot("registry")
    omar.page.fill("[name=cari]", name)
    with omar.page.expect_navigation():
        omar.page.locator("form:has([name=cari]) button").first.click()
    assert name in omar.text()
    omar.shot("found")


def it_is_undone(omar: Person, batch: str) -> None:
    omar.open(batch)
    omar.send("/batalkan/", reason="Daftar tahun lalu.")
    omar.shot("undone")
    omar.open("/registri/")
    assert not omar.page.locator("tbody tr").count()
    omar.shot("registry after undoing")
    omar.open("/registri/impor/")
    omar.shot("lists afterwards")
