"""Who died is paid to the heir with proof; who is expelled goes by a resolution about her."""

import dataclasses
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from sentra.cooperative.membership.operations import (
    name_heir,
)
from sentra.cooperative.models import (
    Leaving,
    Member,
)
from sentra.kernel.errors import Refused
from sentra.kernel.tenancy import within
from sentra.people.models import Party, Workshop
from sentra.people.steps import NewPerson
from tests.domain.capital.leaving_given import paid, settled, there
from tests.domain.cooperative.given import expulsion, member, resigning
from tests.world import NOW, TODAY


def test_who_has_died_is_paid_to_the_heir_with_proof(world, aluh):
    day = TODAY
    leaving = settled(world, aluh, how="died", died_on=day)
    with pytest.raises(Refused, match="Name the heir"):
        paid(world, leaving)
    with pytest.raises(Refused, match="proves the heir"):
        name_heir(leaving.pk, proof=" ", new=NewPerson("Rahmah"), by=world.budi, at=NOW)
    with pytest.raises(Refused, match="at rest"):
        name_heir(leaving.pk, proof="SK 12", heir_id=aluh.party_id, by=world.budi, at=NOW)
    name_heir(leaving.pk, proof="Surat ahli waris 12/2026", new=NewPerson("Rahmah"), by=world.budi, at=NOW)
    done = paid(world, leaving)
    assert done.stage == "paid"
    assert there(world, aluh.party_id) == {}
    with transaction.atomic(), within(world.weavers.pk):
        assert Party.objects.get(pk=done.heir_id).name == "Rahmah"
        assert not Party.objects.get(pk=aluh.party_id).active
        assert not Workshop.objects.get(owner_id=aluh.party_id).active
        assert Member.objects.get(pk=aluh.pk).left_on == day


def test_who_named_the_heir_does_not_pay_her(world, aluh):
    """The treasurer who keeps the register too: alone she would choose who is paid, and pay."""
    both = dataclasses.replace(world.tari, permissions=world.tari.permissions | world.budi.permissions)
    leaving = settled(world, aluh, how="died", died_on=TODAY)
    name_heir(leaving.pk, proof="Surat 12", new=NewPerson("Rahmah"), by=both, at=NOW)
    with pytest.raises(Refused, match="You named the heir"):
        paid(world, leaving)
    with transaction.atomic(), within(writes=world.weavers.pk), pytest.raises(
        IntegrityError, match="leaving_heir_paid_by_another"
    ):  # fmt: skip
        Leaving.objects.filter(pk=leaving.pk).update(paid_by=both.user_id)


def test_the_database_pays_no_dead_member(world, aluh):
    leaving = settled(world, aluh, how="died", died_on=TODAY)
    with transaction.atomic(), within(writes=world.weavers.pk), pytest.raises(
        IntegrityError, match="leaving_dead_pays_the_heir"
    ):  # fmt: skip
        Leaving.objects.filter(pk=leaving.pk).update(stage="paid")


@pytest.mark.parametrize("day", [None, TODAY + timedelta(days=1), TODAY - timedelta(days=900)])
def test_a_death_has_its_day(world, aluh, day):
    with pytest.raises(Refused, match="day"):
        resigning(world, aluh, how="died", died_on=day)


def test_an_heir_only_for_the_dead_and_never_oneself(world, aluh):
    leaving = resigning(world, aluh)
    with pytest.raises(Refused, match="only when a member has died"):
        name_heir(leaving.pk, proof="SK", new=NewPerson("Rahmah"), by=world.budi, at=NOW)


def test_expelled_only_by_a_passed_resolution_about_her(world, aluh):
    other = member(world, "Bariah")
    expulsion(world, aluh, stage="voting")
    expulsion(world, aluh, about=other.pk)
    with pytest.raises(Refused, match="No members' meeting"):
        resigning(world, aluh, how="expelled")
    passed = expulsion(world, aluh)
    leaving = settled(world, aluh, how="expelled")
    assert leaving.resolution_id == passed.pk
    assert paid(world, leaving).stage == "paid"


def test_the_database_knows_whom_the_meeting_expelled(world, aluh):
    other = expulsion(world, aluh, about=member(world, "Bariah").pk)
    leaving = resigning(world, aluh)
    with transaction.atomic(), within(writes=world.weavers.pk), pytest.raises(IntegrityError):
        Leaving.objects.create(member=aluh, how="expelled", asked_on=TODAY, stage="settled", resolution=other)
    assert leaving.stage == "asked"
