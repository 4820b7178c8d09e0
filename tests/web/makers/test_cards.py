"""The member card on screen: a PIN typed twice, a code shown for minutes, a way in, a way to kill it."""

import re
import uuid
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from sentra.kernel.tenancy import reading
from sentra.people.models import MemberCard, User
from sentra.people.operations import issue_card
from sentra.web.makers.card_paper import address_in_qr
from tests.world import NOW

PIN = {"pin": "493817", "pin_again": "493817"}


@pytest.fixture
def budi(world, client, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(User.objects.get(pk=world.budi.user_id))
    return client


@pytest.fixture
def aluh(world):
    return world.workshops["Aluh"].pk


@pytest.fixture
def in_qr(monkeypatch):
    """The addresses that went into codes."""
    addresses = []

    def noted(*args):
        addresses.append(address_in_qr(*args))
        return addresses[-1]

    monkeypatch.setattr("sentra.web.makers.cards.address_in_qr", noted)
    return addresses


def test_a_card_is_made_shown_printed_and_opens_her_page(world, budi, aluh, in_qr):
    answer = budi.post(reverse("issue-card", args=[aluh]), PIN)
    assert answer.url == reverse("fresh-card", args=[aluh])
    page = budi.get(answer.url)
    assert 'class="qr"' in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    paper = budi.get(reverse("card-paper", args=[aluh]))
    assert paper["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF")
    assert in_qr[0].startswith("http://testserver/kartu/")
    assert len(set(in_qr)) == 1
    hers = Client().post(in_qr[0], {"pin": "493817"})
    assert hers.status_code == 302
    assert hers.url == reverse("my-home")


def test_after_printing_and_after_ten_minutes_nobody_sees_the_code(budi, aluh, time_machine):
    budi.post(reverse("issue-card", args=[aluh]), PIN)
    time_machine.move_to(NOW + timedelta(minutes=10), tick=False)
    assert budi.get(reverse("fresh-card", args=[aluh])).url == reverse("maker", args=[aluh])
    assert budi.get(reverse("card-paper", args=[aluh])).status_code == 404
    budi.post(reverse("issue-card", args=[aluh]), PIN)
    assert budi.get(reverse("card-paper", args=[aluh])).status_code == 200
    budi.post(reverse("card-printed", args=[aluh]))
    assert budi.get(reverse("card-paper", args=[aluh])).status_code == 404


def test_the_database_never_holds_the_secret(budi, aluh, in_qr):
    budi.post(reverse("issue-card", args=[aluh]), PIN)
    budi.get(reverse("fresh-card", args=[aluh]))
    secret = in_qr[0].rstrip("/").rpartition(".")[2]
    assert len(secret) >= 32
    for row in Session.objects.all():
        assert secret not in str(row.get_decoded())


def test_pressing_twice_makes_one_card(world, budi, aluh):
    key = PIN | {"_once": uuid.uuid4().hex}
    first = budi.post(reverse("issue-card", args=[aluh]), key)
    again = budi.post(reverse("issue-card", args=[aluh]), key)
    assert first.url == again.url == reverse("fresh-card", args=[aluh])
    with reading(world.budi):
        assert MemberCard.objects.count() == 1


@pytest.mark.parametrize(("pin", "again"), [("493817", "493818"), ("123456", "123456"), ("12345", "12345")])
def test_a_bad_pin_is_refused_and_not_shown_again(budi, aluh, pin, again):
    answer = budi.post(reverse("issue-card", args=[aluh]), {"pin": pin, "pin_again": again})
    assert answer.status_code == 422
    assert f'value="{pin}"' not in answer.content.decode()


def test_a_lost_card_is_revoked_with_a_reason(world, budi, aluh):
    card = issue_card(world.aluh.party_id, secret="s" * 32, pin="493817", by=world.budi, at=NOW)
    page = budi.get(reverse("maker", args=[aluh])).content.decode()
    assert re.search(rf'name="card_id" value="{card.pk}"', page)
    answer = budi.post(reverse("revoke-card", args=[aluh]), {"card_id": card.pk, "reason": ""})
    assert answer.status_code == 422
    assert (
        budi.post(reverse("revoke-card", args=[aluh]), {"card_id": card.pk, "reason": "Hilang"}).status_code
        == 302
    )
    with reading(world.budi):
        assert MemberCard.objects.get().revoked_reason == "Hilang"


def test_an_inspector_issues_no_card(world, client, aluh):
    client.force_login(User.objects.get(pk=world.idah.user_id))
    assert client.post(reverse("issue-card", args=[aluh]), PIN).status_code == 403
    assert client.get(reverse("fresh-card", args=[aluh])).status_code == 403
