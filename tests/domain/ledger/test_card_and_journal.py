"""Reading the books: pages by key, cards with a running balance, figures that open their lines."""

from datetime import date, timedelta

import pytest

from sentra.ledger import queries
from sentra.ledger.models import Account, Entry
from sentra.ledger.posting import Booking, credit, debit, post
from tests.world import NOW

FIRST = date(2026, 5, 1)


@pytest.fixture
def filled(books):
    """Twelve advances to two artisans, two a day."""
    makers = [books.aluh.party_id, books.bariah.party_id]
    for number in range(12):
        lines = [debit("1-1330", 10 + number, makers[number % 2]), credit("1-1100", 10 + number)]
        day = FIRST + timedelta(days=number // 2)
        post(
            f"advance:{number}:paid", f"order:{number % 3}", "Uang muka", Booking(day, books.tari, NOW), lines
        )
    return books


def test_the_journal_pages_by_key_and_meets_every_entry_once(filled):
    seen, before = [], None
    while True:
        page = queries.journal(before=before, size=5)
        seen += [entry.id for entry in page.entries]
        before = page.older
        if before is None:
            break
    assert seen == list(Entry.objects.order_by("-booked_on", "-pk").values_list("pk", flat=True))
    assert len(queries.journal(source="order:1").entries) == 4


def test_a_journal_page_costs_the_same_queries_whatever_it_shows(filled, django_assert_num_queries):
    for size in (1, 12):
        with django_assert_num_queries(3):
            queries.journal(size=size)


def test_the_card_runs_and_continues_where_it_ended(filled, django_assert_num_queries):
    with django_assert_num_queries(2):
        whole = queries.account_card("1-1330")
    assert (whole.opening_idr, whole.closing_idr, len(whole.rows)) == (0, sum(range(10, 22)), 12)
    first = queries.account_card("1-1330", size=5)
    second = queries.account_card("1-1330", size=50, after=first.later)
    assert first.rows + second.rows == whole.rows
    assert second.opening_idr == first.closing_idr
    assert second.later is None


def test_the_card_of_one_person_between_two_days(filled):
    card = queries.account_card(
        "1-1330",
        party_id=filled.aluh.party_id,
        from_on=FIRST + timedelta(days=1),
        until=FIRST + timedelta(days=2),
    )
    assert (card.opening_idr, [row.amount_idr for row in card.rows], card.closing_idr) == (10, [12, 14], 36)
    assert {row.party_name for row in card.rows} == {"Aluh"}
    assert queries.entry(card.rows[0].entry_id).source == "order:2"


def test_balances_by_person_add_up_to_the_account(filled):
    shown = {one.name: one.balance_idr for one in queries.party_balances("1-1330")}
    assert shown == {"Aluh": 90, "Bariah": 96}
    assert sum(shown.values()) == queries.balance_of("1-1330") == -queries.cash_position().total_idr
    assert queries.balance_of("1-1330", filled.aluh.party_id) == 90


def test_an_unknown_account_has_no_card(filled):
    with pytest.raises(Account.DoesNotExist):
        queries.account_card("7-7777")
