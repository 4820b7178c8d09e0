"""Plain arithmetic of meetings: quorum, majority, who is elected, which days bind. No database, no clock."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sentra.kernel.dates import months_later


def at_least(entitled: int, permille: int) -> int:
    """The smallest number of people that is no less than the share: 500 ‰ of 9 are 5. Never below one."""
    return max(1, -(-entitled * permille // 1000))


def carried(yes: int, no: int, majority_permille: int) -> bool:
    """More than the share of the valid votes said yes; abstentions and empty papers are not valid votes."""
    return yes * 1000 > majority_permille * (yes + no)


def split_evenly(yes: int, no: int, majority_permille: int) -> bool:
    """Equal votes decide nothing, where half is what counts; a higher bar was simply not reached."""
    return yes == no > 0 and majority_permille <= 500


@dataclass(frozen=True)
class Elected:
    """Who has a seat for certain, who stands equal at the last seats, and how many seats those are."""

    certain: tuple[int, ...]
    tied: tuple[int, ...]
    left: int


def elected(votes: Mapping[int, int], seats: int) -> Elected:
    """The most votes win the seats. Nobody is elected without a vote; equals at the border are tied."""
    chosen = {one: count for one, count in votes.items() if count > 0}
    ranked = sorted(chosen, key=lambda one: -chosen[one])
    if len(ranked) <= seats:
        return Elected(tuple(ranked), (), 0)
    border = chosen[ranked[seats - 1]]
    if chosen[ranked[seats]] < border:
        return Elected(tuple(ranked[:seats]), (), 0)
    certain = tuple(one for one in ranked if chosen[one] > border)
    tied = tuple(one for one in ranked if chosen[one] == border)
    return Elected(certain, tied, seats - len(certain))


def earliest_day(today: date, notice_days: int) -> date:
    """The first day a meeting called today may be held on."""
    return today + timedelta(days=notice_days)


def book_year_end(month: int, today: date) -> date:
    """The last day of the book year that ended before today."""
    year = today.year
    end = date(year, month, calendar.monthrange(year, month)[1])
    if end >= today:
        end = date(year - 1, month, calendar.monthrange(year - 1, month)[1])
    return end


def annual_deadline(year_end: date, months: int) -> date:
    """The last day for the annual meeting: 31 December and 6 months give 30 June (domain.md 1.7)."""
    first = months_later(year_end.replace(day=1), months)
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])
