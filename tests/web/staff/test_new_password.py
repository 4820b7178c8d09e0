"""A forgotten password: the chair makes a link that works once, for a day, never across organisations."""

import re
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.models import AuditRow
from sentra.kernel.tenancy import within
from sentra.people.models import Role, User
from sentra.people.operations import allow_new_password, end_role
from sentra.people.roles import RoleName
from tests.world import NOW

SECRET = {"new_password1": "perahu-di-rawa-7", "new_password2": "perahu-di-rawa-7"}


@pytest.fixture
def mira(world, client, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(User.objects.get(pk=world.mira.user_id))
    return client


def link_for(mira, person):
    answer = mira.post(reverse("make-password-link"), {"which": person.user_id})
    page = mira.get(answer.url).content.decode()
    return re.search(r"http://testserver(/akun/sandi/lagi/[^<\s]+)", page)[1], answer.url


def use(link, **changed):
    """Follow the link with a phone of one's own and send the form, if there is one."""
    hers = Client()
    page = hers.get(link, follow=True)
    if "new_password1" not in page.content.decode():
        return None
    return hers.post(page.redirect_chain[-1][0], SECRET | changed)


def can(person, password):
    return User.objects.get(pk=person.user_id).check_password(password)


def test_a_colleague_sets_another_password_once(world, mira):
    link, shown = link_for(mira, world.tari)
    assert mira.get(shown).url == reverse("staff")  # shown once
    assert can(world.tari, "kata-sandi-uji")  # until she uses it, the old one works
    assert use(link).url == reverse("account_login")
    assert can(world.tari, "perahu-di-rawa-7")
    assert use(link, new_password1="pencuri-di-rawa-8", new_password2="pencuri-di-rawa-8") is None
    assert can(world.tari, "perahu-di-rawa-7")


def test_it_stands_in_the_audit(world, mira):
    link_for(mira, world.tari)
    with transaction.atomic(), within(world.weavers.pk):
        row = AuditRow.objects.get(operation="people.allow_new_password")
    assert (row.user_id, row.subject) == (world.mira.user_id, f"people.user:{world.tari.user_id}")


@pytest.mark.parametrize(("hours", "works"), [(23, True), (25, False)])
def test_it_works_for_a_day(world, mira, time_machine, hours, works):
    link, _shown = link_for(mira, world.tari)
    time_machine.move_to(NOW + timedelta(hours=hours), tick=False)
    assert bool(use(link)) is works


def test_her_old_sessions_end(world, mira):
    hers = Client()
    hers.force_login(User.objects.get(pk=world.tari.user_id))
    link, _shown = link_for(mira, world.tari)
    use(link)
    assert hers.get(reverse("home")).status_code == 302


def test_coming_in_after_all_ends_the_link(world, mira):
    link, _shown = link_for(mira, world.tari)
    Client().force_login(User.objects.get(pk=world.tari.user_id))
    assert use(link) is None


def test_a_weak_password_is_refused(world, mira):
    link, _shown = link_for(mira, world.tari)
    assert use(link, new_password1="pendek", new_password2="pendek").status_code == 200
    assert can(world.tari, "kata-sandi-uji")


def test_a_person_of_another_organisation_is_not_found(world, mira):
    assert mira.post(reverse("make-password-link"), {"which": world.zahra.user_id}).status_code == 404
    assert mira.get(reverse("password-link", args=[world.zahra.user_id])).status_code == 404


def test_who_also_works_elsewhere_gets_hers_from_the_operator(world, mira):
    Role.objects.create(user_id=world.tari.user_id, tenant=world.batik, role=RoleName.TREASURER, since=NOW)
    with pytest.raises(Refused, match="person who runs Sentra"):
        allow_new_password(world.tari.user_id, by=world.mira, at=NOW)
    answer = mira.post(reverse("make-password-link"), {"which": world.tari.user_id})
    assert answer.status_code == 422


def test_an_operator_without_a_seat_here_is_not_found(world):
    operator = User.objects.create_user("operator@contoh.id", "kata-sandi-uji", name="Operator")
    with pytest.raises(User.DoesNotExist):
        allow_new_password(operator.pk, by=world.mira, at=NOW)


def test_nobody_whose_role_ended_or_whose_login_is_closed(world):
    end_role(Role.objects.get(user_id=world.idah.user_id).pk, by=world.mira, at=NOW)
    with pytest.raises(User.DoesNotExist):
        allow_new_password(world.idah.user_id, by=world.mira, at=NOW)
    User.objects.filter(pk=world.tari.user_id).update(is_active=False)
    with pytest.raises(Refused, match="closed"):
        allow_new_password(world.tari.user_id, by=world.mira, at=NOW)


def test_not_for_oneself_and_only_by_who_leads(world):
    with pytest.raises(Refused, match="own password"):
        allow_new_password(world.mira.user_id, by=world.mira, at=NOW)
    with pytest.raises(PermissionDenied):
        allow_new_password(world.mira.user_id, by=world.tari, at=NOW)
