"""Every worked case of tax_cases.json, published or ours, to the rupiah, from the dated rows."""

import json
from datetime import date
from pathlib import Path

import pytest

from sentra.kernel.errors import Refused
from sentra.ledger.rates import every_rate, rate
from sentra.ledger.taxes import (
    COOPERATIVE,
    PERSON,
    daily_wage_tax,
    turnover_tax,
    turnover_tax_until,
    vat,
    withheld_by_government,
)

CASES = json.loads((Path(__file__).parents[2] / "data" / "tax_cases.json").read_text())
DAY = date(2026, 8, 3)
KINDS = {"orang_pribadi": PERSON, "koperasi": COOPERATIVE}
FINAL = CASES["pph_final_umkm"]
BILLS = [
    (one["price"], one.get("npwp", True), one.get("suket", False), one["tax"])
    for one in CASES["pph22_government"]["cases"]
]


@pytest.mark.parametrize("case", [*FINAL["published_cases"], FINAL["coop_case"]])
def test_final_tax_on_turnover(case):
    assert turnover_tax(KINDS[case["kind"]], case["omzet"], day=DAY) == case["tax"]


def test_the_final_tax_ends_with_turnover_and_with_years():
    with pytest.raises(Refused, match="too large"):
        turnover_tax(COOPERATIVE, 4_800_000_001, day=DAY)
    assert turnover_tax(COOPERATIVE, 4_800_000_000, day=DAY) == 24_000_000
    years = FINAL["time_limit_years"]
    for told, kind in KINDS.items():
        assert rate(kind, DAY).years == years[told]
    assert turnover_tax_until(COOPERATIVE, registered_on=date(2023, 5, 2), day=DAY) == date(2026, 12, 31)
    assert turnover_tax_until(COOPERATIVE, registered_on=date(1999, 5, 2), day=DAY) == date(2021, 12, 31)
    assert turnover_tax_until(PERSON, registered_on=date(2020, 5, 2), day=DAY) == date(2026, 12, 31)


def test_before_2022_a_person_had_no_free_half_billion():
    assert turnover_tax(PERSON, 480_000_000, day=date(2021, 12, 31)) == 2_400_000
    assert turnover_tax(PERSON, 480_000_000, day=date(2022, 1, 1)) == 0


def test_surplus_paid_to_members_is_not_taxed_since_november_2020():
    assert rate("surplus_share_tax", date(2020, 11, 1)).due_on(1_000_000) == 100_000
    assert rate("surplus_share_tax", DAY).due_on(1_000_000) == 0


@pytest.mark.parametrize("case", CASES["bunga_simpanan"]["cases"])
def test_interest_on_savings(case):
    assert rate("savings_interest_tax", DAY).due_on(case["interest"]) == case["tax"]


@pytest.mark.parametrize("case", [*CASES["ppn"]["cases"], *CASES["ppn"]["published"]])
def test_vat_base_and_tax(case):
    assert vat(case["harga_jual"], day=DAY) == (case["dpp"], case["ppn"])


def test_vat_before_2025_was_eleven_percent_of_the_price():
    assert vat(1_000_000, day=date(2024, 12, 31)) == (1_000_000, 110_000)


@pytest.mark.parametrize(("price", "npwp", "certificate", "tax"), BILLS)
def test_withheld_by_a_government_treasurer(price, npwp, certificate, tax):
    assert withheld_by_government(price, day=DAY, npwp=npwp, certificate=certificate) == tax


@pytest.mark.parametrize("case", CASES["pph21_daily"]["cases"])
def test_daily_wages(case):
    assert daily_wage_tax(case["day"], days=1, day=DAY) == case["tax"]


def test_piece_wages_are_divided_by_the_days_worked():
    assert daily_wage_tax(4_500_000, days=10, day=DAY) == 0
    assert daily_wage_tax(4_500_001, days=10, day=DAY) == 22_500
    assert daily_wage_tax(2_500_001, days=1, day=DAY) == 62_500  # 5 % of half of it
    with pytest.raises(ValueError, match="days worked"):
        daily_wage_tax(1, days=0, day=DAY)


def test_every_row_has_a_key_and_a_print_of_its_own():
    rows = every_rate()
    assert len({row.key for row in rows}) == len({row.print for row in rows}) == len(rows)
    assert all(row.name_en for row in rows)
