"""A cooperative leaves its old books: the treasurer fills the file in and mends what is wrong in it, the
chair books it; a member finds her savings and loan on her phone; the books agree; a first budget is written.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from openpyxl import load_workbook

from sentra.cooperative.models import Member
from sentra.kernel.tenancy import within
from tests.journeys.cast import PIN
from tests.journeys.conftest import Site, at_home
from tests.journeys.person import Person

TRIAL = {
    "1-1100": (3_000_000, None), "1-1340": (1_000_000, None), "3-1100": (None, 200_000),
    "3-1200": (None, 1_300_000), "2-1400": (None, 700_000), "3-1500": (None, 1_800_000),
}  # fmt: skip
SAVED = {1: (100_000, 800_000, 700_000), 2: (100_000, 500_000, None)}


@dataclass
class Stage:
    site: Site
    person: Callable[..., Person]
    tari: Person
    mira: Person
    on: date  # the cut-over
    folder: Path

    def filled(self, blank: Path, name: str, *, strange: int = 2, months: int = 10) -> Path:
        """The template as she fills it in; `strange`: the number beside Bariah, `months`: of Aluh's loan."""
        book = load_workbook(blank)
        for row in book["Neraca saldo"].iter_rows(min_row=2):
            row[2].value, row[3].value = TRIAL.get(row[0].value, (None, None))
        for row in book["Simpanan"].iter_rows(min_row=2):
            for cell, idr in zip(row[2:5], SAVED[row[0].value], strict=True):
                cell.value = idr
            row[0].value = strange if row[0].value == 2 else row[0].value
        due = self.on + timedelta(days=14)
        book["Pinjaman"].append([1, "Aluh", 1_000_000, months, due, "menurun", 12])
        path = self.folder / name
        book.save(path)
        return path


@pytest.fixture
def stage(site: Site, person: Callable[..., Person], django_db_blocker: Any, tmp_path: Path) -> Stage:
    """Two members stand in the register; the books know nothing before yesterday."""
    world = site.cast.world
    yesterday = timezone.localdate() - timedelta(days=1)
    on = yesterday.replace(day=1) - timedelta(days=1)
    with at_home(site.database, django_db_blocker), transaction.atomic(), within(writes=world.weavers.pk):
        for number, name in enumerate(("Aluh", "Bariah"), start=1):
            owner = world.workshops[name].owner_id
            Member.objects.create(number=number, party_id=owner, joined_on=date(2020, 1, 15))
    tari, mira = person("Tari-opening"), person("Mira-opening", phone=True)
    tari.sign_in("tari@galuh.example")
    mira.sign_in("mira@galuh.example")
    return Stage(site, person, tari, mira, on, tmp_path)


@pytest.mark.browser
def test_out_of_the_old_books(stage: Stage) -> None:
    page = brought_and_mended(stage)
    the_chair_books_it(stage, page)
    she_looks_on_her_phone(stage)
    checked = stage.site.manage("check_books")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    the_budget_is_written(stage)


def brought_and_mended(stage: Stage) -> str:
    tari = stage.tari
    tari.open("/buku/")
    tari.follow("/buku/saldo-awal/")
    tari.shot("what to do")
    with tari.page.expect_download() as coming:
        tari.page.locator("a[href*='isian.xlsx']").click()
    blank = stage.folder / "isian.xlsx"
    coming.value.save_as(blank)
    wrong = stage.filled(blank, "salah.xlsx", strange=99, months=0)
    tari.send("/periksa/", on=stage.on.isoformat(), file=str(wrong))
    said = tari.text()
    assert "2 kesalahan" in said
    assert "Tidak ada anggota bernomor “99”." in said
    assert "Sisa bulan harus 1 sampai 600." in said
    rows = [" ".join(row.split()) for row in tari.page.locator("main table tbody tr").all_inner_texts()]
    assert rows[0].startswith("Simpanan 3 ")
    assert rows[1].startswith("Pinjaman 2 ")
    tari.shot("two mistakes")
    tari.open("/buku/saldo-awal/")
    tari.send("/periksa/", on=stage.on.isoformat(), file=str(stage.filled(blank, "saldo-awal.xlsx")))
    assert "kesalahan" not in tari.text()
    assert not tari.page.locator("form[action*='/bukukan/']").count()
    tari.shot("everything fits")
    return str(tari.page.url)


def the_chair_books_it(stage: Stage, page: str) -> None:
    mira = stage.mira
    mira.open("/buku/saldo-awal/")
    mira.shot("a file waits")
    mira.open(page)
    mira.shot("the balance sheet it gives")
    mira.send("/bukukan/")
    mira.shot("booked")
    mira.follow("/buku/?sampai=")
    assert "Rp3.000.000" in mira.text()
    mira.open("/pinjaman/")
    (loan,) = [one for one in mira.links("/pinjaman/") if re.search(r"/pinjaman/\d+/$", one)]
    mira.open(loan)
    assert "Dibawa dari pembukuan lama" in mira.text()
    mira.shot("the loan")


def she_looks_on_her_phone(stage: Stage) -> None:
    aluh = stage.person("Aluh-opening", phone=True)
    aluh.show_card(stage.site.cast.tokens["Aluh"], PIN)
    aluh.open("/saya/simpanan/")
    opened(aluh)
    assert "Rp1.600.000" in aluh.text()
    aluh.shot("my savings")
    aluh.open("/saya/pinjaman/")
    opened(aluh)
    assert "Rp1.000.000" in aluh.text()
    assert "Dibawa dari pembukuan lama" in aluh.text()
    aluh.shot("my loan")


def opened(someone: Person) -> None:
    """Money is shown when she taps for it."""
    someone.page.locator("details.money > summary").first.click()


def the_budget_is_written(stage: Stage) -> None:
    tari, year = stage.tari, timezone.localdate().year
    tari.open("/buku/anggaran/")
    tari.shot("the years")
    tari.follow(f"/buku/anggaran/{year}-12-31/tulis/")
    tari.send("/simpan/", idr_4_1900="12.000.000", idr_6_1200="6.000.000")
    assert "Rp12.000.000" in tari.text()
    tari.shot("beside the books")
