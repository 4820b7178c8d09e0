"""Savings on screen: the desk, a receipt, the collection sheet as a plain form and as envelopes, interest."""

import json
import uuid
from datetime import date

import pytest
from django.urls import reverse

from sentra.cooperative.models import CollectionSheet, SavingsMove
from sentra.cooperative.savings.operations import open_sheet
from sentra.people.cards import new_secret
from sentra.people.models import User
from sentra.people.operations import issue_card
from tests.domain.cooperative.savings_given import balance, lent, member, money, rule, save
from tests.domain.orders.given import writing
from tests.world import NOW, TODAY

PIN = "482615"


@pytest.fixture
def as_(world, client, time_machine):
    time_machine.move_to(NOW, tick=False)

    def sign_in(actor):
        client.force_login(User.objects.get(pk=actor.user_id))
        return client

    return sign_in


def moves(world):
    with writing(world.weavers):
        return list(SavingsMove.objects.order_by("pk"))


def receipt(**more):
    return {"kind": "wajib", "amount_idr": "20.000", "method": "cash", "paid_on": TODAY.isoformat()} | more


def test_a_receipt_is_written_shown_printed_and_taken_back(world, as_):
    aluh = member(world)
    answer = as_(world.tari).post(reverse("take-savings", args=[aluh.pk]), receipt())
    made = moves(world)[0]
    assert answer["Location"] == reverse("savings-receipt", args=[made.pk])
    page = as_(world.tari).get(answer["Location"]).content.decode()
    assert "Rp20.000" in page
    paper = as_(world.tari).get(reverse("savings-receipt-paper", args=[made.pk]))
    assert paper.content.startswith(b"%PDF")
    back = reverse("take-back-savings", args=[made.pk])
    assert as_(world.tari).post(back, {"reason": "Salah orang"}).status_code == 302
    assert "Salah orang" in as_(world.tari).get(answer["Location"]).content.decode()
    assert balance(world, "3-1200", aluh) == 0


def test_a_wrong_amount_comes_back_with_what_was_typed(world, as_):
    aluh = member(world)
    answer = as_(world.tari).post(reverse("take-savings", args=[aluh.pk]), receipt(amount_idr="1,5"))
    assert answer.status_code == 422
    assert 'value="1,5"' in answer.content.decode()
    out = {"amount_idr": "5.000", "method": "cash", "paid_on": TODAY.isoformat()}
    answer = as_(world.tari).post(reverse("withdraw-savings", args=[aluh.pk]), out)
    assert answer.status_code == 422
    assert 'value="5.000"' in answer.content.decode()


def test_who_may(world, as_):
    aluh = member(world)
    page = reverse("member-savings", args=[aluh.pk])
    assert "ambil/" not in as_(world.budi).get(page).content.decode()
    assert as_(world.budi).post(page + "ambil/", {}).status_code == 403
    assert as_(world.idah).get(page).status_code == 403
    assert as_(world.zahra).get(page).status_code == 404
    sheet = open_sheet(TODAY, by=world.budi, at=NOW)
    assert as_(world.zahra).get(reverse("sheet", args=[sheet.pk])).status_code == 404
    assert as_(world.mira).post(reverse("take-dues", args=[sheet.pk]), {}).status_code == 403


@pytest.fixture
def sheet(world):
    rule(world, principal_savings_idr=100_000, mandatory_savings_idr=20_000)
    return open_sheet(TODAY, place="Balai", by=world.budi, at=NOW)


def test_the_plain_form_takes_what_is_ticked(world, as_, sheet):
    aluh, bariah = member(world), member(world, "Bariah", 2)
    page = reverse("sheet", args=[sheet.pk])
    shown = as_(world.budi).get(page).content.decode()
    assert f'name="dues-{aluh.pk}" value="260.000"' in shown
    assert f"loan-{aluh.pk}" not in shown
    typed = {"take": [aluh.pk], f"dues-{aluh.pk}": "20.000", f"voluntary-{aluh.pk}": "5.000"}
    typed |= {f"dues-{bariah.pk}": "260.000"}
    assert as_(world.budi).post(page + "catat/", typed).status_code == 302
    assert balance(world, "1-1100") == 25_000
    after = as_(world.budi).get(page).content.decode()
    assert f"dues-{aluh.pk}" not in after
    assert f"dues-{bariah.pk}" in after


def test_a_wrong_row_is_named_and_nothing_is_saved(world, as_, sheet):
    aluh, bariah = member(world), member(world, "Bariah", 2)
    typed = {"take": [aluh.pk, bariah.pk], f"dues-{aluh.pk}": "20.000", f"dues-{bariah.pk}": "20,5"}
    answer = as_(world.budi).post(reverse("take-dues", args=[sheet.pk]), typed)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Bariah:" in shown
    assert 'value="20,5"' in shown
    assert moves(world) == []
    assert as_(world.budi).post(reverse("take-dues", args=[sheet.pk]), {}).status_code == 422


