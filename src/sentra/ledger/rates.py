"""What law sets in rupiah and percent: dated rows with their source, read by one function.

`ledger/data/rates.json` holds the rows; code holds none of their figures. A row that nobody has checked
says so, and screens that use it show it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from sentra.kernel.errors import Refused

FILE = Path(__file__).parent / "data" / "rates.json"
WHOLE, PART = "whole", "part"
BASIS_POINTS = 10_000


@dataclass(frozen=True)
class Rate:
    """One row: from `since` to `until` (both included; None: still in force)."""

    kind: str
    name: str
    since: date
    until: date | None
    bands: tuple[tuple[int, int], ...]  # (above rupiah, hundredths of a percent), rising
    of: str
    law: str
    source: str
    checked_by: str
    limit_idr: int | None = None  # beyond it the row does not hold: turnover a year, a day's wage
    years: int | None = None  # for how many tax years it may be used
    base: tuple[int, int] = (1, 1)  # the part of the amount that is taxed
    name_en: str = ""

    @property
    def key(self) -> str:
        """Kind and first day: what a person's check names."""
        return f"{self.kind}:{self.since:%Y-%m-%d}"

    @property
    def print(self) -> str:
        """Sixteen letters over everything the row says: a check of other words does not count for it."""
        told = (self.kind, self.since, self.until, self.bands, self.of, self.law, self.limit_idr, self.years)
        return sha256(repr((*told, self.base)).encode()).hexdigest()[:16]

    @property
    def checked(self) -> bool:
        return bool(self.checked_by)

    def due_on(self, idr: int) -> int:
        """The tax of an amount in whole rupiah, rounded down. Refuses (ValueError) a negative amount.

        whole: the rate of the band it reaches, of all of it. part: each band's rate, of what lies inside.
        """
        if idr < 0:
            raise ValueError("A tax is reckoned from zero upwards.")
        if self.of == WHOLE:
            return (
                idr * next(bp for over, bp in reversed(self.bands) if idr > over or over == 0) // BASIS_POINTS
            )
        tops = [*(over for over, _bp in self.bands[1:]), max(idr, self.bands[-1][0])]
        inside = zip(self.bands, tops, strict=True)
        return sum(max(0, min(idr, top) - over) * bp for (over, bp), top in inside) // BASIS_POINTS


def rate(kind: str, day: date) -> Rate:
    """The row of this kind that holds on this day. Refuses a day that no row covers."""
    found = [row for row in _rows().get(kind, ()) if row.since <= day <= (row.until or date.max)]
    if not found:
        raise Refused(_("No rate is known for this day. Add it with its source."))
    return found[0]


def every_rate() -> list[Rate]:
    """All rows, by kind and first day."""
    return [row for kind in sorted(_rows()) for row in _rows()[kind]]


def rates_between(since: date, until: date) -> list[Rate]:
    """Every row that held on some day of the period, by kind and first day."""
    return [row for row in every_rate() if row.since <= until and (row.until or date.max) >= since]


@cache
def _rows() -> Mapping[str, Sequence[Rate]]:
    return read(json.loads(FILE.read_text())["rates"])


def read(told: Sequence[Mapping[str, Any]]) -> dict[str, list[Rate]]:
    """Rows by kind, in order of their days. Refuses (ValueError) overlapping rows, bands that do not rise."""
    found: dict[str, list[Rate]] = {}
    for one in told:
        found.setdefault(one["kind"], []).append(_row(one))
    for rows in found.values():
        rows.sort(key=lambda row: row.since)
        for before, after in pairwise(rows):
            if before.until is None or before.until >= after.since:
                raise ValueError(f"{after.kind}: two rates on {after.since}")
    return found


def _row(one: Mapping[str, Any]) -> Rate:
    bands = tuple((int(band["over_idr"]), int(band["rate_bp"])) for band in one["bands"])
    if not bands or bands[0][0] != 0 or any(low[0] >= high[0] for low, high in pairwise(bands)):
        raise ValueError(f"{one['kind']}: bands start at 0 and rise")
    if one["of"] not in {WHOLE, PART} or not one["source"]:
        raise ValueError(f"{one['kind']}: a rate says of what and where it stands")
    base = one.get("base", (1, 1))
    until = date.fromisoformat(one["until"]) if one["until"] else None
    return Rate(
        one["kind"], one["name"], date.fromisoformat(one["from"]), until, bands, one["of"], one["law"],
        one["source"], one["checked_by"], one.get("limit_idr"), one.get("years"),
        (base[0], base[1]), one.get("name_en", ""),
    )  # fmt: skip
