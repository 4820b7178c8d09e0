"""Anybody opens a label's address: genuine, changed, unknown, never issued, withdrawn, opened very often."""

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from sentra.cooperative.membership.operations import withdraw_consent
from sentra.origin.codes import packed, unpacked, written
from sentra.origin.models import LabelLook
from sentra.origin.operations import revoke_label
from sentra.origin.queries import code_of
from sentra.origin.steps import count_look
from tests.domain.capital.given import all_paid
from tests.domain.orders.given import writing
from tests.domain.origin.given import SIGNER, agree, finished_lot, issued
from tests.world import NOW, TODAY


@pytest.fixture(autouse=True)
def _clock(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def visitor():
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def label(world):
    return issued(world, finished_lot(world).lot_id)[0]


def page(visitor, code):
    answer = visitor.get(reverse("label", args=[code]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_genuine_label_tells_its_story(world, visitor, label):
    text = page(visitor, code_of(label))
    for told in (
        "This label is genuine",
        "Koperasi Galuh",
        "Produk tas-purun",
        "Lot 2, piece 1 (lot of 5)",
        "Tahap 2",
    ):
        assert told in text
    assert "2 makers; none is named here" in text
    assert "times before" not in text
    assert "opened 1 time before" in page(visitor, code_of(label))


def test_changed_and_forged_labels_show_nothing_of_what_they_claim(world, visitor, label):
    payload, signature = bytes(label.payload), bytes(label.signature)
    at = payload.index(b"tas-purun")
    forged = payload[:at] + b"tas-emasX" + payload[at + 9 :]
    for code in (
        written(forged, signature),
        written(payload, bytes(64)),
        written(payload, SIGNER.signed(payload, world.batik.uid, 1)),
        written(payload, signature)[:-9],
    ):
        text = page(visitor, code)
        assert "This label is not genuine" in text
        assert "tas-" not in text
    for typed in ("nonsense", "a.b", "Lot 2, piece 1"):
        assert "This is no code of a label" in page(visitor, typed)
    with writing(world.weavers):
        assert not LabelLook.objects.exists()


def test_a_label_nobody_issued_is_told_although_it_is_well_signed(world, visitor, label):
    facts = unpacked(bytes(label.payload))
    for other in (replace(facts, label=99), replace(facts, product="Tas emas")):
        payload = packed(other)
        text = page(visitor, written(payload, SIGNER.signed(payload, world.weavers.uid, 1)))
        assert "Nobody here issued this label" in text
        assert "Tas emas" not in text
    for other in (
        replace(facts, key=9),
        replace(facts, cooperative=10**6),
        replace(facts, cooperative=2**33),
    ):
        payload = packed(other)
        assert "Nobody here issued" in page(
            visitor, written(payload, SIGNER.signed(payload, world.weavers.uid, 9))
        )


def test_the_office_issues_no_labels(world, visitor, label):
    payload = packed(replace(unpacked(bytes(label.payload)), cooperative=world.office.pk))
    code = written(payload, SIGNER.signed(payload, world.office.uid, 1))
    assert "Nobody here issued" in page(visitor, code)


def test_a_withdrawn_label_says_since_when_and_why(world, visitor, label):
    revoke_label(label.pk, why="lost", by=world.mira, at=NOW.replace(hour=20))
    text = page(visitor, code_of(label))
    assert "4 August 2026" in text  # the day it was in Amuntai
    assert "This label was withdrawn" in text
    assert "Labels were lost" in text
    assert "This label is genuine" not in text


def test_a_label_opened_very_often_may_be_copied(world, visitor, label):
    for _ in range(20):
        count_look(world.weavers.pk, label.pk, on=TODAY)
    assert "This label is genuine" in page(visitor, code_of(label))
    assert "Genuine, but opened very often" in page(visitor, code_of(label))


def test_her_name_is_there_as_long_as_she_agrees(world, visitor, label):
    code = code_of(label)
    assert "Aluh" not in page(visitor, code)
    all_paid(world)
    agree(world, world.aluh, "showroom")
    assert "<strong>Aluh</strong>" in page(visitor, code)
    assert "Rp 20,000" not in page(visitor, code)
    agree(world, world.aluh, "pay")
    text = page(visitor, code)
    assert "Paid" in text
    assert "20" in text.partition("Paid")[2][:20]
    assert "Bariah" not in text
    withdraw_consent(world.aluh.party_id, purpose="showroom", by=world.aluh, at=NOW)
    text = page(visitor, code)
    assert "Aluh" not in text
    assert "Paid" not in text


def test_looking_ahead_is_no_look(world, visitor, label):
    assert visitor.head(reverse("label", args=[code_of(label)])).status_code == 200
    assert visitor.post(reverse("label", args=[code_of(label)])).status_code == 405
    with writing(world.weavers):
        assert not LabelLook.objects.exists()


def test_it_costs_the_same_queries_for_one_maker_and_for_many(
    world, visitor, label, django_assert_num_queries
):
    code = code_of(label)
    for who in (world.aluh, world.bariah):
        agree(world, who, "showroom")
        agree(world, who, "pay")
    with django_assert_num_queries(LOOK):
        page(visitor, code)


LOOK = 18


def test_the_list_is_published_and_the_form_leads_to_the_label(world, visitor, label):
    revoke_label(label.pk, why="lost", by=world.mira, at=NOW)
    told = visitor.get(reverse("label-list")).json()
    assert [one["name"] for one in told["keys"]] == ["Koperasi Galuh"]
    assert [(one["label"], one["why"]) for one in told["revoked"]] == [(1, "lost")]
    code = code_of(label)
    answer = visitor.get(reverse("check-labels"), {"kode": f"https://x.example/asal/{code}/"})
    assert answer["Location"] == reverse("label", args=[code])
    assert visitor.get(reverse("check-labels"), {"kode": "https://evil.example//"})["Location"].startswith(
        "/asal/"
    )


def test_the_page_that_checks_asks_few_queries(world, visitor, label, django_assert_num_queries):
    with django_assert_num_queries(7):
        text = visitor.get(reverse("check-labels")).content.decode()
    assert "origin-list" in text
    assert visitor.get(reverse("label-worker"))["Content-Type"] == "text/javascript"
