"""The catalogue as a visitor uses it: search, narrowing, pages; strange addresses are no error."""

import re
from urllib.parse import quote
from uuid import uuid4

import brotli
import pytest
from django.urls import reverse

from sentra.crafts.models import Product
from sentra.showroom.queries import PAGE
from tests.domain.orders.given import writing
from tests.web.showroom.given import OTHERS, at, foreign, many, shelf, text, visitor

OVER_THE_AIR = 25 * 1024 - 9_000  # HTML and CSS together weigh at most 25 KB; the styles weigh below 9


def shown(**asked):
    answer = visitor().get(at("goods"), asked)
    assert answer.status_code == 200
    return text(answer)


def found(page):
    return re.findall(r'class="good-name">([^<]+)<', page)


@pytest.fixture
def tas(world):
    made = shelf(world)
    foreign(world)
    return made


def test_goods_stand_there_with_price_and_craft_and_a_way_to_narrow(world, tas):
    page = shown()
    assert found(page) == [tas.name]
    assert "Rp185.000" in page
    assert re.search(r"Aluh · [^<]+ \(1\)", page)
    assert OTHERS not in page


@pytest.mark.parametrize(
    ("asked", "queries"),
    [
        ({}, 3),  # house, goods, choices
        ({"kerajinan": "anyaman-purun", "dari": "1", "ada": "pesan", "urut": "termurah"}, 3),
        ({"cari": "produk"}, 6),
        ({"cari": "prodku"}, 7),
        ({"cari": "zzzzzz"}, 6),
        ({"cari": "prodku zzzzzz"}, 8),
        ({"cari": "zzzzzz wwwwww", "kerajinan": "batik-tulis"}, 8),
    ],
)
def test_it_asks_the_database_at_most_eight_times(world, tas, asked, queries, django_assert_num_queries):
    many(world, 5)
    with django_assert_num_queries(queries):
        shown(**asked)


def test_many_goods_ask_as_often_as_few(world, tas, django_assert_num_queries):
    many(world, PAGE + 3)
    with django_assert_num_queries(3):
        page = shown()
    assert len(found(page)) == PAGE
    assert len(brotli.compress(page.encode())) < OVER_THE_AIR


def test_the_next_page_goes_on_and_keeps_the_question(world, tas):
    many(world, PAGE + 3)
    first = shown(urut="termurah", kerajinan="anyaman-purun")
    [after] = re.findall(r'rel="next" href="([^"]+)"', first)
    assert "urut=termurah" in after
    second = text(visitor().get(at("goods") + after.replace("&amp;", "&")))
    assert len(found(second)) == 4
    assert not {*found(first)} & {*found(second)}
    assert 'rel="next"' not in second
    assert "Back to the first goods" in second


def test_a_mistyped_word_is_understood_and_the_way_back_is_offered(world, tas):
    page = shown(cari="prodku")
    assert found(page) == [tas.name]
    assert "Meant: <strong>produk</strong>" in page
    assert 'value="prodku"' in page
    assert "?cari=prodku&amp;persis=1" in page
    typed = shown(cari="prodku", persis="1")
    assert found(typed) == []
    assert "Did you mean “produk”?" in typed
    assert at("goods") in typed
    assert reverse("enquiry", args=["galuh"]) in typed


def test_where_nothing_has_all_words_what_has_some_is_shown_and_said(world, tas):
    page = shown(cari="produk zzzzzz")
    assert found(page) == [tas.name]
    assert "Nothing has all of these words" in page
    assert "Nothing has all of these words" not in shown(cari="produk")


def test_words_typed_well_need_no_correction(world, tas):
    page = shown(cari="produk")
    assert found(page) == found(shown(cari="produk", persis="1")) == [tas.name]
    assert "Meant" not in page


def village_of(world):
    return world.workshops["Aluh"].village_id


def uid_of(world):
    with writing(world.weavers):
        return str(world.workshops["Aluh"].owner.uid)


def narrowings(world, tas):
    return {
        "kerajinan": ("anyaman-purun", "batik-tulis", "Craft: "),
        "motif": (str(tas.motif_id), str(tas.motif_id + 1), "Motif: Gigi haruan"),
        "pengrajin": (uid_of(world), str(uuid4()), "Maker: Aluh"),
        "desa": (village_of(world), "63.08.01.9999", "Village: "),
        "dari": ("185000", "185001", "from Rp185.000"),
        "sampai": ("185.000", "184.999", "up to Rp185.000"),
        "ada": ("pesan", "siap", "made to order"),
        "tahap": ("finished", "raw", "Finished"),
    }


