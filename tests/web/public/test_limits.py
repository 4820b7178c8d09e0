"""The enquiry limit: one hour from the first try, by address, before any file is read."""

from datetime import timedelta
from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse

from sentra.kernel.errors import Refused
from sentra.kernel.models import Tried
from sentra.kernel.tries import forget_tries, tried
from sentra.orders import size_lists
from sentra.web.public import forms, limits
from tests.domain.orders import given
from tests.kernel.threads import together
from tests.web.public.test_public import LIST, asking
from tests.world import NOW


@pytest.fixture
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


def attempt(address="203.0.113.9", **more):
    """A try of a browser nobody knows yet. True when it may go on."""
    request = RequestFactory().post("/", REMOTE_ADDR=address, **more)
    request.session = Client().session
    try:
        limits.not_too_often(request, "enquiry")
    except Refused:
        return False
    return True


def test_the_hour_begins_with_the_first_try_and_no_later_one_moves_it(world, clock, monkeypatch):
    monkeypatch.setattr(limits, "FROM_ONE_PLACE", 2)
    tries = []
    for minutes in (0, 20, 40, 59, 61):
        clock.move_to(NOW + timedelta(minutes=minutes), tick=False)
        tries.append(attempt())
    assert tries == [True, True, False, False, True]


def test_many_others_do_not_shorten_the_hour(world, clock, monkeypatch):
    monkeypatch.setattr(limits, "FROM_ONE_PLACE", 1)
    assert attempt()
    for n in range(10):
        assert attempt(f"198.51.100.{n}")
    assert not attempt()


def test_what_counts_no_more_is_forgotten(world, clock):
    attempt()
    assert forget_tries(at=NOW + timedelta(minutes=59)) == 0
    assert forget_tries(at=NOW + timedelta(minutes=60)) == 2
    assert Tried.objects.count() == 0


@pytest.mark.parametrize(("proxies", "answers"), [(0, [True, True, False]), (1, [True, True, True])])
def test_an_invented_address_counts_as_the_callers_own(world, clock, settings, monkeypatch, proxies, answers):
    settings.PROXIES = proxies
    monkeypatch.setattr(limits, "FROM_ONE_PLACE", 2)
    assert [attempt("10.0.0.2", HTTP_X_FORWARDED_FOR=f"203.0.113.{n}") for n in range(3)] == answers


def test_behind_a_proxy_an_invented_entry_helps_nobody(world, clock, settings, monkeypatch):
    settings.PROXIES = 1
    monkeypatch.setattr(limits, "FROM_ONE_PLACE", 2)
    assert [attempt("10.0.0.2", HTTP_X_FORWARDED_FOR=f"6.6.6.{n}, 203.0.113.9") for n in range(3)] == [
        True,
        True,
        False,
    ]


def test_one_connection_of_ipv6_is_one_place(world, clock, monkeypatch):
    monkeypatch.setattr(limits, "FROM_ONE_PLACE", 2)
    assert [attempt(f"2001:db8:0:1::{n}") for n in range(1, 4)] == [True, True, False]
    assert attempt("2001:db8:0:2::1")


@pytest.mark.usefixtures("committed_db")
def test_tries_at_the_same_moment_are_all_counted():
    one = partial(tried, ["at-once", "at-once too"], at=NOW, counts_for=timedelta(hours=1))
    counts = together(*[one] * 6)
    assert sorted(each["at-once"] for each in counts) == [1, 2, 3, 4, 5, 6]


def test_the_file_of_one_too_many_is_never_read(world, clock, monkeypatch):
    shirt = given.product(world.weavers, "kemeja", sizes=("S", "M"))
    visitor, read = Client(headers={"accept-language": "en"}), []

    def reading_tables(content):
        read.append(len(content))
        raise AssertionError("the file was opened")

    monkeypatch.setattr(limits, "FROM_ONE_BROWSER", 1)
    assert visitor.post(reverse("send-enquiry", args=["galuh"]), asking(shirt)).status_code == 302
    monkeypatch.setattr(forms, "read_tables", reading_tables)
    monkeypatch.setattr(size_lists, "read_tables", reading_tables)
    for more in ({}, {"more": "1"}):
        upload = SimpleUploadedFile("ukuran.xlsx", LIST.read_bytes())
        said = asking(shirt, pieces_0="", size_list=upload, _once="f" * 32) | more
        page = visitor.post(reverse("send-enquiry", args=["galuh"]), said)
        assert ("wait an hour" in page.content.decode()) is not bool(more)
        assert "How many pieces?" not in page.content.decode()
        assert "Untuk HUT kabupaten" in page.content.decode()
    assert read == []
