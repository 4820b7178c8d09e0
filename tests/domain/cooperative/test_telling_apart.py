"""Two of one name in a list to choose from: number and village, else the address, tell them apart."""

import pytest
from django.db import transaction
from django.urls import reverse

from sentra.cooperative.membership.telling import named
from sentra.cooperative.models import Member
from sentra.kernel.tenancy import within
from sentra.people.models import Party, Region, User
from tests.world import NOW, TODAY


@pytest.fixture
def two(world):
    """Two women called Noor Hayati: a member of a village, and one known by her address."""
    with transaction.atomic(), within(writes=world.weavers.pk):
        village = (
            Region.objects.filter(code__startswith="63.08").exclude(code__regex=r"^[^.]*[.][^.]*$").first()
        )
        one = Party.objects.create(kind="artisan", name="Noor Hayati", village=village, registered_on=TODAY)
        other = Party.objects.create(
            kind="artisan", name="Noor Hayati", address="Jl. Purun 7", registered_on=TODAY
        )
        Member.objects.create(number=87, party=one, joined_on=TODAY)
    return one, other


def test_number_and_village_or_the_address(world, two, django_assert_num_queries):
    one, other = two
    with transaction.atomic(), within(world.weavers.pk), django_assert_num_queries(2):
        told = dict(named(Party.objects.filter(name="Noor Hayati")))
    place = f" · {one.village.name}" if one.village else ""
    assert told == {one.pk: f"Noor Hayati · no. 87{place}", other.pk: "Noor Hayati · Jl. Purun 7"}


def test_brought_by_delegate_and_heir_show_who_is_who(world, two, client, time_machine):
    time_machine.move_to(NOW, tick=False)
    with transaction.atomic(), within(writes=world.weavers.pk):
        her = Member.objects.create(number=88, party_id=world.aluh.party_id, joined_on=TODAY)
    for who, name in ((world.tari, "member-savings"), (world.budi, "member")):
        client.force_login(User.objects.get(pk=who.user_id))
        shown = client.get(reverse(name, args=[her.pk])).content.decode()
        assert "Noor Hayati · no. 87" in shown, name
        assert "Noor Hayati · Jl. Purun 7" in shown, name
    died = {"how": "died", "died_on": TODAY.isoformat(), "reason": ""}
    client.post(reverse("ask-to-leave", args=[her.pk]), died)
    shown = client.get(reverse("leaving", args=[her.pk])).content.decode()
    assert "Noor Hayati · Jl. Purun 7" in shown
