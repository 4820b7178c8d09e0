"""What a browser may keep of the public pages, and pages without pictures."""

import json
import re
from pathlib import Path

import brotli
import pytest
from django.test import Client
from django.urls import reverse

import sentra.web
from sentra.crafts.operations import set_product_picture
from sentra.people.models import User
from tests.domain.crafts.test_products import picture
from tests.web.showroom.given import at, in_district, shelf, text, visitor
from tests.world import NOW

SCRIPTS = ("page.js", "drafts.js", "photos.js", "shelf.js", "shelf_keeping.js", "shelf_worker.js")
JS_BYTES = 15_000


@pytest.fixture
def tas(world):
    return shelf(world)


@pytest.mark.parametrize("of", [at, in_district])
def test_pages_of_a_house_may_be_kept(tas, of):
    for name in ("home", "goods", "about", "how", "privacy"):
        answer = visitor().get(of(name))
        assert answer["Sentra-Keep"] == "1", name
        assert {"Cookie", "Save-Data"} <= {one.strip() for one in answer["Vary"].split(",")}
    assert visitor().get(at("product", "tas-purun"))["Sentra-Keep"] == "1"


def test_forms_answers_to_them_and_missing_pages_are_not(world, tas):
    assert "Sentra-Keep" not in visitor().get(reverse("enquiry", args=["galuh"]))
    asked = visitor().post(reverse("ask-day", args=["galuh", "tas-purun"]), {"pieces": "2"})
    assert "Sentra-Keep" not in asked
    assert "Sentra-Keep" not in visitor().get(at("product", "tidak-ada"))
    assert "Sentra-Keep" not in visitor().get(at("manifest"))
    assert "Sentra-Keep" not in visitor().get(reverse("check-labels"))


def test_nothing_is_kept_of_who_is_signed_in(world, tas):
    client = Client()
    client.force_login(User.objects.get(pk=world.mira.user_id))
    assert "Sentra-Keep" not in client.get(at("home"))


def test_the_page_without_network_knows_nobody(world):
    client = Client()
    client.force_login(User.objects.get(pk=world.mira.user_id))
    page = text(visitor().get(reverse("without-network")))
    assert 'data-person=""' in page
    assert "<li data-kept-list></li>" in page
    assert "Mira" not in page


@pytest.mark.parametrize("of", [at, in_district])
def test_a_house_can_be_installed(world, of):
    told = json.loads(visitor().get(of("manifest")).content)
    assert told["start_url"] == told["scope"] == of("home")
    assert {one["sizes"] for one in told["icons"]} == {"192x192", "512x512"}
    assert {one["purpose"] for one in told["icons"]} == {"any", "maskable"}
    page = text(visitor().get(of("home")))
    assert f'<link rel="manifest" href="{of("manifest")}">' in page
    assert 'content="/k/penjaga.js"' in page or 'content="/d/penjaga.js"' in page


def test_workers_lie_beside_the_pages_they_answer_for(client, db):
    for name, address in (("house-worker", "/k/penjaga.js"), ("district-worker", "/d/penjaga.js")):
        answer = client.get(reverse(name))
        assert reverse(name) == address
        assert answer["Content-Type"] == "text/javascript"
        assert answer["Cache-Control"] == "no-cache"


def test_all_scripts_of_a_public_page_weigh_little():
    folder = Path(sentra.web.__file__).parent / "static" / "js"
    assert sum(len(brotli.compress((folder / one).read_bytes())) for one in SCRIPTS) < JS_BYTES


# ---- low data --------------------------------------------------------------------------------------


@pytest.fixture
def seen(world, tas):
    """The bag has a picture."""
    set_product_picture(tas.pk, content=picture(), by=world.mira, at=NOW)


PICTURE = re.compile(r"<img [^>]*/media/")


def test_the_browser_may_ask_for_no_pictures(seen):
    assert PICTURE.search(text(visitor().get(at("home"))))
    for address in (at("home"), at("goods"), at("product", "tas-purun"), reverse("front")):
        answer = visitor().get(address, headers={"save-data": "on"})
        assert "<img" not in text(answer), address
        assert "Pictures on every page again" in text(answer)
        assert "Save-Data" in answer["Vary"]


def test_her_choice_wins_over_the_browser_and_holds(seen):
    client = visitor()
    page = text(client.get(at("goods") + "?cari=tas"))
    switch = re.search(r'href="(/hemat/[^"]*)"', page)[1].replace("&amp;", "&")
    answer = client.get(switch)
    assert answer["Location"] == at("goods") + "?cari=tas"
    page = text(client.get(answer["Location"]))
    assert not PICTURE.search(page)
    assert 'class="low-data"' in page
    client.get(reverse("save-data"), {"data": "penuh", "ke": "/"})
    assert PICTURE.search(text(client.get(at("goods"), headers={"save-data": "on"})))


def test_one_page_is_asked_for_with_its_pictures(seen):
    client = visitor()
    client.cookies["hemat"] = "1"
    page = text(client.get(at("goods") + "?cari=tas"))
    assert 'href="?cari=tas&amp;gambar=1"' in page
    assert PICTURE.search(text(client.get(at("goods") + "?cari=tas&gambar=1")))
    assert not PICTURE.search(text(client.get(at("goods"))))


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org", "javascript:alert(1)", "", "home", "foo"]
)
def test_the_switch_leads_nowhere_else(db, elsewhere):
    assert visitor().get(reverse("save-data"), {"data": "hemat", "ke": elsewhere})["Location"] == "/"
