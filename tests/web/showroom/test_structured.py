"""Every public page tells search engines what it shows: valid by schema.org and by what Google asks."""

import copy
import re

import pytest
from django.urls import reverse

from sentra.crafts.models import Motif, Product
from sentra.crafts.operations import set_product_picture
from sentra.kernel.models import Tenant
from tests.domain.crafts.test_products import picture
from tests.domain.orders.given import writing
from tests.domain.showroom.given import take_back
from tests.domain.showroom.test_kept_true import store
from tests.web.showroom.given import at, foreign, in_district, shelf, text, visitor
from tests.web.showroom.vocabulary import faults, graph_of, required
from tests.world import NOW

PERSON = "</script><script>alert(1)</script><!-- & <b>"


@pytest.fixture
def tas(world):
    made = shelf(world)
    foreign(world)
    set_product_picture(made.pk, content=picture(), by=world.mira, at=NOW)
    with writing(world.weavers):
        Product.objects.filter(pk=made.pk).update(description="Anyaman purun.\nKuat.", sizes=["S", "M"])
    Tenant.objects.filter(pk=world.weavers.pk).update(address="Jalan Danau 1", phone="+6281234567890")
    return made


def every_address(world, tas):
    with writing(world.weavers):
        uid = world.workshops["Aluh"].owner.uid
    of_people = [("maker", uid), ("motif", tas.motif_id), ("village", world.workshops["Aluh"].village_id)]
    plain = [(name,) for name in ("home", "goods", "about", "how", "privacy")]
    both = [where(*one) for where in (at, in_district) for one in plain + of_people]
    return [*both, at("product", "tas-purun"), reverse("enquiry", args=["galuh"])]


def read(address, language="en"):
    answer = visitor(language).get(address)
    assert answer.status_code == 200, address
    return text(answer)


def product_of(page):
    [found] = [one for one in graph_of(page)["@graph"] if one["@type"] == "Product"]
    return found


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_public_page_is_valid_by_the_vocabulary(world, tas, language):
    wrong = {one: faults(graph_of(read(one, language))) for one in every_address(world, tas)}
    assert {one: found for one, found in wrong.items() if found} == {}


def test_a_product_has_all_that_google_asks(world, tas):
    found = product_of(read(at("product", "tas-purun")))
    assert required(found) == []
    assert found["offers"]["price"] == "185000"
    assert found["offers"]["availability"] == "https://schema.org/MadeToOrder"
    assert found["brand"]["name"] == "Koperasi Galuh"
    assert found["pattern"] == "Gigi haruan"
    assert found["size"] == ["S", "M"]
    assert [one.split("/")[3] for one in found["image"]] == ["media", "k"]  # the photograph, the drawn card
    assert "Aluh" not in str(found)


def test_what_lies_ready_is_in_stock(world, tas):
    store(world, tas, 3, cause="x")
    assert product_of(read(at("product", "tas-purun")))["offers"]["availability"].endswith("/InStock")


def test_a_maker_is_told_as_far_as_she_agreed(world, tas):
    with writing(world.weavers):
        uid = world.workshops["Aluh"].owner.uid
    page = read(at("maker", uid))
    [profile] = [one for one in graph_of(page)["@graph"] if one["@type"] == "ProfilePage"]
    assert set(profile["mainEntity"]) == {
        "@type", "@id", "name", "url", "jobTitle", "knowsAbout", "affiliation", "homeLocation",
    }  # fmt: skip
    take_back(world, "Aluh")
    assert all("Aluh" not in read(at(one)) for one in ("home", "goods"))
    assert "Aluh" not in str(graph_of(read(at("motif", tas.motif_id))))


def test_no_word_of_a_person_breaks_out(world, tas):
    with writing(world.weavers):
        Product.objects.filter(pk=tas.pk).update(name=PERSON, description=PERSON)
        Motif.objects.filter(pk=tas.motif_id).update(name=PERSON, story=PERSON)
    for address in every_address(world, tas):
        page = read(address)
        assert faults(graph_of(page)) == []
        assert "<script>alert" not in page
        assert "<!-- & <b>" not in page
    assert product_of(read(at("product", "tas-purun")))["name"] == PERSON


