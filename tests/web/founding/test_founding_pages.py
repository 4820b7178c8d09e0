"""A founding on screen: from the group the office opens to the cooperative, and its papers."""

import pytest
from django.db import transaction
from django.urls import reverse

from sentra.cooperative import meeting_documents as documents
from sentra.cooperative.models import Application, Clause
from sentra.kernel.models import Tenant
from sentra.kernel.tenancy import within
from sentra.people.models import User
from tests.domain.cooperative.founding.conftest import group
from tests.domain.cooperative.founding.given import DAY as MET_ON
from tests.domain.cooperative.founding.given import drafts, meets, pays, signs
from tests.domain.cooperative.founding.test_drafting_rules import all_values
from tests.domain.cooperative.meetings.given import (
    HELD,
    inside,
)
from tests.kernel.pdf_text import pages
from tests.web.founding.given import as_typed
from tests.world import NOW

PIN = "482615"
__all__ = ["group"]


@pytest.fixture
def mira(world, client, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(User.objects.get(pk=world.mira.user_id))
    return client


def text_of(client, name, *args):
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200, name
    return answer.content.decode()


def post(client, name, /, *args, **said):
    answer = client.post(reverse(name, args=args), said)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return answer


def test_the_rules_of_a_deed_are_taken_over_once(world, mira):
    assert reverse("rules-of-the-deed") in text_of(mira, "rules")
    text_of(mira, "rules-of-the-deed")
    said = as_typed(all_values())
    post(mira, "take-over-rules", **said, deed="Akta 7", since="2010-05-01")
    assert reverse("rules-of-the-deed") not in text_of(mira, "rules")
    assert mira.get(reverse("statutes-paper"))["Content-Type"] == "application/pdf"
    with inside(world):
        assert Clause.objects.filter(deed="Akta 7").count() > 20


@pytest.fixture
def siti(group, client, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(User.objects.get(pk=group.user_id))
    return client


def test_the_founding_page_always_shows_everything(group, siti):
    shown = text_of(siti, "founding")
    assert shown.count("badge-wait") >= 8 or shown.count("wait") >= 8
    text_of(siti, "founders")
    post(siti, "add-founder", name="Ibu Satu", phone="")
    with transaction.atomic(), within(group.tenant_id):
        one = Application.objects.get()
    post(siti, "pay-in", one.pk, amount_idr="100.000", method="cash", paid_on="2026-08-03")
    assert siti.post(reverse("pay-in", args=[one.pk]), {"amount_idr": "1"}).status_code == 422
    text_of(siti, "draft-rules")
    text_of(siti, "rules")
    assert siti.get(reverse("founding-paper", args=["daftar-pendiri"])).status_code == 200
    assert siti.get(reverse("founding-paper", args=["lain"])).status_code == 404


def test_filed_and_approved_the_group_is_a_cooperative(group, siti, time_machine):
    drafts(group)
    for one in signs(group):
        pays(group, one)
    meets(group)
    time_machine.move_to(HELD, tick=False)
    post(siti, "file-founding", notary="Notaris Anwar", filed_on=MET_ON.isoformat())
    said = {"deed": "12/2026", "approval": "AHU-1", "approved_on": MET_ON.isoformat()}
    post(siti, "approve-founding", **said)
    assert Tenant.objects.get(pk=group.tenant_id).kind == "cooperative"
    text_of(siti, "founding")
    text_of(siti, "founders")


def test_the_office_opens_a_group_and_hands_its_link(world, client, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(User.objects.get(pk=world.omar.user_id))
    text_of(client, "groups")
    said = {
        "name": "Kelompok Rotan",
        "form": "primary",
        "chair_name": "Rusdi",
        "chair_email": "r@rotan.example",
    }
    post(client, "open-group", **said)
    shown = text_of(client, "groups")
    assert "Kelompok Rotan" in shown
    assert "/akun/" in shown


def test_a_founding_is_given_up_or_its_papers_taken_back_on_the_page(group, siti, time_machine):
    assert reverse("give-up-founding") in text_of(siti, "founding")
    drafts(group)
    paid = [pays(group, one) for one in signs(group)]
    assert reverse("give-up-founding") not in text_of(siti, "founding"), "their money first"
    meets(group)
    time_machine.move_to(HELD, tick=False)
    post(siti, "file-founding", notary="Notaris Anwar", filed_on=MET_ON.isoformat())
    assert reverse("take-back-payment", args=[paid[0].pk]) not in text_of(siti, "founders")
    post(siti, "take-papers-back", reason="Alamat salah")
    for one in paid:
        post(siti, "take-back-payment", one.pk, reason="Bubar")
    assert siti.post(reverse("give-up-founding"), {"reason": ""}).status_code == 422
    post(siti, "give-up-founding", reason="Bubar")
    shown = text_of(siti, "founding")
    assert reverse("give-up-founding") not in shown
    assert reverse("add-founder") not in text_of(siti, "founders")


def test_a_forming_groups_papers(group):
    drafts(group)
    people = signs(group)
    for one in people:
        pays(group, one)
    with transaction.atomic(), within(group.tenant_id):
        capital = documents.founders_list(group.tenant_id, capital=True, today=NOW.date(), at=NOW)
        rules = documents.statutes(group.tenant_id, today=NOW.date(), at=NOW)
    assert "900.000" in " ".join(pages(capital.content))
    assert "rancangan" in " ".join(pages(rules.content)).lower()
    assert "Amuntai" in " ".join(pages(rules.content))
