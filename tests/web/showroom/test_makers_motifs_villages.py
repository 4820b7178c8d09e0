"""Who and where goods come from: their own pages, for those who agreed; what they cost."""

from uuid import uuid4

import pytest
from django.urls import reverse

from sentra.showroom.queries import PAGE
from tests.domain.orders.given import writing
from tests.domain.showroom.given import agree, lives_in, take_back
from tests.web.showroom.given import OTHERS, at, foreign, in_district, many, shelf, text, visitor


@pytest.fixture
def tas(world):
    made = shelf(world)
    foreign(world)
    return made


def uid_of(world, name="Aluh"):
    with writing(world.weavers):
        return world.workshops[name].owner.uid


def addresses(world, tas, of=at):
    return {
        "maker": of("maker", uid_of(world)),
        "motif": of("motif", tas.motif_id),
        "village": of("village", world.workshops["Aluh"].village_id),
    }


KINDS = pytest.mark.parametrize(("kind", "queries"), [("maker", 3), ("motif", 3), ("village", 4)])
HOUSES = pytest.mark.parametrize("of", [at, in_district])


@KINDS
@HOUSES
def test_each_shows_its_goods(world, tas, kind, queries, of, django_assert_num_queries):
    many(world, 3)
    address = addresses(world, tas, of)[kind]
    with django_assert_num_queries(queries):
        page = text(visitor().get(address))
    assert page.count('class="good"') == 4
    assert "Aluh" in page
    assert "Bariah" not in page
    assert OTHERS not in page


@KINDS
def test_each_goes_on_to_the_next_page(world, tas, kind, queries, django_assert_num_queries):
    many(world, PAGE)
    address = addresses(world, tas)[kind]
    first = text(visitor().get(address))
    assert first.count('class="good"') == PAGE
    after = first.split('rel="next" href="')[1].split('"')[0]
    with django_assert_num_queries(queries):
        second = text(visitor().get(address + after))
    assert second.count('class="good"') == 1
    assert f'href="{address}"' in second


def test_without_consent_there_is_no_page(world, tas):
    assert visitor().get(at("maker", uid_of(world, "Bariah"))).status_code == 404
    take_back(world, "Aluh")
    for kind in ("maker", "village"):
        assert visitor().get(addresses(world, tas)[kind]).status_code == 404
    assert "Aluh" not in text(visitor().get(addresses(world, tas)["motif"]))


def test_a_village_names_only_its_own_makers(world, tas):
    agree(world, "Bariah")
    page = text(visitor().get(addresses(world, tas)["village"]))
    assert "Aluh" in page
    assert "Bariah" not in page
    lives_in(world, "Bariah")
    assert "Bariah" in text(visitor().get(addresses(world, tas)["village"]))


def test_nothing_is_found_in_another_house(world, tas):
    for name, key in (
        ("maker", uid_of(world)), ("motif", tas.motif_id), ("village", world.workshops["Aluh"].village_id),
    ):  # fmt: skip
        assert visitor().get(reverse(f"public-{name}", args=["wakaroros", key])).status_code == 404
        assert visitor().get(reverse(f"district-{name}", args=["64.08", key])).status_code == 404


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("maker", uuid4()),
        ("motif", 999999),
        ("motif", 10**17),
        ("village", "63.08.01.9999"),
        ("village", "63.08"),
    ],
)
def test_what_is_not_there_is_not_found(world, tas, name, key):
    assert visitor().get(at(name, key)).status_code == 404


def test_a_number_no_database_holds_is_not_found(world, tas):
    assert visitor().get("/k/galuh/motif/99999999999999999999999/").status_code == 404
    assert visitor().get("/k/galuh/desa/x/").status_code == 404
    assert visitor().get("/k/galuh/pengrajin/x/").status_code == 404
