"""A slip that bounced: the treasurer marks it, the maker reads on her phone that she is owed it again."""

import pytest
from django.urls import reverse

from sentra.people.cards import new_secret
from sentra.people.models import User
from sentra.people.operations import issue_card
from tests.domain.capital.given import all_made, all_paid, order_in_work, slip_of
from tests.world import NOW, TODAY

PIN = "482615"


@pytest.fixture
def slip(world, time_machine):
    time_machine.move_to(NOW, tick=False)
    all_made(world, order_in_work(world))
    return slip_of(world, all_paid(world), world.aluh.party_id)


def test_it_is_marked_with_a_reason_and_paid_anew(world, client, slip):
    client.force_login(User.objects.get(pk=world.tari.user_id))
    page, url = reverse("slip", args=[slip.pk]), reverse("bounce-slip", args=[slip.pk])
    assert url in client.get(page).content.decode()
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "Rekening ditutup"}).status_code == 302
    shown = client.get(page).content.decode()
    assert "Rekening ditutup" in shown
    assert url not in shown
    paid = {"method": "bank", "paid_on": TODAY.isoformat()}
    assert client.post(reverse("pay-slip", args=[slip.pk]), paid).status_code == 302
    assert url in client.get(page).content.decode()


def test_her_phone_says_that_it_has_not_arrived(world, client, slip):
    from sentra.capital.operations import bounce_slip

    secret = new_secret()
    issue_card(world.aluh.party_id, secret=secret, pin=PIN, by=world.budi, at=NOW)
    client.post(reverse("card-login", args=[f"{world.weavers.pk}.{secret}"]), {"pin": PIN})
    page = reverse("my-slip", args=[slip.pk])
    arrived = client.get(page).content.decode()
    bounce_slip(slip.pk, reason="Rekening ditutup", by=world.tari, at=NOW)
    shown = client.get(page).content.decode()
    assert ("bendahara membayar" in shown.lower(), "bendahara membayar" in arrived.lower()) == (True, False)
    home = client.get(reverse("my-home")).content.decode()
    assert "belum sampai" in home or "did not arrive" in home
    assert reverse("my-slip", args=[slip.pk]) in client.get(reverse("my-money")).content.decode()
