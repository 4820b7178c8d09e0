"""On any books: the neraca has equal sides, the PHU ends at the surplus, the flow at the cash."""

from collections import defaultdict
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentra.ledger.chart import YEAR_SURPLUS, charted
from sentra.ledger.snapshots import Sums
from sentra.ledger.statements import cash, results
from sentra.ledger.statements.cash import cash_flow
from sentra.ledger.statements.equity import equity
from sentra.ledger.statements.periods import MONTH, TO_DATE, YEAR, Days, days_of, year_before, year_start_of
from sentra.ledger.statements.position import position
from sentra.ledger.statements.results import Bought, layout
from sentra.ledger.statements.results import results as phu
from sentra.ledger.statements.spans import Span, nominal, without

CODES = sorted(charted())
ENTRY = st.tuples(
    st.sampled_from(["year_eve", "eve", "end", "opened"]),
    st.sampled_from(CODES),
    st.sampled_from(CODES),
    st.integers(1, 10**12),
)
BOOKS = st.lists(ENTRY, max_size=40)
BOUGHT = st.builds(Bought, st.integers(0, 10**10), st.integers(0, 10**10))
DAYS = Days(date(2026, 7, 1), date(2026, 7, 31), date(2026, 1, 1))


def span(booked):
    """Each entry lies before the book year, before the period, or in it; opened: in it, from older books."""
    held = {when: defaultdict(Sums) for when in ("year_eve", "eve", "end", "opened")}
    order = ["year_eve", "eve", "end"]
    for when, debited, credited, idr in booked:
        for later in ["end", "opened"] if when == "opened" else order[order.index(when) :]:
            held[later][debited] += Sums(idr, 0)
            held[later][credited] += Sums(0, idr)
    return Span(DAYS, **held)


@given(BOOKS, BOOKS, BOUGHT, BOUGHT)
def test_any_books_agree_with_themselves(now, before, bought, bought_before):
    here, there = span(now), span(before)
    neraca = position(here, there)
    earned = phu(here, there, bought, bought_before).row("surplus")
    flow = cash_flow(here, there)
    changes = equity(here)
    for amount in ("now_idr", "before_idr"):
        assert getattr(neraca.row("assets"), amount) == getattr(neraca.row("sources"), amount)
    assert neraca.row("equity").now_idr == changes.total.closing_idr
    total = changes.total
    reached = total.opening_idr + total.brought_idr + total.added_idr - total.taken_idr
    assert reached == total.closing_idr
    left = here.moved(YEAR_SURPLUS).balance_idr
    unclosed = here.running_idr - here.running_eve_idr
    assert earned.now_idr == unclosed == here.surplus_idr
    assert here.unshared_idr - here.unshared_eve_idr == -left
    money = [one.code for one in charted().values() if one.cash_flow == "cash"]
    assert flow.row("closing").now_idr == sum(here.at_end(code) for code in money)
    assert sum(row.now_idr for row in flow.rows if row.key in cash.REACHED) == flow.row("closing").now_idr


@given(BOOKS)
def test_what_older_books_brought_moves_no_activity(booked):
    """The same books without it have the same flows and the same changes of equity."""
    kept = [one for one in booked if one[0] != "opened"]
    whole, without_it = span(booked), span(kept)
    sums = ("sum-operating", "sum-investing", "sum-financing", "net")
    flows = [cash_flow(one, one) for one in (whole, without_it)]
    assert [flows[0].row(key).now_idr for key in sums] == [flows[1].row(key).now_idr for key in sums]
    changes = [
        {row.key: (row.added_idr, row.taken_idr) for row in equity(one).rows} for one in (whole, without_it)
    ]
    assert {key: changes[1].get(key, (0, 0)) for key in changes[0]} == changes[0]


@given(BOOKS, BOUGHT)
def test_every_figure_is_the_sum_of_what_it_opens(now, bought):
    here = span(now)
    for statement in (position(here, here), phu(here, here, bought, bought)):
        for row in statement.rows:
            if row.parts and not row.of_surplus and row.key not in {"unshared", "equity", "sources"}:
                assert row.now_idr == sum(part.now_idr for part in row.parts), row.key


def test_a_flow_that_loses_an_account_is_refused(monkeypatch):
    monkeypatch.setattr(cash, "APPROPRIATION", "nobody")
    here = span([("end", "1-1100", "3-1500", 5)])
    with pytest.raises(AssertionError, match="end at the cash"):
        cash_flow(here, here)


def test_a_phu_that_loses_an_account_is_refused(monkeypatch):
    lost = [dict(row, accounts=[]) if row["key"] == "tax" else row for row in layout()]
    monkeypatch.setattr(results, "layout", lambda: lost)
    here = span([("end", "9-1100", "1-1100", 5)])
    with pytest.raises(AssertionError, match="has no row"):
        phu(here, here, Bought(), Bought())


def test_every_account_has_its_place():
    named = [code for row in layout() for kind in ("accounts", "others_of") for code in row.get(kind, ())]
    assert sorted(named) == sorted(code for code in CODES if nominal(code))
    assert {one.cash_flow for one in charted().values()} == {
        "cash", "operating", "investing", "financing", "appropriation"
    }  # fmt: skip


def test_what_was_bought_splits_sales_to_the_rupiah():
    assert Bought(2, 1).split(100) == (67, 33)
    assert Bought(1, 1).split(-101) == (-51, -50)
    assert Bought().split(100) == (0, 100)
    assert Bought(5, 0).split(100) == (100, 0)


def test_depreciation_is_no_cash_and_a_sold_machine_is_investing():
    here = span([
        ("eve", "1-2100", "1-1200", 1_000), ("eve", "6-1600", "1-2190", 700),
        ("end", "6-1600", "1-2190", 100),
        ("end", "1-1100", "1-2100", 200), ("end", "1-2190", "1-2100", 800),
    ])  # fmt: skip
    flow = cash_flow(here, here)
    assert flow.row("sum-operating").now_idr == 0
    assert flow.row("sum-investing").now_idr == 200
    assert flow.row("closing").now_idr == -800


def test_a_closing_entry_is_as_if_it_had_not_been():
    held = {"4-1900": Sums(900, 900), "6-1100": Sums(300, 300), YEAR_SURPLUS: Sums(0, 600)}
    closing = [(DAYS.until, "4-1900", 900), (DAYS.until, "6-1100", -300), (DAYS.until, YEAR_SURPLUS, -600)]
    left = without(held, closing)
    assert left == {"4-1900": Sums(0, 900), "6-1100": Sums(300, 0), YEAR_SURPLUS: Sums(0, 0)}


def test_days_follow_the_book_year():
    march = date(2024, 3, 17)
    assert days_of(MONTH, march, 12) == Days(date(2024, 3, 1), date(2024, 3, 31), date(2024, 1, 1))
    assert days_of(TO_DATE, march, 6) == Days(date(2023, 7, 1), date(2024, 3, 31), date(2023, 7, 1))
    assert days_of(YEAR, march, 6) == Days(date(2023, 7, 1), date(2024, 6, 30), date(2023, 7, 1))
    assert year_start_of(date(2026, 12, 31), 12) == date(2026, 1, 1)
    leap = year_before(days_of(MONTH, date(2025, 2, 1), 12))
    assert (leap.since, leap.until) == (date(2024, 2, 1), date(2024, 2, 29))
