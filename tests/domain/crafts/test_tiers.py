"""The best price a buyer may have for so many pieces."""

import pytest

from sentra.crafts.tiers import Priced, Tier, price_for, steps_for

TEN = Tier(10, off_permille=50)
FIFTY = Tier(50, off_permille=100)
SHOPS = Tier(5, off_permille=200, shops_only=True)
FIXED = Tier(20, price_idr=90_000)
ALL = (TEN, FIFTY, SHOPS, FIXED)
BAG = Priced(100_001, 0, ALL)


@pytest.mark.parametrize(
    ("pieces", "kind", "idr"),
    [
        (1, "", 100_001),
        (9, "person", 100_001),
        (10, "person", 95_000),  # 95.000,95
        (19, "public_office", 95_000),
        (20, "", 90_000),
        (50, "", 90_000),  # 10 % would be 90.000,9: the fixed price is less
        (4, "company", 100_001),
        (5, "company", 80_000),
        (500, "company", 80_000),
        (500, "person", 90_000),
    ],
)
def test_the_best_tier_she_may_have(pieces, kind, idr):
    assert price_for(BAG, pieces, kind) == idr


def test_makers_and_material_are_never_sold_below():
    assert price_for(Priced(100_000, 85_000, (SHOPS,)), 5, "company") == 85_000
    assert price_for(Priced(100_000, 120_000, (SHOPS,)), 5, "company") == 100_000  # as dear as the list


def test_a_fixed_price_above_the_list_is_no_price():
    assert price_for(Priced(80_000, 0, (FIXED,)), 20, "") == 80_000


def test_what_is_shown_are_only_the_numbers_at_which_the_price_falls():
    assert steps_for(BAG, "") == [(10, 95_000), (20, 90_000)]
    assert steps_for(BAG, "company") == [(5, 80_000)]
    assert steps_for(Priced(100_000), "") == []
