"""Where a loan stands: what is due by a day, how a payment splits, what ends it early. Pure, whole rupiah.

Interest that is due comes first, then principal that is due, then interest of the month that has begun (owed
in full); all that is paid ahead beyond it is principal. Nobody pays interest for months not begun.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sentra.kernel.dates import months_later


@dataclass(frozen=True)
class Line:
    """One instalment of the frozen schedule."""

    due_on: date
    principal_idr: int
    interest_idr: int


@dataclass(frozen=True)
class Amount:
    """Principal and interest, whole rupiah."""

    principal_idr: int
    interest_idr: int

    @property
    def total_idr(self) -> int:
        return self.principal_idr + self.interest_idr


def due(lines: Sequence[Line], paid: Amount, on: date) -> Amount:
    """What is due by the end of `on` and not paid."""
    by_now = [line for line in lines if line.due_on <= on]
    return _less(by_now, paid)


def rest(lines: Sequence[Line], paid: Amount) -> Amount:
    """All that the schedule still asks for."""
    return _less(lines, paid)


def pays_off(lines: Sequence[Line], paid: Amount, on: date) -> Amount:
    """What ends the loan on this day: all principal, and the interest of every month that has begun."""
    coming = next((line.due_on for line in lines if line.due_on >= on), date.max)
    begun = [line for line in lines if line.due_on <= coming]
    return Amount(_less(lines, paid).principal_idr, _less(begun, paid).interest_idr)


def split(lines: Sequence[Line], paid: Amount, amount_idr: int, on: date) -> Amount:
    """How a payment of this day divides.

    Refuses (ValueError) less than one rupiah or more than ends the loan on this day.
    """
    now, all_of_it = due(lines, paid, on), pays_off(lines, paid, on)
    if not 0 < amount_idr <= all_of_it.total_idr:
        raise ValueError("A payment is at least a rupiah and at most what ends the loan.")
    interest = min(amount_idr, now.interest_idr)
    principal = min(amount_idr - interest, now.principal_idr)
    begun = min(amount_idr - interest - principal, all_of_it.interest_idr - interest)
    return Amount(amount_idr - interest - begun, interest + begun)


def next_due(lines: Sequence[Line], paid: Amount) -> tuple[date, Amount] | None:
    """The first line that is not paid in full: its day and what is open of it; None when all is paid."""
    for at, line in enumerate(lines, start=1):
        open_ = _less(lines[:at], paid)
        if open_.total_idr:
            return line.due_on, open_
    return None


def due_days(first: date, months: int) -> list[date]:
    """A day in each month from `first` on; a month too short ends it on its last day."""
    return [months_later(first, ahead) for ahead in range(months)]


def _less(lines: Sequence[Line], paid: Amount) -> Amount:
    principal = sum(line.principal_idr for line in lines)
    interest = sum(line.interest_idr for line in lines)
    return Amount(max(0, principal - paid.principal_idr), max(0, interest - paid.interest_idr))
