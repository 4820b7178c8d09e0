"""What holds for every surplus: parts sum, order never matters, nobody gets less than nothing."""

import random
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sentra.cooperative.surplus.scheme import WHOLE_PERCENT, Base, Of, Part, Scheme, read, told
from sentra.cooperative.surplus.sealing import seal
from sentra.cooperative.surplus.sharing import Held, Surplus, funds, share, totals
from sentra.kernel.errors import Refused

RESERVE = Part("cadangan", "Cadangan", 4_000, "3-1500")
TRADE = Part("jasa_usaha", "Jasa usaha", 4_000, "2-1410", Base.SOLD)
CAPITAL = Part("jasa_modal", "Jasa modal", 2_000, "2-1410", Base.SAVINGS)
USUAL = Scheme((RESERVE, TRADE, CAPITAL))
AMOUNTS = st.integers(0, 10**13)


@st.composite
def cut(draw: st.DrawFn) -> list[int]:
    """Percentages of one side, in hundredths: they add up to 100.00 %."""
    marks = draw(st.sets(st.integers(1, WHOLE_PERCENT - 1), max_size=7))
    return [high - low for low, high in pairwise([0, *sorted(marks), WHOLE_PERCENT])]


@st.composite
def schemes(draw: st.DrawFn) -> Scheme:
    sides = draw(st.sampled_from([(Of.WHOLE,), (Of.MEMBERS, Of.OTHERS)]))
    parts: list[Part] = []
    for side in sides:
        percents = draw(cut())
        for at, hundredths in enumerate(percents):
            fund = at == len(percents) - 1
            base = Base.NONE if fund else draw(st.sampled_from(Base))
            outside = bool(base) and draw(st.booleans())
            rest = f"{side}{len(percents) - 1}" if base else ""
            parts.append(
                Part(f"{side}{at}", f"{side} {at}", hundredths, "2-1410" if base else "3-1500", base, side,
                     outside, rest)
            )  # fmt: skip
    return Scheme(tuple(parts))


@st.composite
def everything(draw: st.DrawFn) -> tuple[Surplus, Scheme, dict[Base, Held]]:
    scheme = draw(schemes())
    surplus = Surplus(draw(AMOUNTS), draw(AMOUNTS))
    assume(surplus.whole_idr > 0)
    numbers = draw(st.lists(st.integers(1, 10**6), unique=True, max_size=12))
    held = {base: Held({number: draw(AMOUNTS) for number in numbers}, draw(AMOUNTS)) for base in Base if base}
    return surplus, scheme, held


@given(everything())
def test_pools_sum_to_the_surplus_and_shares_to_their_pool(case):
    surplus, scheme, held = case
    parts = share(surplus, scheme, held)
    assert sum(one.pool_idr for one in parts) == surplus.whole_idr
    for one in parts:
        if one.part.base:
            assert sum(one.by_member.values()) + one.rest_idr == one.pool_idr
    assert sum(funds(parts).values()) + sum(totals(parts).values()) == surplus.whole_idr


@given(everything())
def test_no_share_is_negative_and_each_is_within_a_rupiah_of_the_exact_one(case):
    for one in share(*case):
        for number, idr in (one.by_member or {}).items():
            assert idr >= 0
            exact = one.pool_idr * case[2][one.part.base].by_member[number]
            assert abs(idr * one.whole - exact) < one.whole


@given(everything(), st.randoms(use_true_random=False))
def test_the_order_of_members_never_matters(case, chance: random.Random):
    surplus, scheme, held = case

    def shuffled(one: Held) -> Held:
        rows = list(one.by_member.items())
        chance.shuffle(rows)
        return Held(dict(rows), one.others)

    again = share(surplus, scheme, {base: shuffled(one) for base, one in held.items()})
    assert again == share(surplus, scheme, held)


@given(everything())
def test_who_holds_as_much_and_has_a_lower_number_never_gets_less(case):
    for one in share(*case):
        by_member = one.by_member or {}
        for low, high in pairwise(sorted(by_member)):
            weights = case[2][one.part.base].by_member
            if weights[low] == weights[high]:
                assert 0 <= by_member[low] - by_member[high] <= 1


ROWS = st.lists(st.tuples(st.integers(1, 99), st.lists(AMOUNTS, max_size=3), st.lists(AMOUNTS, max_size=3)),
                min_size=1, max_size=5, unique_by=lambda row: row[0])  # fmt: skip


