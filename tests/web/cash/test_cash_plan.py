"""The cash plan on screen: who reads it, every figure opens its rows, a constant number of queries."""

import pytest
from django.test import Client
from django.urls import reverse

from sentra.people.models import User
from tests.domain.capital.given import order_in_work
from tests.domain.orders.given import accepted, line, product
from tests.world import NOW

PAGE = "/kas/"
QUERIES = 27


@pytest.fixture
def seen_by(world, time_machine):
    time_machine.move_to(NOW, tick=False)

    def sign_in(actor):
        client = Client()
        client.force_login(User.objects.get(pk=actor.user_id))
        return client

    return sign_in


def test_who_reads_the_money_reads_the_plan(world, seen_by):
    answers = {seen_by(one).get(PAGE).status_code for one in (world.tari, world.mira, world.wati)}
    assert answers == {200}
    for one in (world.idah, world.budi, world.omar):
        assert seen_by(one).get(PAGE).status_code == 403


def test_lowest_week_what_it_waits_for_and_the_rows_of_a_week(world, seen_by):
    order = order_in_work(world, down=300)
    tari = seen_by(world.tari)
    page = tari.get(PAGE).content.decode()
    assert "180.000" in page
    assert "<polyline" in page
    assert page.count(f'href="{reverse("order", args=[order.pk])}"') >= 2
    assert any("Aluh" in tari.get(PAGE, {"minggu": week}).content.decode() for week in "0123456789")
    for nonsense in ("99", "-1", "x", "²"):
        assert tari.get(PAGE, {"minggu": nonsense}).status_code == 200
    stranger = seen_by(world.zahra).get(PAGE).content.decode()
    assert "Aluh" not in stranger
    assert "180.000" not in stranger


def test_the_number_of_queries_does_not_grow(world, seen_by, django_assert_num_queries):
    order_in_work(world, down=300)
    accepted(world, line(product(world.weavers, "kopiah"), 5))  # one that is not split, as those that follow
    tari = seen_by(world.tari)
    with django_assert_num_queries(QUERIES):
        tari.get(PAGE)
    for code in ("dompet", "topi", "tikar"):
        accepted(world, line(product(world.weavers, code), 5))
    with django_assert_num_queries(QUERIES):
        tari.get(PAGE)
