"""Interest on voluntary savings: on the least of the month, by the clause; the tax is a cliff."""

import json
from datetime import date
from pathlib import Path

import pytest

from sentra.cooperative.models import SavingsInterest
from sentra.cooperative.savings.interest import TAX, earned_in, month_of_interest
from sentra.cooperative.savings.operations import (
    book_savings_interest,
    take_back_savings,
    withdraw_savings,
)
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.ledger.rates import rate
from tests.domain.cooperative.savings_given import at_noon, balance, member, money, rule, save
from tests.domain.orders.given import writing
from tests.world import NOW, TODAY

JULY = date(2026, 7, 1)
CASES = json.loads((Path(__file__).parents[2] / "data" / "cooperative" / "tax_cases.json").read_text())


def book(world, month=JULY, by=None, at=NOW):
    return book_savings_interest(month, by=by or world.tari, at=at)


@pytest.mark.parametrize("case", CASES["bunga_simpanan"]["cases"], ids=lambda case: str(case["interest"]))
def test_the_cliff_of_the_law(case):
    assert rate(TAX, TODAY).due_on(case["interest"]) == case["tax"]


@pytest.mark.parametrize(
    ("base", "bp", "expected"),
    [
        (1_000_000, 600, (5_000, 0)),
        (1_000_001, 600, (5_000, 0)),
        (48_000_000, 600, (240_000, 0)),
        (48_000_200, 600, (240_001, 24_000)),
        (1, 600, (0, 0)),
    ],
)
def test_a_twelfth_of_the_year_half_up(base, bp, expected):
    assert month_of_interest(base, bp, rate(TAX, TODAY)) == expected


def test_the_least_of_the_month_earns_and_is_booked_once(world):
    rule(world, savings_interest_bp_year=600)
    money(world, on=date(2026, 7, 1))
    aluh, bariah = member(world), member(world, "Bariah", 2)
    save(world, aluh, 2_000_000, on=date(2026, 6, 20))
    withdraw_savings(
        aluh.pk, amount_idr=800_000, method="cash", paid_on=date(2026, 7, 10), by=world.tari, at=NOW
    )
    save(world, aluh, 5_000_000, on=date(2026, 7, 11))
    save(world, bariah, 5_000_000, on=date(2026, 7, 2))  # not there on the first day
    assert book(world) == 1
    assert balance(world, "2-1400", aluh) == -(6_200_000 + 6_000)
    assert balance(world, "6-1700") == 6_000
    with pytest.raises(Refused, match="booked already"):
        book(world)


def test_tax_waits_for_the_tax_office(world):
    rule(world, savings_interest_bp_year=600)
    aluh = member(world)
    save(world, aluh, 60_000_000, on=date(2026, 6, 20))
    book(world)
    with writing(world.weavers):
        kept = SavingsInterest.objects.get()
    assert (kept.interest_idr, kept.tax_idr) == (300_000, 30_000)
    assert balance(world, "2-1300") == -30_000
    assert balance(world, "2-1400", aluh) == -60_270_000
    with pytest.raises(Refused, match="not taken back by hand"):
        take_back_savings(kept.move_id, reason="x", by=world.tari, at=NOW)
    money(world, 61_000_000, on=TODAY)
    withdraw_savings(aluh.pk, amount_idr=60_270_000, method="cash", paid_on=TODAY, by=world.tari, at=NOW)


def test_what_is_refused(world):
    member(world)
    with pytest.raises(Refused, match="not over"):
        book(world, TODAY)
    with pytest.raises(Refused, match="no interest"):
        book(world)
    with pytest.raises(PermissionDenied):
        book(world, by=world.budi)


def test_nothing_without_a_clause(world):
    save(world, member(world), 1_000_000, on=date(2026, 6, 1))
    with writing(world.weavers):
        assert earned_in(JULY, date(2026, 7, 31)) == []


def test_everybody_costs_the_same_queries(world, django_assert_num_queries):
    rule(world, savings_interest_bp_year=600)
    for number in range(1, 8):
        save(world, member(world, f"Orang {number}", number), 1_000_000, on=date(2026, 6, 1))
    with writing(world.weavers), django_assert_num_queries(4):
        assert len(earned_in(JULY, date(2026, 7, 31))) == 7


def test_two_months_in_a_row(world):
    rule(world, savings_interest_bp_year=1200)
    aluh = member(world)
    save(world, aluh, 1_000_000, on=date(2026, 6, 1))
    book(world)
    september = at_noon(date(2026, 9, 2))
    book(world, date(2026, 8, 15), at=september)
    assert balance(world, "2-1400", aluh) == -(1_000_000 + 10_000 + 10_100)
