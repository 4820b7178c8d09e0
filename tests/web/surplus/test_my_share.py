"""Her share on her phone: what she can collect, how it was reckoned, the question, her page as PDF."""

import pytest
from django.urls import reverse

from sentra.cooperative.models import SurplusShare
from sentra.people.cards import new_secret
from sentra.people.operations import issue_card
from tests.domain.cooperative.surplus.given import approved, reckoned, two_members
from tests.domain.cooperative.surplus.test_booking import booked
from tests.domain.orders.given import writing
from tests.world import NOW

PIN = "482615"


@pytest.fixture
def phone(world, client, time_machine):
    time_machine.move_to(NOW, tick=False)

    def enter(actor):
        secret = new_secret()
        issue_card(actor.party_id, secret=secret, pin=PIN, by=world.budi, at=NOW)
        client.post(reverse("card-login", args=[f"{world.weavers.pk}.{secret}"]), {"pin": PIN})
        return client

    return enter


def share_of(world, number):
    with writing(world.weavers):
        return SurplusShare.objects.select_related("run").get(number=number)


def test_before_the_first_surplus_the_page_says_when(world, phone):
    two_members(world)
    page = phone(world.aluh).get(reverse("my-shares")).content.decode()
    assert "Rp0" in page
    assert "task-card" not in page


def test_she_reads_how_her_share_came_and_asks(world, phone):
    two_members(world)
    run = reckoned(world)
    client = phone(world.aluh)
    mine = share_of(world, 1)
    page = reverse("my-share", args=[mine.pk])
    assert page in client.get(reverse("my-shares")).content.decode()
    told = client.get(page).content.decode()
    assert "Rp350.001" in told
    assert "Rp400.001 × Rp300.000 ÷ Rp400.000 = Rp300.001" in told
    assert client.get(reverse("my-share-paper", args=[mine.pk])).content.startswith(b"%PDF")
    ask = reverse("ask-about-share", args=[mine.pk])
    empty = client.post(ask, {"text": ""})
    assert empty.status_code == 422
    assert client.post(ask, {"text": "Mengapa sedikit?"}).status_code == 302
    waiting = client.get(page).content.decode()
    assert "Mengapa sedikit?" in waiting
    assert ask not in waiting
    approved(world, run)
    booked(world, run)
    assert "Rp350.001" in client.get(reverse("my-shares")).content.decode()


def test_her_money_leads_to_her_share_once_she_has_one(world, phone):
    two_members(world)
    client, shares = phone(world.aluh), reverse("my-shares")
    assert shares not in client.get(reverse("my-money")).content.decode()
    reckoned(world)
    assert shares in client.get(reverse("my-money")).content.decode()


def test_another_members_share_is_not_shown(world, phone):
    two_members(world)
    reckoned(world)
    other = share_of(world, 2)
    client = phone(world.aluh)
    for name in ("my-share", "my-share-paper"):
        assert client.get(reverse(name, args=[other.pk])).status_code == 404
    assert client.post(reverse("ask-about-share", args=[other.pk]), {"text": "?"}).status_code == 403
