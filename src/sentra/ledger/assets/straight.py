"""Straight-line depreciation in whole rupiah, and the useful lives of tax law."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

FILE = Path(__file__).parents[1] / "data" / "useful_lives.json"


@dataclass(frozen=True)
class Life:
    """One row of law: how many years a kind of thing is written off over."""

    key: str
    name: str
    name_en: str
    years: int
    since: date
    until: date | None
    source: str
    checked_by: str

    @property
    def title(self) -> str:
        return self.name if (get_language() or "id").startswith("id") else self.name_en


@cache
def every_life() -> tuple[Life, ...]:
    """All rows, in the order of the file."""
    return tuple(_row(one) for one in json.loads(FILE.read_text())["lives"])


def _row(one: Mapping[str, Any]) -> Life:
    until = date.fromisoformat(one["until"]) if one["until"] else None
    return Life(
        one["key"], one["name"], one["name_en"], one["years"], date.fromisoformat(one["from"]), until,
        one["source"], one["checked_by"],
    )  # fmt: skip


def lives_on(day: date) -> dict[str, Life]:
    """Key → the row that holds on this day; empty before the first law the file knows."""
    return {one.key: one for one in every_life() if one.since <= day <= (one.until or date.max)}


def life_named(key: str) -> str:
    """What the newest row of this key is called; the key itself for one that is not there."""
    found = [one for one in every_life() if one.key == key]
    return max(found, key=lambda one: one.since).title if found else key


def months_used(bought_on: date, month: date) -> int:
    """How many months it is used up to the end of this one; the month it came counts whole."""
    return max(0, (month.year - bought_on.year) * 12 + month.month - bought_on.month + 1)


def lost_until(worth_idr: int, months: int, used: int) -> int:
    """What is lost after `used` of `months` months, whole rupiah rounded down; all of it at the end.

    `worth_idr` is cost less residual value. The differences of following months never differ by more than
    a rupiah and add up to it: nothing is lost in rounding.
    """
    return worth_idr * min(used, months) // months


@dataclass(frozen=True)
class Worth:
    """What is lost over how many months, from the month of `came`. `before_idr`: lost up to `since`."""

    idr: int
    months: int
    came: date
    since: date | None = None
    before_idr: int = 0

    def lost_at(self, month: date) -> int:
        """All that is lost by the end of the month, what was lost before Sentra with it.

        From the month of `since` on, what was left then goes in equal parts over the months that were
        left; at once when none was.
        """
        if self.since is None:
            return lost_until(self.idr, self.months, months_used(self.came, month))
        left = max(1, self.months - months_before(self.came, self.since))
        return self.before_idr + lost_until(self.idr - self.before_idr, left, months_used(self.since, month))


def months_before(came: date, since: date) -> int:
    """How many months it was used up to the month before `since`."""
    return max(0, months_used(came, since) - 1)


def lost_before(worth_idr: int, months: int, came: date, since: date) -> int:
    """What straight-line says is lost up to the month before `since`, whole rupiah."""
    return lost_until(worth_idr, months, months_before(came, since))
