"""The claim in the browser: her phone, the office's desk, the cooperative's page."""

import re

import pytest
from django.db import transaction
from django.urls import reverse

from sentra.cooperative.claims import queries
from sentra.cooperative.models import Application, ClaimAnswer
from sentra.crafts.models import RegistryEntry
from sentra.kernel.tenancy import within
from sentra.people.cards import new_secret
from sentra.people.models import User
from sentra.people.operations import issue_card
from tests.world import NOW, TODAY

PIN = "482615"
HIDDEN_KEY = re.compile(r"\b\d{16}\b")  # digits inside a longer token are none


@pytest.fixture
def entry(world):
    with transaction.atomic(), within(writes=world.office.pk):
        return RegistryEntry.objects.create(name="Aluh", craft_text="Anyaman purun", product_text="Tikar")


@pytest.fixture
def enter(world, client, time_machine):
    time_machine.move_to(NOW, tick=False)

    def come(actor):
        client.logout()
        if actor.user_id:
            client.force_login(User.objects.get(pk=actor.user_id))
        else:
            secret = new_secret()
            issue_card(actor.party_id, secret=secret, pin=PIN, by=world.budi, at=NOW)
            client.post(reverse("card-login", args=[f"{world.weavers.pk}.{secret}"]), {"pin": PIN})
        return client

    return come


def told(client, name, *args):
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_from_her_phone_to_the_candidates(world, entry, enter):
    her = enter(world.aluh)
    assert reverse("my-registry") in told(her, "my-membership")
    assert her.post(reverse("my-claim"), {"about": "Tikar"}).status_code == 422  # not agreed
    her.post(reverse("my-claim"), {"about": "Tikar", "agreed": "1"})
    assert "Dinas mencari Anda" in told(her, "my-registry")
    office = enter(world.omar)
    with transaction.atomic(), within(world.office.pk):
        (row,) = queries.desk()
    door = reverse("claim", args=[row.claim.uid])
    for name in ("home", "claim-desk"):
        assert door in told(office, name)
    page = told(office, "claim", row.claim.uid)
    assert "Anyaman purun" in page
    assert not HIDDEN_KEY.search(page)
    assert (
        office.post(reverse("grant-claim", args=[row.claim.uid]), {"entry_id": entry.pk}).status_code == 302
    )
    assert "Koperasi Galuh" in told(office, "registry")  # the list says whose she is
    her = enter(world.aluh)
    assert "Tikar" in told(her, "my-registry")
    assert her.post(reverse("my-entry"), {}).status_code == 422  # the membership text is not agreed to
    assert her.post(reverse("my-entry"), {"agreed": "1"}).url == reverse("my-membership")
    assert "Anyaman purun" in told(her, "my-registry")
    assert "Anyaman purun" in told(enter(world.mira), "candidates")


def test_a_no_is_read_with_its_reason(world, entry, enter):
    enter(world.aluh).post(reverse("my-claim"), {"agreed": "1"})
    with transaction.atomic(), within(world.office.pk):
        uid = queries.desk()[0].claim.uid
    office = enter(world.omar)
    assert office.post(reverse("refuse-claim", args=[uid]), {"reason": ""}).status_code == 422
    office.post(reverse("refuse-claim", args=[uid]), {"reason": "Namanya tidak ada di daftar"})
    assert "Namanya tidak ada di daftar" in told(enter(world.aluh), "my-registry")
    assert "Namanya tidak ada di daftar" in told(enter(world.budi), "claims")


def test_she_takes_her_question_back(world, enter):
    her = enter(world.aluh)
    her.post(reverse("my-claim"), {"agreed": "1"})
    assert her.post(reverse("my-claim-withdrawn")).url == reverse("my-registry")
    assert her.post(reverse("my-claim-withdrawn")).status_code == 404


def test_the_officer_helps_and_staff_take_it_over(world, entry, enter):
    office = enter(world.omar)
    assert reverse("help-her", args=[entry.pk]) in told(office, "registry")
    page = told(office, "help-her", entry.pk)
    assert "Koperasi Galuh" in page
    assert "Wakaroros" not in page
    facts = {"cooperative_uid": str(world.weavers.uid)}
    assert office.post(reverse("hand-over", args=[entry.pk]), facts).status_code == 422
    office.post(reverse("hand-over", args=[entry.pk]), facts | {"agreed": "on"})
    staff = enter(world.budi)
    assert "Anyaman purun" in told(staff, "claims")
    with transaction.atomic(), within(world.weavers.pk):
        (sent,) = queries.handed_over()
    door = reverse("take-entry", args=[sent.uid])
    day = {"who": world.aluh.party_id, "asked_on": TODAY.isoformat()}
    assert staff.post(door, day).status_code == 422
    assert staff.post(door, day | {"agreed": "on"}).url == reverse("candidates")
    with transaction.atomic(), within(world.weavers.pk):
        assert Application.objects.get().party_id == world.aluh.party_id
    with transaction.atomic(), within(world.office.pk):
        answer = ClaimAnswer.objects.get()
    office = enter(world.omar)
    assert office.post(reverse("take-answer-back", args=[answer.pk]), {"reason": "Salah"}).status_code == 302
    assert "Ditarik" in told(office, "claim-desk")


def test_staff_ask_for_a_candidate(world, entry, enter):
    staff = enter(world.budi)
    staff.post(
        reverse("ask-to-join"),
        {"who": world.aluh.party_id, "name": "", "asked_on": TODAY.isoformat(), "agreed": "on"},
    )
    facts = {"who": world.aluh.party_id, "about": "Tikar"}
    assert staff.post(reverse("claim-entry"), facts).status_code == 422
    assert staff.post(reverse("claim-entry"), facts | {"agreed": "on"}).url == reverse("claims")
    assert "Aluh" in told(enter(world.omar), "claim-desk")


def test_the_desk_costs_the_same_for_many(world, entry, enter, django_assert_num_queries):
    with transaction.atomic(), within(writes=world.office.pk):
        RegistryEntry.objects.bulk_create([RegistryEntry(name=f"Aluh {i:03}") for i in range(60)])
    client = enter(world.omar)
    client.get(reverse("registry"))
    with django_assert_num_queries(14):
        client.get(reverse("registry"))


def test_a_stranger_and_the_wrong_side_see_nothing(world, entry, enter):
    enter(world.aluh).post(reverse("my-claim"), {"agreed": "1"})
    with transaction.atomic(), within(world.office.pk):
        uid = queries.desk()[0].claim.uid
    assert enter(world.mira).get(reverse("claim", args=[uid])).status_code == 403
    assert "Aluh" not in told(enter(world.zahra), "claims")
    assert enter(world.omar).get(reverse("claims")).status_code == 403
