"""The drawn card of a product: made once, for what it says now, only of what is published."""

import contextlib
import io

import pytest
from django.core.files.storage import storages
from django.db import connection
from PIL import Image

from sentra.crafts.models import Product
from sentra.crafts.operations import set_product_picture
from sentra.showroom import cards
from sentra.showroom.cards import Face, drawn
from sentra.web.showroom import share
from tests.domain.crafts.test_products import picture
from tests.domain.orders.given import writing
from tests.web.showroom.given import at, foreign, shelf, text, visitor
from tests.web.showroom.test_structured import meta
from tests.world import NOW

FACE_REST = ("Rp185.000", "Koperasi Galuh", "Anyaman purun", "x.jpg")
FACE = Face("Tas purun", *FACE_REST)


@pytest.fixture
def tas(world):
    made = shelf(world)
    set_product_picture(made.pk, content=picture(), by=world.mira, at=NOW)
    return made


@pytest.fixture
def drawings(monkeypatch):
    """How often something was drawn."""
    made = []
    monkeypatch.setattr(share, "drawn", lambda *facts: made.append(facts) or drawn(*facts))
    return made


def address():
    return meta(text(visitor().get(at("product", "tas-purun"))), "og:image").removeprefix("http://testserver")


def body(answer):
    return b"".join(answer.streaming_content)


def test_a_card_is_1200_by_630_and_kept_for_good(world, tas, drawings):
    answer = visitor().get(address())
    assert answer["Content-Type"] == "image/jpeg"
    assert "immutable" in answer["Cache-Control"]
    content = body(answer)
    assert Image.open(io.BytesIO(content)).size == (1200, 630)
    assert len(content) < 150_000
    assert body(visitor().get(address())) == content
    assert len(drawings) == 1


def test_another_price_is_another_card_and_the_old_one_goes(world, tas, drawings):
    old = address()
    visitor().get(old)
    with writing(world.weavers):
        Product.objects.filter(pk=tas.pk).update(price_idr=200_000)
    assert visitor().get(old).url == address() != old
    visitor().get(address())
    assert len(storages["private"].listdir(f"{world.weavers.pk}/kartu/{tas.pk}")[1]) == 1


def test_only_what_is_published_is_drawn(world, tas, drawings):
    old = address()
    with writing(world.weavers):
        Product.objects.filter(pk=tas.pk).update(published=False)
    assert visitor().get(old).status_code == 404
    assert visitor().get(at("share", "tas-purun", "0" * 24)).status_code == 404
    foreign(world)
    assert visitor().get(at("share", "kain", "0" * 24)).status_code == 404
    assert drawings == []


def test_invented_addresses_make_nobody_draw(world, tas, drawings):
    for n in range(5):
        assert visitor().get(at("share", "tas-purun", f"{n}" * 24)).status_code == 302
    assert drawings == []


def test_it_asks_the_database_three_times_at_most(world, tas, django_assert_num_queries):
    where = address()
    for queries in (5, 2):  # house, listing; the first time its lock too, inside a test with its savepoint
        with django_assert_num_queries(queries):
            visitor().get(where)


def test_who_comes_while_another_is_drawn_gets_the_photograph(world, tas, drawings):
    where = address()
    with contextlib.closing(connection.copy()) as another:
        another.set_autocommit(False)
        with another.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [share.ONE_AT_A_TIME])
        answer = visitor().get(where)
        another.rollback()
    assert answer.status_code == 302
    assert answer.url.startswith("/media/")
    assert drawings == []


def test_every_word_on_it_makes_another_drawing(monkeypatch):
    prints = {FACE.print_, Face("Tikar", *FACE_REST).print_, Face(FACE.name, "Rp1", *FACE_REST[1:]).print_}
    monkeypatch.setattr(cards, "VERSION", "2")
    assert len(prints | {FACE.print_}) == 4


@pytest.mark.parametrize("name", ["", "x" * 120, "kata " * 24, "a\nb", "𝔘 é ط", "<b>&"])
def test_any_name_fits(name):
    face = Face(name, *FACE_REST)
    assert drawn(face, None) == drawn(face, None)
    assert Image.open(io.BytesIO(drawn(face, picture(200, 900)))).size == (1200, 630)
