"""Days in Indonesian, and working days against the holidays of the SKB."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import lokal
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentra.kernel import dates

HOLIDAYS = json.loads((Path(__file__).parents[1] / "data" / "holidays_2025_2027.json").read_text())
OFF = frozenset(
    date.fromisoformat(day)
    for year in HOLIDAYS["python_holidays"].values()
    for kind in ("libur_nasional", "cuti_bersama")
    for day in year[kind]
)
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))


def test_names():
    day = date(2026, 8, 17)
    assert dates.written(day) == "17 Agustus 2026"
    assert dates.written_short(day) == "17 Agu 2026"
    assert dates.written_with_day(day) == "Senin, 17 Agustus 2026"
    assert dates.month_written(day) == "Agustus 2026"
    assert dates.written_short(date(2026, 5, 1)) == "1 Mei 2026"


def test_the_three_zones_have_their_own_day():
    at = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)
    assert dates.day_in("WIB", at=at) == date(2026, 11, 22)
    assert dates.day_in("WITA", at=at) == date(2026, 11, 23)
    assert dates.day_in("WIT", at=at) == date(2026, 11, 23)
    assert dates.clock_written(at, zone_name="WITA") == "00.30 WITA"
    assert at.astimezone(dates.zone("WITA")).utcoffset() == timedelta(hours=8)


def test_unknown_zones_and_naive_instants_are_refused():
    with pytest.raises(ValueError, match="WITA"):
        dates.zone("Asia/Makassar")
    with pytest.raises(ValueError, match="zone"):
        dates.day_in("WITA", at=datetime(2026, 1, 1))


@given(day=DAYS)
def test_every_day_lies_in_the_week_of_its_monday(day):
    first = dates.monday(day)
    assert first.weekday() == 0
    assert 0 <= (day - first).days < 7
    assert dates.iso_week(first) == dates.iso_week(day)
    assert list(dates.mondays(day, day)) == [first]


def test_weeks_at_the_turn_of_the_year():
    assert dates.iso_week(date(2027, 1, 3)) == "2026-W53"
    assert list(dates.mondays(date(2026, 12, 30), date(2027, 1, 4))) == [date(2026, 12, 28), date(2027, 1, 4)]
    assert list(dates.mondays(date(2026, 1, 8), date(2026, 1, 7))) == []


def test_months_later():
    assert dates.months_later(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert dates.months_later(date(2026, 1, 15), -1) == date(2025, 12, 15)
    assert dates.months_later(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert dates.months_later(date(2026, 11, 30), 13) == date(2027, 12, 30)


@pytest.mark.parametrize("year", [2026, 2027])
def test_working_days_agree_with_another_library(year):
    first, last = date(year, 1, 1), date(year, 12, 31)
    assert dates.working_days(first, last, OFF) == lokal.count_working_days(first, last)
    for count in (0, 1, 5, 30):
        start = date(year, 3, 1)
        assert dates.working_day_from(start, count, OFF) == lokal.add_working_days(start, count)


@given(day=DAYS, count=st.integers(1, 60))
def test_going_forth_and_counting_agree(day, count):
    reached = dates.working_day_from(day, count, OFF)
    assert dates.is_working(reached, OFF)
    assert dates.working_days(day + timedelta(days=1), reached, OFF) == count


def test_a_cooperative_may_work_on_saturday():
    saturday = date(2026, 11, 21)
    assert not dates.is_working(saturday, OFF)
    assert dates.is_working(saturday, OFF, rest={dates.SUNDAY})


def test_a_calendar_without_working_days_is_refused():
    with pytest.raises(ValueError, match="No working day"):
        dates.working_day_from(date(2026, 1, 1), 1, OFF, rest=range(7))
