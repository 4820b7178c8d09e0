"""Site maps by the published schema; feeds by the tables of Google and Meta; what each costs."""

import json
import re
import xml.etree.ElementTree as ET
from datetime import timedelta

import pytest
import xmlschema
from django.db import connection
from django.urls import reverse

from sentra.crafts.models import Product
from sentra.crafts.operations import set_product_picture, unpublish_product
from sentra.showroom.models import ShowroomListing
from sentra.showroom.queries import every as rows
from tests.domain.crafts.test_products import picture
from tests.domain.orders.given import writing
from tests.domain.showroom.test_kept_true import store
from tests.web.showroom.given import at, foreign, in_district, many, shelf, visitor
from tests.web.showroom.vocabulary import SCHEMAS
from tests.world import NOW

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
G = "{http://base.google.com/ns/1.0}"


@pytest.fixture(autouse=True)
def _clock(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def tas(world):
    made = shelf(world)
    foreign(world)
    set_product_picture(made.pk, content=picture(), by=world.mira, at=NOW)
    return made


def content(address, **more):
    answer = visitor().get(address, **more)
    assert answer.status_code == 200, address
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def addresses(address):
    told = content(address)
    xmlschema.XMLSchema(str(SCHEMAS / "sitemap.xsd")).validate(told.decode())
    return [one.text for one in ET.fromstring(told).iter(f"{MAP}loc")]


# ---- site maps -----------------------------------------------------------------------------------


def test_the_index_names_a_map_of_each_house(world, tas):
    told = ET.fromstring(content(reverse("site-maps")))
    assert told.tag == f"{MAP}sitemapindex"
    assert {child.tag for one in told for child in one} <= {f"{MAP}loc", f"{MAP}lastmod"}
    named = [one.text for one in told.iter(f"{MAP}loc")]
    assert named == [
        "http://testserver" + one
        for one in (
            at("map"),
            reverse("public-map", args=["wakaroros"]),
            in_district("map"),
            "/d/64.08/peta.xml",
        )
    ]
    assert told[0].find(f"{MAP}lastmod") is not None


def test_a_map_is_valid_and_every_page_it_names_is_there(world, tas):
    named = addresses(at("map"))
    assert "http://testserver" + at("product", "tas-purun") in named
    with writing(world.weavers):
        assert "http://testserver" + at("maker", world.workshops["Aluh"].owner.uid) in named
    assert len(named) == len(set(named))
    for one in named + addresses(in_district("map")):
        assert visitor().get(one.removeprefix("http://testserver")).status_code == 200, one


def test_a_wrong_map_is_found(world, tas):
    """Negative control of the schema."""
    told = content(at("map")).decode().replace("<loc>", "<place>").replace("</loc>", "</place>")
    with pytest.raises(xmlschema.XMLSchemaValidationError):
        xmlschema.XMLSchema(str(SCHEMAS / "sitemap.xsd")).validate(told)


def test_many_goods_are_shared_out_among_maps(world, tas, monkeypatch, django_assert_num_queries):
    many(world, 5)
    monkeypatch.setattr(rows, "MOST_IN_A_MAP", 4)
    monkeypatch.setattr("sentra.web.showroom.maps.MOST_IN_A_MAP", 4)
    with django_assert_num_queries(2):
        index = ET.fromstring(content(reverse("site-maps")))
    own = [
        one.text.removeprefix("http://testserver") for one in index.iter(f"{MAP}loc") if "galuh" in one.text
    ]
    assert len(own) == 2
    goods = [one for part in own for one in addresses(part) if "/produk/" in one]
    assert len(goods) == len(set(goods)) == 6


def test_a_map_holds_few_rows_at_once(world, tas, monkeypatch, django_assert_num_queries):
    many(world, 5)
    monkeypatch.setattr(rows, "AT_ONCE", 2)
    with django_assert_num_queries(6):  # house, choices, 2 + 2 + 2 goods, no more
        assert len([one for one in addresses(at("map")) if "/produk/" in one]) == 6


def test_robots_are_told_where_the_maps_are_and_what_not_to_read():
    told = content(reverse("robots")).decode()
    assert "Sitemap: http://testserver/sitemap.xml" in told
    assert "Disallow: /asal/" in told  # looks of labels are counted


@pytest.mark.parametrize("strange", ["x", "-1", "9" * 40, "1.5", "١"])
def test_a_strange_beginning_is_the_beginning(world, tas, strange):
    assert "http://testserver" + at("home") in addresses(f"{at('map')}?dari={strange}")


# ---- feeds ---------------------------------------------------------------------------------------


def feed(dialect, of=at, **more):
    """The items as a list of (name, value)."""
    told = ET.fromstring(content(of("feed", dialect), **more))
    assert (told.tag, told.get("version")) == ("rss", "2.0")
    channel = told.find("channel")
    assert all(channel.findtext(one) for one in ("title", "link", "description"))
    return [
        [(field.tag.removeprefix(G), field.text or "") for field in one] for one in channel.findall("item")
    ]


def wrong(dialect, item):
    """What the reader's table finds wrong with an item."""
    table = json.loads((SCHEMAS / "feeds.json").read_text())[dialect]
    said = dict(item)
    found = [
        f"{name} is missing" for name, rule in table.items() if rule.get("required") and not said.get(name)
    ]
    for name, value in item:
        rule = table.get(name)
        if rule is None:
            found.append(f"{name} is unknown")
            continue
        found += [f"{name} is empty"] if not value else []
        found += [f"{name} is too long"] if len(value) > rule.get("most", 10_000) else []
        found += [f"{name} is {value}"] if "one_of" in rule and value not in rule["one_of"] else []
        found += [f"{name} is {value}"] if "form" in rule and not re.fullmatch(rule["form"], value) else []
        found += [f"{name} too often"] if [one for one, _ in item].count(name) > rule.get("times", 1) else []
    for name, rule in table.items():
        [(other, values)] = rule.get("with", {"": []}).items()
        if other and (said.get(other) in values) != (name in said):
            found.append(f"{name} stands with {other}")
    return found


def promised(tas, weeks):
    with writing_of_the_showroom(tas):
        ShowroomListing.objects.filter(product_id=tas.pk).update(weeks=weeks)


class writing_of_the_showroom:  # noqa: N801  # reads as a sentence
    """As showroom_refresh writes; nobody else may."""

    def __init__(self, tas):
        self.scope = writing(tas.tenant)

    def __enter__(self):
        self.scope.__enter__()
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('sentra.showroom', 'refreshing', true)")

    def __exit__(self, *trouble):
        self.scope.__exit__(*trouble)


@pytest.mark.parametrize("of", [at, in_district])
@pytest.mark.parametrize("dialect", ["google", "meta"])
def test_a_feed_is_valid_by_its_readers_table(world, tas, dialect, of):
    store(world, tas, 2, cause="x")
    [item] = feed(dialect, of)
    assert wrong(dialect, item) == []
    said = dict(item)
    assert said["id"] == f"S{tas.pk}"
    assert said["price"] == "185000.00 IDR"
    assert said["brand"] == "Koperasi Galuh"
    assert said["link"] == "http://testserver" + at("product", "tas-purun")
    assert visitor().get(said["image_link"].removeprefix("http://testserver")).status_code == 200
    assert "Aluh" not in str(item)


def test_made_to_order_has_a_day_for_google_or_is_left_out(world, tas):
    assert feed("google") == []
    assert dict(feed("meta")[0])["availability"] == "available for order"
    promised(tas, 3)
    [item] = feed("google")
    assert wrong("google", item) == []
    assert dict(item)["availability"] == "backorder"
    assert dict(item)["availability_date"] == "2026-08-24T00:00+0800"


def test_goods_without_a_photograph_are_left_out(world, tas):
    many(world, 2)
    assert len(feed("meta")) == 1


def test_long_and_strange_words_fit(world, tas):
    with writing(world.weavers):
        Product.objects.filter(pk=tas.pk).update(name="T" * 119 + "\x0b", description="]]> & <b>é" * 900)
    for dialect in ("google", "meta"):
        promised(tas, 1)
        [item] = feed(dialect)
        assert wrong(dialect, item) == []


SPOILED = [
    ("price", "185000.00", "price is 185000.00"),
    ("price", "", "price is missing"),
    ("availability", "ready", "availability is ready"),
    ("availability", "backorder", "availability_date stands with availability"),
    ("title", "x" * 151, "title is too long"),
    ("link", "/k/galuh/", "link is /k/galuh/"),
    ("colour", "red", "colour is unknown"),
]


@pytest.mark.parametrize(("name", "value", "said"), SPOILED)
def test_a_wrong_field_is_found(world, tas, name, value, said):
    """Negative control."""
    store(world, tas, 2, cause="x")
    item = [*(one for one in feed("google")[0] if one[0] != name), (name, value)]
    assert said in wrong("google", item)


def test_a_feed_asks_twice_and_once_more_for_each_page_of_goods(
    world, tas, monkeypatch, django_assert_num_queries
):
    with django_assert_num_queries(3):  # house, state, goods
        feed("meta")
    many(world, 5)
    monkeypatch.setattr(rows, "AT_ONCE", 4)
    with django_assert_num_queries(4):
        feed("meta")


def test_what_did_not_change_is_not_sent_again(world, tas, time_machine, django_assert_num_queries):
    address = at("feed", "meta")
    first = visitor().get(address)
    assert first["Cache-Control"] == "public, max-age=900"
    asked = {"headers": {"If-None-Match": first["ETag"]}}
    with django_assert_num_queries(2):
        assert visitor().get(address, **asked).status_code == 304
    many(world, 1)
    assert visitor().get(address, **asked).status_code == 200


def test_one_product_that_goes_as_another_comes_is_told_anew(world, tas):
    """As many as before, and the newest change is not newer: the rows themselves are compared."""
    first = visitor().get(at("feed", "meta"))["ETag"]
    unpublish_product(tas.pk, by=world.mira, at=NOW)
    many(world, 1)
    assert visitor().get(at("feed", "meta"), headers={"If-None-Match": first}).status_code == 200


def test_a_feed_is_told_anew_each_day(world, tas, time_machine):
    address = at("feed", "meta")
    first = visitor().get(address)
    time_machine.move_to(NOW + timedelta(days=1), tick=False)
    assert visitor().get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_a_feed_for_nobody_is_not_found(world, tas):
    assert visitor().get(at("feed", "amazon")).status_code == 404
    assert visitor().get(reverse("public-feed", args=["dinas-hsu", "google"])).status_code == 404
    assert visitor().post(at("feed", "google")).status_code == 405
