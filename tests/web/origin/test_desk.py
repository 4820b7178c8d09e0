"""Staff issue labels for a lot, print them on three papers, and withdraw them."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from sentra.origin.models import Label
from sentra.people.models import User
from tests.domain.capital.given import all_paid
from tests.domain.orders.given import writing
from tests.domain.origin.given import agree, finished_lot
from tests.world import NOW


@pytest.fixture
def mira(world, client, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(User.objects.get(pk=world.mira.user_id))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def lot(world):
    return finished_lot(world).lot_id


def issue(client, lot, **said):
    return client.post(reverse("issue-labels", args=[lot]), {"kind": "piece", "pieces": ""} | said)


def sheet(client, lot, size, kind="piece"):
    answer = client.get(reverse("label-sheet", args=[lot, kind, size]))
    assert answer["Content-Type"] == "application/pdf"
    return PdfReader(io.BytesIO(answer.content))


def test_the_lot_leads_to_its_labels(world, mira, lot):
    assert reverse("lot-labels", args=[lot]) in mira.get(reverse("lot", args=[lot])).content.decode()


def test_labels_are_issued_and_printed_on_three_papers(world, mira, lot):
    assert "5 labels issued" in issue(mira, lot).wsgi_request.session["_messages"]
    wide, high = (float(side) for side in sheet(mira, lot, "a4").pages[0].mediabox[2:])
    assert (round(wide), round(high)) == (595, 842)
    for size, points in (("80", 227), ("58", 164)):
        roll = sheet(mira, lot, size)
        assert len(roll.pages) == 5
        assert round(float(roll.pages[0].mediabox.width)) == points
    text = sheet(mira, lot, "58").pages[2].extract_text()
    assert "no. 3" in text
    assert "Produk tas-purun" in text
    assert "Aluh" not in text


def test_a_name_is_printed_with_her_yes(world, mira, lot):
    all_paid(world)
    agree(world, world.aluh, "showroom")
    agree(world, world.aluh, "pay")
    issue(mira, lot, kind="lot")
    text = sheet(mira, lot, "80", "lot").pages[0].extract_text()
    assert "Aluh: dibayar Rp20.000 per buah" in " ".join(text.split())
    assert "5 buah" in text


def test_one_and_all_are_withdrawn(world, mira, lot):
    issue(mira, lot)
    url = reverse("withdraw-labels", args=[lot])
    assert mira.post(url, {"serial": "3", "why": ""}).status_code == 422
    assert mira.post(url, {"serial": "9", "why": "lost"}).status_code == 422
    assert mira.post(url, {"serial": "3", "why": "lost"}).status_code == 302
    assert "Number 3: Labels were lost" in mira.get(reverse("lot-labels", args=[lot])).content.decode()
    assert len(sheet(mira, lot, "58").pages) == 4
    assert "Issued and valid: 1–2, 4–5" in mira.get(reverse("lot-labels", args=[lot])).content.decode()
    assert mira.post(url, {"serial": "", "why": "wrong"}).status_code == 422
    assert mira.post(url, {"serial": "4", "every": "on", "why": "wrong"}).status_code == 422
    assert mira.post(url, {"every": "on", "why": "wrong"}).status_code == 302
    assert mira.get(reverse("label-sheet", args=[lot, "piece", "58"])).status_code == 404
    with writing(world.weavers):
        assert not Label.objects.filter(revoked_at=None).exists()


def test_a_refusal_comes_back_with_what_was_typed(world, mira, lot):
    answer = issue(mira, lot, pieces="6")
    assert answer.status_code == 422
    assert "Only 5 pieces" in answer.content.decode()
    assert 'value="6"' in answer.content.decode()


@pytest.mark.parametrize("address", [("piece", "90"), ("box", "58")])
def test_other_papers_are_not_found(world, mira, lot, address):
    issue(mira, lot)
    assert mira.get(reverse("label-sheet", args=[lot, *address])).status_code == 404


def test_who_may_and_who_may_not(world, client, lot):
    for name, status in (("idah", 200), ("tari", 403), ("zahra", 404)):
        client.force_login(User.objects.get(pk=getattr(world, name).user_id))
        assert client.get(reverse("lot-labels", args=[lot])).status_code == status, name


def test_pages_count_their_queries(world, mira, lot, django_assert_num_queries):
    assert "No label was issued yet" in mira.get(reverse("labels")).content.decode()
    issue(mira, lot)
    for name, args, count in (
        ("labels", [], 13),
        ("lot-labels", [lot], 11),
        ("label-sheet", [lot, "piece", "58"], 13),
    ):
        with django_assert_num_queries(count):
            assert mira.get(reverse(name, args=args)).status_code == 200
