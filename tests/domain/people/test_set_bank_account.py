"""A maker's bank account: both parts or neither, digits only, and it is told to nobody."""

import pytest
from django.db import transaction

from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.models import AuditRow
from sentra.kernel.tenancy import within
from sentra.people.models import Workshop
from sentra.people.operations import set_bank_account
from sentra.people.queries import maker
from tests.world import NOW, World

ACCOUNT = "0990001234"


def told(world: World, bank_name: str = "BPD Contoh", bank_account: str = ACCOUNT, *, by=None) -> Workshop:
    return set_bank_account(
        world.workshops["Aluh"].pk,
        bank_name=bank_name,
        bank_account=bank_account,
        by=by or world.budi,
        at=NOW,
    )


def kept(world: World) -> tuple[str, str]:
    with transaction.atomic(), within(world.weavers.pk):
        owner = Workshop.objects.select_related("owner").get(pk=world.workshops["Aluh"].pk).owner
    return owner.bank_name, owner.bank_account


def test_the_account_is_kept_as_digits_with_its_leading_zero(world):
    told(world, "  BPD   Contoh ", "099 000-12.34")
    assert kept(world) == ("BPD Contoh", ACCOUNT)


def test_both_empty_takes_it_away(world):
    told(world)
    told(world, " ", " - ")
    assert kept(world) == ("", "")


@pytest.mark.parametrize(
    ("bank_name", "bank_account", "field"),
    [
        ("BPD Contoh", "12345", "bank_account"),
        ("BPD Contoh", "1" * 21, "bank_account"),
        ("BPD Contoh", "12345678x", "bank_account"),
        ("BPD Contoh", "١٢٣٤٥٦", "bank_account"),  # digits, but not those of a bank
        ("BPD Contoh", "", "bank_account"),
        ("", ACCOUNT, "bank_name"),
    ],
)
def test_what_is_no_account_is_refused_and_the_old_one_stays(world, bank_name, bank_account, field):
    told(world)
    with pytest.raises(Refused) as refusal:
        told(world, bank_name, bank_account)
    assert refusal.value.field == field
    assert not bank_account or bank_account not in str(refusal.value)
    assert kept(world) == ("BPD Contoh", ACCOUNT)


@pytest.mark.parametrize("digits", [6, 20])
def test_the_shortest_and_the_longest_number_are_taken(world, digits):
    told(world, bank_account="7" * digits)
    assert kept(world)[1] == "7" * digits


def test_who_may_not(world):
    for by in (world.idah, world.aluh):
        with pytest.raises(PermissionDenied):
            told(world, by=by)


def test_a_stranger_finds_no_such_workshop(world):
    with pytest.raises(Workshop.DoesNotExist):
        told(world, by=world.zahra)
    assert kept(world) == ("", "")


def test_neither_bank_nor_number_stands_in_the_audit_or_on_the_page(world):
    told(world)
    with transaction.atomic(), within(world.weavers.pk):
        details = AuditRow.objects.get(operation="people.set_bank_account").details
        page = maker(world.workshops["Aluh"].pk)
    assert details == {"workshop_id": world.workshops["Aluh"].pk}
    assert ACCOUNT not in repr(page)
    assert (page.bank_name, page.account_masked) == ("BPD Contoh", "••••••1234")
