"""Three ways side by side: the arithmetic by hand and in general."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentra.trade.comparing import Prices, Step, compared, per_day, yearly_percent

WEAVE, SEW = Step("Anyam", 12, 20_000), Step("Jahit", 30, 8_000)
PACES = st.lists(st.integers(1, 500), min_size=1, max_size=4)


def test_one_stage_by_hand():
    assert per_day(20_000, [WEAVE], 6) == 40_000  # 12 a week in 6 days: two a day


def test_two_stages_by_hand():
    assert per_day(28_000, [WEAVE, SEW], 6) == 40_000  # 0,5 + 0,2 days a piece: 28.000 ÷ 0,7


@given(st.integers(0, 10**7), PACES, st.integers(1, 7))
def test_a_day_never_pays_more_than_the_piece_allows(amount, paces, days):
    found = per_day(amount, [Step("x", pace, 0) for pace in paces], days)
    spent = sum(days * 10**9 // pace for pace in paces)  # thousand-millionths of a day, rounded down
    assert found * spent <= amount * 10**9
    assert (found + 1) * (spent + len(paces)) > amount * 10**9


@given(st.permutations([12, 30, 7]))
def test_the_order_of_stages_does_not_matter(paces):
    steps = [Step("x", pace, 0) for pace in paces]
    assert per_day(99_999, steps, 6) == per_day(99_999, [Step("x", p, 0) for p in (7, 12, 30)], 6)


@pytest.mark.parametrize(("steps", "days"), [([], 6), ([WEAVE], 0), ([Step("x", 0, 1)], 6)])
def test_a_day_without_work_is_refused(steps, days):
    with pytest.raises(ValueError, match="day of work"):
        per_day(1, steps, days)


def test_simple_interest_by_hand():
    assert yearly_percent(15_000, 5_000, 30) == 405  # a third in 30 days: 33,3 % × 365 ÷ 30


@pytest.mark.parametrize(("taken", "wait"), [(0, 30), (-5, 30), (15_000, 0)])
def test_what_cannot_be_said_is_not_invented(taken, wait):
    assert yearly_percent(taken, 5_000, wait) is None


def test_giving_up_nothing_costs_nothing():
    assert yearly_percent(25_000, -5_000, 30) == 0


def ways(collector=None, cash=None, material=None, wait=30, steps=(WEAVE, SEW)):
    return compared(steps, 1, Prices(collector, cash, material), days_a_week=6, wait_days=wait)


def test_material_is_taken_off_both_quick_ways_only():
    found = ways(collector=17_000, cash=18_000, material=2_000)
    assert (found.collector_idr, found.cash_idr, found.cooperative_idr) == (30_000, 32_000, 40_000)
    assert found.best == "cooperative"
    assert (found.given_up_idr, found.yearly_percent) == (5_000, 405)


def test_the_collector_may_pay_best_and_then_it_says_so():
    found = ways(collector=25_000, material=0)
    assert found.best == "collector"
    assert (found.given_up_idr, found.yearly_percent) == (-5_000, 0)


def test_unknown_material_or_wait_leaves_the_yearly_cost_unsaid():
    assert ways(collector=15_000).yearly_percent is None
    assert ways(collector=15_000, material=0, wait=None).yearly_percent is None
    assert ways(material=0).given_up_idr is None


def test_without_quick_prices_only_the_order_stands():
    found = ways()
    assert (found.collector_idr, found.cash_idr, found.best) == (None, None, "cooperative")


def test_on_a_tie_the_way_without_waiting_is_named():
    assert ways(collector=20_000, cash=20_000, steps=(WEAVE,)).best == "collector"
    assert ways(cash=20_000, steps=(WEAVE,)).best == "cash"
