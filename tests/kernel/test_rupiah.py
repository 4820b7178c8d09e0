"""Whole rupiah: nothing is lost, nothing is guessed."""

from collections import Counter
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentra.kernel.rupiah import AmountRefused, formatted, grouped, percent, portion, ratio, shared, typed

AMOUNTS = st.integers(0, 10**15)
WEIGHTS = st.lists(st.integers(0, 10**9), min_size=1, max_size=40).filter(any)


@given(idr=AMOUNTS, weights=WEIGHTS)
def test_sharing_loses_no_rupiah(idr, weights):
    assert sum(shared(idr, weights)) == idr


@given(idr=AMOUNTS, weights=WEIGHTS)
def test_no_share_is_negative_and_none_is_a_rupiah_off(idr, weights):
    whole = sum(weights)
    for share, weight in zip(shared(idr, weights), weights, strict=True):
        assert share >= 0
        assert abs(Fraction(idr * weight, whole) - share) < 1
        assert weight or share == 0


@given(idr=AMOUNTS, weights=WEIGHTS, data=st.data())
def test_order_matters_only_for_equal_fractions(idr, weights, data):
    order = data.draw(st.permutations(range(len(weights))))
    moved = shared(idr, [weights[at] for at in order])
    fractions = [idr * weight % sum(weights) for weight in weights]
    straight = shared(idr, weights)
    of_fraction, of_fraction_moved = Counter(), Counter()
    for place, at in enumerate(order):
        of_fraction[fractions[at]] += straight[at]
        of_fraction_moved[fractions[at]] += moved[place]
        if fractions.count(fractions[at]) == 1:
            assert moved[place] == straight[at]
    assert of_fraction == of_fraction_moved


@given(idr=AMOUNTS, weights=WEIGHTS)
def test_a_heavier_weight_never_gets_less(idr, weights):
    ranked = sorted(zip(weights, shared(idr, weights), strict=True))
    for (light, less), (heavy, more) in pairwise(ranked):
        assert light == heavy or less <= more


@given(idr=AMOUNTS, weights=WEIGHTS)
def test_a_reversal_shares_to_the_mirror(idr, weights):
    assert shared(-idr, weights) == [-share for share in shared(idr, weights)]


def test_equal_fractions_go_to_the_earlier_position():
    assert shared(100, [1, 1, 1]) == [34, 33, 33]
    assert shared(5, [1, 1]) == [3, 2]


def test_the_larger_fraction_goes_first():
    assert shared(10, [1, 5]) == [2, 8]  # 1.67 and 8.33


def test_the_surplus_of_the_real_report_adds_up():
    """shu-07: a published report lost one rupiah by rounding each pool alone."""
    assert sum(shared(7_097_245, [25, 25, 20, 10, 5, 5, 5, 5])) == 7_097_245


@pytest.mark.parametrize("weights", [[], [0], [0, 0], [1, -1], [3, -1]])
def test_nothing_to_divide_by_is_refused(weights):
    with pytest.raises(ValueError, match="Weights"):
        shared(100, weights)


@pytest.mark.parametrize("idr", [1.0, True, "100"])
def test_only_whole_numbers_are_money(idr):
    with pytest.raises(TypeError, match="Whole rupiah"):
        shared(idr, [1])


@given(idr=st.integers(-(10**15), 10**15), part=st.integers(0, 10**9), whole=st.integers(1, 10**9))
def test_ratio_is_the_nearest_rupiah_and_half_goes_away_from_zero(idr, part, whole):
    off = abs(Fraction(idr * part, whole)) - abs(ratio(idr, part, whole))
    assert Fraction(-1, 2) <= off < Fraction(1, 2)
    assert ratio(-idr, part, whole) == -ratio(idr, part, whole)


def test_percentages():
    assert portion(1_250, 5) == 6
    assert portion(1_500, 3) == 5  # 4.5 → 5
    assert portion(-1_500, 3) == -5
    assert percent(10_000_000, 250) == 250_000
    assert percent(7_097_245, 10_000) == 7_097_245


def test_a_ratio_without_a_whole_is_refused():
    with pytest.raises(ValueError, match="whole"):
        ratio(100, 1, 0)


def test_written_as_indonesians_write_it():
    assert formatted(1_250_000) == "Rp1.250.000"
    assert formatted(-500) == "-Rp500"
    assert formatted(0) == "Rp0"
    assert grouped(-1_250) == "-1.250"


@given(idr=st.integers(0, 10**15 - 1))
def test_what_is_written_is_read_back(idr):
    assert typed(formatted(idr)) == typed(grouped(idr)) == typed(str(idr)) == idr


@pytest.mark.parametrize(
    "text",
    ["1250000", "1.250.000", "Rp1.250.000", "Rp 1.250.000", "rp. 1.250.000,-", "1.250.000,00",
     "IDR 1 250 000", " 1250000,00 ", "Rp\u00a01.250.000"],
)  # fmt: skip
def test_typed_amounts_that_mean_one_thing(text):
    assert typed(text) == 1_250_000


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "empty"), ("Rp", "empty"), ("-5", "negative"), ("\u22125", "negative"), ("1,50", "sen"),
     ("1.250,5", "sen"), ("1,250", "unclear"), ("1.25", "unclear"), ("1.5", "unclear"),
     ("Rp1,250,000.00", "unclear"),
     ("1,250,000", "unclear"), ("1.250,000", "unclear"), ("0500", "unclear"), ("12.50.000", "unclear"),
     ("1.250 000", "unclear"), ("1e6", "unclear"), ("\uff11\uff12", "unclear"), ("1_000", "unclear"),
     ("2jt", "unclear"), ("9" * 16, "too_large"), ("9" * 9_000, "too_large"), ("5\n", None)],
)  # fmt: skip
def test_typed_amounts_nobody_should_guess_at(text, code):
    if code is None:
        assert typed(text) == 5
        return
    with pytest.raises(AmountRefused) as refused:
        typed(text)
    assert refused.value.code == code
