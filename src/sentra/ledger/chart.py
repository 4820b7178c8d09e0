"""The chart of accounts as code knows it: the file the migration loaded, and names for what recipes use."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

CASH = "1-1100"
PETTY_CASH = "1-1110"
BANK = "1-1200"
OWED_BY_OFFICES = "1-1300"
OWED_BY_BUYERS = "1-1310"
ADVANCES = "1-1330"
LOANS_TO_MEMBERS = "1-1340"
MATERIALS = "1-1400"
HALF_FINISHED = "1-1410"
FINISHED = "1-1420"
TRADE_PAYABLES = "2-1100"
OWED_TO_ARTISANS = "2-1110"
DOWN_PAYMENTS = "2-1200"
TAX_PAYABLE = "2-1300"
VOLUNTARY_SAVINGS = "2-1400"
SURPLUS_OWED = "2-1410"
BOARD_FUND = "2-1500"
EMPLOYEE_FUND = "2-1510"
EDUCATION_FUND = "2-1520"
SOCIAL_FUND = "2-1530"
LOCAL_FUND = "2-1540"
OWED_TO_FORMER_MEMBERS = "2-1550"
REVOLVING_FUND = "2-2200"
PRINCIPAL_SAVINGS = "3-1100"
MANDATORY_SAVINGS = "3-1200"
GRANTS = "3-1300"
GENERAL_RESERVE = "3-1500"
OPENING_EQUITY = "3-1800"  # counter account of opening balances: zero when they are complete
YEAR_SURPLUS = "3-1900"
SALES = "4-1200"
LOAN_INTEREST = "4-1400"
OTHER_INCOME = "4-1900"
COST_OF_SALES = "5-1200"
BANK_FEES = "6-1300"
SAVINGS_INTEREST = "6-1700"
OTHER_EXPENSE = "8-1100"
CASH_DIFFERENCE = "8-1200"
INCOME_TAX = "9-1100"

FUND = {"cash": "1-1120", "bank": "1-1220"}  # the quick cash fund, never below zero
MONEY = {"cash": CASH, "bank": BANK}  # method of payment → account
SAVINGS = {"pokok": PRINCIPAL_SAVINGS, "wajib": MANDATORY_SAVINGS, "sukarela": VOLUNTARY_SAVINGS}


@dataclass(frozen=True)
class Charted:
    """One account of the chart. `cash_flow`: cash, operating, investing, financing or appropriation."""

    code: str
    name: str
    name_en: str
    group: str
    section: str
    debit_normal: bool
    by_party: bool
    cash_flow: str = "operating"


@cache
def charted() -> Mapping[str, Charted]:
    """Code → account, in the order of the codes. The chart changes only with a migration."""
    told = json.loads((Path(__file__).parent / "data" / "chart.json").read_text())["accounts"]
    return {one["code"]: Charted(**one) for one in sorted(told, key=lambda one: str(one["code"]))}


@cache
def by_party() -> dict[str, bool]:
    """Account code → must every posting name whose it is?"""
    return {code: one.by_party for code, one in charted().items()}


@cache
def fund_accounts() -> tuple[str, ...]:
    """Where a part of the surplus may go that no member is owed: the reserve and the funds of the chart."""
    return tuple(
        one.code for one in charted().values()
        if one.cash_flow == "appropriation" and not one.by_party and one.code != YEAR_SURPLUS
    )  # fmt: skip
