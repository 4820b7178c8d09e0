"""Dues follow from the rules and the joining day."""

from datetime import date

import pytest

from sentra.cooperative.savings.dues import Due, Rate, expected

RATES = [Rate(date(2026, 1, 1), 100_000, 20_000), Rate(date(2026, 6, 1), 150_000, 25_000)]


@pytest.mark.parametrize(
    ("joined", "until", "due"),
    [
        (date(2026, 1, 15), date(2026, 1, 15), (100_000, 20_000)),
        (date(2026, 1, 15), date(2026, 1, 14), (0, 0)),
        (date(2026, 1, 15), date(2026, 3, 1), (100_000, 60_000)),
        (date(2026, 5, 20), date(2026, 7, 31), (100_000, 20_000 + 2 * 25_000)),
        (date(2026, 6, 1), date(2026, 6, 30), (150_000, 25_000)),
        (date(2025, 11, 1), date(2026, 1, 31), (100_000, 60_000)),  # before the first rule: its amounts
        (date(2026, 12, 31), date(2027, 1, 1), (150_000, 50_000)),
    ],
)
def test_pokok_once_wajib_every_month(joined, until, due):
    assert expected(RATES, joined_on=joined, until=until) == due


def test_without_rules_nothing_is_due():
    assert expected([], joined_on=date(2026, 1, 1), until=date(2026, 12, 31)) == (0, 0)


def test_paying_ahead_is_no_debt():
    assert (Due(100, 130).arrears_idr, Due(100, 130).ahead_idr) == (0, 30)
    assert (Due(100, 30).arrears_idr, Due(100, 30).ahead_idr) == (70, 0)
