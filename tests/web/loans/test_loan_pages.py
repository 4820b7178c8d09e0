"""Loans on screen: cost before asking, asked by one, decided by another, paid out, repaid, written off."""

import pytest
from django.urls import reverse

from sentra.cooperative.models import Loan, LoanPayment
from sentra.people.models import User
from tests.domain.cooperative.savings_given import balance, lent, member, money, wish
from tests.domain.orders.given import writing
from tests.world import NOW, TODAY

PAID = {"method": "cash", "paid_on": TODAY.isoformat()}


@pytest.fixture
def as_(world, client, time_machine):
    time_machine.move_to(NOW, tick=False)

    def sign_in(actor):
        client.force_login(User.objects.get(pk=actor.user_id))
        return client

    return sign_in


def loan_of(world):
    with writing(world.weavers):
        return Loan.objects.get()


def last_payment(world):
    with writing(world.weavers):
        return LoanPayment.objects.latest("pk")


def test_the_calculator_shows_three_ways(world, as_):
    told = {"principal_idr": "6.000.000", "months": "6"}
    page = as_(world.mira).get(reverse("loan-calculator"), told).content.decode()
    for amount in ("Rp210.000", "Rp360.000", "Rp1.060.000"):  # declining, flat, its instalment
        assert amount in page
    wrong = as_(world.mira).get(reverse("loan-calculator"), {"principal_idr": "x", "months": "6"})
    assert wrong.status_code == 200


def test_from_wish_to_repaid(world, as_):
    aluh = member(world)
    money(world)
    told = {"member_id": aluh.pk, "principal_idr": "300.000", "months": "3", "purpose": "Purun"}
    assert as_(world.tari).post(reverse("write-loan"), told).status_code == 302
    page = reverse("loan", args=[loan_of(world).pk])
    assert "setujui/" not in as_(world.tari).get(page).content.decode()
    assert "setujui/" in as_(world.mira).get(page).content.decode()
    assert as_(world.tari).post(page + "setujui/").status_code == 403
    assert as_(world.mira).post(page + "setujui/").status_code == 302
    assert as_(world.tari).post(page + "bayarkan/", PAID).status_code == 302
    assert as_(world.tari).post(page + "angsur/", PAID | {"amount_idr": "103.000"}).status_code == 302
    assert "Rp200.000" in as_(world.mira).get(page).content.decode()
    first = last_payment(world)
    receipt = reverse("loan-payment", args=[first.pk])
    assert "Rp103.000" in as_(world.tari).get(receipt).content.decode()
    assert as_(world.tari).get(receipt + "bukti.pdf").content.startswith(b"%PDF")
    assert as_(world.tari).post(receipt + "salah/", {"reason": "Salah orang"}).status_code == 302
    assert balance(world, "1-1340", aluh) == 300_000
    assert as_(world.tari).post(page + "lunasi/", PAID).status_code == 302
    assert loan_of(world).stage == "repaid"


def test_too_much_comes_back_with_what_was_typed(world, as_):
    loan = lent(world, member(world), 300_000, 3)
    answer = as_(world.tari).post(
        reverse("take-instalment", args=[loan.pk]), PAID | {"amount_idr": "999.999"}
    )
    assert answer.status_code == 422
    assert 'value="999.999"' in answer.content.decode()


def test_refused_with_a_reason(world, as_):
    asked = wish(world, member(world))
    page = reverse("loan", args=[asked.pk])
    assert as_(world.mira).post(page + "tolak/", {"reason": ""}).status_code == 422
    assert as_(world.mira).post(page + "tolak/", {"reason": "Kas belum cukup"}).status_code == 302
    assert "Kas belum cukup" in as_(world.tari).get(page).content.decode()


def test_two_write_it_off(world, as_):
    loan = lent(world, member(world))
    page = reverse("loan", args=[loan.pk])
    assert as_(world.tari).post(page + "usul-hapus/", {"reason": "Kebakaran"}).status_code == 302
    assert as_(world.tari).post(page + "hapus/").status_code == 403
    assert as_(world.mira).post(page + "batal-hapus/").status_code == 302
    assert as_(world.tari).post(page + "usul-hapus/", {"reason": "Kebakaran"}).status_code == 302
    assert as_(world.wati).post(page + "hapus/").status_code == 302
    assert loan_of(world).stage == "written_off"


def test_who_may_look(world, as_):
    loan = lent(world, member(world))
    page = reverse("loan", args=[loan.pk])
    assert as_(world.idah).get(page).status_code == 403
    assert as_(world.zahra).get(page).status_code == 404
    assert as_(world.mira).get(reverse("new-loan")).status_code == 403
    assert as_(world.tari).get(reverse("new-loan")).status_code == 200


@pytest.mark.parametrize("people", [2, 9])
def test_the_list_costs_the_same_queries(world, as_, people, django_assert_num_queries):
    for number in range(1, people + 1):
        lent(world, member(world, f"Orang {number}", number))
    client = as_(world.mira)
    with django_assert_num_queries(12):
        client.get(reverse("loans"))
