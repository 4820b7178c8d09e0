"""A group opens and gathers founders: every missing item shown, each founder on one list."""

import dataclasses
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from sentra.cooperative.founding.law import founders_needed
from sentra.cooperative.founding.operations import (
    add_founder,
    file_with_notary,
    open_group,
    remove_founder,
    take_back_payment,
)
from sentra.cooperative.meetings.operations import (
    end_office,
)
from sentra.cooperative.membership.operations import (
    accept_application,
    ask_to_join,
    refuse_application,
    withdraw_application,
)
from sentra.cooperative.models import (
    Application,
    FounderPayment,
    Founding,
    Officer,
)
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.models import Tenant
from sentra.ledger.queries import balance_of
from sentra.people.models import Role, User
from sentra.people.roles import RoleName, permissions
from sentra.people.steps import NewPerson
from tests.domain.cooperative.founding.given import (
    DAY,
    HELD,
    LATER,
    WHEN,
    approves,
    back,
    drafts,
    files,
    leaves,
    looking,
    meets,
    missing,
    pays,
    ready,
    signs,
)
from tests.world import NOW, TODAY


def test_the_office_opens_a_group_and_gets_no_rights_in_it(world, group):
    tenant = Tenant.objects.get(pk=group.tenant_id)
    assert (tenant.kind, tenant.district_code, tenant.slug) == ("forming", "63.08", "kelompok-purun-maju")
    assert set(Role.objects.filter(tenant=tenant).values_list("user__name", "role")) == {("Siti", "chair")}
    with pytest.raises(PermissionDenied):
        open_group(
            "Lain",
            form="primary",
            chair_email="a@b.example",
            chair_name="A",
            by=world.mira,
            at=NOW,
            today=TODAY,
        )


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"name": " "}, "name"),
        ({"chair_email": "mira@galuh.example"}, "chair_email"),
        ({"chair_email": "x"}, "email"),
    ],
)
def test_a_group_without_name_or_of_a_login_elsewhere_is_refused(world, facts, field):
    said = {"name": "Baru", "chair_email": "baru@purun.example"} | facts
    with pytest.raises(Refused) as no:
        open_group(
            said["name"], form="primary", chair_email=said["chair_email"], chair_name="B",
            by=world.omar, at=NOW, today=TODAY,
        )  # fmt: skip
    assert no.value.field == field
    assert not User.objects.filter(email="baru@purun.example").exists()


def opens(office, name, email="dua@purun.example"):
    return open_group(name, form="primary", chair_email=email, chair_name="D", by=office, at=NOW, today=TODAY)


@pytest.mark.parametrize("name", ["Kelompok Purun Maju", "kelompok  purun maju ", "Kelompok PurunMaju"])
def test_the_same_name_is_not_opened_twice_in_a_district(world, group, name):
    with pytest.raises(Refused, match="in this district already") as no:
        opens(world.omar, name)
    assert no.value.field == "name"
    assert not User.objects.filter(email="dua@purun.example").exists()


def test_the_same_name_in_another_district_has_an_address_of_its_own(world, group):
    Tenant.objects.filter(pk=group.tenant_id).update(district_code="63.09")
    opens(world.omar, "Kelompok Purun Maju")
    assert Tenant.objects.filter(slug__startswith="kelompok-purun-maju").count() == 2


@pytest.mark.parametrize(
    ("form", "day", "least"),
    [
        ("primary", date(2026, 1, 1), 9), ("primary", date(2020, 11, 1), 20),
        ("secondary", date(2026, 1, 1), 3),
    ],
)  # fmt: skip
def test_how_many_must_found_is_a_dated_row_with_its_source(form, day, least):
    row = founders_needed(form, day)
    assert row.least == least
    assert row.source
    with pytest.raises(LookupError):
        founders_needed(form, date(1990, 1, 1))


def test_everything_missing_is_shown_from_the_first_day(group):
    assert missing(group) == {
        "founders", "rules", "savings", "meeting", "adopted", "officers", "filed", "approved",
    }  # fmt: skip


def test_each_step_takes_its_item_off_the_list(group):
    drafts(group)
    assert "rules" not in missing(group)
    people = signs(group, 8)
    assert "founders" in missing(group)
    people += [add_founder(name="Pendiri 9", by=group, at=NOW, today=TODAY)]
    assert "founders" not in missing(group)
    for one in people:
        assert "savings" in missing(group)
        pays(group, one)
    assert missing(group) == {"meeting", "adopted", "officers", "filed", "approved"}
    meets(group)
    assert missing(group, DAY) == {"filed", "approved"}
    files(group)
    approves(group)
    assert not missing(group, LATER)


def test_eight_do_not_hold_a_founding_meeting(group):
    drafts(group)
    signs(group, 9)
    with pytest.raises(Refused, match=r"8 of 9 are here\. The quorum is 9"):
        meets(group, came=8)


