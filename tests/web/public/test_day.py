"""A visitor asks when so many could be ready: the same day a quotation would start from."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sentra.production.promise import earliest_day
from sentra.production.rules import Rules
from sentra.web.public import limits
from sentra.web.templatetags.formats import tanggal
from tests.domain.orders import given as orders
from tests.domain.production import given
from tests.world import NOW, TODAY


@pytest.fixture(autouse=True)
def _clock(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def visitor():
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def shirt(world):
    made = orders.product(world.weavers, "kemeja")
    given.able(world, made)
    return made


def ask(visitor, pieces):
    return visitor.post(reverse("ask-day", args=["galuh", "kemeja"]), {"pieces": pieces})


def test_the_day_is_the_one_a_quotation_starts_from(world, visitor, shirt):
    with orders.writing(world.weavers):
        day = earliest_day([(shirt.pk, 60)], rules=Rules(), today=TODAY)
    assert day is not None
    assert day > TODAY + timedelta(days=7)

    page = ask(visitor, "60").content.decode()
    assert f"60 pieces: ready from {tanggal(day, 'day')}" in page
    assert "produk=kemeja&amp;jumlah=60" in page
    assert 'value="60"' in page

    enquiry = visitor.get(reverse("enquiry", args=["galuh"]), {"produk": "kemeja", "jumlah": "60"})
    assert 'name="pieces_0" value="60"' in enquiry.content.decode()


def test_offered_work_pushes_the_day_back(world, visitor, shirt):
    def said():
        [day] = re.findall(r"ready from ([^<]+)<", ask(visitor, "60").content.decode())
        return day

    before = said()
    given.accepted_by_all(world, pieces=90)
    assert said() != before


def test_nobody_able_means_we_ask(world, visitor):
    orders.product(world.weavers, "kemeja")
    assert "We have to ask the makers" in ask(visitor, "60").content.decode()


@pytest.mark.parametrize("pieces", ["", "0", "-3", "1e9", "100001", "banyak"])
def test_what_cannot_be_read_is_said_and_kept(world, visitor, shirt, pieces):
    answer = ask(visitor, pieces)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert "ready from" not in answer.content.decode()


def test_planning_for_strangers_has_an_end(world, visitor, shirt, monkeypatch):
    monkeypatch.setattr(limits, "FROM_ONE_BROWSER", 1)
    assert [ask(visitor, "5").status_code for _ in range(4)] == [200, 200, 200, 422]


def test_a_day_asks_the_database_as_often_for_many_as_for_few(world, visitor, shirt):
    def queries(pieces):
        with CaptureQueriesContext(connection) as seen:
            assert ask(visitor, pieces).status_code == 200
        return len(seen)

    queries("1")
    assert queries("2") == queries("80") <= 40
