"""Staff on screen: invited with a link that works once, roles ended, rights explained."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from sentra.people.duties import mixed_by
from sentra.people.models import Role, User
from sentra.people.operations import invite_staff
from sentra.people.roles import ROLES, Permission, RoleName
from sentra.web.staff.views import rights_of
from sentra.web.staff.words import CAN, NOT_FOR_STAFF
from tests.world import NOW

NOOR = {"name": "Noor", "email": "noor@contoh.id", "role": "inspector"}


@pytest.fixture
def mira(world, client, time_machine):
    """The chair, signed in."""
    time_machine.move_to(NOW, tick=False)
    client.force_login(User.objects.get(pk=world.mira.user_id))
    return client


def seen(response):
    return response.content.decode()


def link_on(page):
    return re.search(r"http://testserver(/akun/sandi/kunci/[^<\s]+)", seen(page))[1]


def test_somebody_invited_gets_a_link_sets_a_password_and_comes_in(world, mira):
    answer = mira.post(reverse("invite-staff"), NOOR)
    user = User.objects.get(email="noor@contoh.id")
    assert answer.url == reverse("staff-link", args=[user.pk])
    page = mira.get(answer.url)
    assert "no-store" in page["Cache-Control"]
    hers, link = Client(), link_on(page)
    form = hers.get(link, follow=True)
    secret = {"password1": "perahu-di-rawa-7", "password2": "perahu-di-rawa-7"}
    assert hers.post(form.redirect_chain[-1][0], secret).status_code == 302
    user.refresh_from_db()
    assert user.check_password("perahu-di-rawa-7")
    used = Client().get(link, follow=True)
    assert "password1" not in seen(used)  # it works once
    assert mira.get(answer.url).status_code == 404  # and nobody is given another


def test_a_lost_link_is_made_again(world, mira):
    held = invite_staff(email="noor@contoh.id", name="Noor", role=RoleName.INSPECTOR, by=world.mira, at=NOW)
    assert mira.get(reverse("staff-link", args=[held.user_id])).url == reverse(
        "staff"
    )  # none made in this session
    answer = mira.post(reverse("make-link"), {"which": held.user_id})
    assert link_on(mira.get(answer.url))


def test_nobody_gets_a_link_for_a_person_with_a_password_or_of_others(world, mira):
    for who in (world.tari, world.zahra):
        assert mira.post(reverse("make-link"), {"which": who.user_id}).status_code == 404
        assert mira.get(reverse("staff-link", args=[who.user_id])).status_code == 404


def test_a_login_another_organisation_made_gets_no_role_here(world, mira):
    """Or whoever invited her address first, and set its password, could come in under her name."""
    invite_staff(email="noor@contoh.id", name="Noor", role=RoleName.CHAIR, by=world.zahra, at=NOW)
    assert mira.post(reverse("invite-staff"), NOOR).status_code == 422
    user = User.objects.get(email="noor@contoh.id")
    assert not Role.objects.filter(user=user, tenant=world.weavers).exists()
    assert mira.post(reverse("make-link"), {"which": user.pk}).status_code == 404


def test_mistakes_come_back_with_what_was_typed(mira):
    answer = mira.post(reverse("invite-staff"), NOOR | {"email": "bukan alamat"})
    assert answer.status_code == 422
    assert "bukan alamat" in seen(answer)
    known = mira.post(reverse("invite-staff"), NOOR | {"email": "idah@galuh.example"})
    assert known.status_code == 422
    assert mira.post(reverse("invite-staff"), NOOR | {"role": "officer"}).status_code == 422


def test_the_same_invitation_twice_gives_one_role(world, mira):
    form = NOOR | {"_once": "k1"}
    mira.post(reverse("invite-staff"), form)
    assert mira.post(reverse("invite-staff"), form).status_code == 302
    assert Role.objects.filter(user__email="noor@contoh.id").count() == 1


TARI = {"name": "Somebody", "role": "inspector"}


def test_another_role_for_a_known_person_is_asked_about(world, mira):
    tari = User.objects.get(pk=world.tari.user_id)
    asked = mira.post(reverse("invite-staff"), TARI | {"email": tari.email.upper()})
    assert asked.url == reverse("confirm-role", args=[tari.pk, "inspector"])
    assert not Role.objects.filter(user=tari, role="inspector").exists()
    page = mira.get(asked.url)
    assert tari.name in seen(page)
    assert page.context["known"].roles == [RoleName.TREASURER]
    assert "menilai hasil kerja dan menyiapkan upahnya" in seen(page)
    mira.post(reverse("invite-staff"), TARI | {"email": tari.email, "sure": "1"})
    assert Role.objects.filter(user=tari, role="inspector", until=None).exists()


def test_nobody_learns_a_name_of_another_organisation(world, mira):
    assert mira.get(reverse("confirm-role", args=[world.zahra.user_id, "inspector"])).status_code == 404
    assert mira.get(reverse("confirm-role", args=[world.tari.user_id, "officer"])).status_code == 404
    zahra = User.objects.get(pk=world.zahra.user_id)
    assert mira.post(reverse("invite-staff"), TARI | {"email": zahra.email}).status_code == 422


@pytest.mark.parametrize(
    ("role", "held", "mixed"),
    [
        ("inspector", {"treasurer"}, 1),
        ("treasurer", {"inspector"}, 1),
        ("treasurer", {"supervisor"}, 1),
        ("treasurer", {"chair"}, 2),
        ("coordinator", {"treasurer"}, 0),
        ("inspector", set(), 0),
        ("coordinator", {"treasurer", "inspector"}, 0),
    ],
)
def test_duties_that_two_should_hold(role, held, mixed):
    assert len(mixed_by(role, held)) == mixed


def test_ending_a_role_says_what_ends_with_it(world, mira):
    idah = Role.objects.select_related("user").get(user_id=world.idah.user_id)
    where = reverse("confirm-end", args=[idah.pk])
    assert where in seen(mira.get(reverse("staff")))
    page = mira.get(where)
    assert idah.user.name in seen(page)
    assert CAN[Permission.INSPECT] in page.context["lost"]
    theirs = Role.objects.get(user_id=world.zahra.user_id)
    assert mira.get(reverse("confirm-end", args=[theirs.pk])).status_code == 404


def test_a_role_ends_but_not_the_last_chair(world, mira):
    idah = Role.objects.get(user_id=world.idah.user_id)
    assert mira.post(reverse("end-role"), {"which": idah.pk}).status_code == 302
    idah.refresh_from_db()
    assert idah.until == NOW
    chair = Role.objects.get(user_id=world.mira.user_id)
    assert mira.post(reverse("end-role"), {"which": chair.pk}).status_code == 422


def test_a_role_of_another_organisation_is_not_found(world, mira):
    theirs = Role.objects.get(user_id=world.zahra.user_id)
    assert mira.post(reverse("end-role"), {"which": theirs.pk}).status_code == 404
    assert "zahra@" not in seen(mira.get(reverse("staff")))


def test_every_right_has_words_and_every_role_its_column(mira):
    assert set(CAN) | NOT_FOR_STAFF == set(Permission)
    rights = rights_of((RoleName.CHAIR, RoleName.TREASURER))
    pay_out = next(right for right in rights if right["can"] == CAN[Permission.PAY_OUT])
    assert [may for _role, may in pay_out["held"]] == [False, True]
    assert len(rights) == sum(
        any(right in ROLES[role] for role in (RoleName.CHAIR, RoleName.TREASURER)) for right in CAN
    )


@pytest.mark.parametrize("more", [0, 9])
def test_the_page_asks_a_constant_number_of_queries(world, mira, more, django_assert_num_queries):
    for n in range(more):
        invite_staff(
            email=f"s{n}@contoh.id", name=f"Staf {n}", role=RoleName.INSPECTOR, by=world.mira, at=NOW
        )
    with django_assert_num_queries(10):
        mira.get(reverse("staff"))


def test_only_who_leads_sees_it(world, client):
    client.force_login(User.objects.get(pk=world.tari.user_id))
    assert client.get(reverse("staff")).status_code == 403
    assert client.post(reverse("invite-staff"), NOOR).status_code == 403


def test_somebody_is_a_maker_too(world, mira):
    from sentra.people.models import Party
    from tests.domain.orders.given import writing

    with writing(world.weavers):
        Party.objects.filter(pk=world.aluh.party_id).update(phone="+6281311112222")
    url = reverse("staff-is-maker")
    assert mira.post(url, {"user_id": world.idah.user_id, "phone": "0000"}).status_code == 422
    answer = mira.post(url, {"user_id": world.idah.user_id, "phone": "0813 1111 2222"}, follow=True)
    assert "Aluh" in seen(answer)


def test_no_role_is_chosen_beforehand(mira):
    assert mira.get(reverse("staff")).context["form"]["role"].field.choices[0][0] == ""
    assert mira.post(reverse("invite-staff"), NOOR | {"role": ""}).status_code == 422


def test_a_refusal_is_one_line_in_the_log(world, client, caplog):
    client.force_login(User.objects.get(pk=world.tari.user_id))
    assert client.get(reverse("staff")).status_code == 403
    (line,) = [one for one in caplog.records if one.name == "django.request"]
    assert line.exc_info is None
