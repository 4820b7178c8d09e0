"""Registering and correcting artisans; a NIK is kept sealed and shows up nowhere."""

import pytest
from django.db import connection, transaction

from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.idempotency import sending
from sentra.kernel.models import AuditRow, Once
from sentra.kernel.tenancy import within
from sentra.people.models import Party, Workshop
from sentra.people.nik import SealedNik, Sealer, masked
from sentra.people.operations import deactivate_artisan, reactivate_artisan, register_artisan, update_artisan
from sentra.people.queries import maker
from tests.world import NOW, TODAY, World

NIK = "6308014107900001"
VILLAGE = "63.08.01.2003"


def register(world: World, name: str = "Siti Rahmah", *, by=None, **facts) -> Workshop:
    return register_artisan(name=name, by=by or world.budi, at=NOW, today=TODAY, **facts)


def test_an_artisan_gets_a_workshop(world, nik):
    workshop = register(
        world,
        "  Siti   Rahmah ",
        phone="0812 3456 7890",
        village_code=VILLAGE,
        nik=nik,
        working_days_a_week=5,
    )
    assert (workshop.name, workshop.working_days_a_week, workshop.village_id) == ("Siti Rahmah", 5, VILLAGE)
    assert (workshop.owner.phone, workshop.owner.registered_on) == ("+6281234567890", TODAY)
    assert workshop.owner.nik_last4 == "0001"


def test_the_seal_opens_only_with_its_key(world, sealer, nik):
    owner = register(world, nik=nik).owner
    with transaction.atomic(), within(world.weavers.pk):
        kept = Party.objects.get(pk=owner.pk)
    assert sealer.opened(kept.nik_sealed) == NIK
    with pytest.raises(ValueError, match="cannot be opened"):
        Sealer.of("another secret").opened(kept.nik_sealed)
    assert Sealer.of("a newer secret", "a secret only this test knows").opened(kept.nik_sealed) == NIK


def test_after_rotation_the_same_nik_is_still_found(sealer, nik):
    again = Sealer.of("a newer secret", "a secret only this test knows").nik(NIK, today=TODAY)
    assert again == nik


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"name": "  "}, "name"),
        ({"phone": "12"}, "phone"),
        ({"village_code": "63.08"}, "village_code"),
        ({"village_code": "99.99.99.9999"}, "village_code"),
        ({"working_days_a_week": 8}, "working_days_a_week"),
    ],
)
def test_what_cannot_be_is_refused(world, facts, field):
    with pytest.raises(Refused) as refusal:
        register(world, **{"name": "Siti", **facts})
    assert refusal.value.field == field


def test_a_number_that_is_no_nik_is_refused_before_the_operation(sealer):
    with pytest.raises(Refused) as refusal:
        sealer.nik("6308013207900001", today=TODAY)
    assert refusal.value.field == "nik"
    assert "6308013207900001" not in str(refusal.value)
    assert sealer.nik("  ", today=TODAY) is None


def test_the_same_nik_twice_is_refused_by_its_last_digits(world, nik):
    register(world, nik=nik)
    with pytest.raises(Refused, match="ends in 0001") as refusal:
        register(world, "Other", nik=nik)
    assert NIK not in str(refusal.value)
    assert refusal.value.field == "nik"


def test_two_at_the_same_moment_the_constraint_finds_the_second(world, nik, monkeypatch):
    register(world, nik=nik)
    monkeypatch.setattr("sentra.people.operations.artisans.identify", _without_looking)
    with pytest.raises(Refused, match="ends in 0001"):
        register(world, "Other", nik=nik)


def _without_looking(party: Party, nik: SealedNik) -> None:
    party.nik_sealed, party.nik_hash, party.nik_last4 = nik.seal, nik.hash, nik.last4


def test_another_cooperative_may_know_the_same_person(world, nik):
    register(world, nik=nik)
    assert register(world, nik=nik, by=world.zahra).tenant_id == world.batik.pk


def test_the_nik_shows_up_nowhere(world, nik, sealer):
    with sending("one-key"):
        workshop = register(world, nik=nik)
    with transaction.atomic(), within(world.weavers.pk):
        page = maker(workshop.pk)
        told = [str(row.details) for row in AuditRow.objects.all()] + [
            str(o.outcome) for o in Once.objects.all()
        ]
    for text in (repr(nik), repr(sealer), repr(workshop.owner), str(workshop.owner), repr(page), *told):
        assert NIK not in text
        assert NIK[:12] not in text
    assert page.nik_masked == "•" * 12 + "0001"
    assert "secret only" not in repr(sealer)
    with connection.cursor() as cursor, within(world.weavers.pk):
        cursor.execute("SELECT row_to_json(p)::text FROM people_party p WHERE id = %s", [workshop.owner_id])
        assert NIK not in cursor.fetchone()[0]


def test_the_same_request_twice_registers_once(world, sealer):
    with transaction.atomic(), within(world.weavers.pk):
        before = Workshop.objects.count()
    for _ in range(2):
        with sending("one-key"):
            register(world, nik=sealer.nik(NIK, today=TODAY))  # sealed anew each time, still the same request
    with transaction.atomic(), within(world.weavers.pk):
        assert Workshop.objects.count() == before + 1


def test_correcting_keeps_the_nik(world, nik):
    workshop = register(world, nik=nik)
    changed = update_artisan(workshop.pk, name="Siti", workshop_name="Purun Siti", by=world.budi, at=NOW)
    assert (changed.name, changed.owner.name, changed.owner.nik_hash) == ("Purun Siti", "Siti", nik.hash)


def test_a_correction_cannot_take_anothers_nik(world, nik):
    register(world, nik=nik)
    with pytest.raises(Refused, match="ends in"):
        update_artisan(world.workshops["Aluh"].pk, name="Aluh", nik=nik, by=world.budi, at=NOW)


def test_resting_and_coming_back(world):
    workshop = deactivate_artisan(world.workshops["Aluh"].pk, reason="pindah", by=world.budi, at=NOW)
    assert (workshop.active, workshop.owner.active, workshop.owner.inactive_reason) == (
        False,
        False,
        "pindah",
    )
    with pytest.raises(Refused):
        deactivate_artisan(workshop.pk, reason="pindah", by=world.budi, at=NOW)
    workshop = reactivate_artisan(workshop.pk, by=world.budi, at=NOW)
    assert (workshop.active, workshop.owner.active, workshop.owner.inactive_reason) == (True, True, "")


def test_a_rest_needs_a_reason(world):
    with pytest.raises(Refused) as refusal:
        deactivate_artisan(world.workshops["Aluh"].pk, reason=" ", by=world.budi, at=NOW)
    assert refusal.value.field == "reason"


def test_who_may_not(world):
    for by in (world.tari, world.idah, world.aluh):
        with pytest.raises(PermissionDenied):
            register(world, by=by)


def test_a_stranger_finds_nobody(world):
    for verb in (
        lambda pk: update_artisan(pk, name="Mine", by=world.zahra, at=NOW),
        lambda pk: deactivate_artisan(pk, reason="mine", by=world.zahra, at=NOW),
        lambda pk: reactivate_artisan(pk, by=world.zahra, at=NOW),
    ):
        with pytest.raises(Workshop.DoesNotExist):
            verb(world.workshops["Aluh"].pk)


def test_masking():
    assert masked("") == ""
    assert masked("1234") == "•" * 12 + "1234"
