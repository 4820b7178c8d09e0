"""The pack of the annual meeting: asked for, built in the background, one PDF, stale when figures move."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from pypdf import PdfReader

from sentra.cooperative.annual import building
from sentra.cooperative.annual.building import build
from sentra.cooperative.annual.operations import BUILD, ask_for_pack, finish_pack
from sentra.cooperative.annual.parts import PARTS, year_of
from sentra.cooperative.annual.queries import pack_state
from sentra.cooperative.budget.operations import draft_budget
from sentra.cooperative.models import AnnualPack
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.files import read
from sentra.kernel.pdf import PaperRefused
from sentra.kernel.tenancy import reading, within
from tests.domain.cooperative.surplus.given import (
    YEAR_END,
    approved,
    earned,
    member,
    reckoned,
    two_members,
)
from tests.domain.cooperative.surplus.test_booking import booked
from tests.world import NOW


def state(world):
    with reading(world.tari):
        found = pack_state(world.weavers.pk, YEAR_END)
        return found, read(found.ready.file) if found.ready else b""


@pytest.fixture
def year(world):
    two_members(world)
    return world


def built(world):
    pack = ask_for_pack(YEAR_END, by=world.tari, at=NOW)
    build(pack.pk, by=world.tari, clock=lambda: NOW)
    return pack


def budgeted(world, lines):
    draft_budget(date(2026, 12, 31), lines=lines, by=world.tari, at=NOW)


def test_one_file_with_a_bookmark_for_every_paper(year):
    reckoned(year)
    budgeted(year, {"4-1900": 12_000_000, "6-1200": 5_000_000})
    built(year)
    found, content = state(year)
    book = PdfReader(BytesIO(content))
    assert [one["/Title"] for one in book.outline] == [part.title for part in PARTS]
    text = "\n".join(page.extract_text() for page in book.pages)
    for word in (
        "Rapat Anggota Tahunan",
        "Aluh",
        "Laporan Posisi Keuangan",
        "Daftar Pembagian SHU",
        "Pengesahan",
        "rancangan untuk diputuskan",
        "12.000.000",
    ):
        assert word in text
    assert (found.ready.done, found.stale, found.going) == (len(PARTS), False, None)


def test_without_a_sharing_or_a_budget_the_paper_is_left_out(year):
    built(year)
    titles = [one["/Title"] for one in PdfReader(BytesIO(state(year)[1])).outline]
    assert titles == [part.title for part in PARTS if part.title not in ("Pembagian SHU", "Anggaran (RAPB)")]


def test_the_booked_sharing_is_printed_never_a_draft_beside_it(year):
    run = reckoned(year)
    approved(year, run)
    booked(year, run)
    draft = reckoned(year, reason="Coba lagi")
    with reading(year.tari):
        assert year_of(year.weavers.pk, YEAR_END).run.pk == run.pk != draft.pk
    built(year)
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(state(year)[1])).pages)
    assert "Disetujui RAT" in text
    assert "Rancangan, belum disetujui RAT" not in text


def test_it_is_stale_once_the_budget_is_another(year):
    budgeted(year, {"6-1200": 5})
    built(year)
    assert not state(year)[0].stale
    budgeted(year, {"6-1200": 6})
    assert state(year)[0].stale


def test_the_year_with_a_budget_stands_beside_its_books(world):
    member(world, 1)
    draft_budget(YEAR_END, lines={"4-1900": 1_200_000, "6-1200": 7}, by=world.tari, at=NOW)
    earned(world, 900_000)
    built(world)
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(state(world)[1])).pages)
    for word in ("Anggaran tahun ini", "1.200.000", "900.000", "−300.000", "SHU menurut anggaran"):
        assert word in text


def test_asking_queues_the_job_and_a_second_wish_waits(year):
    ask_for_pack(YEAR_END, by=year.tari, at=NOW)
    assert ProcrastinateJob.objects.filter(task_name=BUILD).count() == 1
    with pytest.raises(Refused, match="being built already"):
        ask_for_pack(YEAR_END, by=year.mira, at=NOW)
    ask_for_pack(YEAR_END, by=year.mira, at=NOW + timedelta(minutes=11))  # the first was lost
    with transaction.atomic(), within(year.weavers.pk):
        assert list(AnnualPack.objects.order_by("pk").values_list("stage", flat=True)) == ["failed", "asked"]


def test_who_may_not_and_which_year_not(year):
    for stranger in (year.wati, year.budi):
        with pytest.raises(PermissionDenied):
            ask_for_pack(YEAR_END, by=stranger, at=NOW)
    with pytest.raises(Refused, match="not over yet"):
        ask_for_pack(date(2026, 12, 31), by=year.tari, at=NOW)


def test_a_stranger_finds_no_pack(year):
    pack = built(year)
    with pytest.raises(AnnualPack.DoesNotExist):
        build(pack.pk, by=year.zahra, clock=lambda: NOW)


def test_it_is_stale_once_figures_move(world):
    member(world, 1)
    earned(world)
    built(world)
    assert not state(world)[0].stale
    earned(world, 5)
    assert state(world)[0].stale


def test_run_again_it_builds_nothing_twice(year):
    pack = built(year)
    before = state(year)[0].ready
    build(pack.pk, by=year.tari, clock=lambda: NOW + timedelta(days=1))
    assert state(year)[0].ready.built_at == before.built_at
    with pytest.raises(Refused, match="finished"):
        finish_pack(pack.pk, content=b"x", figures="", by=year.tari, at=NOW)


def test_figures_that_do_not_agree_end_it_with_the_reason(year, monkeypatch):
    def refused(*_facts):
        raise PaperRefused("neraca: stated 1, the lines give 2")

    monkeypatch.setattr(building, "_built", refused)
    built(year)
    found, _none = state(year)
    assert found.ready is None
    assert "neraca" in found.failed.trouble


def test_the_database_keeps_a_finished_pack_and_one_wish_at_a_time(year):
    pack = built(year)
    with pytest.raises(IntegrityError, match="settled"), transaction.atomic(), within(writes=year.weavers.pk):
        AnnualPack.objects.filter(pk=pack.pk).update(figures="x")
    with transaction.atomic(), within(writes=year.weavers.pk):
        AnnualPack.objects.create(year_end=YEAR_END, asked_at=NOW)
        with pytest.raises(IntegrityError, match="one_at_a_time"), transaction.atomic():
            AnnualPack.objects.create(year_end=YEAR_END, asked_at=NOW)
