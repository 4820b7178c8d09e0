"""The arithmetic of a slip, by examples and by properties."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentra.capital.slips import ANY_ORDER, Claim, Share, Work, due_idr, reckoned, room_idr

works = st.lists(
    st.builds(Work, st.integers(1, 10_000), st.integers(1, 4), st.integers(0, 500), st.integers(0, 300_000)),
    max_size=12,
    unique_by=lambda one: one.inspection_id,
)
claims = st.lists(
    st.builds(Claim, st.integers(1, 10_000), st.integers(1, 4), st.integers(0, 20_000_000)),
    max_size=8,
    unique_by=lambda one: one.id,
)
floors = st.integers(0, 1000)
gains = st.lists(
    st.builds(Share, st.integers(1, 10_000), st.integers(1, 4), st.integers(1, 5_000_000)),
    max_size=4,
    unique_by=lambda one: one.use_id,
)


def test_an_advance_comes_back_up_to_the_floor():
    slip = reckoned([Work(1, 7, 10, 20_001)], [Claim(1, 7, 150_000)], [], floor_permille=500)
    assert (slip.gross_idr, slip.recovered_idr, slip.net_idr, slip.owing_idr) == (
        200_010,
        100_005,
        100_005,
        49_995,
    )


def test_half_a_rupiah_is_hers():
    slip = reckoned([Work(1, 7, 1, 3)], [Claim(1, 7, 3)], [], floor_permille=500)
    assert (slip.recovered_idr, slip.net_idr) == (1, 2)


def test_deductions_take_what_recoveries_leave():
    slip = reckoned([Work(1, 7, 1, 1000)], [Claim(1, 7, 300)], [Claim(1, 7, 900)], floor_permille=500)
    assert (slip.recovered_idr, slip.deducted_idr, slip.net_idr) == (300, 200, 500)


def test_the_advance_of_one_order_is_never_taken_from_another():
    slip = reckoned([Work(1, 8, 10, 10_000)], [Claim(1, 7, 50_000)], [], floor_permille=0)
    assert (slip.recovered_idr, slip.net_idr, slip.owing_idr) == (0, 100_000, 50_000)


def test_two_orders_on_one_slip_keep_the_floor_each():
    slip = reckoned(
        [Work(1, 7, 1, 1000), Work(2, 8, 1, 5000)],
        [Claim(1, 7, 9000), Claim(2, 8, 100)],
        [],
        floor_permille=600,
    )
    assert {taken.order_id: taken.amount_idr for taken in slip.recovered} == {7: 400, 8: 100}
    assert slip.net_idr == 5500


@given(works, claims, claims, floors)
def test_whatever_comes_the_slip_holds_its_promises(work, advances, deductions, floor):
    slip = reckoned(work, advances, deductions, floor_permille=floor)

    assert slip.gross_idr == sum(one.pieces * one.rate_idr for one in work)
    assert slip.net_idr == slip.gross_idr - slip.recovered_idr - slip.deducted_idr
    assert slip.net_idr * 1000 >= slip.gross_idr * floor
    assert slip.net_idr >= 0
    for taken, held in ((slip.recovered, advances), (slip.deducted, deductions)):
        open_idr = {one.id: one for one in held}
        assert all(0 < one.amount_idr <= open_idr[one.claim_id].open_idr for one in taken)
        assert all(one.order_id == open_idr[one.claim_id].order_id for one in taken)
    for order in range(1, 5):
        earned = sum(one.amount_idr for one in work if one.order_id == order)
        gone = sum(one.amount_idr for one in (*slip.recovered, *slip.deducted) if one.order_id == order)
        assert (earned - gone) * 1000 >= earned * floor
    assert slip.owing_idr == sum(one.open_idr for one in advances) - slip.recovered_idr


@given(works, claims, claims, floors, gains)
def test_a_gain_goes_home_whole(work, advances, deductions, floor, shares):
    without = reckoned(work, advances, deductions, floor_permille=floor)
    slip = reckoned(work, advances, deductions, floor_permille=floor, shares=shares)
    more = sum(one.amount_idr for one in shares)
    assert (slip.recovered, slip.deducted, slip.owing_idr) == (
        without.recovered, without.deducted, without.owing_idr,
    )  # fmt: skip
    assert (slip.gross_idr, slip.net_idr) == (without.gross_idr + more, without.net_idr + more)


def test_a_gain_of_nothing_is_no_line():
    with pytest.raises(ValueError, match="gain"):
        reckoned([], [], [], floor_permille=0, shares=[Share(1, 1, 0)])


@given(works, claims, claims, floors)
def test_nothing_is_left_that_could_be_recovered(work, advances, deductions, floor):
    slip = reckoned(work, advances, deductions, floor_permille=floor)
    for order in range(1, 5):
        earned = sum(one.amount_idr for one in work if one.order_id == order)
        open_idr = sum(one.open_idr for one in advances if one.order_id == order)
        back = sum(one.amount_idr for one in slip.recovered if one.order_id == order)
        assert back == min(open_idr, earned * (1000 - floor) // 1000)


@given(works, claims, claims, floors, st.randoms(use_true_random=False))
def test_the_same_input_in_any_order_gives_the_same_slip(
    work, advances, deductions, floor, chance: random.Random
):
    first = reckoned(work, advances, deductions, floor_permille=floor)
    for mixed in (work, advances, deductions):
        chance.shuffle(mixed)
    assert reckoned(work, advances, deductions, floor_permille=floor) == first


@pytest.mark.parametrize("floor", [-1, 1001])
def test_a_floor_is_a_share(floor):
    with pytest.raises(ValueError, match="floor"):
        reckoned([], [], [], floor_permille=floor)


def test_a_negative_claim_is_no_claim():
    with pytest.raises(ValueError, match="negative"):
        reckoned([], [Claim(1, 1, -1)], [], floor_permille=500)


# ---- part deliveries: an advance is due with the pieces it was for -------------------------------------


def test_a_quarter_of_the_work_makes_a_quarter_of_the_advance_due():
    claim = Claim(1, 7, 100_000, due_idr(100_000, pieces=40, done=10))
    slip = reckoned([Work(1, 7, 10, 20_000)], [claim], [], floor_permille=0)
    assert (slip.recovered_idr, slip.owing_idr) == (25_000, 75_000)


amounts, shares = st.integers(0, 50_000_000), st.lists(st.integers(1, 60), min_size=1, max_size=12)


@given(amounts, shares, st.randoms(use_true_random=False))
def test_however_the_pieces_come_in_the_whole_advance_comes_back(amount, lots, chance: random.Random):
    """Sum over any partition of hand-ins = the whole; their order makes and loses no rupiah."""
    for _order in range(2):
        chance.shuffle(lots)
        done, taken = 0, []
        for lot in lots:
            done += lot
            taken.append(due_idr(amount, pieces=sum(lots), done=done) - sum(taken))
        assert sum(taken) == amount
        assert all(idr >= 0 for idr in taken)


@given(amounts, shares)
def test_two_hand_ins_owe_what_one_of_both_owes(amount, lots):
    """Largest remainder from the count so far: nothing hangs on how the lots were cut."""
    pieces = sum(lots)
    for done in range(pieces + 1):
        assert abs(due_idr(amount, pieces=pieces, done=done) * pieces - amount * done) <= pieces - 1


@given(amounts, shares, st.integers(1, 300_000), floors, st.randoms(use_true_random=False))
def test_lots_paid_one_after_the_other_keep_floor_and_sum(amount, lots, rate, floor, chance: random.Random):
    """Slip by slip: recovered ≤ advanced, the floor kept on each, what found no room stays owed."""
    pieces, done, back = sum(lots), 0, 0
    chance.shuffle(lots)
    for number, lot in enumerate(lots):
        done += lot
        claim = Claim(1, 7, amount - back, max(0, due_idr(amount, pieces=pieces, done=done) - back))
        slip = reckoned([Work(number, 7, lot, rate)], [claim], [], floor_permille=floor)
        back += slip.recovered_idr
        assert slip.recovered_idr <= room_idr(lot * rate, floor)
        assert slip.net_idr == slip.gross_idr - slip.recovered_idr
        assert slip.owing_idr == amount - back >= 0
    assert back <= amount
    if amount <= pieces * room_idr(rate, floor):  # each piece can bear its own part
        assert amount - back <= len(lots)  # but for the rupiah a floor rounds in her favour


# ---- work that came back: taken from the pay of any order ----------------------------------------------


def test_work_that_came_back_is_taken_from_another_orders_pay_above_its_floor():
    back = Claim(1, ANY_ORDER, 90_000)
    slip = reckoned([Work(1, 8, 2, 50_000), Work(2, 9, 1, 20_000)], [], [back], floor_permille=500)
    assert (slip.deducted_idr, slip.net_idr) == (60_000, 60_000)


@given(works, claims, st.integers(0, 20_000_000), floors)
def test_work_that_came_back_keeps_the_floor_of_every_order(work, advances, back, floor):
    slip = reckoned(work, advances, [Claim(1, ANY_ORDER, back)], floor_permille=floor)
    rooms = dict.fromkeys(range(1, 5), 0)
    for order in rooms:
        rooms[order] = room_idr(sum(one.amount_idr for one in work if one.order_id == order), floor)
    assert slip.deducted_idr == min(back, sum(rooms.values()) - slip.recovered_idr)
    assert slip.net_idr * 1000 >= slip.gross_idr * floor
