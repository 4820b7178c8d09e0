"""Each guard of registry claims that a second fence or no story stands behind: tried by itself."""

import pytest
from django.db import transaction

from sentra.cooperative.claims.operations import answering, claim_entry, grant_claim, hand_over, refuse_claim
from sentra.cooperative.claims.operations import withdraw_claim as withdraws
from sentra.cooperative.membership import texts
from sentra.cooperative.membership.operations import decline_consent
from sentra.cooperative.models import Claim, ClaimAnswer, Consent
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.models import Tenant
from sentra.kernel.tenancy import within
from tests.domain.cooperative.test_claims import claim, entries, granted, inside, look, taken  # noqa: F401
from tests.world import NOW

# ruff: noqa: F811  # a fixture's name is its argument


def helped(world, entry):
    """The officer handed her entry over with her beside him."""
    return hand_over(entry.pk, cooperative_uid=world.weavers.uid, agreed=True, by=world.omar, at=NOW)


def test_an_answered_claim_is_refused_before_the_database_has_to(world, entries, monkeypatch):
    answer = granted(world, entries)
    monkeypatch.setattr(answering, "_answered", lambda _answer: pytest.fail("the database was asked"))
    for act in (
        lambda: grant_claim(answer.claim_uid, entry_id=entries[1].pk, by=world.omar, at=NOW),
        lambda: refuse_claim(answer.claim_uid, reason="x", by=world.omar, at=NOW),
    ):
        with pytest.raises(Refused, match="answered already"):
            act()


def test_a_no_hands_nothing_over(world, entries):
    no = refuse_claim(claim(world).uid, reason="Belum terdaftar", by=world.omar, at=NOW)
    with pytest.raises(ClaimAnswer.DoesNotExist):
        taken(world, no)


def test_another_office_of_the_district_answers_no_claim_that_was_not_sent_to_it(world, entries):
    """Its answer names the claim all the same, past every verb: nobody takes it over."""
    second = Tenant.objects.create(
        kind="office", slug="dinas-kedua", name="Dinas Kedua", district_code=world.office.district_code
    )
    asked = claim(world)
    told = granted_facts(world, entries[0])
    with transaction.atomic(), inside(second):
        entry = type(entries[0]).objects.create(name="Aluh", craft_text="Anyaman purun")
        answer = ClaimAnswer.objects.create(
            claim_uid=asked.uid, reader_uid=world.weavers.uid, cooperative="x", name="Aluh", entry=entry,
            granted=True, facts=told, decided_by=1, decided_by_name="x", decided_at=NOW,
        )  # fmt: skip
    with pytest.raises(Refused, match="no longer waits"):
        taken(world, answer)
    with transaction.atomic(), within(world.weavers.pk):
        assert Claim.objects.get(pk=asked.pk).state == "waiting"


def granted_facts(world, entry):
    with transaction.atomic(), within(world.office.pk):
        return answering.facts_of(entry)


def test_what_the_officer_wrote_with_her_is_taken_over_by_staff_alone(world, entries):
    with pytest.raises(PermissionDenied):
        taken(world, helped(world, entries[0]), by=world.aluh, party_id=world.aluh.party_id)
    assert look(world, Claim) == []


def test_who_has_a_question_open_gets_no_second_entry(world, entries):
    claim(world)
    with pytest.raises(Refused, match="asked the office already"):
        taken(world, helped(world, entries[0]), party_id=world.aluh.party_id)
    assert len(look(world, Claim)) == 1


def test_nobody_takes_anothers_question_back(world):
    asked = claim(world)
    with pytest.raises(PermissionDenied):
        withdraws(asked.pk, by=world.bariah, at=NOW)
    assert look(world, Claim)[0].state == "waiting"


def test_nobody_asks_for_another_by_her_card_nor_agrees_for_her(world):
    with pytest.raises(PermissionDenied):
        claim_entry(world.aluh.party_id, about="", agreed=True, by=world.cici, at=NOW)
    assert look(world, Consent) == []


@pytest.mark.parametrize("who", ["budi", "aluh"])
def test_a_no_names_who_wrote_it_down(world, who):
    by = getattr(world, who)
    said = decline_consent(world.aluh.party_id, purpose="messages", by=by, at=NOW)
    assert said.written_by == (world.budi.user_id if who == "budi" else None)
    assert (said.withdrawn_at, said.text_version) == (NOW, texts.newest()["messages"].version)
