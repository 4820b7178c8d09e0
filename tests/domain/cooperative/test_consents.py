"""Consents: in the words of a version, on paper or by herself, taken back at any time, never rewritten."""

import pytest
from django.db import IntegrityError, transaction

from sentra.cooperative.membership import texts
from sentra.cooperative.membership.operations import give_consent, withdraw_consent
from sentra.cooperative.models import Consent
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.tenancy import within
from sentra.people.models import Party
from tests.domain.cooperative.given import member
from tests.world import NOW, World

VERSION = texts.newest()["showroom"].version


def agree(world: World, *, by=None, **more):
    facts = {"purpose": "showroom", "version": VERSION, "by": by or world.budi, "at": NOW} | more
    return give_consent(world.aluh.party_id, **facts)


def test_on_paper_staff_stand_in_it_and_by_herself_nobody(world):
    assert agree(world).written_by == world.budi.user_id
    withdraw_consent(world.aluh.party_id, purpose="showroom", by=world.aluh, at=NOW)
    mine = agree(world, by=world.aluh)
    assert (mine.written_by, mine.text_version) == (None, VERSION)


def test_the_same_words_twice_are_one_consent(world):
    assert agree(world).pk == agree(world).pk


def test_newer_words_take_the_place_of_the_older(world, monkeypatch):
    old = agree(world)
    newer = texts.ConsentText("showroom", "2099-01", needed=False, title="", text="", stops="")
    monkeypatch.setattr(
        "sentra.cooperative.membership.operations.consents.newest", lambda: {"showroom": newer}
    )
    new = agree(world, version="2099-01")
    with transaction.atomic(), within(world.weavers.pk):
        assert Consent.objects.get(pk=old.pk).withdrawn_at == NOW
        assert Consent.objects.get(pk=new.pk).withdrawn_at is None


@pytest.mark.parametrize(
    ("more", "sentence"),
    [({"version": "1999-01"}, "text has changed"), ({"purpose": "dancing"}, "Choose what she agrees")],
)
def test_words_she_did_not_read_are_refused(world, more, sentence):
    with pytest.raises(Refused, match=sentence):
        agree(world, **more)


def test_what_is_not_in_force_is_not_withdrawn(world):
    with pytest.raises(Refused, match="not agreed"):
        withdraw_consent(world.aluh.party_id, purpose="showroom", by=world.aluh, at=NOW)


def test_a_member_keeps_the_membership_text(world):
    one = member(world)
    with pytest.raises(Refused, match="kept by law"):
        withdraw_consent(one.party_id, purpose="membership", by=world.aluh, at=NOW)


def test_nobody_agrees_for_another_by_her_card(world):
    with pytest.raises(PermissionDenied):
        agree(world, by=world.bariah)
    with pytest.raises(PermissionDenied):
        agree(world, by=world.tari)  # a treasurer writes no consents down


def test_a_stranger_writes_none(world):
    with pytest.raises(Party.DoesNotExist):
        agree(world, by=world.zahra)


@pytest.mark.parametrize("change", [{"text_version": "x"}, {"given_at": None}, {"purpose": "office"}])
def test_the_database_keeps_what_was_given(world, change):
    given = agree(world)
    with transaction.atomic(), within(writes=world.weavers.pk), pytest.raises(
        IntegrityError, match="stays as it was given"
    ):  # fmt: skip
        Consent.objects.filter(pk=given.pk).update(**change)


def test_the_database_deletes_none_and_ends_each_once(world):
    given = agree(world)
    with transaction.atomic(), within(writes=world.weavers.pk):
        with pytest.raises(IntegrityError, match="stays as it was given"), transaction.atomic():
            Consent.objects.filter(pk=given.pk).delete()
        Consent.objects.filter(pk=given.pk).update(withdrawn_at=NOW)
        with pytest.raises(IntegrityError, match="stays as it was given"):
            Consent.objects.filter(pk=given.pk).update(withdrawn_at=None)


def test_every_purpose_has_words_and_versions_are_kept():
    assert set(texts.newest()) == set(Consent.Purpose.values)
    for one in texts.newest().values():
        assert texts.words(one.purpose, one.version) == one
        assert one.title
        assert all(len(sentence.split()) <= 20 for sentence in one.text.split(". "))
    with pytest.raises(Refused):
        texts.words("showroom", "1999-01")
