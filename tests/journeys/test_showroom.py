"""On a phone without JavaScript: a misspelt search leads to a bag, its maker and an enquiry sent."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from sentra.cooperative.membership import texts
from sentra.cooperative.membership.operations import give_consent
from sentra.crafts.models import Motif, Product
from sentra.orders.models import Lead
from tests.domain.orders.given import writing
from tests.journeys.conftest import Site, at_home
from tests.journeys.person import Person

HOME = "/k/galuh/"


@pytest.mark.browser
def test_a_visitor_finds_trusts_and_asks(
    site: Site, person: Callable[..., Person], django_db_blocker: Any
) -> None:
    with at_home(site.database, django_db_blocker):
        aluh_agrees_to_be_shown(site)
    sari = person("Sari", phone=True, javascript=False)
    sari.open(HOME)
    sari.shot("the shop window")
    she_searches_with_a_slip(sari)
    she_reads_about_the_bag(sari)
    she_looks_at_its_maker(sari)
    she_asks_for_it(sari)
    with at_home(site.database, django_db_blocker), writing(site.cast.world.weavers):
        [lead] = Lead.objects.filter(name="Sari")
        assert lead.lines[0]["pieces"] == 12
    sari.expects.add(404)
    bariah = site.cast.workshops["Bariah"].owner.uid
    sari.open(f"{HOME}pengrajin/{bariah}/")
    assert "Bariah" not in sari.text()
    the_other_pages_can_be_read(sari)
    desk = person("Sari at her desk", javascript=False)
    for path in ("", "barang/", "produk/tas-purun/", "tentang/", "cara-pesan/"):
        desk.open(HOME + path)
        desk.shot(f"desk {path}")
    told = person("Sari with JavaScript")  # data for search engines: the strict policy does not complain
    for path in ("", "produk/tas-purun/", "produk/tas-purun/kartu/"):
        told.open(HOME + path)
        assert ("application/ld+json" in told.page.content()) == ("kartu" not in path)


def aluh_agrees_to_be_shown(site: Site) -> None:
    world = site.cast.world
    give_consent(
        world.workshops["Aluh"].owner_id, purpose="showroom", version=texts.newest()["showroom"].version,
        by=world.budi, at=timezone.now(),
    )  # fmt: skip
    with writing(world.weavers):
        motif = Motif.objects.create(
            name="Gigi haruan",
            story="Gigi ikan gabus: lambang orang yang gigih.",
            maker_id=world.aluh.party_id,
        )
        Product.objects.filter(pk=site.cast.product.pk).update(motif=motif)


def she_searches_with_a_slip(sari: Person) -> None:
    sari.send("/barang/", cari="tass puurn")
    assert "Dimaksud: tas purun" in sari.text()
    assert sari.links("persis=1")
    sari.shot("understood in spite of the slip")
    sari.follow("persis=1")
    assert "Dicari tepat" in sari.text()
    sari.shot("nothing as typed, a way back")
    sari.follow("cari=tass+puurn")
    sari.send("/barang/", kerajinan="anyaman-purun", ada="pesan")
    assert "Kerajinan: Anyaman purun" in sari.text()
    sari.shot("narrowed")


def she_reads_about_the_bag(sari: Person) -> None:
    sari.follow("/produk/tas-purun/")
    said = sari.text()
    assert "Rp35.000" in said
    assert "Gigi ikan gabus" in said
    assert "Bariah" not in said
    sari.shot("the bag, its steps, what they pay")
    sari.send("/kapan/", pieces="12")
    sari.shot("the day it could be ready")
    assert "jumlah=12" in sari.page.content()


def she_looks_at_its_maker(sari: Person) -> None:
    sari.follow("/pengrajin/")
    assert "Aluh" in sari.page.inner_text("h1")
    sari.shot("its maker")
    sari.follow("/desa/")
    sari.shot("her village")
    sari.follow("/produk/tas-purun/")


def she_asks_for_it(sari: Person) -> None:
    sari.follow("/pesan/?produk=tas-purun")
    sari.shot("asking")
    sari.send(
        "/pesan/kirim/", pieces_0="12", name="Sari", phone="0812 3456 7890",
        wished_on=(timezone.localdate() + timedelta(days=60)).isoformat(),
    )  # fmt: skip
    assert "Terima kasih" in sari.text()
    sari.shot("it is sent")


def the_other_pages_can_be_read(sari: Person) -> None:
    sari.open("/k/galuh/produk/tas-purun/")
    sari.follow("/motif/")
    sari.shot("a motif")
    for path in ("tentang/", "cara-pesan/", "privasi/"):
        sari.open(HOME + path)
        sari.shot(path)
    for path in ("", "barang/"):
        sari.open(f"/d/63.08/{path}")
        sari.shot(f"district {path}")
    sari.open(f"{HOME}barang/?cari=zzzzzz&kerajinan=anyaman-purun")
    sari.shot("nothing found")
    sari.page.set_viewport_size({"width": 320, "height": 640})
    for path in ("", "barang/", "produk/tas-purun/", "tentang/", "cara-pesan/", "privasi/"):
        sari.open(HOME + path)
        sari.shot(f"narrow {path}")
