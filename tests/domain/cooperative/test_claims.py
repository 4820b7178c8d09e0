"""A registry entry is claimed by its owner: asked, answered by the office, taken over; no NIK crosses."""

import pytest
from django.db import IntegrityError, connection, transaction

from sentra.cooperative.claims import queries
from sentra.cooperative.claims.operations import (
    claim_entry,
    grant_claim,
    hand_over,
    refuse_claim,
    take_answer_back,
    take_entry,
    withdraw_claim,
)
from sentra.cooperative.membership.operations import accept_application, ask_to_join
from sentra.cooperative.models import Application, Claim, ClaimAnswer, Consent, Founding, Member
from sentra.crafts.models import ImportBatch, RegistryEntry
from sentra.crafts.registry.operations import undo_batch
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.models import Tenant
from sentra.kernel.tenancy import within
from sentra.people.models import Party
from sentra.people.nik import Sealer
from sentra.people.roles import RoleName
from tests.domain.cooperative.given import member
from tests.world import NOW, TODAY, staff

NIK = Sealer.of("rahasia-uji").seal("6308014501907719")


def inside(tenant):
    return within(writes=tenant.pk)


@pytest.fixture
def entries(world):
    """Two makers in the office's registry, with their NIK."""
    with transaction.atomic(), inside(world.office):
        batch = ImportBatch.objects.create(
            file_name="daftar.xlsx",
            sha256="x",
            counts={},
            state="committed",
            checked_at=NOW,
            committed_at=NOW,
        )
        return [
            RegistryEntry.objects.create(
                batch=batch, name=name, phone=phone, address="RT 2", craft_text="Anyaman purun",
                product_text="Tikar", capacity_text="20 lembar", workers=2, **nik,
            )
            for name, phone, nik in (
                ("Aluh", "+6281250000001",
                 {"nik_sealed": NIK.seal, "nik_hash": NIK.hash, "nik_last4": NIK.last4}),
                ("Bariah", "+6281250000002", {}),
            )
        ]  # fmt: skip


def claim(world, name="Aluh", **more):
    facts = {"about": "Tikar purun", "agreed": True, "by": world.budi, "at": NOW} | more
    return claim_entry(world.workshops[name].owner_id, **facts)


def granted(world, entries, name="Aluh", which=0):
    return grant_claim(claim(world, name).uid, entry_id=entries[which].pk, by=world.omar, at=NOW)


def taken(world, answer, **more):
    facts = {"agreed": True, "asked_on": TODAY, "by": world.budi, "at": NOW} | more
    return take_entry(answer.uid, **facts)


def look(world, model, tenant=None):
    with transaction.atomic(), within((tenant or world.weavers).pk):
        return list(model.objects.all())


# ---- from the claim to the register ---------------------------------------------------------------


def test_claimed_confirmed_taken_over_decided_and_numbered(world, entries):
    asked = claim(world, by=world.aluh)
    assert asked.written_by is None
    answer = grant_claim(asked.uid, entry_id=entries[0].pk, by=world.omar, at=NOW)
    made = taken(world, answer, by=world.aluh)
    assert (made.state, made.entry_uid) == ("taken", entries[0].uid)
    (application,) = look(world, Application)
    assert (application.claim_id, application.asked_by) == (made.pk, None)
    one = accept_application(application.pk, joined_on=TODAY, by=world.mira, at=NOW)
    assert one.number == 1
    with transaction.atomic(), within(world.weavers.pk):
        party = Party.objects.get(pk=one.party_id)
        assert (party.phone, party.address) == ("+6281250000001", "RT 2")
        assert Member.objects.get().application.claim.facts["product"] == "Tikar"


def test_what_is_known_is_not_overwritten(world, entries):
    with transaction.atomic(), inside(world.weavers):
        Party.objects.filter(pk=world.aluh.party_id).update(phone="+628999", address="Rumah baru")
    taken(world, granted(world, entries))
    with transaction.atomic(), within(world.weavers.pk):
        party = Party.objects.get(pk=world.aluh.party_id)
        assert (party.phone, party.address) == ("+628999", "Rumah baru")


def test_an_open_application_gets_the_entry(world, entries):
    asked = ask_to_join(world.aluh.party_id, agreed=True, asked_on=TODAY, by=world.budi, at=NOW)
    made = taken(world, granted(world, entries), agreed=False)
    (application,) = look(world, Application)
    assert (application.pk, application.claim_id) == (asked.pk, made.pk)


