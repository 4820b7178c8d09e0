"""The office takes back an answer that was used: what only the entry told goes, what we knew stays."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from sentra.cooperative.claims import queries
from sentra.cooperative.claims.operations import (
    grant_claim,
    hand_over,
    refuse_claim,
    return_entry,
    take_answer_back,
)
from sentra.cooperative.jobs import give_entry_back
from sentra.cooperative.models import Application, Claim, ClaimAnswer
from sentra.crafts.models import RegistryEntry
from sentra.kernel.errors import PermissionDenied
from sentra.kernel.models import AuditRow, Notice
from sentra.kernel.tenancy import within
from sentra.people.models import Party, Region
from tests.domain.cooperative.test_claims import claim, entries, granted, inside, look, taken  # noqa: F401
from tests.world import NOW

# ruff: noqa: F811  # a fixture's name is its argument


@pytest.fixture
def village(world, entries):
    """Aluh's entry knows her village too."""
    found = Region.objects.filter(code__regex=r"^63\.08\.\d\d\.").order_by("code").first()
    with transaction.atomic(), inside(world.office):
        RegistryEntry.objects.filter(pk=entries[0].pk).update(village=found)
        entries[0].refresh_from_db()
    return found


def her(world, party_id=None):
    with transaction.atomic(), within(world.weavers.pk):
        found = Party.objects.get(pk=party_id or world.aluh.party_id)
        return found.phone, found.address, found.village_id


def mistaken(world, answer):
    """The office takes it back, and the job it left does its work."""
    take_answer_back(answer.pk, reason="Orang lain", by=world.omar, at=NOW)
    waiting = ProcrastinateJob.objects.filter(task_name=give_entry_back.name).order_by("-id").first()
    assert waiting.args == {"tenant_id": world.weavers.pk, "answer_uid": str(answer.uid)}
    give_entry_back(**waiting.args)


def test_filled_gaps_are_open_again_and_history_keeps_both(world, entries, village):
    assert her(world) == ("", "", None)
    answer = granted(world, entries)
    made = taken(world, answer)
    assert her(world) == ("+6281250000001", "RT 2", village.pk)
    mistaken(world, answer)
    assert her(world) == ("", "", None)
    (kept,) = look(world, Claim)
    assert (kept.pk, kept.state, kept.entry_uid) == (made.pk, "returned", entries[0].uid)
    assert kept.filled == {"phone": "+6281250000001", "address": "RT 2", "village": village.pk}
    assert kept.facts["product"] == "Tikar"
    with transaction.atomic(), within(world.weavers.pk):
        audit = AuditRow.objects.filter(operation="cooperative.return_entry").latest("pk")
    assert audit.details["emptied"] == ["phone", "address", "village"]
    assert "+62812" not in str(audit.details)


def test_what_was_known_before_and_what_was_changed_since_stays(world, entries, village):
    with transaction.atomic(), inside(world.weavers):
        Party.objects.filter(pk=world.aluh.party_id).update(address="Rumah kami")
    answer = granted(world, entries)
    taken(world, answer)
    with transaction.atomic(), inside(world.weavers):
        Party.objects.filter(pk=world.aluh.party_id).update(phone="+628999")
    mistaken(world, answer)
    assert her(world) == ("+628999", "Rumah kami", None)


def test_what_we_knew_word_for_word_stays(world, entries):
    """The same address in both: ours was here first."""
    with transaction.atomic(), inside(world.weavers):
        Party.objects.filter(pk=world.aluh.party_id).update(address="RT 2")
    answer = granted(world, entries)
    taken(world, answer)
    mistaken(world, answer)
    assert her(world) == ("", "RT 2", None)


def test_a_person_written_down_from_an_entry_keeps_her_name_alone(world, entries, village):
    answer = hand_over(entries[0].pk, cooperative_uid=world.weavers.uid, agreed=True, by=world.omar, at=NOW)
    made = taken(world, answer)
    assert her(world, made.party_id) == ("+6281250000001", "RT 2", village.pk)
    mistaken(world, answer)
    assert her(world, made.party_id) == ("", "", None)
    (application,) = look(world, Application)
    assert (application.claim_id, application.stage) == (made.pk, "asked")  # the board decides, and sees why