SPOILED = [
    (lambda found: found.update(prise="1"), "prise is no property"),
    (lambda found: found.update(homeLocation="x"), "Product has no homeLocation"),
    (lambda found: found.update({"@type": "Ware"}), "Ware is no type"),
    (lambda found: found.update(offers="185000"), "Product.offers is not"),
    (lambda found: found["offers"].update(availability="https://schema.org/Ready"), "Offer.availability"),
    (lambda found: found["offers"].update(availability="https://schema.org/NewCondition"), "Offer.avail"),
    (lambda found: found["offers"].update(seller={"@id": "http://nobody/#x"}), "Offer.seller"),
    (lambda found: found.update(countryOfOrigin="Indonesia"), "Product.countryOfOrigin"),
    (lambda found: found.update(url=""), "Product.url"),
    (lambda found: found.update(image=[]), "Product.image is empty"),
]


@pytest.mark.parametrize(("spoil", "said"), SPOILED)
def test_a_wrong_word_is_found(world, tas, spoil, said):
    """Negative control."""
    graph = graph_of(read(at("product", "tas-purun")))
    spoil(next(one for one in graph["@graph"] if one["@type"] == "Product"))
    assert any(one.startswith(said) for one in faults(graph)), faults(graph)


@pytest.mark.parametrize("name", ["name", "image", "offers"])
def test_what_google_asks_is_missed_where_it_lacks(world, tas, name):
    """Negative control."""
    found = copy.deepcopy(product_of(read(at("product", "tas-purun"))))
    del found[name]
    assert required(found)


def meta(page, name):
    found = re.findall(rf'<meta (?:property|name)="{re.escape(name)}" content="([^"]*)"', page)
    assert len(found) <= 1, name
    return found[0] if found else None


def links(page, rel):
    return re.findall(rf'<link rel="{rel}"(?: hreflang="([^"]+)")? href="([^"]+)"', page)


def test_every_public_page_has_its_card_its_address_and_its_languages(world, tas):
    for address in every_address(world, tas):
        page = read(address)
        whole = f"http://testserver{address}"
        assert links(page, "canonical") == [("", whole)]
        assert dict(links(page, "alternate")) == {
            "id": f"{whole}?bahasa=id", "en": f"{whole}?bahasa=en", "x-default": whole,
        }  # fmt: skip
        assert meta(page, "og:url") == whole
        assert meta(page, "og:title")
        assert meta(page, "description") == meta(page, "og:description") != ""
        assert page.count('<meta name="description"') == 1


def test_a_page_in_a_language_stays_in_it_and_names_itself(world, tas):
    address = at("product", "tas-purun")
    for language, word in (("id", "Barang"), ("en", "Goods")):
        answer = visitor("id" if language == "en" else "en").get(address, {"bahasa": language})
        page = text(answer)
        assert f'<html lang="{language}"' in page
        assert word in page
        assert links(page, "canonical") == [("", f"http://testserver{address}?bahasa={language}")]
        assert f'name="next" value="{address}"' in page  # or her own choice would not win
        assert answer["Content-Language"] == language
    assert '<html lang="en"' in read(f"{address}?bahasa=xx")


def test_answers_to_a_question_are_kept_out_of_search_engines(world, tas):
    assert meta(read(at("goods") + "?cari=produk"), "robots") == "noindex, follow"
    assert meta(read(at("goods")), "robots") is None
    assert links(read(at("goods") + "?cari=produk"), "canonical") == [("", f"http://testserver{at('goods')}")]


def test_the_day_asked_of_a_product_has_the_products_address(world, tas):
    page = text(visitor().post(reverse("ask-day", args=["galuh", "tas-purun"]), {"pieces": "3"}))
    assert links(page, "canonical") == [("", "http://testserver" + at("product", "tas-purun"))]
