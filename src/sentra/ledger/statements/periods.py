"""Which days a statement is about, and the same days a year before."""

from dataclasses import dataclass
from datetime import date, timedelta

from sentra.kernel.dates import months_later
from sentra.ledger.snapshots import end_of, month_of

MONTH, TO_DATE, YEAR = "month", "to_date", "year"
KINDS = (MONTH, TO_DATE, YEAR)


@dataclass(frozen=True)
class Days:
    """From `since` to `until`, both included, inside the book year that began on `year_start`."""

    since: date
    until: date
    year_start: date

    @property
    def eve(self) -> date:
        """The evening before the first day."""
        return self.since - timedelta(days=1)

    @property
    def year_eve(self) -> date:
        return self.year_start - timedelta(days=1)


def year_start_of(day: date, ends: int) -> date:
    """The first day of the book year the day lies in. `ends`: the number of its last month, 12 December."""
    back = (day.month - ends - 1) % 12
    return months_later(month_of(day), -back)


def days_of(kind: str, month: date, ends: int) -> Days:
    """The month, the book year up to its end, or the whole book year it lies in. Any day names the month."""
    start = year_start_of(month, ends)
    if kind == MONTH:
        return Days(month_of(month), end_of(month), start)
    if kind == TO_DATE:
        return Days(start, end_of(month), start)
    return Days(start, months_later(start, 12) - timedelta(days=1), start)


def year_before(days: Days) -> Days:
    """The comparative: the same months of the book year before, to the last day of the month."""
    return Days(
        months_later(days.since, -12),
        end_of(months_later(month_of(days.until), -12)),
        months_later(days.year_start, -12),
    )
