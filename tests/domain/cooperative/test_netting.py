"""Netting adds up, takes nothing below zero, and the order of debts changes neither total."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentra.cooperative.membership.netting import net

IDR = st.integers(0, 10**10)
DEBTS = st.dictionaries(
    st.tuples(st.sampled_from(["loan", "advance"]), st.integers(1, 99)).map(lambda one: f"{one[0]}:{one[1]}"),
    IDR,
    max_size=8,
)


@given(saved=IDR, debts=DEBTS, netting=st.booleans())
def test_it_adds_up_and_nothing_is_negative(saved, debts, netting):
    found = net(saved, debts, netting=netting)
    assert found.payable_idr + found.taken_idr == saved
    assert found.owing_idr + found.taken_idr == sum(debts.values())
    assert found.payable_idr >= 0
    assert found.owing_idr >= 0
    assert all(0 < idr <= debts[name] for name, idr in found.taken.items())
    assert found.taken_for("loan") + found.taken_for("advance") == found.taken_idr


@given(saved=IDR, debts=DEBTS, data=st.data())
def test_the_order_of_debts_does_not_matter(saved, debts, data):
    turned = dict(data.draw(st.permutations(list(debts.items()))))
    one, other = net(saved, debts), net(saved, turned)
    assert (one.payable_idr, one.owing_idr, one.taken_idr) == (
        other.payable_idr, other.owing_idr, other.taken_idr,
    )  # fmt: skip


@given(saved=IDR, debts=DEBTS)
def test_one_of_the_two_is_used_up(saved, debts):
    found = net(saved, debts)
    assert found.payable_idr == 0 or found.owing_idr == 0


def test_without_the_clause_nothing_is_taken():
    found = net(100, {"loan:1": 70}, netting=False)
    assert (found.payable_idr, found.owing_idr, dict(found.taken)) == (100, 70, {})


@pytest.mark.parametrize(("saved", "debts"), [(-1, {}), (0, {"loan:1": -1})])
def test_nothing_begins_below_nothing(saved, debts):
    with pytest.raises(ValueError, match="below nothing"):
        net(saved, debts)
