"""The bank account and the signer on letters: set by chair and treasurer, checked, told, printed."""

import pytest
from django.test import Client
from django.urls import reverse

from sentra.kernel.errors import PermissionDenied
from sentra.kernel.models import AuditRow, Notice, Tenant
from sentra.orders import documents
from sentra.people.models import User
from sentra.people.operations import set_letterhead
from tests.domain.orders import given
from tests.world import NOW

BANK = {"bank": "Bank Kalsel", "account": "001 234 567 8", "holder": "Koperasi Galuh"}
SIGNER = {"signer_name": "Hj. Mira", "signer_role": "Ketua"}


@pytest.fixture(autouse=True)
def _clock(time_machine):
    time_machine.move_to(NOW, tick=False)


def at_desk(actor):
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


def own(world):
    return Tenant.objects.get(pk=world.weavers.pk).settings.get("papers", {})


def test_the_treasurer_sets_it_and_both_are_told(world):
    client = at_desk(world.tari)
    said = BANK | SIGNER | {"_once": "a" * 32}
    assert client.post(reverse("save-letterhead"), said).status_code == 302
    assert own(world)["bank"] == BANK | {"account": "0012345678"}
    assert own(world)["signer"] == {"name": "Hj. Mira", "role": "Ketua"}
    assert "0012345678" in client.get(reverse("letterhead")).content.decode()
    with given.writing(world.weavers):
        assert {one.to for one in Notice.objects.filter(name="bank_account_changed")} == {
            "role:chair", "role:treasurer",
        }  # fmt: skip
        row = AuditRow.objects.get(operation="people.set_letterhead")
        assert row.details["account"] == BANK["account"]
    client.post(reverse("save-letterhead"), said | {"signer_name": "Tari", "_once": "b" * 32})
    with given.writing(world.weavers):  # the same account again is no news
        assert Notice.objects.filter(name="bank_account_changed").count() == 2


def test_all_that_is_wrong_is_said_at_once(world):
    client = at_desk(world.mira)
    said = {"bank": "", "account": "12ab", "holder": "", "_once": "c" * 32}
    page = client.post(reverse("save-letterhead"), said)
    assert page.status_code == 422
    assert page.content.decode().count("Fill in bank, number and holder") >= 2
    assert "6 to 20 digits" in page.content.decode()
    assert own(world) == {}


def test_nobody_else_sets_it(world):
    assert at_desk(world.idah).get(reverse("letterhead")).status_code == 403
    with pytest.raises(PermissionDenied):
        set_letterhead(**BANK, **SIGNER, by=world.idah, at=NOW)


def test_letters_name_account_signer_and_who_made_them(world, monkeypatch):
    printed = []
    monkeypatch.setattr(documents, "render", lambda _name, data, at: printed.append(data) or b"")
    order = given.invoiced(world)
    with given.writing(world.weavers):
        documents.quotation(order.pk)
    assert printed[-1]["signer"]["name"] == world.mira.name  # nobody is set: whoever made it
    set_letterhead(**BANK, signer_name="Hj. Rusnah", signer_role="Ketua", by=world.mira, at=NOW)
    with given.writing(world.weavers):
        documents.quotation(order.pk)
        documents.invoice(order.invoices.get().pk)
    assert printed[-2]["signer"] == {"name": "Hj. Rusnah", "role": f"Ketua · dibuat oleh {world.mira.name}"}
    assert printed[-1]["bank"]["account"] == "0012345678"