@pytest.mark.parametrize(
    "name", ["kerajinan", "motif", "pengrajin", "desa", "dari", "sampai", "ada", "tahap"]
)
def test_each_filter_keeps_what_fits_and_can_be_taken_away(world, tas, name):
    fits, misses, words = narrowings(world, tas)[name]
    page = shown(**{name: fits, "urut": "termahal"})
    assert found(page) == [tas.name]
    assert f"<span>{words}" in page
    assert 'class="chip" href="?urut=termahal"' in page
    nothing = shown(**{name: misses})
    assert found(nothing) == []
    assert 'class="chip" href="?"' in nothing
    assert at("goods") in nothing


def test_filters_all_at_once_and_all_away(world, tas):
    asked = {name: fits for name, (fits, _misses, _words) in narrowings(world, tas).items()}
    page = shown(**asked)
    assert found(page) == [tas.name]
    assert "Take all away" in page


def test_a_search_keeps_its_filters_when_nothing_is_found(world, tas):
    page = shown(cari="zzzzzz", kerajinan="anyaman-purun")
    assert found(page) == []
    assert '<input type="hidden" name="kerajinan" value="anyaman-purun">' in page


STRANGE = {
    "kerajinan": ["Ü", "a b", "x" * 99, "\x00", "'; DROP"],
    "motif": ["abc", "-1", "9" * 40, "１"],
    "pengrajin": ["abc", "0", "\x00"],
    "desa": ["63", "x", "63.08.01.20030"],
    "dari": ["banyak", "-5", "1e9", "9" * 30],
    "sampai": ["banyak", "\x00"],
    "ada": ["mungkin"],
    "tahap": ["half"],
    "urut": ["acak"],
    "setelah": ["x", "1.2.3", "9" * 500, "0.0.0.-1", "\x00", "1.1.99999999999999999999.1"],
    "persis": ["ya"],
}


@pytest.mark.parametrize(
    ("name", "value"), [(name, one) for name, all_of in STRANGE.items() for one in all_of]
)
def test_what_cannot_be_read_is_left_out(world, tas, name, value):
    page = shown(**{name: value})
    assert found(page) == [tas.name]
    assert 'class="chip"' not in page


@pytest.mark.parametrize("text", ["\x00", "'", "%", "&|!():*<->", "a" * 5000, "<script>", "٣", "…"])
def test_a_strange_search_is_no_error(world, tas, text):
    page = shown(cari=text)
    assert "\x00" not in page
    assert "<script>" not in re.sub(r'<script type="module"[^>]*>', "", page)


def test_a_price_range_the_wrong_way_round_is_turned(world, tas):
    assert found(shown(dari="200000", sampai="100000")) == [tas.name]
    assert found(shown(dari="500", sampai="100")) == []


@pytest.mark.parametrize("typed", ["185000", "185.000", "Rp 185.000,00", "rp185000,-", "185 000"])
def test_a_price_is_read_as_people_write_it(world, tas, typed):
    assert found(shown(dari=typed)) == [tas.name]
    assert found(shown(dari=typed.replace("185", "186"))) == []


@pytest.mark.parametrize("typed", ["abc", "-5", "1,5e3", "1.5"])
def test_a_price_that_cannot_be_read_is_named(world, tas, typed):
    page = shown(dari=typed, sampai="Rp 200.000")
    assert found(page) == [tas.name]
    assert f"“{typed}” is no price" in page


def test_a_search_for_a_name_leads_to_its_page(world, tas):
    page = shown(cari="aluh")
    assert f'class="chip" href="{at("maker", uid_of(world))}"' in page
    assert "Maker: Aluh · " in page
    assert 'class="chip" href="/k' not in shown(cari="tas")


def test_in_its_own_shop_a_cooperatives_name_finds_nothing(world, tas):
    assert found(shown(cari="koperasi")) == []


def test_an_empty_house_asks_to_be_asked(world):
    page = shown()
    assert "The shelf is being filled" in page
    assert reverse("enquiry", args=["galuh"]) in page


def test_the_language_button_keeps_the_question(world, tas):
    page = shown(cari="produk", urut="termurah")
    assert f'name="next" value="{at("goods")}?cari=produk&amp;urut=termurah"' in page
    answer = visitor().post(
        reverse("set_language"), {"language": "id", "next": at("goods") + "?cari=" + quote("tas purun")}
    )
    assert answer.url.endswith("?cari=tas%20purun")


def test_what_is_taken_off_the_pages_is_gone_at_once(world, tas):
    with writing(world.weavers):
        Product.objects.filter(pk=tas.pk).update(published=False)
    assert found(shown()) == []


def test_only_looking_is_possible(world, tas):
    assert visitor().post(at("goods"), {"cari": "x"}).status_code == 405
    assert visitor().get(reverse("public-goods", args=["tidak-ada"])).status_code == 404
    assert visitor().get(reverse("public-goods", args=["dinas-hsu"])).status_code == 404
