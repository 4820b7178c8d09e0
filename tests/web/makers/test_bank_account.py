"""A maker's bank account on her page: typed once, shown by its last four digits."""

import pytest
from django.urls import reverse

from sentra.people.models import User
from tests.world import NOW

ACCOUNT = "0990001234"


@pytest.fixture
def budi(world, client, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(User.objects.get(pk=world.budi.user_id))
    return client


@pytest.fixture
def aluh(world):
    return world.workshops["Aluh"].pk


def said(bank_name="BPD Contoh", bank_account=ACCOUNT):
    return {"bank_name": bank_name, "bank_account": bank_account}


def test_the_account_is_saved_and_shown_masked(budi, aluh):
    answer = budi.post(reverse("set-bank-account", args=[aluh]), said())
    assert answer.url == reverse("maker", args=[aluh])
    page = budi.get(answer.url).content.decode()
    assert "BPD Contoh" in page
    assert "••••••1234" in page
    assert ACCOUNT not in page


def test_a_refusal_stands_at_its_field_and_keeps_what_was_typed(budi, aluh):
    answer = budi.post(reverse("set-bank-account", args=[aluh]), said(bank_account="12"))
    assert answer.status_code == 422
    form = answer.context["forms"]["bank"]
    assert set(form.errors) == {"bank_account"}
    assert "BPD Contoh" in answer.content.decode()


def test_who_may_not_manage_people_has_no_form(world, client, aluh, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(User.objects.get(pk=world.tari.user_id))
    address = reverse("set-bank-account", args=[aluh])
    assert address not in client.get(reverse("maker", args=[aluh])).content.decode()
    assert client.post(address, said()).status_code == 403
