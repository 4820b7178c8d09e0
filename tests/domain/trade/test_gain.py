"""Whose the later gain is: by hand, and in general."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentra.trade.gain import Used, gain_of, sold_of

USED = Used(pieces=10, sold=10, paid_idr=19_000, maker_permille=500, fee_permille=100)


def test_ten_pieces_by_hand():
    found = gain_of(USED, price_idr=100_000, finishing_idr=1_600_000, delivered=40)
    assert (found.value_idr, found.cost_idr, found.finishing_idr, found.fee_idr) == (
        1_000_000, 190_000, 400_000, 100_000,
    )  # fmt: skip
    assert (found.gain_idr, found.maker_idr, found.cooperative_idr) == (310_000, 155_000, 155_000)


def test_a_tie_of_half_a_rupiah_is_hers():
    one = replace(USED, pieces=1, sold=1, paid_idr=0, fee_permille=0)
    assert gain_of(one, price_idr=3, finishing_idr=0, delivered=1).maker_idr == 2


def test_a_loss_is_the_cooperatives_alone():
    found = gain_of(USED, price_idr=20_000, finishing_idr=400_000, delivered=10)
    assert (found.maker_idr, found.cooperative_idr) == (0, found.gain_idr)
    assert found.gain_idr < 0


def test_spoiled_pieces_were_paid_all_the_same():
    found = gain_of(replace(USED, sold=0), price_idr=100_000, finishing_idr=0, delivered=0)
    assert (found.value_idr, found.gain_idr, found.maker_idr) == (0, -190_000, 0)


@pytest.mark.parametrize(
    ("used", "delivered"),
    [
        (replace(USED, sold=11), 40), (replace(USED, sold=-1), 40), (USED, 9),
        (replace(USED, maker_permille=1_001), 40), (replace(USED, fee_permille=-1), 40),
    ],
)  # fmt: skip
def test_counts_that_cannot_be_are_refused(used, delivered):
    with pytest.raises(ValueError, match="permille"):
        gain_of(used, price_idr=1, finishing_idr=0, delivered=delivered)


@given(
    st.integers(0, 500), st.integers(0, 500), st.integers(0, 500), st.integers(0, 10**6),
    st.integers(0, 10**6), st.integers(0, 10**9), st.integers(0, 1000), st.integers(0, 1000),
)  # fmt: skip
def test_it_adds_up_and_no_share_is_negative(sold, spoiled, others, paid, price, finishing, maker, fee):
    used = Used(sold + spoiled, sold, paid, maker, fee)
    found = gain_of(used, price_idr=price, finishing_idr=finishing, delivered=sold + others)
    spent = found.cost_idr + found.finishing_idr + found.fee_idr
    assert found.value_idr == spent + found.maker_idr + found.cooperative_idr
    assert 0 <= found.maker_idr <= max(0, found.gain_idr)
    assert found.cooperative_idr >= min(0, found.gain_idr)
    assert abs(found.maker_idr * 1000 - max(0, found.gain_idr) * maker) < 1000


@given(st.lists(st.integers(0, 50), max_size=6), st.integers(0, 200))
def test_sold_pieces_go_to_the_earlier_purchase_first(pieces, delivered):
    found = sold_of(pieces, delivered)
    assert sum(found) == min(sum(pieces), delivered)
    short = [at for at, count in enumerate(found) if count < pieces[at]]
    assert all(found[at] == 0 for at in range(short[0] + 1, len(found))) if short else True