@given(ROWS, st.data())
def test_one_altered_figure_breaks_the_seal_and_the_order_of_rows_does_not(rows, data):
    facts, day = {"members_idr": 7, "pools": [3, 4]}, date(2025, 12, 31)
    made = seal(day, facts, rows)
    assert seal(day, dict(reversed(facts.items())), data.draw(st.permutations(rows))) == made
    at = data.draw(st.integers(0, len(rows) - 1))
    number, bases, shares = rows[at]
    more = data.draw(st.integers(1, 10**6))
    wrong = [
        (number + 100, bases, shares),
        (number, [*bases, more], shares),
        (number, bases, [*shares, more]),
    ]
    wrong += [(number, [bases[0] + more, *bases[1:]], shares)] if bases else []
    wrong += [(number, bases, [shares[0] - more, *shares[1:]])] if shares else []
    for one in wrong:
        assert seal(day, facts, [*rows[:at], one, *rows[at + 1 :]]) != made
    assert seal(day, facts | {"members_idr": 8}, rows) != made
    assert seal(date(2024, 12, 31), facts, rows) != made


@given(schemes())
def test_a_scheme_read_back_is_the_same(scheme):
    assert read(told(scheme)) == scheme


def test_a_rupiah_left_over_goes_to_the_first_of_equals():
    parts = share(Surplus(100), Scheme((Part("a", "A", WHOLE_PERCENT, "2-1410", Base.EQUAL),)), {
        Base.EQUAL: Held({7: 1, 3: 1, 5: 1}),
    })  # fmt: skip
    assert parts[0].by_member == {3: 34, 5: 33, 7: 33}


def test_nobody_sold_anything_is_a_question_not_a_division():
    nobody = {Base.SOLD: Held({1: 0}), Base.SAVINGS: Held({1: 5})}
    with pytest.raises(Refused, match="Jasa usaha") as asked:
        share(Surplus(1_000), USUAL, nobody)
    assert asked.value.field == "rest_jasa_usaha"
    answered = Scheme((RESERVE, Part(**{**vars(TRADE), "rest_to": "cadangan"}), CAPITAL))
    parts = share(Surplus(1_000), answered, nobody)
    assert funds(parts) == {"cadangan": 800}
    assert totals(parts) == {1: 200}


def test_what_others_bought_goes_to_the_named_fund():
    per_all_sales = Part(
        "jasa_usaha", "Jasa usaha", 4_000, "2-1410", Base.SOLD, outside=True, rest_to="cadangan"
    )
    held = {Base.SOLD: Held({1: 30, 2: 20}, others=50), Base.SAVINGS: Held({1: 1, 2: 1})}
    parts = share(Surplus(1_000), Scheme((RESERVE, per_all_sales, CAPITAL)), held)
    assert parts[1].whole == 100
    assert parts[1].by_member == {1: 120, 2: 80}
    assert funds(parts) == {"cadangan": 600}


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ((), "needs parts"),
        ((RESERVE, RESERVE), "name of its own"),
        ((Part("", "A", WHOLE_PERCENT, "3-1500"),), "name of its own"),
        ((RESERVE, TRADE), "80 %, not 100"),
        ((Part("a", "A", 9_999, "3-1500"),), "99,99 %"),
        ((Part("a", "A", 0, "3-1500"), Part("b", "B", WHOLE_PERCENT, "3-1500")), "more than 0"),
        ((RESERVE, Part("b", "B", 6_000, "3-1500", of=Of.MEMBERS)), "Choose one"),
        ((Part("b", "B", WHOLE_PERCENT, "3-1500", of=Of.MEMBERS),), "0 %, not 100"),
        ((RESERVE, Part("b", "B", 6_000, "2-1410", Base.SOLD, outside=True)), "which fund"),
        ((RESERVE, Part("b", "B", 6_000, "2-1410", Base.SOLD, rest_to="x")), "goes to a fund"),
    ],
)  # fmt: skip
def test_a_scheme_that_is_not_one_is_refused(parts, sentence):
    with pytest.raises(Refused, match=sentence):
        Scheme(parts)


@pytest.mark.parametrize("surplus", [Surplus(0), Surplus(-5, 4), Surplus(-1)])
def test_a_loss_is_not_shared(surplus):
    with pytest.raises(Refused, match="no surplus"):
        share(surplus, USUAL, {})


def test_a_loss_on_one_side_is_asked_about():
    apart = Scheme((
        Part("m", "M", WHOLE_PERCENT, "3-1500", of=Of.MEMBERS),
        Part("o", "O", WHOLE_PERCENT, "3-1500", of=Of.OTHERS),
    ))  # fmt: skip
    with pytest.raises(Refused, match="made a loss"):
        share(Surplus(10, -3), apart, {})
