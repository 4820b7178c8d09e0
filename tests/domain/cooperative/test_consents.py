"""Consents: in the words of a version, on paper or by herself, taken back at any time, never rewritten."""

import pytest
from django.db import IntegrityError, transaction

from sentra.cooperative.claims.operations import claim_entry
from sentra.cooperative.claims.queries import desk
from sentra.cooperative.meetings.queries import invited_on_paper
from sentra.cooperative.membership import texts
from sentra.cooperative.membership.operations import decline_consent, give_consent, withdraw_consent
from sentra.cooperative.membership.queries import consents_of, declines, declining
from sentra.cooperative.models import Attendee, Claim, Consent
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.tenancy import within
from sentra.people.models import Party
from sentra.production.models import Assignment
from sentra.production.queries import split_view
from tests.domain.cooperative.given import member
from tests.domain.cooperative.meetings.given import called, inside, members, planned
from tests.domain.production.given import split
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


# ---- a no has an effect ---------------------------------------------------------------------------


def says(world, purpose, *, no=True, yes_first=False):
    her = world.aluh.party_id
    version = texts.newest()[purpose].version
    if yes_first or not no:
        give_consent(her, purpose=purpose, version=version, by=world.aluh, at=NOW)
    if no and yes_first:
        withdraw_consent(her, purpose=purpose, by=world.aluh, at=NOW)
    elif no:
        decline_consent(her, purpose=purpose, by=world.aluh, at=NOW)


def test_her_no_is_kept_and_may_become_a_yes(world):
    says(world, "messages")
    her = world.aluh.party_id
    with transaction.atomic(), within(world.weavers.pk):
        assert declines(her, "messages")
        assert next(row for row in consents_of(her) if row.purpose == "messages").said_no
    with pytest.raises(Refused, match="said no already"):
        says(world, "messages")
    says(world, "messages", no=False)
    with transaction.atomic(), within(world.weavers.pk):
        assert not declines(her, "messages")
    with pytest.raises(Refused, match="may take it back"):
        decline_consent(her, purpose="messages", by=world.budi, at=NOW)


def test_silence_is_no_refusal(world):
    with transaction.atomic(), within(world.weavers.pk):
        assert not declines(world.aluh.party_id, "messages")
        assert declining("messages", [one.owner_id for one in world.workshops.values()]) == set()


def test_the_membership_text_is_not_declined(world):
    for purpose in ("membership", "dancing"):
        with pytest.raises(Refused, match="Choose what she agrees"):
            decline_consent(world.aluh.party_id, purpose=purpose, by=world.aluh, at=NOW)


def test_nobody_declines_for_another(world):
    with pytest.raises(PermissionDenied):
        decline_consent(world.aluh.party_id, purpose="messages", by=world.bariah, at=NOW)
    with pytest.raises(PermissionDenied):
        decline_consent(world.aluh.party_id, purpose="messages", by=world.tari, at=NOW)
    with pytest.raises(Party.DoesNotExist):
        decline_consent(world.aluh.party_id, purpose="messages", by=world.zahra, at=NOW)


@pytest.mark.parametrize("yes_first", [True, False])
def test_who_wants_no_messages_gets_the_invitation_on_paper(world, yes_first):
    """The law asks for an invitation: she is on the list all the same, and named for the paper."""
    members(world, 3)
    meeting = called(world, planned(world)).pk
    with inside(world):
        assert invited_on_paper(meeting) == []  # negative control: nobody has said no
    says(world, "messages", yes_first=yes_first)
    with inside(world):
        assert invited_on_paper(meeting) == ["Aluh"]
        assert Attendee.objects.filter(meeting_id=meeting).count() == 3


def test_her_offer_says_that_she_wants_no_message(world):
    split(world)
    with inside(world):
        order = Assignment.objects.first().order_id
        assert not any(one.no_messages for one in split_view(order).assignments)  # negative control
    for name in ("Aluh", "Bariah", "Cici"):
        decline_consent(world.workshops[name].owner_id, purpose="messages", by=world.budi, at=NOW)
    with inside(world):
        refusing = {one.workshop.owner.name for one in split_view(order).assignments if one.no_messages}
        assert refusing
        assert refusing <= {"Aluh", "Bariah", "Cici"}


def test_who_shares_nothing_with_the_office_is_not_read_there(world):
    asked = claim_entry(world.aluh.party_id, about="Tikar", agreed=True, by=world.aluh, at=NOW)
    with transaction.atomic(), within(world.office.pk):
        assert [row.claim.name for row in desk()] == ["Aluh"]  # negative control
    withdraw_consent(world.aluh.party_id, purpose="office", by=world.aluh, at=NOW)
    with transaction.atomic(), within(world.office.pk):
        assert desk() == []
        read = Claim.addressed.get(uid=asked.uid)
        assert (read.name, read.phone, read.village_code, read.about) == ("", "", "", "")


def test_another_no_leaves_her_question_alone(world):
    claim_entry(world.aluh.party_id, about="Tikar", agreed=True, by=world.aluh, at=NOW)
    says(world, "messages", yes_first=True)
    with transaction.atomic(), within(world.office.pk):
        assert [row.claim.name for row in desk()] == ["Aluh"]
