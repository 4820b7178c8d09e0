"""Loan schedules against published tables, and what holds for every loan."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentra.cooperative.loans.schedule import (
    METHODS,
    ROUNDINGS,
    called,
    exact,
    level,
    monthly_of,
    per_period,
    rounded,
    schedule,
    totals,
)

FILE = Path(__file__).parents[2] / "data" / "cooperative" / "loan_examples.json"
CASES = {case["id"]: case for case in json.loads(FILE.read_text())["cases"]}
CONSISTENT = [case for case in CASES.values() if case["published_consistent"]]


def method_of(case: dict[str, Any]) -> str:
    words = {"flat": "flat", "efektif": "declining", "menurun": "declining", "anuitas": "annuity"}
    return next(method for word, method in words.items() if word in case["method"])


def monthly(case: dict[str, Any]) -> Fraction:
    told = case["inputs"]
    if "rate_year" in told:
        return Fraction(told["rate_year"]) / 12
    return Fraction(told.get("rate_month") or told["rate_period"])


def lines(case: dict[str, Any], rounding: str = "half_up") -> list[Any]:
    told = case["inputs"]
    months = told.get("months") or told["periods"]
    return schedule(
        told["principal"], monthly=monthly(case), months=months, method=method_of(case), rounding=rounding
    )


@pytest.mark.parametrize("case", CONSISTENT, ids=lambda case: case["id"])
def test_every_consistent_published_case_is_reproduced(case):
    made, told = lines(case), case["published"]
    slack = 1 if case["published_consistent"] == "within Rp1" else 0  # its table used a rounded factor
    if "instalment" in told:
        assert all(abs(line.total_idr - told["instalment"]) <= slack for line in made[:-1])
    if "principal" in told:
        assert {line.principal_idr for line in made} == {told["principal"]}
    if isinstance(told.get("interest"), list):
        assert [line.interest_idr for line in made] == told["interest"]
    elif "interest" in told:
        assert {line.interest_idr for line in made} == {told["interest"]}
    if "interest_total" in told:
        assert sum(line.interest_idr for line in made) == told["interest_total"]
    if "total_paid" in told:
        assert sum(line.total_idr for line in made) == told["total_paid"]
    for row in told.get("rows", ()):
        line = made[row["n"] - 1]
        assert abs(line.principal_idr - row["pokok"]) <= slack
        assert abs(line.interest_idr - row["bunga"]) <= slack
        assert abs(line.rest_idr - row.get("saldo", line.rest_idr)) <= 2 * slack * row["n"]


def test_a_publisher_who_truncates_is_explained_by_the_rounding_rule():
    case = CASES["loan-08"]
    assert [line.interest_idr for line in lines(case, "down")][:2] == [
        case["published"]["interest_first"],
        case["published"]["interest_second"],
    ]
    assert lines(case)[1].interest_idr == int(case["recomputed"]["interest_second_half_up"])


@pytest.mark.parametrize("name", ["loan-11", "loan-12"])
def test_wrong_published_annuities_are_not_reproduced(name):
    case = CASES[name]
    made = level(case["inputs"]["principal"], monthly(case), case["inputs"]["periods"])
    assert abs(made - Fraction(case["recomputed"]["A"])) < Fraction(1, 100)
    assert abs(made - Fraction(case["published"]["A"])) > 1_000


def test_a_published_balance_that_forgets_the_interest_is_not_reproduced():
    case = CASES["loan-13"]
    told = case["inputs"]
    interest = rounded(told["principal"] * monthly(case), "half_up")
    assert interest == case["recomputed"]["interest"]
    assert told["principal"] - (told["A"] - interest) == case["recomputed"]["balance_after_1"]
    assert case["recomputed"]["balance_after_1"] != case["published"]["balance_after_1"]


def test_what_is_only_recomputed_agrees():
    case = CASES["loan-14"]
    assert lines(case)[0].total_idr == rounded(Fraction(case["recomputed"]["A"]), "half_up")


@given(
    st.integers(1, 10**10), st.integers(0, 10_000), st.integers(1, 120),
    st.sampled_from(sorted(METHODS)), st.sampled_from(sorted(ROUNDINGS)),
)  # fmt: skip
def test_every_schedule_repays_its_loan(principal, rate, months, method, rounding):
    made = schedule(principal, monthly=monthly_of(rate), months=months, method=method, rounding=rounding)
    assert len(made) == months
    assert sum(line.principal_idr for line in made) == principal
    assert made[-1].rest_idr == 0
    assert all(line.principal_idr >= 0 and line.interest_idr >= 0 for line in made)
    rest = principal
    for line in made:
        rest -= line.principal_idr
        assert line.rest_idr == rest
    if rate == 0:
        assert all(line.interest_idr == 0 for line in made)


@given(st.integers(10**6, 10**9), st.integers(1, 3_600), st.integers(2, 60))
def test_declining_costs_less_than_flat(principal, rate, months):
    def interest(method: str) -> int:
        made = schedule(principal, monthly=monthly_of(rate), months=months, method=method)
        return sum(line.interest_idr for line in made)

    assert interest("declining") <= interest("flat")
    assert interest("declining") <= interest("annuity") + months


@pytest.mark.parametrize(
    "wrong",
    [
        {"principal_idr": 0},
        {"months": 0},
        {"monthly": Fraction(-1, 100)},
        {"method": "balloon"},
        {"rounding": "banker"},
    ],
)
def test_what_is_no_loan_is_refused(wrong):
    given_ = {"principal_idr": 1_000, "monthly": Fraction(1, 100), "months": 2, "method": "flat"} | wrong
    with pytest.raises(ValueError, match=r"loan|Unknown"):
        schedule(given_.pop("principal_idr"), **given_)


@pytest.mark.parametrize("row", CASES["loan-09"]["recomputed"]["rows"], ids=lambda row: str(row["n"]))
def test_the_exact_table_shows_what_was_recomputed(row):
    told = CASES["loan-09"]["inputs"]
    made = exact(
        told["principal"], monthly=monthly(CASES["loan-09"]), months=told["months"], method="annuity"
    )
    line = made[row["n"] - 1]
    assert rounded(line.principal, "half_up") == int(row["pokok"])
    assert rounded(line.interest, "half_up") == int(row["bunga"])
    assert rounded(line.rest, "half_up") == abs(int(row["saldo"]))


@pytest.mark.parametrize(
    ("rate", "of", "months", "share"),
    [
        ("0.12", "year", 1, "1/100"),
        ("0.12", "year", 3, "3/100"),
        ("0.02", "month", 3, "6/100"),
        ("0.05", "period", 6, "5/100"),
    ],
)
def test_a_rate_per_year_month_or_period(rate, of, months, share):
    assert per_period(rate, of=of, months=months) == Fraction(share)
    with pytest.raises(ValueError, match="not per week"):
        per_period(rate, of="week")


@pytest.mark.parametrize("case", CASES.values(), ids=lambda case: case["id"])
def test_what_texts_call_a_method_is_understood(case):
    assert called(case["method"]) == method_of(case)


def test_sliding_is_declining_and_nonsense_is_nothing():
    assert called("Sliding Rate") == "declining"
    with pytest.raises(ValueError, match="No method"):
        called("balon")


@given(st.integers(1, 10**9), st.integers(0, 3_600), st.integers(1, 60), st.sampled_from([100, 500, 1_000]))
def test_rounded_to_whole_hundreds_it_still_repays(principal, rate, months, unit):
    for method in sorted(METHODS - {"annuity"}):
        made = schedule(principal, monthly=monthly_of(rate), months=months, method=method, unit_idr=unit)
        assert sum(line.principal_idr for line in made) == principal
        assert all(line.principal_idr % unit == 0 or line.rest_idr == 0 for line in made[:-1])


def test_totals_name_first_last_interest_and_all():
    made = totals(lines(CASES["loan-04"]))
    assert (made.first_idr, made.last_idr, made.interest_idr, made.paid_idr) == (
        1_060_000, 1_010_000, 210_000, 6_210_000,
    )  # fmt: skip
