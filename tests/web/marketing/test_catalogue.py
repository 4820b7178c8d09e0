"""The catalogue to print: asked for, built part by part, read back as PDF; what it never names."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from sentra.crafts.operations import set_product_picture
from sentra.kernel.actor import system
from sentra.kernel.errors import Refused
from sentra.kernel.files import read
from sentra.people.models import User
from sentra.people.roles import Permission
from sentra.showroom import printing
from sentra.showroom.building import build
from sentra.showroom.models import PrintedCatalogue
from sentra.showroom.operations import ask_for_catalogue, make_links, note_goods
from tests.domain.crafts.test_products import picture
from tests.domain.orders.given import writing
from tests.web.showroom.given import OTHERS, foreign, many, shelf, text, visitor
from tests.world import NOW

ROOT = "https://sentra.example"
S = PrintedCatalogue.Stage
EMPTY = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>"


@pytest.fixture(autouse=True)
def _clock(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def tas(world):
    made = shelf(world)
    foreign(world)
    set_product_picture(made.pk, content=picture(), by=world.mira, at=NOW)
    return made


@pytest.fixture
def mira(world, client):
    client.force_login(User.objects.get(pk=world.mira.user_id))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def built(world):
    """Asked for and built, as the queue does it."""
    asked = ask_for_catalogue(ROOT, by=world.mira, at=NOW)
    by = system(world.weavers.pk, frozenset({Permission.MANAGE_PRODUCTS}), world.weavers.zone)
    build(asked.pk, by=by, clock=lambda: NOW)
    with writing(world.weavers):
        return PrintedCatalogue.objects.select_related("file").get(pk=asked.pk)


def pages(world, made):
    with writing(world.weavers):
        return [one.extract_text() for one in PdfReader(io.BytesIO(read(made.file))).pages]


def test_it_has_a_cover_goods_stories_and_makers_who_agreed(world, tas):
    made = built(world)
    assert (made.stage, made.done, made.goods) == (S.READY, 1, 1)
    cover, goods, people = pages(world, made)
    assert "Koperasi Galuh" in cover
    assert "1 barang kerajinan" in cover
    assert "Rp185.000" in goods
    assert "Gigi ikan gabus" in people
    assert "Aluh" in people
    with writing(world.weavers):
        assert made.file.size < 120_000  # a photograph stands in it as JPEG
    whole = cover + goods + people
    assert not [name for name in ("Bariah", "Cici", OTHERS) if name in whole]


def test_many_goods_are_laid_out_part_by_part(world, tas, monkeypatch):
    monkeypatch.setattr(printing, "AT_ONCE", 4)
    many(world, 8)
    made = built(world)
    assert (made.done, made.goods) == (9, 9)
    told = pages(world, made)
    assert len(told) == 1 + 3 + 1
    assert all(f"Tas nomor {n}" in "".join(told) for n in range(8))
    assert [one.strip().splitlines()[-1].strip() for one in told[1:]] == ["2", "3", "4", "5"]


def test_no_more_goods_than_fit_a_book(world, tas, monkeypatch):
    monkeypatch.setattr(printing, "MOST_GOODS", 3)
    many(world, 5)
    assert built(world).done == 3


def test_an_empty_house_has_a_catalogue_too(world):
    made = built(world)
    assert made.stage == S.READY
    assert len(pages(world, made)) == 2


def test_its_codes_lead_by_the_link_for_print(world, tas, monkeypatch):
    seen = []
    monkeypatch.setattr(printing, "svg", lambda text, **_more: seen.append(text) or EMPTY)
    built(world)
    assert f"{ROOT}/k/galuh/produk/tas-purun/" in seen
    make_links(tas.pk, by=world.mira, at=NOW)
    built(world)
    assert any(one.startswith(f"{ROOT}/s/") for one in seen)


def test_one_at_a_time_and_built_once(world, tas):
    ask_for_catalogue(ROOT, by=world.mira, at=NOW)
    with pytest.raises(Refused):
        ask_for_catalogue(ROOT, by=world.mira, at=NOW)
    with writing(world.weavers):
        PrintedCatalogue.objects.update(stage=S.FAILED)
    made = built(world)
    with pytest.raises(Refused):
        note_goods(made.pk, done=1, goods=1, by=world.mira, at=NOW)
    build(made.pk, by=world.mira, clock=lambda: NOW)
    with writing(world.weavers):
        assert PrintedCatalogue.objects.get(pk=made.pk).file_id == made.file_id


@pytest.mark.parametrize("trouble", [printing.pdf.PaperRefused("typst: 12"), FileNotFoundError("7/ab.webp")])
def test_what_cannot_be_laid_out_ends_and_can_be_asked_for_again(world, tas, mira, monkeypatch, trouble):
    def broken(*_facts, **_more):
        raise trouble

    monkeypatch.setattr(printing.pdf, "render", broken)
    made = built(world)
    assert made.stage == S.FAILED
    assert made.trouble.startswith("Ada yang gagal")
    assert "Build the catalogue" in text(mira.get(reverse("catalogue-to-print")))


def test_staff_ask_wait_and_open_it(world, tas, mira):
    address = reverse("catalogue-to-print")
    assert "Build the catalogue" in text(mira.get(address))
    mira.post(reverse("ask-catalogue"))
    assert "The catalogue is being built" in text(mira.get(address))
    assert mira.get(reverse("catalogue-file")).status_code == 404
    with writing(world.weavers):
        PrintedCatalogue.objects.update(stage=S.FAILED, trouble="no paper left")
    assert "no paper left" in text(mira.get(address))
    built(world)
    assert "Open the PDF" in text(mira.get(address))
    assert mira.get(reverse("catalogue-file"))["Content-Type"] == "application/pdf"


def test_strangers_stay_outside(world, tas, client):
    built(world)
    assert visitor().get(reverse("catalogue-to-print")).status_code == 302
    client.force_login(User.objects.get(pk=world.zahra.user_id))
    assert client.get(reverse("catalogue-file")).status_code == 404
