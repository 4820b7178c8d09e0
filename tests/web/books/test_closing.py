"""The page of closing: the next month with what to look at, the year with its entry, tick before it."""

from datetime import date

import pytest
from django.urls import reverse

from sentra.ledger.operations import post_entry
from sentra.ledger.posting import credit, debit
from sentra.people.models import User
from tests.world import NOW


def book(world, on, idr=500_000, account="4-1900"):
    lines = [debit("1-1200", idr), credit(account, idr)]
    post_entry(on, "Uji", lines, by=world.tari, at=NOW)


@pytest.fixture
def tari(world, client, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(User.objects.get(pk=world.tari.user_id))
    return client


def shown(client):
    return client.get(reverse("closing")).content.decode().replace("\xa0", "")


def test_without_entries_there_is_nothing_to_close(world, tari):
    assert reverse("close-period") not in shown(tari)


def test_a_month_is_closed_and_the_next_one_waits(world, tari):
    book(world, date(2026, 6, 3))
    assert 'value="2026-06-01"' in shown(tari)
    answer = tari.post(reverse("close-period"), {"month": "2026-06-01"})
    assert answer.url == reverse("closing")
    assert 'value="2026-07-01"' in shown(tari)
    early = tari.post(reverse("close-period"), {"month": "2026-08-01"})
    assert early.status_code == 422


def test_a_month_that_is_not_over_shows_no_button(world, tari):
    book(world, date(2026, 8, 1))
    assert reverse("close-period") not in shown(tari)


def test_the_year_shows_its_entry_and_asks_for_a_tick(world, tari):
    book(world, date(2025, 12, 3))
    book(world, date(2025, 12, 4), -120_000, "6-1200")
    page = shown(tari)
    assert "Rp380.000" in page
    assert reverse("account", args=["3-1900"]) in page
    form = {"month": "2025-12-01", "year": "True"}
    assert tari.post(reverse("close-period"), form).status_code == 422
    assert tari.post(reverse("close-period"), form | {"looked": "on"}).status_code == 302
    card = tari.get(reverse("account", args=["3-1900"])).content.decode().replace("\xa0", "")
    assert "Rp380.000" in card


def test_the_supervisor_reads_and_does_not_close(world, client, time_machine):
    book(world, date(2026, 6, 3))
    time_machine.move_to(NOW, tick=False)
    client.force_login(User.objects.get(pk=world.wati.user_id))
    assert reverse("close-period") not in shown(client)
    assert client.post(reverse("close-period"), {"month": "2026-06-01"}).status_code == 403


def test_the_trial_balance_leads_there(world, tari):
    assert reverse("closing") in tari.get(reverse("books")).content.decode()


@pytest.mark.parametrize("entries", [1, 8])
def test_a_fixed_number_of_queries(world, tari, entries, django_assert_num_queries):
    for day in range(entries):
        book(world, date(2025, 12, 3 + day))
    with django_assert_num_queries(30):
        shown(tari)