def test_a_member_is_linked_and_asks_nothing_again(world, entries):
    member(world)
    taken(world, granted(world, entries), agreed=False)
    assert len(look(world, Application)) == 1  # the one she was accepted with


def test_the_officer_helps_and_staff_write_a_new_person_down(world, entries):
    answer = hand_over(entries[1].pk, cooperative_uid=world.weavers.uid, agreed=True, by=world.omar, at=NOW)
    with transaction.atomic(), within(world.weavers.pk):
        assert [one.uid for one in queries.handed_over()] == [answer.uid]
    made = taken(world, answer)
    with transaction.atomic(), within(world.weavers.pk):
        party = Party.objects.get(pk=made.party_id)
        assert (party.kind, party.name, party.phone) == ("person", "Bariah", "+6281250000002")
        assert queries.handed_over() == []
        assert Application.objects.get().claim_id == made.pk


def test_in_a_forming_group_she_stands_on_the_founders_list(world, entries):
    group = Tenant.objects.create(kind="forming", slug="rintisan", name="Rintisan", district_code="63.08")
    leader = staff(group, "Rina", RoleName.CHAIR)
    with transaction.atomic(), inside(group):
        Founding.objects.create(begun_on=TODAY)
    answer = hand_over(entries[0].pk, cooperative_uid=group.uid, agreed=True, by=world.omar, at=NOW)
    taken(world, answer, by=leader)
    (application,) = look(world, Application, group)
    assert application.founder


# ---- the NIK and the tenants ----------------------------------------------------------------------


def test_no_nik_crosses_over(world, entries):
    """Whatever the cooperative can read, asked of the database without Django."""
    taken(world, granted(world, entries))
    with transaction.atomic(), within(world.weavers.pk), connection.cursor() as cursor:
        for table in ("claim", "claimanswer", "application", "member"):
            cursor.execute(f"SELECT row_to_json(t)::text FROM cooperative_{table} t")
            told = " ".join(row[0] for row in cursor.fetchall())
            assert NIK.hash not in told
            assert NIK.last4 not in told
            assert "nik" not in told
        party = Party.objects.get(pk=world.aluh.party_id)
        assert (party.nik_hash, party.nik_last4, party.nik_sealed) == ("", "", None)


def test_the_reader_sees_the_nik_in_its_own_registry(world, entries):
    """Negative control: the row that is not copied does hold it."""
    with transaction.atomic(), within(world.office.pk), connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(t)::text FROM crafts_registryentry t")
        assert NIK.hash in " ".join(row[0] for row in cursor.fetchall())


def test_only_the_two_read_it(world, entries):
    answer = granted(world, entries)
    for model in (Claim, ClaimAnswer):
        with transaction.atomic(), within(world.batik.pk):
            assert not model.objects.exists()
            assert not model.addressed.exists()
            assert not model._base_manager.exists()
        with transaction.atomic(), within(world.weavers.pk, world.office.pk):
            assert model._base_manager.exists()
    with pytest.raises(ClaimAnswer.DoesNotExist):
        taken(world, answer, by=world.zahra)
    with transaction.atomic(), within(world.weavers.pk):
        assert not RegistryEntry._base_manager.exists()  # the registry itself stays the office's


def test_an_office_of_elsewhere_finds_no_claim(world, entries):
    other = Tenant.objects.create(kind="office", slug="dinas-lain", name="Dinas Lain", district_code="64.08")
    stranger = staff(other, "Oki", RoleName.OFFICER)
    asked = claim(world)
    for act in (
        lambda: grant_claim(asked.uid, entry_id=entries[0].pk, by=stranger, at=NOW),
        lambda: refuse_claim(asked.uid, reason="x", by=stranger, at=NOW),
    ):
        with pytest.raises(Claim.DoesNotExist):
            act()


def test_an_office_hands_only_its_own_entries_to_its_own_district(world, entries):
    with pytest.raises(Refused, match="cooperative of your district"):
        hand_over(entries[0].pk, cooperative_uid=world.batik.uid, agreed=True, by=world.omar, at=NOW)
    with (
        transaction.atomic(),
        inside(world.office),
        pytest.raises(IntegrityError, match="inside the district"),
    ):
        ClaimAnswer.objects.create(
            reader_uid=world.batik.uid, name="x", cooperative="x", entry=entries[0], granted=True,
            decided_by=1, decided_by_name="x", decided_at=NOW,
        )  # fmt: skip


