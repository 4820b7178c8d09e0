"""What sending costs by the table: the closest zone, steps by weight, clear refusals."""

import pytest

from sentra.orders.shipping import REST, NotSent, Quote, Step, Zone, shipping_for, weight_of

NEAR = Zone("Satu kabupaten", frozenset({"63.08"}), (Step(1_000, 8_000), Step(5_000, 15_000)), None, 1, 2)
SOUTH = Zone("Kalimantan Selatan", frozenset({"63"}), (Step(1_000, 15_000),), 12_000, 2, 4)
JAVA = Zone(
    "Jawa", frozenset({"31", "32", "33", "34", "35", "36"}),
    (Step(3_000, 70_000), Step(1_000, 35_000)), 20_000, 4, 7,
)  # fmt: skip
AWAY = Zone("Daerah lain", frozenset({REST}), (Step(1_000, 60_000),), 45_000, 5, 14)
TABLE = (AWAY, SOUTH, NEAR, JAVA)


@pytest.mark.parametrize(
    ("region", "grams", "idr"),
    [
        ("63.08", 1, 8_000),
        ("63.08", 1_000, 8_000),
        ("63.08", 1_001, 15_000),
        ("63.08.01", 900, 8_000),
        ("63.08.01.2003", 5_000, 15_000),
        ("63.71", 999, 15_000),
        ("63.71", 1_001, 27_000),
        ("63.71", 2_000, 27_000),
        ("63.71", 2_001, 39_000),
        ("31.74", 1_000, 35_000),
        ("31.74", 3_000, 70_000),
        ("31.74", 3_001, 90_000),
        ("31.74", 12_500, 70_000 + 10 * 20_000),
        ("94.01", 500, 60_000),
        ("6.30", 500, 60_000),
    ],
)
def test_the_closest_zone_and_its_steps(region, grams, idr):
    assert shipping_for(TABLE, region, grams).price_idr == idr


def test_the_days_come_with_the_price():
    assert shipping_for(TABLE, "35.78", 800) == Quote(35_000, 4, 7, "Jawa")


@pytest.mark.parametrize(
    ("table", "region", "grams", "why"),
    [
        ((NEAR, SOUTH), "31.74", 500, "nowhere"),
        ((), "63.08", 500, "nowhere"),
        (TABLE, "63.08", None, "weight"),
        (TABLE, "63.08", 0, "weight"),
        (TABLE, "63.08", 5_001, "heavy"),
        ((Zone("Tanpa harga", frozenset({"63"}), (), 5_000, 1, 1),), "63.08", 500, "heavy"),
    ],
)
def test_no_price_is_said_that_the_table_does_not_hold(table, region, grams, why):
    with pytest.raises(NotSent) as refusal:
        shipping_for(table, region, grams)
    assert (refusal.value.why, refusal.value.field) == (why, "region")


def test_a_basket_weighs_what_its_pieces_weigh_or_nobody_knows():
    assert weight_of({1: 3, 2: 1}, {1: 250, 2: 1_200}) == 1_950
    assert weight_of({1: 3, 2: 1}, {1: 250, 2: None}) is None
    assert weight_of({1: 3, 2: 1}, {1: 250}) is None
