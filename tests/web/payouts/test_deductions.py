"""A deduction on screen: asked at the desk, answered by her or written down, on her slip with its reason."""

import pytest
from django.urls import reverse

from sentra.capital.models import Deduction
from sentra.kernel.tenancy import reading
from sentra.people.cards import new_secret
from sentra.people.models import User
from sentra.people.operations import issue_card
from tests.domain.capital.given import approved, inspected, order_in_work, slip_of, work_of
from tests.world import NOW

PIN = "482615"


@pytest.fixture
def as_(world, client, time_machine):
    time_machine.move_to(NOW, tick=False)

    def sign_in(actor):
        client.force_login(User.objects.get(pk=actor.user_id))
        return client

    return sign_in


@pytest.fixture
def work(world):
    return work_of(world, order_in_work(world))[0]


def ask(client, work):
    said = {"amount_idr": "5.000", "order_id": work.order_id, "reason": "Benang merah"}
    return client.post(reverse("propose-deduction", args=[work.workshop.owner_id]), said)


def one(world):
    with reading(world.mira):
        return Deduction.objects.get()


def test_she_says_yes_on_her_phone_and_reads_the_reason_on_her_slip(world, as_, client, work):
    assert ask(as_(world.tari), work).status_code == 302
    assert "Benang merah" in client.get(reverse("payouts")).content.decode()
    client.logout()
    secret = new_secret()
    issue_card(work.workshop.owner_id, secret=secret, pin=PIN, by=world.budi, at=NOW)
    client.post(reverse("card-login", args=[f"{world.weavers.pk}.{secret}"]), {"pin": PIN})
    page = reverse("my-deduction", args=[one(world).pk])
    for place in ("my-home", "my-money"):
        assert page in client.get(reverse(place)).content.decode()
    assert "Rp5.000" in client.get(page).content.decode().replace("\xa0", "")
    assert client.post(page + "jawab/", {"answer": "yes"}).status_code == 302
    assert one(world).agreed_at == NOW
    inspected(world, work, 3)
    slip = slip_of(world, approved(world), work.workshop.owner_id)
    assert "Benang merah" in client.get(reverse("my-slip", args=[slip.pk])).content.decode()


def test_who_asked_sees_no_answer_and_the_coordinator_writes_it_with_a_note(world, as_, work):
    page = reverse("deductions", args=[work.workshop.owner_id])
    assert ask(as_(world.mira), work).status_code == 302
    assert "jawab/" not in as_(world.mira).get(page).content.decode()
    budi = as_(world.budi)
    answer = reverse("answer-deduction", args=[work.workshop.owner_id, one(world).pk])
    assert answer in budi.get(page).content.decode()
    assert budi.post(answer, {"answer": "yes"}).status_code == 422
    assert budi.post(answer, {"answer": "no", "note": "Belum lunas katanya"}).status_code == 302
    assert "Belum lunas katanya" in budi.get(page).content.decode()
    assert one(world).dropped_at == NOW


def test_what_was_typed_wrongly_comes_back_and_strangers_stay_out(world, as_, work):
    url = reverse("propose-deduction", args=[work.workshop.owner_id])
    answer = as_(world.tari).post(
        url, {"amount_idr": "banyak", "order_id": work.order_id, "reason": "Benang"}
    )
    assert answer.status_code == 422
    assert 'value="Benang"' in answer.content.decode()
    page = reverse("deductions", args=[work.workshop.owner_id])
    assert as_(world.zahra).get(page).status_code == 404
    assert as_(world.idah).post(url, {}).status_code == 403


def test_dropped_again_with_a_reason(world, as_, work):
    ask(as_(world.tari), work)
    url = reverse("drop-deduction", args=[work.workshop.owner_id, one(world).pk])
    assert as_(world.tari).post(url, {"reason": ""}).status_code == 422
    assert as_(world.tari).post(url, {"reason": "Salah orang"}).status_code == 302
    assert one(world).answer_note == "Salah orang"