def test_she_is_told_and_asks_again_and_another_gets_the_entry(world, entries):
    answer = granted(world, entries)
    taken(world, answer)
    mistaken(world, answer)
    with transaction.atomic(), within(world.weavers.pk):
        assert queries.claim_of(world.aluh.party_id).returned
        assert (world.aluh.party_id, "Aluh") in queries.may_claim()
        told = set(Notice.objects.filter(name__startswith="entry_returned").values_list("to", flat=True))
    assert told == {f"party:{world.aluh.party_id}", "role:coordinator"}
    taken(world, granted(world, entries, "Bariah"))
    again = claim(world)
    taken(world, grant_claim(again.uid, entry_id=entries[1].pk, by=world.omar, at=NOW), agreed=False)
    with transaction.atomic(), within(world.weavers.pk):
        assert queries.claim_of(world.aluh.party_id).claim.entry_uid == entries[1].uid


def test_twice_is_once(world, entries):
    """A job may run again: what was told anew since then stays."""
    first = granted(world, entries)
    taken(world, first)
    mistaken(world, first)
    again = claim(world)
    taken(world, grant_claim(again.uid, entry_id=entries[0].pk, by=world.omar, at=NOW), agreed=False)
    give_entry_back(tenant_id=world.weavers.pk, answer_uid=str(first.uid))
    assert her(world)[0] == "+6281250000001"


def test_an_answer_that_stands_or_was_not_used_gives_nothing_back(world, entries):
    answer = granted(world, entries)
    assert return_entry(answer.uid, by=world.budi, at=NOW) is None
    taken(world, answer)
    assert return_entry(answer.uid, by=world.budi, at=NOW) is None
    assert her(world)[0] == "+6281250000001"
    with pytest.raises(ClaimAnswer.DoesNotExist):
        return_entry(uuid4(), by=world.budi, at=NOW)


def test_a_no_taken_back_leaves_no_work(world, entries):
    no = refuse_claim(claim(world).uid, reason="Belum terdaftar", by=world.omar, at=NOW)
    take_answer_back(no.pk, reason="Salah", by=world.omar, at=NOW)
    assert not ProcrastinateJob.objects.filter(task_name=give_entry_back.name).exists()


def test_who_may(world, entries):
    answer = granted(world, entries)
    taken(world, answer)
    take_answer_back(answer.pk, reason="Orang lain", by=world.omar, at=NOW)
    for somebody in (world.bariah, world.tari):
        with pytest.raises(PermissionDenied):
            return_entry(answer.uid, by=somebody, at=NOW)
    with pytest.raises(ClaimAnswer.DoesNotExist):
        return_entry(answer.uid, by=world.zahra, at=NOW)
    assert return_entry(answer.uid, by=world.budi, at=NOW).state == "returned"


@pytest.mark.parametrize(
    ("change", "fence"),
    [
        ({"filled": {}}, "stays as it was asked"),
        ({"state": "returned", "returned_at": NOW, "facts": {}}, "stays as it was asked"),
        ({"state": "waiting"}, "stays as it was asked"),
        ({"state": "returned"}, "claim_returned_on_a_day"),
    ],
)
def test_the_database_lets_a_claim_be_returned_and_nothing_else(world, entries, change, fence):
    made = taken(world, granted(world, entries))
    with pytest.raises(IntegrityError, match=fence), transaction.atomic(), inside(world.weavers):
        Claim.objects.filter(pk=made.pk).update(**change)
    with transaction.atomic(), inside(world.weavers):
        Claim.objects.filter(pk=made.pk).update(state="returned", returned_at=NOW)
    with (
        pytest.raises(IntegrityError, match="stays as it was asked"),
        transaction.atomic(),
        inside(world.weavers),
    ):
        Claim.objects.filter(pk=made.pk).update(state="taken", returned_at=None)
