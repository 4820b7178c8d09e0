"""What a member should have saved by a day: reckoned from the rules and her joining, never stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Rate:
    """What is due from a day on, in whole rupiah: pokok once, wajib for each month."""

    since: date
    principal_idr: int
    mandatory_idr: int


@dataclass(frozen=True)
class Due:
    """Expected and paid, whole rupiah; `arrears_idr` is never below zero: paying ahead is no debt of ours."""

    expected_idr: int
    paid_idr: int

    @property
    def arrears_idr(self) -> int:
        return max(0, self.expected_idr - self.paid_idr)

    @property
    def ahead_idr(self) -> int:
        return max(0, self.paid_idr - self.expected_idr)


def expected(rates: Sequence[Rate], *, joined_on: date, until: date) -> tuple[int, int]:
    """(pokok, wajib) in whole rupiah due by `until`; nothing before joining.

    Pokok once, at the joining day's rate. Wajib for every month from joining to `until`, both included, at
    the rate of the month's first day (the joining month: of the joining day). `rates` in order of `since`;
    before the first one its amounts hold.
    """
    if until < joined_on or not rates:
        return 0, 0
    at_joining = _rate(rates, joined_on)
    total = at_joining.mandatory_idr
    year, month = joined_on.year, joined_on.month
    while (year, month) < (until.year, until.month):
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        total += _rate(rates, date(year, month, 1)).mandatory_idr
    return at_joining.principal_idr, total


def _rate(rates: Sequence[Rate], day: date) -> Rate:
    return next((rate for rate in reversed(rates) if rate.since <= day), rates[0])
