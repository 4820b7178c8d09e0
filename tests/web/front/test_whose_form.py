"""A form acts only in the organisation it was opened in; a card on a shared phone ends a staff session."""

import pytest
from django.db import transaction
from django.urls import reverse

from sentra.kernel.tenancy import within
from sentra.ledger.queries import balance_of
from sentra.people.cards import new_secret
from sentra.people.models import User
from sentra.people.operations import issue_card
from tests.world import NOW, TODAY

ENTRY = {
    "booked_on": TODAY.isoformat(), "memo": "Biaya bank", "account_1": "6-1300", "debit_1": "7.500",
    "account_2": "1-1200", "credit_2": "7.500",
}  # fmt: skip


@pytest.fixture
def tari(world, client, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(User.objects.get(pk=world.tari.user_id))
    return client


def booked(world):
    with transaction.atomic(), within(world.weavers.pk):
        return balance_of("6-1300")


def test_a_form_opened_in_another_organisation_books_nothing(world, tari):
    answer = tari.post(reverse("save-entry"), ENTRY | {"_once": f"{world.batik.pk}.abc"})
    assert answer.url == reverse("home")
    assert booked(world) == 0
    tari.post(reverse("save-entry"), ENTRY | {"_once": f"{world.weavers.pk}.abc"})  # the control
    assert booked(world) == 7_500


def test_a_card_on_the_coordinators_phone_ends_the_coordinators_session(world, tari):
    secret = new_secret()
    issue_card(world.aluh.party_id, secret=secret, pin="482615", by=world.budi, at=NOW)
    assert tari.get(reverse("books")).status_code == 200
    tari.post(reverse("card-login", args=[f"{world.weavers.pk}.{secret}"]), {"pin": "482615"})
    assert tari.get(reverse("my-home")).status_code == 200
    assert tari.get(reverse("books")).status_code == 403
