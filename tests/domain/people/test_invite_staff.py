"""Inviting staff and ending roles: somebody who leads always stays."""

import pytest
from django.db import transaction

from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.models import AuditRow
from sentra.kernel.tenancy import within
from sentra.people.founding import seat
from sentra.people.models import Role, User
from sentra.people.operations import end_role, invite_staff
from sentra.people.queries import roles_to_give, staff
from sentra.people.roles import RoleName
from tests.world import NOW, World


def invite(world: World, email: str = "sari@contoh.id", role: RoleName = RoleName.MANAGER, by=None) -> Role:
    return invite_staff(email=email, name="Sari", role=role, by=by or world.mira, at=NOW)


def test_a_new_login_has_a_role_and_no_password_yet(world):
    role = invite(world, "Sari@Contoh.ID")
    assert (role.role, role.tenant_id, role.since) == (RoleName.MANAGER, world.weavers.pk, NOW)
    assert role.user.email == "sari@contoh.id"
    assert not role.user.has_usable_password()


def test_a_known_login_keeps_her_name_and_password(world):
    tari = User.objects.get(pk=world.tari.user_id)
    role = invite_staff(email=tari.email, name="Other", role=RoleName.COORDINATOR, by=world.mira, at=NOW)
    assert role.user.name == "Tari"
    assert role.user.has_usable_password()


def test_only_the_console_seats_one_login_in_two_cooperatives(world):
    first = invite(world)
    with pytest.raises(Refused, match="another organisation"):
        invite(world, by=world.zahra)
    seat(world.batik, email=first.user.email, name="Sari", role=RoleName.MANAGER, at=NOW)
    assert set(first.user.roles.values_list("tenant_id", flat=True)) == {world.weavers.pk, world.batik.pk}


@pytest.mark.parametrize(
    ("email", "role", "field"),
    [
        ("no address", RoleName.MANAGER, "email"),
        ("sari@contoh.id", RoleName.OFFICER, "role"),
        ("sari@contoh.id", RoleName.ARTISAN, "role"),
    ],
)
def test_what_does_not_fit_is_refused(world, email, role, field):
    with pytest.raises(Refused) as refusal:
        invite(world, email, role)
    assert refusal.value.field == field


def test_a_role_is_given_once(world):
    invite(world)
    with pytest.raises(Refused, match="already"):
        invite(world)


def test_who_may_not_manage_staff_is_denied(world):
    for by in (world.tari, world.budi, world.aluh):
        with pytest.raises(PermissionDenied):
            invite(world, by=by)


def test_the_only_chair_stays(world):
    chair = Role.objects.get(tenant=world.weavers, role=RoleName.CHAIR)
    with pytest.raises(Refused, match="lead"):
        end_role(chair.pk, by=world.mira, at=NOW)
    invite(world, role=RoleName.CHAIR)
    assert end_role(chair.pk, by=world.mira, at=NOW).until == NOW


def test_a_closed_login_does_not_count_as_a_leader(world):
    other = invite(world, role=RoleName.CHAIR)
    other.user.is_active = False
    other.user.save()
    with pytest.raises(Refused, match="lead"):
        end_role(Role.objects.get(user_id=world.mira.user_id).pk, by=world.mira, at=NOW)


def test_a_stranger_cannot_end_a_role_here(world):
    role = Role.objects.get(tenant=world.weavers, role=RoleName.TREASURER)
    with pytest.raises(Role.DoesNotExist):
        end_role(role.pk, by=world.zahra, at=NOW)


def test_the_audit_names_the_role_but_not_the_address(world):
    invite(world)
    with transaction.atomic(), within(world.weavers.pk):
        row = AuditRow.objects.get(operation="people.invite_staff")
    assert row.details == {"role": "manager"}


def test_the_staff_screen_reads_all_in_two_queries(world, django_assert_num_queries):
    invite(world)
    with transaction.atomic(), within(world.weavers.pk), django_assert_num_queries(2):
        members = staff(world.weavers.pk)
    assert [member.name for member in members] == ["Budi", "Idah", "Mira", "Sari", "Tari", "Wati"]
    mira = members[2]
    assert [held.removable for held in mira.roles] == [False]
    assert not members[3].has_password
    assert "Zahra" not in {member.name for member in members}


def test_each_kind_of_organisation_gives_its_own_roles(world):
    assert "chair" in dict(roles_to_give(world.weavers))
    assert set(dict(roles_to_give(world.office))) == {"head", "officer"}
