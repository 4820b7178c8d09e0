"""Quorum, majority, seats and days as plain arithmetic."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentra.cooperative.meetings.counting import (
    annual_deadline,
    at_least,
    book_year_end,
    carried,
    elected,
    split_evenly,
)


@pytest.mark.parametrize(
    ("entitled", "permille", "needed"),
    [(9, 500, 5), (10, 500, 5), (9, 1000, 9), (9, 200, 2), (0, 500, 1), (3, 1, 1), (8, 750, 6)],
)
def test_a_quorum_is_never_rounded_down(entitled, permille, needed):
    assert at_least(entitled, permille) == needed


@pytest.mark.parametrize(
    ("yes", "no", "permille", "passes"),
    [(3, 2, 500, True), (2, 2, 500, False), (3, 1, 749, True), (2, 1, 749, False), (0, 0, 500, False)],
)
def test_more_than_the_share_of_valid_votes(yes, no, permille, passes):
    assert carried(yes, no, permille) is passes


def test_equal_votes_are_a_tie_only_where_half_decides():
    assert split_evenly(2, 2, 500)
    assert not split_evenly(2, 2, 749)
    assert not split_evenly(0, 0, 500)


@pytest.mark.parametrize(
    ("votes", "seats", "certain", "tied", "left"),
    [
        ({1: 5, 2: 3}, 1, (1,), (), 0),
        ({1: 4, 2: 4, 3: 1}, 1, (), (1, 2), 1),
        ({1: 5, 2: 3, 3: 3, 4: 1}, 2, (1,), (2, 3), 1),
        ({1: 5, 2: 0}, 2, (1,), (), 0),
        ({1: 0}, 1, (), (), 0),
        ({1: 3, 2: 3}, 2, (1, 2), (), 0),
    ],
)
def test_who_has_a_seat_and_who_stands_equal(votes, seats, certain, tied, left):
    found = elected(votes, seats)
    assert (found.certain, found.tied, found.left) == (certain, tied, left)


@given(st.dictionaries(st.integers(1, 20), st.integers(0, 9), max_size=12), st.integers(1, 6))
def test_seats_are_never_overfilled_and_nobody_better_is_passed_over(votes, seats):
    found = elected(votes, seats)
    assert len(found.certain) + found.left <= seats
    assert not found.tied or len(found.tied) > found.left > 0
    out = set(votes) - set(found.certain) - set(found.tied)
    lowest = min((votes[one] for one in (*found.certain, *found.tied)), default=0)
    assert all(votes[one] <= lowest for one in out)
    assert all(votes[one] > 0 for one in found.certain)


@pytest.mark.parametrize(
    ("month", "today", "end", "deadline"),
    [
        (12, date(2026, 8, 3), date(2025, 12, 31), date(2026, 6, 30)),
        (12, date(2026, 12, 31), date(2025, 12, 31), date(2026, 6, 30)),
        (6, date(2026, 8, 3), date(2026, 6, 30), date(2026, 12, 31)),
        (2, date(2028, 3, 1), date(2028, 2, 29), date(2028, 8, 31)),
    ],
)
def test_the_annual_meeting_has_a_last_day(month, today, end, deadline):
    assert book_year_end(month, today) == end
    assert annual_deadline(end, 6) == deadline
