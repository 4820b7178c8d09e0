"""At the end of a month every rupiah between bank and books has a name."""

from datetime import date

import pytest

from sentra.payments.operations import confirm_matches
from sentra.payments.operations.matches import Choice
from sentra.payments.queries import month_end, reconciliation
from tests.domain.payments.given import bank, by_hand, inside, kept, lines_of, table
from tests.world import NOW, TODAY

JULY, END = date(2026, 7, 31), date(2026, 8, 31)


def seen(world, until=END, **more):
    return inside(world, reconciliation, until, **more)


def tie(world, line, key):
    confirm_matches([Choice(line.pk, key)], by=world.tari, at=NOW)


def test_without_statements_there_is_nothing_to_lay_beside(world):
    assert seen(world) is None
    kept(world, bank(world), table((TODAY, "X", 5), opening=1))
    assert seen(world, JULY) is None


def test_what_waits_on_both_sides_explains_the_difference(world):
    by_hand(world, 100_000, on=JULY)
    by_hand(world, -30_000, "Cek belum dicairkan")
    kept(world, bank(world), table((TODAY, "BIAYA ADM", -2_500), (TODAY, "TRF", 7_000), opening=100_000))

    found = seen(world)
    assert (found.statement_idr, found.books_idr, found.difference_idr) == (104_500, 70_000, 34_500)
    assert (found.lines_idr, found.postings_idr, found.opening_difference_idr) == (4_500, -30_000, 0)
    assert found.explained_idr == found.difference_idr
    assert not found.agrees


def test_green_when_everything_is_matched(world):
    by_hand(world, 100_000, on=JULY)
    kept(world, bank(world), table((TODAY, "BIAYA ADM", -2_500), opening=100_000))
    tie(world, lines_of(world)[0], "a:6-1300")
    found = seen(world)
    assert found.agrees
    assert found.statement_idr == found.books_idr == 97_500


def test_what_the_bank_shows_next_month_waits_at_the_end_of_this_one(world):
    by_hand(world, 100_000, on=date(2026, 6, 30))
    entry = by_hand(world, -40_000, on=JULY)
    account = bank(world)
    kept(world, account, table((JULY, "X", 1_000), opening=100_000))
    kept(world, account, table((TODAY, "KLIRING", -40_000), opening=101_000))
    posting = next(one for one in seen(world, JULY).postings if one.entry_id == entry.pk)
    tie(world, lines_of(world)[1], f"p:{posting.id}")

    july = seen(world, JULY)
    assert [one.amount_idr for one in july.postings] == [-40_000]
    assert july.explained_idr == july.difference_idr
    assert [one.amount_idr for one in seen(world).lines] == [1_000]
    assert seen(world).postings == ()


def test_an_opening_the_books_do_not_have_is_named(world):
    kept(world, bank(world), table((TODAY, "X", 1_000), opening=50_000))
    assert seen(world).opening_difference_idr == 50_000


def test_missing_statements_are_a_gap(world):
    account = bank(world)
    kept(world, account, table((JULY, "A", 1_000), opening=0))
    kept(world, account, table((TODAY, "B", 2_000), opening=6_000))  # 5,000 between them are missing
    assert seen(world).gap_idr == 5_000


def test_two_banks_are_one_account_of_the_books(world):
    kept(world, bank(world), table((TODAY, "A", 1_000), opening=10_000))
    kept(world, bank(world, "BNI"), table((TODAY, "B", 2_000), opening=20_000))
    kept(world, bank(world, "Dana", ledger="1-1220"), table((TODAY, "C", 4_000), opening=40_000))
    assert seen(world).statement_idr == 33_000
    assert seen(world, ledger="1-1220").statement_idr == 44_000


@pytest.mark.parametrize("day", [date(2026, 8, 1), date(2026, 8, 31)])
def test_a_month_ends_on_its_last_day(day):
    assert month_end(day) == END


def test_a_long_history_costs_no_more_queries(world, django_assert_num_queries):
    account = bank(world)
    kept(world, account, table((JULY, "A", 1_000), opening=0))
    with django_assert_num_queries(16):
        seen(world)
    kept(world, account, table(*[(TODAY, f"B{n}", n) for n in range(1, 40)], opening=1_000))
    for line in lines_of(world)[:20]:
        tie(world, line, "a:4-1900")
    with django_assert_num_queries(16):
        seen(world)
