"""Straight-line depreciation in whole rupiah, and the useful lives of tax law."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

FILE = Path(__file__).parents[1] / "data" / "useful_lives.json"


@dataclass(frozen=True)
class Life:
    """One row of law: how many years a kind of thing is written off over."""

    key: str
    name: str
    name_en: str
    years: int
    source: str
    checked_by: str

    @property
    def title(self) -> str:
        return self.name if (get_language() or "id").startswith("id") else self.name_en


@cache
def lives() -> Mapping[str, Life]:
    told = json.loads(FILE.read_text())["lives"]
    names = ("key", "name", "name_en", "years", "source", "checked_by")
    return {one["key"]: Life(**{name: one[name] for name in names}) for one in told}


def months_used(bought_on: date, month: date) -> int:
    """How many months it is used up to the end of this one; the month it came counts whole."""
    return max(0, (month.year - bought_on.year) * 12 + month.month - bought_on.month + 1)


def lost_until(worth_idr: int, months: int, used: int) -> int:
    """What is lost after `used` of `months` months, whole rupiah rounded down; all of it at the end.

    `worth_idr` is cost less residual value. The differences of following months never differ by more than
    a rupiah and add up to it: nothing is lost in rounding.
    """
    return worth_idr * min(used, months) // months
