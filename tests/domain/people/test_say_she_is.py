"""A member of staff who is a maker too: said by another, and then she judges nothing of her own."""

import pytest

from sentra.capital.operations import grant_advance, write_off_advance
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.people.models import Party, StaffParty
from sentra.people.operations import say_she_is
from sentra.people.roles import RoleName
from sentra.quality.operations import hand_in, inspect
from tests.domain.capital.given import order_in_work, work_of
from tests.domain.orders.given import writing
from tests.world import NOW, TODAY, staff

PHONE = "0813-1111-2222"


@pytest.fixture
def aluhs_phone(world):
    with writing(world.weavers):
        Party.objects.filter(pk=world.aluh.party_id).update(phone="+6281311112222")


def say(world, who, phone=PHONE, **more):
    return say_she_is(who.user_id, phone=phone, **({"by": world.mira, "at": NOW} | more))


@pytest.mark.usefixtures("aluhs_phone")
def test_an_inspector_does_not_inspect_what_she_made(world):
    work = next(one for one in work_of(world, order_in_work(world)) if one.workshop.owner.name == "Aluh")
    lots = [hand_in(work.pk, pieces=1, by=world.idah, at=NOW) for _n in range(2)]

    def judge(lot):
        return inspect(lot.pk, accepted=1, rework=0, rejected=0, grade="A", by=world.idah, at=NOW)

    say(world, world.idah)
    with pytest.raises(Refused, match="own work"):
        judge(lots[0])
    say(world, world.idah, phone="")
    judge(lots[0])
    say(world, world.budi)
    judge(lots[1])  # it is hers no more


@pytest.mark.usefixtures("aluhs_phone")
def test_a_manager_does_not_forgive_her_own_advance(world):
    work = next(one for one in work_of(world, order_in_work(world)) if one.workshop.owner.name == "Aluh")
    advance = grant_advance(work.pk, amount_idr=1_000, method="bank", paid_on=TODAY, by=world.tari, at=NOW)
    her = staff(world.weavers, "Aluh", RoleName.MANAGER)
    say(world, her)
    with pytest.raises(Refused, match="own advance"):
        write_off_advance(advance.pk, reason="Lupa", by=her, at=NOW)
    write_off_advance(advance.pk, reason="Banjir", by=world.mira, at=NOW)


@pytest.mark.usefixtures("aluhs_phone")
def test_she_cannot_take_it_off_herself(world):
    say(world, world.mira)
    with pytest.raises(Refused, match="Somebody else"):
        say(world, world.mira, phone="")
    with writing(world.weavers):
        assert StaffParty.objects.get().party_id == world.aluh.party_id


@pytest.mark.usefixtures("aluhs_phone")
def test_what_is_not_one_maker_is_refused(world):
    for phone in ("tidak ada", "0813-9999-0000"):
        with pytest.raises(Refused) as refusal:
            say(world, world.idah, phone=phone)
        assert refusal.value.field == "phone"
    say(world, world.idah)
    with pytest.raises(Refused, match="already another"):
        say(world, world.budi)
    with pytest.raises(Refused, match="no role"):
        say(world, world.zahra)


@pytest.mark.usefixtures("aluhs_phone")
def test_only_who_manages_staff_and_never_a_stranger(world):
    with pytest.raises(PermissionDenied):
        say(world, world.idah, by=world.tari)
    with pytest.raises(Refused, match="no role"):
        say(world, world.idah, by=world.zahra)
