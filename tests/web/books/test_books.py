"""The books on screen: figures open, mistakes are reversed, months are closed."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from sentra.ledger.operations import post_entry
from sentra.ledger.posting import Line
from sentra.people.models import User
from tests.domain.capital.given import all_made, all_paid, order_in_work, slips
from tests.world import NOW, TODAY


@pytest.fixture
def booked(world):
    return post_entry(
        TODAY,
        "Modal awal",
        [Line("1-1200", 5_000_000, None), Line("3-1300", -5_000_000, None)],
        by=world.tari,
        at=NOW,
    )


@pytest.fixture
def tari(world, client, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(User.objects.get(pk=world.tari.user_id))
    return client


def test_every_figure_opens_its_lines(world, tari, booked):
    page = tari.get(reverse("books")).content.decode()
    assert "5.000.000" in page
    assert reverse("account", args=["1-1200"]) in page
    card = tari.get(reverse("account", args=["1-1200"])).content.decode()
    assert reverse("entry", args=[booked.pk]) in card
    assert "Modal awal" in tari.get(reverse("journal")).content.decode()


def test_what_we_owe_stands_on_the_credit_side_and_is_not_negative(world, tari, booked):
    card = tari.get(reverse("account", args=["3-1300"])).content.decode().replace("\xa0", "")
    assert "Rp5.000.000" in card
    assert "−Rp" not in card
    assert "-Rp" not in card
    body = card[card.index("<tbody>") :]
    assert body.count("Rp5.000.000") == 2  # credit, and the balance after it


def test_entries_name_orders_and_slips_by_their_own_numbers(world, tari):
    order = order_in_work(world)
    all_made(world, order)
    slip = slips(world, all_paid(world))[0]
    shown = tari.get(reverse("journal")).content.decode()
    for url, name in (("order", f"{order.number}/{order.year}"), ("slip", f"{slip.number}/2026")):
        pk = order.pk if url == "order" else slip.pk
        assert re.search(rf'href="{reverse(url, args=[pk])}">[^<]*{name}', shown), url
    one = tari.get(reverse("journal") + f"?sumber=order:{order.pk}").content.decode()
    assert f"{order.number}/{order.year}" in one


def test_a_mistake_is_reversed_with_a_reason(world, tari, booked):
    page = reverse("reverse-entry", args=[booked.pk])
    refused = tari.post(page, {"reason": ""})
    assert refused.status_code == 422
    answer = tari.post(page, {"reason": "Salah jumlah", "_once": "k1"})
    assert answer.status_code == 302
    assert (
        tari.post(page, {"reason": "Salah jumlah", "_once": "k1"}).url == answer.url
    )  # the same key acts once
    again = tari.post(page, {"reason": "Sekali lagi", "_once": "k2"})
    assert again.status_code == 422
    assert "already been reversed" in again.content.decode() or "sudah" in again.content.decode()


def test_a_treasurer_books_by_hand(world, tari):
    form = {
        "booked_on": TODAY.isoformat(),
        "memo": "Biaya bank",
        "account_1": "6-1300",
        "debit_1": "7.500",
        "account_2": "1-1200",
        "credit_2": "7.500",
    }
    answer = tari.post(reverse("save-entry"), form)
    assert answer.status_code == 302
    wrong = tari.post(reverse("save-entry"), form | {"credit_2": "7.000"})
    assert wrong.status_code == 422
    assert "7.000" in wrong.content.decode()


def test_a_month_is_closed_in_order(world, tari, booked):
    soon = tari.post(reverse("close-period"), {"month": TODAY.strftime("%Y-%m")})
    assert soon.status_code == 422


def test_an_inspector_does_not_see_the_books_and_a_guest_signs_in(world, client):
    assert client.get(reverse("books")).status_code == 302
    client.force_login(User.objects.get(pk=world.idah.user_id))
    assert client.get(reverse("books")).status_code == 403


def test_another_cooperative_does_not_find_the_entry(world, client, booked):
    client.force_login(User.objects.get(pk=world.zahra.user_id))
    assert client.get(reverse("entry", args=[booked.pk])).status_code == 404


@pytest.mark.parametrize("entries", [2, 12])
def test_the_journal_asks_a_constant_number_of_queries(world, tari, entries, django_assert_num_queries):
    for n in range(entries):
        post_entry(
            TODAY - timedelta(days=n),
            f"Entri {n}",
            [Line("1-1200", 1_000, None), Line("3-1300", -1_000, None)],
            by=world.tari,
            at=NOW,
        )
    with django_assert_num_queries(11):
        tari.get(reverse("journal"))