def test_a_founder_signs_once_and_goes_only_without_money_here(group):
    one = signs(group, 1)[0]
    with pytest.raises(Refused, match="on the founders' list already"):
        add_founder(name="pendiri 1", by=group, at=NOW, today=TODAY)
    paid = pays(group, one)
    with pytest.raises(Refused, match="Give her back"):
        remove_founder(one.pk, reason="Pindah", by=group, at=NOW, today=TODAY)
    take_back_payment(paid.pk, reason="Pindah", by=group, at=NOW, today=TODAY)
    with pytest.raises(Refused, match="no longer"):
        take_back_payment(paid.pk, reason="Pindah", by=group, at=NOW, today=TODAY)
    assert remove_founder(one.pk, reason="Pindah", by=group, at=NOW, today=TODAY).stage == "withdrawn"
    with transaction.atomic(), looking(group):
        assert balance_of("2-1560") == 0


def test_a_secondary_names_who_speaks_for_each_cooperative(world):
    leader = open_group(
        "Sekunder", form="secondary", chair_email="s@sekunder.example", chair_name="S", by=world.omar, at=NOW,
        today=TODAY,
    )  # fmt: skip
    tenant = Tenant.objects.get(name="Sekunder")
    chair = Actor(
        tenant_id=tenant.pk,
        name="S",
        permissions=permissions(RoleName.CHAIR),
        user_id=leader.pk,
        roles=("chair",),
    )
    with pytest.raises(Refused, match="speaks for"):
        add_founder(name="Koperasi Satu", by=chair, at=NOW, today=TODAY)
    for name in ("Satu", "Dua", "Tiga"):
        add_founder(name=f"Koperasi {name}", represented_by="Ibu A", by=chair, at=NOW, today=TODAY)
    assert "founders" not in missing(chair)


def test_only_the_founders_list_moves_a_founder(group):
    """Beside the list her money, her post and the meeting would not be looked at."""
    signed = signs(group)
    pays(group, signed[0])
    for verb in (
        lambda: accept_application(signed[0].pk, joined_on=TODAY, by=group, at=NOW),
        lambda: refuse_application(signed[0].pk, reason="Tidak jadi", by=group, at=NOW),
        lambda: withdraw_application(signed[0].pk, reason="Tidak jadi", by=group, at=NOW),
    ):
        with pytest.raises(Refused, match="founders' list"):
            verb()
    with transaction.atomic(), looking(group):
        assert Application.objects.get(pk=signed[0].pk).stage == "asked"


def test_a_group_takes_no_member_before_its_founders(group):
    ready(group)
    coordinator = dataclasses.replace(group, user_id=group.user_id + 1)  # another than who decides
    asked = ask_to_join(new=NewPerson("Rahma"), agreed=True, asked_on=TODAY, by=coordinator, at=NOW)
    with pytest.raises(Refused, match="still forming"):
        accept_application(asked.pk, joined_on=TODAY, by=group, at=NOW)
    files(group)
    approves(group)
    assert accept_application(asked.pk, joined_on=LATER, by=group, at=WHEN).number == 10


def test_a_founder_with_a_post_lays_it_down_before_she_goes(group):
    drafts(group)
    people = signs(group, 10)
    for one in people:
        pays(group, one)
    meets(group, 10)
    with transaction.atomic(), looking(group):
        paid = FounderPayment.objects.get(party=people[3].party_id)
        held = Officer.objects.get(party=people[3].party_id)
    back(group, paid)
    with pytest.raises(Refused, match="She holds a post"):
        leaves(group, people[3])
    end_office(held.pk, reason="Pindah", by=group, at=HELD, today=DAY)
    with pytest.raises(Refused) as no:
        leaves(group, people[3], " ")
    assert no.value.field == "reason"
    assert leaves(group, people[3]).stage == "withdrawn"
    assert "officers" in missing(group, DAY)


def test_treasurer_and_stranger_found_nothing(world, group):
    ready(group)
    with pytest.raises(PermissionDenied):
        file_with_notary(notary="N", filed_on=DAY, by=world.tari, at=HELD, today=DAY)
    with pytest.raises(Founding.DoesNotExist):
        file_with_notary(notary="N", filed_on=DAY, by=world.zahra, at=HELD, today=DAY)


@pytest.mark.parametrize(
    ("facts", "sentence"), [({"name": "  "}, "Give a name"), ({"phone": "dua belas"}, "not a phone number")]
)
def test_a_founder_has_a_name_and_her_number_is_one(group, facts, sentence):
    with pytest.raises(Refused, match=sentence):
        add_founder(**({"name": "Siti Aminah"} | facts), by=group, at=NOW, today=TODAY)