def test_neither_side_writes_the_others_rows(world, entries):
    answer = granted(world, entries)
    with transaction.atomic(), inside(world.weavers):
        assert ClaimAnswer._base_manager.filter(pk=answer.pk).update(ended_at=NOW) == 0
    with transaction.atomic(), inside(world.office):
        assert Claim._base_manager.filter(uid=answer.claim_uid).update(state="withdrawn") == 0


# ---- what is refused ------------------------------------------------------------------------------


def test_an_entry_is_claimed_once(world, entries):
    granted(world, entries)
    with pytest.raises(Refused, match="claimed already: Aluh, Koperasi Galuh"):
        granted(world, entries, "Bariah")
    with pytest.raises(Refused, match="claimed already"):
        hand_over(entries[0].pk, cooperative_uid=world.weavers.uid, agreed=True, by=world.omar, at=NOW)


def test_the_database_knows_it_too(world, entries):
    answer = granted(world, entries)
    with transaction.atomic(), inside(world.office):
        with pytest.raises(IntegrityError, match="registry_entry_claimed_once"), transaction.atomic():
            ClaimAnswer.objects.create(
                reader_uid=world.weavers.uid, name="x", cooperative="x", entry=entries[0], granted=True,
                decided_by=1, decided_by_name="x", decided_at=NOW,
            )  # fmt: skip
        with pytest.raises(IntegrityError, match="claim_answered_once"), transaction.atomic():
            ClaimAnswer.objects.create(
                reader_uid=world.weavers.uid, name="x", cooperative="x", granted=False, reason="x",
                claim_uid=answer.claim_uid, decided_by=1, decided_by_name="x", decided_at=NOW,
            )  # fmt: skip
        with pytest.raises(IntegrityError, match="stays as it was given"), transaction.atomic():
            ClaimAnswer.objects.filter(pk=answer.pk).update(name="Orang lain")


def test_a_claim_is_answered_once(world, entries):
    answer = granted(world, entries)
    for act in (
        lambda: grant_claim(answer.claim_uid, entry_id=entries[1].pk, by=world.omar, at=NOW),
        lambda: refuse_claim(answer.claim_uid, reason="x", by=world.omar, at=NOW),
    ):
        with pytest.raises(Refused, match="answered already"):
            act()


def test_she_asks_once_and_again_after_a_no(world, entries):
    asked = claim(world)
    with pytest.raises(Refused, match="asked the office already"):
        claim(world)
    with pytest.raises(Refused, match="Say why"):
        refuse_claim(asked.uid, reason=" ", by=world.omar, at=NOW)
    refuse_claim(asked.uid, reason="Belum terdaftar", by=world.omar, at=NOW)
    with transaction.atomic(), within(world.weavers.pk):
        told = queries.claim_of(world.aluh.party_id)
        assert (told.refused, told.answer.reason) == (True, "Belum terdaftar")
    again = claim(world)
    taken(world, grant_claim(again.uid, entry_id=entries[0].pk, by=world.omar, at=NOW))
    with pytest.raises(Refused, match="linked to the registry already"):
        claim(world)


def test_a_withdrawn_claim_is_read_by_nobody_and_not_answered(world, entries):
    asked = claim(world)
    withdraw_claim(asked.pk, by=world.aluh, at=NOW)
    with transaction.atomic(), within(world.office.pk):
        read = Claim.addressed.get()
        assert (read.name, read.phone, read.about, read.village_code) == ("", "", "", "")
        assert queries.desk() == []
    with pytest.raises(Refused, match="asks no longer"):
        grant_claim(asked.uid, entry_id=entries[0].pk, by=world.omar, at=NOW)
    with pytest.raises(Refused, match="no longer waits"):
        withdraw_claim(asked.pk, by=world.aluh, at=NOW)


