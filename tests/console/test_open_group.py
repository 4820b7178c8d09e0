"""The console opens a forming group where no office does, and prints a link that works once."""

import io

import pytest
from django.core.management import CommandError, call_command

from sentra.kernel.models import Tenant
from sentra.people.models import Role


def opened(**more):
    out = io.StringIO()
    told = {"district": "63.08", "email": "siti@purun.example", "leader": "Siti"} | more
    call_command("open_group", "Kelompok Purun", **told, stdout=out)
    return out.getvalue()


def test_the_group_stands_and_its_leader_can_come_in(db, client):
    told = opened(address="https://sentra.example")
    group = Tenant.objects.get()
    assert (group.kind, group.slug, group.zone) == ("forming", "kelompok-purun", "Asia/Makassar")
    assert list(Role.objects.values_list("user__name", "role")) == [("Siti", "chair")]
    link = told.split("Siti: https://sentra.example")[1].strip()
    assert client.get(link, follow=True).status_code == 200


@pytest.mark.parametrize("wrong", [{"district": "99.99"}, {"email": "siti"}, {"leader": " "}])
def test_what_cannot_be_is_said_and_nothing_stays(db, wrong):
    with pytest.raises(CommandError):
        opened(**wrong)
    assert not Tenant.objects.exists()


def test_an_address_that_works_elsewhere_is_refused(db):
    opened()
    with pytest.raises(CommandError):
        opened()
    assert Tenant.objects.count() == 1
