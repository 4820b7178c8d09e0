"""A book year comes to its end: closed, its surplus tried and kept, the annual meeting's file built, the
surplus approved and booked; a member reads how her share came, asks, and takes it; a wrong entry is found and
turned; the books agree.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.utils import timezone

from sentra.cooperative.models import AnnualPack, Meeting, Member
from sentra.cooperative.savings.operations import take_savings
from sentra.kernel.tenancy import reading, within
from sentra.ledger.operations import post_entry
from sentra.ledger.posting import Line
from tests.journeys.cast import PIN
from tests.journeys.conftest import Site, at_home
from tests.journeys.person import Person

SAVED = {"Aluh": 50_000, "Bariah": 150_000}
PARTS = {"part_cadangan": "40", "part_usaha": "40", "part_modal": "20"}


@dataclass
class Stage:
    site: Site
    person: Callable[..., Person]
    unblocked: Any
    tari: Person
    mira: Person
    year: int
    wrong: int  # an entry booked twice

    @property
    def end(self) -> str:
        return f"{self.year}-12-31"

    def the_day_comes(self, meeting: int) -> None:
        """The days until the meeting go by."""
        world = self.site.cast.world
        with (
            at_home(self.site.database, self.unblocked),
            transaction.atomic(),
            within(writes=world.weavers.pk),
        ):
            held = Meeting.objects.get(pk=meeting).held_at
            Meeting.objects.filter(pk=meeting).update(held_at=held - timedelta(days=8))


@pytest.fixture
def stage(site: Site, person: Callable[..., Person], django_db_blocker: Any) -> Stage:
    """Last December two members saved, a machine was paid for, goods were sold; nothing is closed."""
    world, now = site.cast.world, timezone.now()
    last = timezone.localdate(timezone=ZoneInfo(world.weavers.zone)).year - 1
    day, by = date(last, 12, 10), world.tari
    with at_home(site.database, django_db_blocker):
        with transaction.atomic(), within(writes=world.weavers.pk):
            joined = {"joined_on": date(last, 1, 2)}
            members = [
                Member.objects.create(number=n, party_id=world.workshops[name].owner_id, **joined)
                for n, name in enumerate(SAVED, start=1)
            ]
        for one, idr in zip(members, SAVED.values(), strict=True):
            take_savings(
                one.pk, kind="wajib", amount_idr=idr, method="cash", paid_on=day, by=by, at=now
            )  # fmt: skip
        post_entry(day, "Penjualan", [Line("1-1200", 1_000_003), Line("4-1200", -1_000_003)], by=by, at=now)
        wrong = post_entry(
            timezone.localdate(timezone=ZoneInfo(world.weavers.zone)), "Biaya kantor, dicatat dua kali",
            [Line("6-1200", 75_000), Line("1-1200", -75_000)], by=by, at=now,
        )  # fmt: skip
    tari, mira = person("Tari-year"), person("Mira-year")
    tari.sign_in("tari@galuh.example")
    mira.sign_in("mira@galuh.example")
    return Stage(site, person, django_db_blocker, tari, mira, last, wrong.pk)


@pytest.mark.browser
def test_a_book_year_ends(stage: Stage) -> None:
    run = closed_and_tried(stage)
    the_file_is_built(stage)
    the_meeting_approves(stage, run)
    she_reads_and_asks(stage, run)
    a_wrong_entry_is_turned(stage)
    checked = stage.site.manage("check_books")
    assert checked.returncode == 0, checked.stdout + checked.stderr


def closed_and_tried(stage: Stage) -> int:
    tari = stage.tari
    tari.open("/buku/tutup/")
    tari.shot("before the year is closed")
    tari.send("/buku/tutup/bulan/", looked=True)
    tari.open("/shu/")
    assert "Rp1.000.003" in tari.text()
    tari.shot("the year left a surplus")
    tari.follow(f"/shu/tahun/{stage.end}/")
    tari.shot("a scheme to try")
    nobody_sold = {"rest_usaha": "cadangan"}
    query = "&".join(f"{key}={value}" for key, value in (PARTS | nobody_sold).items())
    tari.open(
        f"/shu/tahun/{stage.end}/?sides=whole&who=at_end&measure=at_end&counted=pokok&counted=wajib&{query}"
    )
    assert "Rp200.001" in tari.text()
    tari.shot("what everybody would get")
    tari.send("/simpan/")
    tari.shot("kept as a draft")
    return tari.number(r"/shu/(\d+)/")


def the_file_is_built(stage: Stage) -> None:
    """One button; the page looks again by itself until the file is there. A worker is one job here."""
    tari, world, page = stage.tari, stage.site.cast.world, f"/buku/rat/{stage.end}/"
    for path, name in (
        ("/buku/administrasi/", "the shelf"), ("/buku/administrasi/tamu/", "the guests"),
        ("/buku/administrasi/kas/", "the cash book"), ("/buku/pajak/", "the tax rows"),
        ("/buku/rat/", "the years"), (page, "before the file is built"),
    ):  # fmt: skip
        tari.open(path)
        tari.shot(name)
    tari.page.get_by_role("button", name="Siapkan berkas RAT").click()
    tari.page.wait_for_selector("[hx-trigger]")
    tari.shot("being built")
    with at_home(stage.site.database, stage.unblocked), reading(world.tari):
        pack = AnnualPack.objects.get()
    job = f"build_annual_pack(tenant_id={world.tari.tenant_id}, pack_id={pack.pk})"
    done = stage.site.manage("shell", "-c", f"from sentra.cooperative.jobs import build_annual_pack; {job}")
    assert done.returncode == 0, done.stderr
    tari.page.wait_for_selector("text=Buka PDF")
    tari.shot("the file is there")
    file = tari.paper(f"{page}berkas.pdf")
    assert file.startswith(b"%PDF")
    (stage.site.output / "berkas-rat.pdf").write_bytes(file)
    bare = stage.person("Mira-pack", phone=True, javascript=False)
    bare.sign_in("mira@galuh.example")
    for path, name in (
        ("/buku/administrasi/", "the shelf"), ("/buku/administrasi/tamu/", "the guests"),
        ("/buku/pajak/", "the tax rows"), (page, "the file"),
    ):  # fmt: skip
        bare.open(path)
        bare.shot(name)


def the_meeting_approves(stage: Stage, run: int) -> None:
    mira = stage.mira
    held = timezone.localtime(timezone=ZoneInfo("Asia/Makassar")) + timedelta(days=8)
    mira.open("/rapat/baru/")
    mira.send(
        "/rapat/simpan/", kind="annual", title="RAT", held_at=f"{held:%Y-%m-%dT09:00}", place="Balai",
        agenda="Pembukaan\nPembagian SHU",
    )  # fmt: skip
    meeting = mira.number(r"/rapat/(\d+)/$")
    mira.open(f"/shu/{run}/")
    mira.shot("a draft waits for the meeting")
    mira.send(f"/shu/{run}/usul/")
    mira.send(f"/rapat/{meeting}/undang/")
    stage.the_day_comes(meeting)
    mira.open(f"/rapat/{meeting}/hadir/")
    forms = mira.page.locator("form[action]")
    actions = forms.evaluate_all("all => all.map(one => one.getAttribute('action'))")
    for action in [one for one in actions if re.search(r"/hadir/\d+/$", one)]:
        mira.send(action)
    mira.open(f"/rapat/{meeting}/")
    mira.send(f"/rapat/{meeting}/buka/")
    mira.open(f"/rapat/{meeting}/")
    (desk,) = mira.links("/rapat/suara/")
    mira.open(desk)
    mira.send(f"{desk}buka/")
    yes = mira.page.locator("#rest option").nth(1).get_attribute("value")
    mira.send(f"{desk}tangan/", rest=yes)
    mira.send(f"{desk}tutup/")
    stage.tari.open(f"/shu/{run}/")
    stage.tari.shot("the meeting said yes")
    stage.tari.send(f"/shu/{run}/bukukan/")
    stage.tari.shot("booked")
    assert stage.tari.paper(f"/shu/{run}/daftar.pdf").startswith(b"%PDF")


def she_reads_and_asks(stage: Stage, run: int) -> None:
    aluh, tari = stage.person("Aluh-year", phone=True), stage.tari
    aluh.show_card(stage.site.cast.tokens["Aluh"], PIN)
    aluh.open("/saya/simpanan/")
    aluh.follow("/saya/shu/")
    aluh.shot("my shares")
    aluh.follow("/saya/shu/")
    assert "Rp200.001 × Rp50.000 ÷ Rp200.000 = Rp50.000" in aluh.text()
    aluh.shot("how my share came")
    aluh.send("/tanya/", text="Mengapa saya lebih sedikit dari Bariah?")
    tari.open("/shu/")
    tari.follow(f"/shu/{run}/anggota/")
    tari.send("/jawab/", answer="Simpanan Bariah tiga kali simpanan Ibu.")
    tari.shot("answered")
    tari.send("/bayar/", amount_idr="50.000", method="bank")
    tari.shot("her receipt")
    aluh.page.reload()
    assert "Simpanan Bariah tiga kali" in aluh.text()
    aluh.shot("the answer")


def a_wrong_entry_is_turned(stage: Stage) -> None:
    tari = stage.tari
    tari.open(f"/buku/entri/{stage.wrong}/")
    tari.send("/balik/", reason="Dicatat dua kali")
    tari.shot("the wrong entry is turned")
    tari.open("/buku/")
    assert "Pembukuan seimbang." in tari.text()