def test_an_envelope_counts_once(world, as_, sheet):
    aluh = member(world)
    body = {"sheet": str(sheet.pk), "member": str(aluh.pk), "dues": 20_000}
    sent = {
        "uid": str(uuid.uuid4()), "device": "hp", "seq": 1, "claimed_at": NOW.isoformat(), "kind": "dues",
        "version": 1, "body": body,
    }  # fmt: skip

    def send(told=sent):
        return as_(world.budi).post(
            reverse("dues-envelope"), json.dumps(told), content_type="application/json"
        )

    assert send().status_code == send().status_code == 200
    assert balance(world, "1-1100") == 20_000
    again = send(sent | {"uid": str(uuid.uuid4())})
    assert again.status_code == 422
    assert "Aluh" in again.json()["error"]
    gone = sent | {"uid": str(uuid.uuid4()), "body": body | {"sheet": "999999"}}
    assert send(gone).status_code == 422
    assert (
        as_(world.mira).post(reverse("dues-envelope"), "{}", content_type="application/json").status_code
        == 422
    )


def test_closing_shows_the_difference_and_prints(world, as_, sheet):
    aluh = member(world)
    page = reverse("sheet", args=[sheet.pk])
    as_(world.budi).post(page + "catat/", {"take": [aluh.pk], f"dues-{aluh.pk}": "20.000"})
    assert as_(world.budi).post(page + "tutup/", {"counted_idr": "19.000"}).status_code == 302
    shown = as_(world.mira).get(page).content.decode()
    assert "−Rp1.000" in shown
    assert "tutup/" not in shown
    assert as_(world.mira).get(page + "lembar.pdf").content.startswith(b"%PDF")
    with writing(world.weavers):
        assert CollectionSheet.objects.get().counted_idr == 19_000


@pytest.mark.parametrize("people", [3, 200])
def test_many_members_cost_the_same_queries_and_a_light_page(
    world, as_, sheet, people, django_assert_num_queries
):
    listed = [member(world, f"Anggota {number}", number) for number in range(1, people + 1)]
    lent(world, listed[0], on=date(2026, 7, 20))
    client = as_(world.budi)
    with django_assert_num_queries(17):
        page = client.get(reverse("sheet", args=[sheet.pk]))
    import gzip

    assert len(gzip.compress(page.content)) < 25_000
    with django_assert_num_queries(11):
        client.get(reverse("savings"))


def test_interest_is_seen_then_booked(world, as_):
    rule(world, savings_interest_bp_year=600)
    save(world, member(world), 2_000_000, on=date(2026, 6, 1))
    page = as_(world.tari).get(reverse("savings-interest")).content.decode()
    assert "Rp10.000" in page
    assert "PP 15/2009" in page
    done = as_(world.tari).post(reverse("book-savings-interest"), {"month": "2026-07-01"})
    assert done.status_code == 302
    assert "bukukan/" not in as_(world.tari).get(reverse("savings-interest")).content.decode()
    assert as_(world.budi).post(reverse("book-savings-interest"), {"month": "2026-07-01"}).status_code == 403


@pytest.fixture
def phone(world, client, time_machine):
    time_machine.move_to(NOW, tick=False)
    secret = new_secret()
    issue_card(world.aluh.party_id, secret=secret, pin=PIN, by=world.budi, at=NOW)
    client.post(reverse("card-login", args=[f"{world.weavers.pk}.{secret}"]), {"pin": PIN})
    return client


def test_her_phone_says_what_she_owns_owes_and_is_owed(world, phone, django_assert_num_queries):
    rule(world, principal_savings_idr=100_000, mandatory_savings_idr=20_000)
    aluh = member(world)
    save(world, aluh, 75_000)
    lent(world, aluh)
    with django_assert_num_queries(25):
        page = phone.get(reverse("my-savings")).content.decode()
    for word in ("Rp75.000", "Rp260.000", "Rp1.200.000", "Rp112.000", "data-read-aloud"):
        assert word in page
    assert '<details class="money">' in page  # hidden until tapped


def test_who_is_no_member_is_told_so(world, phone):
    assert "anggota" in phone.get(reverse("my-savings")).content.decode()
    assert phone.get(reverse("my-loan")).status_code == 200


def test_she_asks_for_a_loan_after_seeing_its_cost(world, phone):
    member(world)
    money(world)
    cost = phone.get(reverse("my-loan"), {"principal_idr": "1.200.000", "months": "12"}).content.decode()
    assert "Rp112.000" in cost
    wish = {"principal_idr": "1200000", "months": "12", "purpose": "Purun"}
    assert phone.post(reverse("ask-loan"), wish).status_code == 302
    shown = phone.get(reverse("my-loan")).content.decode()
    assert "urung/" in shown
    assert phone.post(reverse("ask-loan"), wish).status_code == 422
