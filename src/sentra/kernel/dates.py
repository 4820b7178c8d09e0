"""Days as Indonesians write and count them: names, zones, ISO weeks, working days.

No clock here: `at` and `today` are passed in. Holidays are rows of the database (SKB 3 Menteri, editable), so
the days off are passed in too; no date is derived from a Hijri calendar (domain.md §1.10).
"""

import calendar
from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")

ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NAMES = {"id": (DAYS, MONTHS), "en": (ENGLISH_DAYS, ENGLISH_MONTHS)}
"""Never through the catalogue of sentences: there "May" is also a verb."""

ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
"""The three zones of Indonesia (Keppres 41/1987): UTC+7, +8, +9; no summer time."""

SATURDAY, SUNDAY = 5, 6
WEEKEND = frozenset({SATURDAY, SUNDAY})
LONGEST_SEARCH = 3_660
"""Days looked through before a calendar without working days is refused."""


def zone(name: str) -> ZoneInfo:
    """ "WITA" → Asia/Makassar. Refuses (ValueError) any other name than WIB, WITA, WIT."""
    if name not in ZONES:
        msg = f"A zone is one of {', '.join(ZONES)}, not {name!r}."
        raise ValueError(msg)
    return ZoneInfo(ZONES[name])


def day_in(name: str, *, at: datetime) -> date:
    """The calendar day in the zone at that instant. Refuses (ValueError) an instant without a zone."""
    if at.tzinfo is None:
        msg = "An instant names its zone."
        raise ValueError(msg)
    return at.astimezone(zone(name)).date()


def in_words(day: date, shape: str, *, language: str) -> str:
    """A day or an instant in the reader's language, "id" or "en".

    Shapes: long `12 November 2026`, short `12 Nov`, dated `12 Nov 2026`, day (with its weekday), month,
    moment, time `14.05`.
    """
    days, months = NAMES[language]
    month = months[day.month - 1]
    if shape in {"moment", "time"}:
        clock = f"{day:%H.%M}"
        return clock if shape == "time" else f"{day.day} {month[:3]} {day.year} {clock}"
    return {
        "long": f"{day.day} {month} {day.year}",
        "short": f"{day.day} {month[:3]}",
        "dated": f"{day.day} {month[:3]} {day.year}",
        "day": f"{days[day.weekday()]}, {day.day} {month} {day.year}",
        "month": f"{month} {day.year}",
    }[shape]


def written(day: date) -> str:
    """17 Agustus 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def written_short(day: date) -> str:
    """17 Agu 2026; May stays Mei."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def written_with_day(day: date) -> str:
    """Senin, 17 Agustus 2026."""
    return f"{DAYS[day.weekday()]}, {written(day)}"


def month_written(day: date) -> str:
    """Agustus 2026."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def clock_written(at: datetime, *, zone_name: str) -> str:
    """14.05 WITA: hour and minute with a dot, as EYD has it."""
    local = at.astimezone(zone(zone_name))
    return f"{local.hour:02d}.{local.minute:02d} {zone_name}"


def monday(day: date) -> date:
    """The Monday of the ISO week the day lies in: the name of a week in plans."""
    return day - timedelta(days=day.weekday())


def mondays(first: date, last: date) -> Iterator[date]:
    """The Monday of every week touched from `first` to `last`, both included; none if last is earlier."""
    week = monday(first)
    while week <= last and first <= last:
        yield week
        week += timedelta(days=7)


def iso_week(day: date) -> str:
    """2026-W53 (ISO 8601): the year is the week's own, not always the day's."""
    year, week, _weekday = day.isocalendar()
    return f"{year}-W{week:02d}"


def months_later(day: date, months: int) -> date:
    """The same day `months` later or earlier, else the last of that month: 31 January + 1 → 28 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def is_working(day: date, off: Collection[date], *, rest: Collection[int] = WEEKEND) -> bool:
    """Whether work is done: neither in `off` (holiday rows) nor on a weekday in `rest` (Monday = 0)."""
    return day.weekday() not in rest and day not in off


def working_days(first: date, last: date, off: Collection[date], *, rest: Collection[int] = WEEKEND) -> int:
    """How many working days from `first` to `last`, both included; 0 if last is before first."""
    span = (last - first).days + 1
    return sum(is_working(first + timedelta(days=step), off, rest=rest) for step in range(span))


def working_day_from(
    day: date, count: int, off: Collection[date], *, rest: Collection[int] = WEEKEND
) -> date:
    """The `count`-th working day after `day` (before it, if negative); 0 is the day itself, working or not.

    Refuses (ValueError) when no such day lies within ten years: every day is marked off.
    """
    step = timedelta(days=-1 if count < 0 else 1)
    left = abs(count)
    for _tried in range(LONGEST_SEARCH):
        if not left:
            return day
        day += step
        left -= is_working(day, off, rest=rest)
    msg = "No working day within ten years."
    raise ValueError(msg)
