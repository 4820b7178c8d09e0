"""A card's secret and PIN stand in no log line; a revoked card is out, also on a page that may not write."""

import logging

import pytest
from django.test import Client
from django.urls import reverse

from sentra.console import serve
from sentra.console.bootstrap import place
from sentra.people.operations import issue_card, revoke_card
from sentra.web.actors import CARD
from sentra.web.login import views
from tests.world import NOW, World

SECRET, PIN = "rahasia-sekali-77", "482913"


def address(world):
    return reverse("card-login", args=[f"{world.weavers.pk}.{SECRET}"])


def card_of(world):
    return issue_card(world.aluh.party_id, secret=SECRET, pin=PIN, by=world.mira, at=NOW)


@pytest.fixture
def logged(caplog):
    caplog.set_level(logging.DEBUG)
    return caplog


def test_a_wrong_pin_is_logged_without_the_secret(world, logged):
    card_of(world)
    answer = Client().post(address(world), {"pin": "111222"})
    assert answer.status_code == 422
    assert "/kartu/•••" in logged.text
    for secret in (SECRET, "111222"):
        assert secret not in logged.text


def test_a_broken_page_and_a_foreign_form_are_logged_without_it(world, logged, monkeypatch):
    card_of(world)
    assert Client(enforce_csrf_checks=True).post(address(world), {"pin": PIN}).status_code == 403
    monkeypatch.setattr(views, "enter", lambda *_args, **_more: 1 // 0)
    assert Client(raise_request_exception=False).post(address(world), {"pin": PIN}).status_code == 500
    assert "ZeroDivisionError" in logged.text
    for secret in (SECRET, PIN):
        assert secret not in logged.text


def test_the_server_writes_no_access_log():
    command = serve.web(place(), serve.wishes([]))
    assert not [word for word in command if "access-log" in word]
    assert command[command.index("--log-level") + 1] == "warning"


@pytest.mark.usefixtures("committed_db")
def test_a_revoked_card_is_out_on_a_page_that_may_not_write(monkeypatch):
    """With real commits: the page's own transaction is READ ONLY, and leaving writes the session."""
    world, visitor = World.made(), Client()
    card = card_of(world)
    monkeypatch.setattr(views.timezone, "now", lambda: NOW)
    assert visitor.post(address(world), {"pin": PIN}).url == reverse("my-home")
    assert CARD in visitor.session
    revoke_card(card.pk, reason="Hilang", by=world.mira, at=NOW)
    assert visitor.get(reverse("public-home", args=["galuh"])).status_code == 200
    assert CARD not in visitor.session
