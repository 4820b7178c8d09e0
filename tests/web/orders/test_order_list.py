"""The list of orders: tabs, search, late first, a constant number of questions to the database."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sentra.orders.facts import BuyerFacts
from sentra.people.models import User
from tests.domain.orders import given
from tests.world import NOW


@pytest.fixture
def made(world):
    return given.product(world.weavers)


def some(world, made, how_many, name="Toko"):
    return [
        given.quoted(
            world, given.line(made, 3), buyer=BuyerFacts(f"{name} {n}", "company", phone=f"08120000{n:04}")
        )
        for n in range(how_many)
    ]


def text_of(answer):
    return answer.content.decode()


def test_every_order_is_one_line_with_its_stage(world, mira, made):
    some(world, made, 3)
    page = text_of(mira.get(reverse("orders")))
    assert all(f"Toko {n}" in page for n in range(3))
    assert "1/2026" in page
    assert "Quoted" in page


def test_an_empty_list_says_what_to_do(world, mira):
    page = text_of(mira.get(reverse("orders")))
    assert "No order yet" in page
    assert reverse("quote") in page


def test_twelve_orders_ask_no_more_than_three(world, mira, made):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            mira.get(reverse("orders"))
        return len(seen)

    some(world, made, 3)
    mira.get(reverse("orders"))
    few = queries()
    some(world, made, 9, "Kantor")
    assert queries() == few <= 20


def test_search_finds_by_number_and_by_name(world, mira, made):
    some(world, made, 3)
    assert "Toko 2" in text_of(mira.get(reverse("orders"), {"cari": "3/2026"}))
    found = text_of(mira.get(reverse("orders"), {"cari": "toko 1"}))
    assert "Toko 1" in found
    assert "Toko 2" not in found
    assert "No order fits" in text_of(mira.get(reverse("orders"), {"cari": "tidak ada"}))


def test_late_orders_stand_on_top_when_the_day_has_passed(world, mira, made, time_machine):
    given.accepted(world, given.line(made), down_payment_permille=0)
    assert "Late: call the makers" not in text_of(mira.get(reverse("orders")))
    time_machine.move_to(NOW + timedelta(days=61), tick=False)
    mira.force_login(User.objects.get(pk=world.mira.user_id))
    page = text_of(mira.get(reverse("orders")))
    assert "Late: call the makers" in page
    assert page.index("Late: call") < page.index("All orders, newest first")


def test_long_lists_go_on_by_key(world, mira, made, monkeypatch):
    from sentra.orders.queries import order_list
    from sentra.web.orders import views

    some(world, made, 5)
    monkeypatch.setattr(views, "order_list", lambda **said: order_list(**said, size=2))
    page = text_of(mira.get(reverse("orders")))
    assert "setelah=" in page
    assert "Toko 0" not in page


def test_strange_words_in_the_address_do_no_harm(world, mira):
    for words in ({"tahap": "x"}, {"setelah": "9" * 40}, {"cari": "'; DROP"}):
        assert mira.get(reverse("orders"), words).status_code == 200
