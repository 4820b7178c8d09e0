"""Officers on screen: written down, ended, given their role; who only reads sees no form."""

import pytest
from django.urls import reverse

from sentra.cooperative.models import Officer
from sentra.people.models import StaffParty, User
from tests.domain.cooperative.founding.conftest import group
from tests.domain.cooperative.meetings.given import (
    inside,
    members,
)
from tests.world import NOW

PIN = "482615"
__all__ = ["group"]


@pytest.fixture
def mira(world, client, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(User.objects.get(pk=world.mira.user_id))
    return client


def text_of(client, name, *args):
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200, name
    return answer.content.decode()


def post(client, name, /, *args, **said):
    answer = client.post(reverse(name, args=args), said)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return answer


def test_officers_of_before_sentra_are_written_down_ended_and_given_their_role(world, mira):
    people = members(world)
    assert "Bendahara" in text_of(mira, "officers"), "an empty post is named"
    said = {"post": "treasurer", "since": "2025-01-01", "until": "2028-01-01"}
    door = reverse("take-over-officer")
    assert mira.post(door, said | {"party_id": "0"}).status_code == 422
    assert mira.post(door, said | {"party_id": people[0].party_id, "since": "2027-01-01"}).status_code == 422
    post(mira, "take-over-officer", **said, party_id=people[0].party_id)
    shown = text_of(mira, "officers")
    invite = f"{reverse('staff')}?nama=Aluh&amp;peran=treasurer"
    assert invite in shown
    form = mira.get(invite.replace("&amp;", "&")).content.decode()
    assert 'value="Aluh"' in form
    assert 'value="treasurer" selected' in form
    with inside(world):
        StaffParty.objects.create(user_id=world.mira.user_id, party_id=people[0].party_id, since=NOW)
        held = Officer.objects.get()
    assert reverse("confirm-role", args=[world.mira.user_id, "treasurer"]) in text_of(mira, "officers")
    assert mira.post(reverse("end-office", args=[held.pk]), {"reason": " "}).status_code == 422
    post(mira, "end-office", held.pk, reason="Pindah")
    with inside(world):
        assert not Officer.objects.filter(ended_on=None).exists()


def test_who_only_reads_is_shown_no_form_of_officers(world, client, time_machine):
    people = members(world)
    time_machine.move_to(NOW, tick=False)
    client.force_login(User.objects.get(pk=world.mira.user_id))
    said = {"post": "treasurer", "since": "2025-01-01", "until": "2028-01-01", "party_id": people[0].party_id}
    post(client, "take-over-officer", **said)
    client.force_login(User.objects.get(pk=world.tari.user_id))
    shown = text_of(client, "officers")
    for door in ("/lama/", "/akhiri/", "peran="):
        assert door not in shown