def test_an_answer_taken_back_is_not_used_and_frees_the_entry(world, entries):
    answer = granted(world, entries)
    with pytest.raises(Refused, match="Say why"):
        take_answer_back(answer.pk, reason="", by=world.omar, at=NOW)
    take_answer_back(answer.pk, reason="Orang lain", by=world.omar, at=NOW)
    with pytest.raises(Refused, match="taken its answer back"):
        taken(world, answer)
    with pytest.raises(Refused, match="taken back already"):
        take_answer_back(answer.pk, reason="Lagi", by=world.omar, at=NOW)
    again = grant_claim(answer.claim_uid, entry_id=entries[0].pk, by=world.omar, at=NOW)
    assert taken(world, again).state == "taken"


def test_one_entry_is_linked_to_one_person_here(world, entries):
    """Until the job has given back what the office took back."""
    first = granted(world, entries)
    taken(world, first)
    take_answer_back(first.pk, reason="Orang lain", by=world.omar, at=NOW)
    with pytest.raises(Refused, match="linked to somebody here"):
        taken(world, granted(world, entries, "Bariah"))


def test_an_answer_is_taken_once(world, entries):
    answer = granted(world, entries)
    taken(world, answer)
    with pytest.raises(Refused, match="no longer waits"):
        taken(world, answer)
    helped = hand_over(entries[1].pk, cooperative_uid=world.weavers.uid, agreed=True, by=world.omar, at=NOW)
    taken(world, helped)
    with pytest.raises(Refused, match="linked to somebody here"):
        taken(world, helped)


def test_who_has_died_is_claimed_by_nobody(world, entries):
    with transaction.atomic(), inside(world.office):
        RegistryEntry.objects.filter(pk=entries[0].pk).update(active=False, inactive_reason="deceased")
    with pytest.raises(Refused, match="has died"):
        granted(world, entries)


def test_nothing_goes_without_her_yes(world, entries):
    with pytest.raises(Refused, match="without her consent"):
        claim(world, agreed=False)
    with pytest.raises(Refused, match="without her consent"):
        hand_over(entries[0].pk, cooperative_uid=world.weavers.uid, agreed=False, by=world.omar, at=NOW)
    answer = granted(world, entries)
    with pytest.raises(Refused, match="Without her consent"):
        taken(world, answer, agreed=False)
    assert [one.purpose for one in look(world, Consent)] == ["office"]


def test_a_district_without_an_office_asks_nobody(world):
    with transaction.atomic(), inside(world.batik):
        party = Party.objects.create(kind="artisan", name="Sari", registered_on=TODAY)
    with pytest.raises(Refused, match="does not use Sentra"):
        claim_entry(party.pk, about="", agreed=True, by=world.zahra, at=NOW)


def test_who_may(world, entries):
    with pytest.raises(PermissionDenied):
        claim(world, by=world.bariah)  # not for another by her card
    asked = claim(world)
    with pytest.raises(PermissionDenied):
        grant_claim(asked.uid, entry_id=entries[0].pk, by=world.mira, at=NOW)
    answer = grant_claim(asked.uid, entry_id=entries[0].pk, by=world.omar, at=NOW)
    with pytest.raises(PermissionDenied):
        taken(world, answer, by=world.bariah)
    helped = hand_over(entries[1].pk, cooperative_uid=world.weavers.uid, agreed=True, by=world.omar, at=NOW)
    with pytest.raises(PermissionDenied):
        taken(world, helped, by=world.bariah)  # an officer's help is taken over by staff
    with pytest.raises(PermissionDenied):
        taken(world, helped, by=world.tari)


def test_a_list_with_a_claimed_entry_is_not_undone(world, entries):
    answer = granted(world, entries)
    with pytest.raises(Refused, match="linked to a cooperative"):
        undo_batch(entries[0].batch_id, by=world.omar, at=NOW)
    with transaction.atomic(), within(world.office.pk):
        assert RegistryEntry.objects.count() == 2
        assert ClaimAnswer.objects.get(pk=answer.pk).entry_id == entries[0].pk


def test_the_likeliest_entry_stands_first(world, entries):
    with transaction.atomic(), inside(world.weavers):
        Party.objects.filter(pk=world.aluh.party_id).update(phone="+6281250000002")
    asked = claim(world)
    with transaction.atomic(), within(world.office.pk):
        story = queries.claim_story(asked.uid)
        assert [(one.row.name, one.same_phone, one.same_name) for one in story.likely] == [
            ("Bariah", True, False), ("Aluh", False, True),
        ]  # fmt: skip
        assert [one.row.name for one in queries.claim_story(asked.uid, search="alu").likely] == ["Aluh"]
