"""Joining: asked by one, decided by another, a number for ever."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from sentra.cooperative.membership.operations import (
    accept_application,
    ask_to_join,
    refuse_application,
    withdraw_application,
    withdraw_consent,
)
from sentra.cooperative.models import Application, Consent, Member
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.models import AuditRow, Notice
from sentra.kernel.tenancy import within
from sentra.people.models import Party
from sentra.people.steps import NewPerson
from tests.domain.cooperative.given import member
from tests.world import NOW, TODAY


def asked(world, name="Aluh", **more):
    facts = {"agreed": True, "asked_on": TODAY, "by": world.budi, "at": NOW} | more
    return ask_to_join(world.workshops[name].owner_id, **facts)


def test_a_maker_asks_the_board_says_yes_and_she_has_a_number(world):
    one = accept_application(asked(world).pk, joined_on=TODAY, by=world.mira, at=NOW)
    two = member(world, "Bariah")
    assert (one.number, two.number, one.joined_on) == (1, 2, TODAY)
    with transaction.atomic(), within(world.weavers.pk):
        assert Application.objects.get(pk=one.application_id).decided_by == world.mira.user_id
        assert Consent.objects.get(party_id=one.party_id).written_by == world.budi.user_id
        assert Notice.objects.filter(to=f"party:{one.party_id}", name="member_accepted").exists()


def test_a_new_person_is_written_down_and_makes_nothing(world):
    made = ask_to_join(
        new=NewPerson("Ibu Rusmini", phone="081255501234"), agreed=True, asked_on=TODAY, by=world.budi, at=NOW
    )
    with transaction.atomic(), within(world.weavers.pk):
        party = Party.objects.get(pk=made.party_id)
        assert (party.kind, party.name, party.phone) == ("person", "Ibu Rusmini", "+6281255501234")
        assert not party.workshops.exists()


def test_she_asks_by_her_own_card(world):
    made = asked(world, by=world.aluh)
    assert made.asked_by is None
    assert accept_application(made.pk, joined_on=TODAY, by=world.mira, at=NOW).number == 1


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"agreed": False}, "Without her consent"),
        ({"asked_on": TODAY + timedelta(days=1)}, "cannot lie in the future"),
    ],
)
def test_what_asking_refuses(world, more, sentence):
    with pytest.raises(Refused, match=sentence):
        asked(world, **more)


def test_who_asked_or_is_a_member_asks_no_second_time(world):
    made = asked(world)
    with pytest.raises(Refused, match="asked already"):
        asked(world)
    accept_application(made.pk, joined_on=TODAY, by=world.mira, at=NOW)
    with pytest.raises(Refused, match="member already"):
        asked(world)


def test_nobody_asks_for_another_by_her_card(world):
    with pytest.raises(PermissionDenied):
        asked(world, by=world.bariah)


def test_who_wrote_it_down_does_not_decide(world):
    made = asked(world, by=world.mira)
    for decide in (
        lambda: accept_application(made.pk, joined_on=TODAY, by=world.mira, at=NOW),
        lambda: refuse_application(made.pk, reason="Belum", by=world.mira, at=NOW),
    ):
        with pytest.raises(Refused, match="somebody else must decide"):
            decide()


def test_the_database_knows_two_people_too(world):
    made = asked(world, by=world.mira)
    with transaction.atomic(), within(writes=world.weavers.pk), pytest.raises(
        IntegrityError, match="application_decided_by_another"
    ):  # fmt: skip
        Application.objects.filter(pk=made.pk).update(
            stage="accepted", decided_on=TODAY, decided_by=world.mira.user_id
        )


@pytest.mark.parametrize(("day", "sentence"), [(-1, "before she asked"), (1, "cannot lie in the future")])
def test_the_day_of_joining_fits(world, day, sentence):
    made = asked(world)
    with pytest.raises(Refused, match=sentence):
        accept_application(made.pk, joined_on=TODAY + timedelta(days=day), by=world.mira, at=NOW)


def test_without_the_membership_text_nobody_joins(world):
    made = asked(world)
    withdraw_consent(made.party_id, purpose="membership", by=world.budi, at=NOW)
    with pytest.raises(Refused, match="withdrawn her consent"):
        accept_application(made.pk, joined_on=TODAY, by=world.mira, at=NOW)


def test_a_refusal_says_why_and_she_may_ask_again(world):
    made = asked(world)
    with pytest.raises(Refused, match="Say why"):
        refuse_application(made.pk, reason="  ", by=world.mira, at=NOW)
    told = refuse_application(made.pk, reason="Tinggal di luar daerah kerja", by=world.mira, at=NOW)
    assert (told.stage, told.reason) == ("refused", "Tinggal di luar daerah kerja")
    with pytest.raises(Refused, match="decided already"):
        accept_application(made.pk, joined_on=TODAY, by=world.mira, at=NOW)
    assert asked(world).stage == "asked"


def test_she_withdraws_and_nobody_else_by_a_card(world):
    made = asked(world)
    with pytest.raises(PermissionDenied):
        withdraw_application(made.pk, by=world.bariah, at=NOW)
    assert withdraw_application(made.pk, reason="Pindah", by=world.aluh, at=NOW).stage == "withdrawn"


def test_the_coordinator_writes_down_but_does_not_decide(world):
    with pytest.raises(PermissionDenied):
        accept_application(asked(world).pk, joined_on=TODAY, by=world.budi, at=NOW)


def test_a_stranger_finds_nobody(world):
    made = asked(world)
    with pytest.raises(Application.DoesNotExist):
        accept_application(made.pk, joined_on=TODAY, by=world.zahra, at=NOW)
    with pytest.raises(Refused, match="from the list"):
        ask_to_join(world.workshops["Bariah"].owner_id, agreed=True, asked_on=TODAY, by=world.zahra, at=NOW)


def test_an_artisan_of_two_cooperatives_is_two_rows_and_one_person(world):
    one = member(world)
    uid = world.workshops["Aluh"].owner.uid
    with transaction.atomic(), within(writes=world.batik.pk):
        there = Party.objects.create(kind="artisan", name="Aluh", uid=uid)
        other = Member.objects.create(number=1, party=there, joined_on=TODAY)
    with transaction.atomic(), within(world.weavers.pk, world.batik.pk):
        both = Member.objects.filter(party__uid=uid)
        assert set(both.values_list("pk", flat=True)) == {one.pk, other.pk}


def test_the_audit_says_who_asked_and_who_decided(world):
    member(world)
    with transaction.atomic(), within(world.weavers.pk):
        told = dict(AuditRow.objects.values_list("operation", "user_id"))
    assert told["cooperative.ask_to_join"] == world.budi.user_id
    assert told["cooperative.accept_application"] == world.mira.user_id
