"""Delegates: named permissions, never her vote, ended at once."""

import dataclasses

import pytest
from django.db import IntegrityError, transaction

from sentra.cooperative.membership.operations import end_delegation, give_consent, let_act
from sentra.cooperative.membership.texts import newest
from sentra.cooperative.models import Delegation
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.tenancy import within
from tests.world import NOW

WORK = ["see_own_work", "answer_offer"]


def lent(world, *, by=None, **more):
    facts = {"delegate_id": world.bariah.party_id, "permissions": WORK, "relation": "Anak", "at": NOW} | more
    return let_act(world.aluh.party_id, by=by or world.aluh, **facts)


def test_she_names_who_acts_for_her_and_in_what(world):
    made = lent(world)
    assert (made.permissions, made.relation, made.written_by) == (WORK, "Anak", None)
    assert lent(world, by=world.budi).written_by == world.budi.user_id


def test_a_new_list_takes_the_place_of_the_old(world):
    old, new = lent(world), lent(world, permissions=["see_own_savings"])
    with transaction.atomic(), within(world.weavers.pk):
        assert Delegation.objects.get(pk=old.pk).ended_at == NOW
        assert Delegation.objects.get(pk=new.pk).permissions == ["see_own_work", "see_own_savings"]


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"permissions": []}, "Choose what may be done"),
        ({"permissions": ["vote"]}, "cannot be done by another"),
        ({"permissions": ["see_own_work", "vote"]}, "cannot be done by another"),
        ({"permissions": ["see_own_work", "speak_as_member"]}, "cannot be done by another"),
        ({"permissions": ["see_own_work", "pay_out"]}, "cannot be done by another"),
        ({"delegate_id": 0}, "from the list"),
    ],
)
def test_what_cannot_be_lent(world, more, sentence):
    with pytest.raises(Refused, match=sentence):
        lent(world, **more)


def test_not_to_herself(world):
    with pytest.raises(Refused, match="acts for herself"):
        lent(world, delegate_id=world.aluh.party_id)


def test_a_delegate_lends_nothing_on_and_agrees_to_nothing(world):
    lent(world)
    acting = dataclasses.replace(
        world.bariah, on_behalf_of=world.aluh.party_id, permissions=world.aluh.permissions
    )
    with pytest.raises(PermissionDenied):
        lent(world, by=acting, delegate_id=world.cici.party_id)
    with pytest.raises(PermissionDenied):
        give_consent(
            world.aluh.party_id, purpose="office", version=newest()["office"].version, by=acting, at=NOW
        )


@pytest.mark.parametrize("who", ["aluh", "bariah", "budi"])
def test_either_of_the_two_or_staff_end_it(world, who):
    made = lent(world)
    assert end_delegation(made.pk, by=getattr(world, who), at=NOW).ended_at == NOW


def test_nobody_else_ends_it(world):
    made = lent(world)
    with pytest.raises(PermissionDenied):
        end_delegation(made.pk, by=world.cici, at=NOW)
    with pytest.raises(Delegation.DoesNotExist):
        end_delegation(made.pk, by=world.zahra, at=NOW)


def test_it_ends_once(world):
    made = lent(world)
    end_delegation(made.pk, by=world.aluh, at=NOW)
    with pytest.raises(Refused, match="ended already"):
        end_delegation(made.pk, by=world.aluh, at=NOW)


def test_the_database_widens_no_delegation(world):
    made = lent(world)
    with transaction.atomic(), within(writes=world.weavers.pk), pytest.raises(
        IntegrityError, match="stays as it was given"
    ):  # fmt: skip
        Delegation.objects.filter(pk=made.pk).update(permissions=["vote"])
