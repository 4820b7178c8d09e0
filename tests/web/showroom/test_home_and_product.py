"""The way in and one product: what they show, what they cost, what is never there."""

import brotli
import pytest
from django.test import Client
from django.urls import reverse

from sentra.crafts.models import Motif
from sentra.crafts.operations import set_product_picture
from sentra.people.models import User
from tests.domain.crafts.test_products import picture
from tests.domain.orders import given as orders
from tests.domain.orders.given import writing
from tests.domain.showroom.given import agree, take_back
from tests.domain.showroom.test_kept_true import store
from tests.web.showroom.given import OTHERS, at, foreign, many, shelf, text, visitor
from tests.web.showroom.test_catalogue_page import OVER_THE_AIR
from tests.world import NOW


@pytest.fixture(autouse=True)
def _clock(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def tas(world):
    made = shelf(world)
    foreign(world)
    return made


def read(address, language="en"):
    answer = visitor(language).get(address)
    assert answer.status_code == 200
    return text(answer)


# ---- home ----------------------------------------------------------------------------------------


def test_home_shows_goods_makers_villages_and_the_way_to_order(world, tas):
    page = read(at("home"))
    assert tas.name in page
    assert "Rp185.000" in page
    assert "Aluh" in page
    assert at("village", world.workshops["Aluh"].village_id) in page
    assert reverse("enquiry", args=["galuh"]) in page
    assert at("how") in page
    assert at("privacy") in page
    assert OTHERS not in page


def test_home_asks_as_often_for_many_goods_as_for_few(world, tas, django_assert_num_queries):
    with django_assert_num_queries(6):
        read(at("home"))
    many(world, 12)
    with django_assert_num_queries(6):
        page = read(at("home"))
    assert page.count('class="good"') == 8
    assert len(brotli.compress(page.encode())) < OVER_THE_AIR


def test_an_empty_home_leads_to_the_enquiry(world):
    page = read(at("home"))
    assert "The shelf is being filled" in page
    assert "Some of the makers" not in page
    assert "Where it is made" not in page


def test_several_crafts_are_doors_into_the_catalogue(world, tas):
    from sentra.crafts.models import Product

    orders.product(world.weavers, "tikar")
    with writing(world.weavers):
        Product.objects.filter(code="tikar").update(craft_id="batik-tulis")
    page = read(at("home"))
    assert f"{at('goods')}?kerajinan=batik-tulis" in page
    assert f"{at('goods')}?kerajinan=anyaman-purun" in page


def test_there_is_no_home_for_an_office_or_nobody(world):
    for slug in ("dinas-hsu", "tidak-ada"):
        assert visitor().get(reverse("public-home", args=[slug])).status_code == 404


def test_staff_who_visit_see_what_visitors_see(world, tas):
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.get(pk=world.zahra.user_id))
    page = text(client.get(at("home")))
    assert "Koperasi Galuh" in page
    assert "Wakaroros" not in page


# ---- product -------------------------------------------------------------------------------------


def product(code="tas-purun"):
    return read(at("product", code))


def test_a_product_says_its_stages_and_what_each_pays(world, tas):
    page = product()
    assert page.index("Tahap 1") < page.index("Tahap 2")
    assert "Rp20.000" in page
    assert "Rp40.000" in page
    assert "Of Rp185.000, Rp60.000 is wages" in page
    assert f"{reverse('enquiry', args=['galuh'])}?produk=tas-purun" in page


def test_a_product_names_maker_village_and_motif(world, tas):
    page = product()
    with writing(world.weavers):
        assert at("maker", world.workshops["Aluh"].owner.uid) in page
    assert at("village", world.workshops["Aluh"].village_id) in page
    assert at("motif", tas.motif_id) in page
    assert "Gigi ikan gabus." in page
    assert "A motif of Aluh." in page


def test_who_did_not_agree_is_nowhere_and_who_takes_it_back_leaves_at_once(world, tas):
    everywhere = [at("home"), at("goods"), at("product", "tas-purun"), at("about"), at("motif", tas.motif_id)]
    seen = "".join(map(read, everywhere))
    assert "Aluh" in seen
    assert "Bariah" not in seen
    assert "Cici" not in seen
    take_back(world, "Aluh")
    assert all("Aluh" not in read(one) for one in everywhere)
    agree(world, "Bariah")
    assert "Bariah" in product()


def test_it_asks_three_times_however_much_there_is(world, tas, django_assert_num_queries):
    with django_assert_num_queries(3):
        product()
    many(world, 9)
    with django_assert_num_queries(3):
        page = product()
    assert page.count('class="good"') == 4
    assert len(brotli.compress(page.encode())) < OVER_THE_AIR


def test_what_lies_ready_is_said(world, tas):
    assert "made to order" in product()
    store(world, tas, 3, cause="masuk")
    assert "3 ready now" in product()
    assert "3 ready now" in read(at("goods"))


def test_pictures_come_in_widths(world, tas):
    set_product_picture(tas.pk, content=picture(), by=world.mira, at=NOW)
    page = product()
    assert "srcset=" in page
    assert 'fetchpriority="high"' in page
    assert "srcset=" in read(at("home"))


def test_a_motif_without_a_story_and_a_product_without_makers_are_no_error(world):
    made = orders.product(world.weavers, "polos")
    page = product("polos")
    assert "Made by" not in page
    assert "The motif" not in page
    assert made.name in page
    with writing(world.weavers):
        Motif.objects.create(name="Bunga", story="")


def test_what_is_not_shown_or_not_ours_is_not_found(world, tas):
    orders.product(world.weavers, "rahasia", published=False)
    for code in ("rahasia", "kain", "tidak-ada"):
        assert visitor().get(at("product", code)).status_code == 404
        assert visitor().post(reverse("ask-day", args=["galuh", code]), {"pieces": "3"}).status_code == 404
    assert visitor().get(reverse("ask-day", args=["galuh", "tas-purun"])).url == at("product", "tas-purun")


def test_words_of_people_are_escaped(world, tas):
    with writing(world.weavers):
        Motif.objects.filter(pk=tas.motif_id).update(story="<b>x</b>", name="<i>y</i>")
    page = product() + read(at("motif", tas.motif_id)) + read(at("goods"))
    assert "<b>x" not in page
    assert "<i>y" not in page
