"""The front page leads to what can be bought: districts, their cooperatives, new goods, the next market."""

import pytest
from django.urls import reverse

from sentra.crafts.models import Product
from tests.domain.market.given import market
from tests.domain.orders.given import writing
from tests.web.showroom.given import OTHERS, at, foreign, in_district, many, shelf, text, visitor
from tests.world import NOW


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW, tick=False)


def front():
    return text(visitor().get(reverse("front")))


def test_nothing_yet_says_so(world, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert "No cooperative has opened its doors" in front()


def test_it_leads_to_districts_houses_goods_and_the_market(world):
    bag, made = shelf(world), market(world)
    foreign(world)
    page = front()
    for address in (
        in_district("home"), in_district("goods"), at("home"), at("product", bag.code),
        reverse("district-market", args=["63.08", made.slug]),
        reverse("district-home", args=["64.08"]), reverse("public-home", args=["wakaroros"]),
    ):  # fmt: skip
        assert f'href="{address}"' in page
    assert OTHERS in page
    assert "1 product<" in page
    assert "Thursday, 6 August 2026" in page


def test_what_is_not_published_stands_nowhere(world):
    bag = shelf(world)
    with writing(world.weavers):
        Product.objects.filter(pk=bag.pk).update(published=False)
    page = front()
    assert "Koperasi Galuh" not in page
    assert in_district("home") not in page


def test_it_asks_as_often_for_many_as_for_few(world, django_assert_num_queries):
    shelf(world)
    market(world)
    with django_assert_num_queries(7):
        front()
    foreign(world)
    many(world, 6)
    market(world, name="Pasar kedua")
    with django_assert_num_queries(7):
        page = front()
    assert page.count('class="good"') == 5  # four of the weavers' seven, and the stranger's one
