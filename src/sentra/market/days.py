"""When a market is held next: its weekday, what was said about single days, national holidays. No clock.

A market whose hour of closing is not after its hour of opening closes on the next calendar day. What was said
about a single day wins over a holiday. A holiday closes a market only where its rule says so and the date is
certain; else visitors are told to ask first.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sentra.market.holidays import Holiday

ONE = timedelta(days=1)
HORIZON = timedelta(days=400)  # further ahead nobody promises a market day
HELD = 3  # days a visitor is told of


@dataclass(frozen=True)
class Usual:
    """A market as it is every week. `weekday`: Monday is 0. `until`: its last day, or None."""

    weekday: int
    opens: time
    closes: time
    zone: str
    since: date
    until: date | None = None
    closed_on_holidays: bool = False

    def falls_on(self, day: date) -> bool:
        return (
            day.weekday() == self.weekday and self.since <= day and (self.until is None or day <= self.until)
        )


@dataclass(frozen=True)
class Change:
    """What was said about one day. `held_on`: None: closed; the same day: hours, or a market besides."""

    on: date
    reason: str
    held_on: date | None = None
    opens: time | None = None  # None: the usual hour
    closes: time | None = None


class State(StrEnum):
    HELD = "held"
    ASK = "ask"  # a holiday: nobody has said that it is closed, nor that it is held
    CLOSED = "closed"


@dataclass(frozen=True)
class MarketDay:
    """One day as visitors are told of it; `opens` and `closes` are instants of the market's zone.

    `reason`: the holiday's name, or why something is different. `instead_of`: the day it was moved from;
    `moved_to`: where it went. `now`: it is open at the instant that was asked for. `besides`: no usual
    day, but held.
    """

    on: date
    opens: datetime
    closes: datetime
    state: State
    reason: str = ""
    now: bool = False
    instead_of: date | None = None
    moved_to: date | None = None
    other_hours: bool = False
    besides: bool = False


def next_days(
    market: Usual, changes: Iterable[Change], holidays: Mapping[date, Holiday], *,
    at: datetime, held: int = HELD,
) -> list[MarketDay]:  # fmt: skip
    """The next days that are not over at `at`, in their order: up to `held` that are not closed, and those
    closed on the way. Refuses (ValueError) an instant without a zone.
    """
    if at.tzinfo is None:
        raise ValueError("An instant names its zone.")
    today = at.astimezone(ZoneInfo(market.zone)).date()
    found: list[MarketDay] = []
    for day in _every_day(market, list(changes), holidays, today):
        if day.closes <= at:
            continue
        open_now = day.opens <= at and day.state is not State.CLOSED
        found.append(_now(day) if open_now else day)
        if sum(one.state is not State.CLOSED for one in found) == held:
            break
    return found


def _now(day: MarketDay) -> MarketDay:
    return MarketDay(**{**vars(day), "now": True})


def _every_day(
    market: Usual, changes: list[Change], holidays: Mapping[date, Holiday], today: date
) -> Iterator[MarketDay]:
    """From yesterday on, as yesterday's market may still be open after midnight."""
    about = {one.on: one for one in changes}
    brought = {one.held_on: one for one in changes if one.held_on}
    day, last = today - ONE, today + HORIZON
    while day <= last:
        if day in brought:
            yield _brought(market, brought[day])
        elif market.falls_on(day):
            yield _told(market, day, about[day]) if day in about else _usual(market, day, holidays.get(day))
        day += ONE


def _usual(market: Usual, day: date, holiday: Holiday | None) -> MarketDay:
    if holiday is None:
        return MarketDay(day, *_hours(market, day), State.HELD)
    closed = market.closed_on_holidays and not holiday.estimated
    return MarketDay(day, *_hours(market, day), State.CLOSED if closed else State.ASK, reason=holiday.name)


def _told(market: Usual, day: date, said: Change) -> MarketDay:
    """A market day that is not held where it belongs: closed, or moved away."""
    return MarketDay(day, *_hours(market, day), State.CLOSED, reason=said.reason, moved_to=said.held_on)


def _brought(market: Usual, said: Change) -> MarketDay:
    """Held because somebody said so: moved here, with other hours, or besides the usual days."""
    day = said.held_on
    assert day is not None
    hours = _hours(market, day, said.opens, said.closes)
    return MarketDay(
        day, *hours, State.HELD, reason=said.reason, instead_of=said.on if said.on != day else None,
        other_hours=hours != _hours(market, day), besides=said.on == day and not market.falls_on(day),
    )  # fmt: skip


def minutes_open(opens: time, closes: time) -> int:
    """How long; closing at or before the hour of opening is on the day after."""
    minutes = (closes.hour - opens.hour) * 60 + closes.minute - opens.minute
    return minutes if minutes > 0 else minutes + 24 * 60


def _hours(
    market: Usual, day: date, opens: time | None = None, closes: time | None = None
) -> tuple[datetime, datetime]:
    first, last, zone = opens or market.opens, closes or market.closes, ZoneInfo(market.zone)
    ends_on = day if last > first else day + ONE
    return datetime.combine(day, first, zone), datetime.combine(ends_on, last, zone)
