"""A plan's weeks: Mondays counted from the plan's first one. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

WEEK = timedelta(days=7)


def first_monday(today: date) -> date:
    """The plan starts today if it is a Monday, else next Monday."""
    return today + timedelta(days=-today.weekday() % 7)


def week_of(day: date, start: date) -> int:
    """The week in which a day lies; negative before the plan."""
    return (day - start).days // 7


def last_whole_week(due: date, start: date) -> int:
    """The last week that is over on the due day."""
    return week_of(due - timedelta(days=5), start)  # Monday to Saturday are worked


def monday(week: int, start: date) -> date:
    return start + week * WEEK


def absent_days(spans: Iterable[tuple[date, date]], week_start: date) -> int:
    """Working days (Monday to Saturday) of this week that lie in any span; both ends count."""
    days = {week_start + timedelta(days=n) for n in range(6)}
    return len({day for first, last in spans for day in days if first <= day <= last})


def scaled(weeks: Mapping[str, int], pieces: int) -> dict[str, int]:
    """The same weeks carrying only so many pieces, the earliest filled first."""
    kept, left = {}, pieces
    for day in sorted(weeks):
        take = min(weeks[day], left)
        if take:
            kept[day] = take
        left -= take
    return kept


def rest_of(weeks: Mapping[str, int], done: int) -> dict[str, int]:
    """The same weeks without the first `done` pieces: what `scaled` leaves over."""
    gone = scaled(weeks, done)
    return {day: weeks[day] - gone.get(day, 0) for day in sorted(weeks) if weeks[day] > gone.get(day, 0)}
