"""The founders' list in the browser: addresses, mistakes mended, two women of one name, one form a row."""

import pytest
from django.db import transaction
from django.urls import reverse

from sentra.cooperative.models import Application
from sentra.kernel.models import AuditRow
from sentra.kernel.tenancy import within
from tests.domain.cooperative.founding.given import HELD, drafts, files, pays, ready, signs
from tests.kernel.pdf_text import pages
from tests.web.founding.given import post, refused, text_of

NIK = "6308014501850001"


def parties(group):
    with transaction.atomic(), within(group.tenant_id):
        signed = Application.objects.order_by("pk").select_related("party")
        return [(one.pk, one.party) for one in signed]


def test_her_address_stands_on_the_founders_list(group, siti):
    post(siti, "add-founder", name="Siti Aminah", address="Jl. Purun 7 RT 2", nik=NIK)
    answer = siti.get(reverse("founding-paper", args=["daftar-pendiri"]))
    text = " ".join(pages(answer.content))
    assert "Jl. Purun 7 RT 2" in text
    assert NIK not in text
    assert parties(group)[0][1].nik_last4 == NIK[-4:]
    shown = text_of(siti, "founders")
    assert NIK not in shown
    assert NIK[-4:] in shown


def test_a_mistyped_founder_is_corrected_and_the_record_says_who(group, siti):
    post(siti, "add-founder", name="Stii Aminah", phone="0812000111")
    key, party = parties(group)[0]
    said = {"name": "Siti Aminah", "phone": "081200011122", "address": "Jl. Purun 7"}
    assert "bukan nomor telepon" in refused(siti, "correct-founder", key, **said | {"phone": "dua"}).lower()
    post(siti, "correct-founder", key, **said)
    ((_key, now),) = parties(group)
    assert (now.pk, now.name, now.phone, now.address) == (
        party.pk, "Siti Aminah", "+6281200011122", "Jl. Purun 7",
    )  # fmt: skip
    with transaction.atomic(), within(group.tenant_id):
        assert now.workshops.get().name == "Siti Aminah"
        assert AuditRow.objects.filter(operation__endswith="correct_founder").exists()


def test_what_the_notary_has_is_not_corrected(group, siti, time_machine):
    ready(group)
    key, _party = parties(group)[0]
    time_machine.move_to(HELD, tick=False)
    post(siti, "correct-founder", key, name="Pendiri Satu")
    files(group)
    assert "notaris" in refused(siti, "correct-founder", key, name="Pendiri 1").lower()


def test_a_second_woman_of_the_same_name_has_another_number(group, siti):
    post(siti, "add-founder", name="Noor Hayati", phone="081200011122")
    post(siti, "add-founder", name="Noor Hayati", phone="081200033344")
    assert len({party.pk for _key, party in parties(group)}) == 2


@pytest.mark.parametrize(
    ("first", "second"), [("081200011122", "081200011122"), ("", "081200033344"), ("081200011122", "")]
)
def test_same_name_and_no_other_number_is_asked_about(group, siti, first, second):
    post(siti, "add-founder", name="Noor Hayati", phone=first)
    assert 'name="another"' not in text_of(siti, "founders")
    shown = refused(siti, "add-founder", name="noor  hayati", phone=second)
    assert "Apakah ini orang lain?" in shown
    assert 'name="another"' in shown
    post(siti, "add-founder", name="Noor Hayati", phone=second, another="on")
    assert len({party.pk for _key, party in parties(group)}) == 2


def test_another_person_has_another_nik(group, siti):
    post(siti, "add-founder", name="Noor Hayati", nik=NIK)
    said = {"name": "Noor Hayati", "phone": "081200033344", "nik": NIK, "another": "on"}
    assert "NIK" in refused(siti, "add-founder", **said)


def test_one_wrong_amount_stays_in_its_own_row(group, siti):
    drafts(group)
    signed = signs(group, 3)
    pays(group, signed[2])
    shown = refused(
        siti, "pay-in", signed[1].pk, amount_idr="77.777.777", method="cash", paid_on="2026-08-03"
    )
    assert shown.count("77.777.777") == 1
    assert f'id="pay{signed[1].pk}_amount_idr"' in shown
    ids = [part.split('"')[0] for part in shown.split(' id="')[1:]]
    assert len(ids) == len(set(ids))
