"""When a market is next: its weekday, the local day, holidays, what was said about single days."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentra.market.days import Change, State, Usual, next_days
from sentra.market.holidays import Holiday, national
from tests.domain.market.given import USUAL, at

NIGHT = replace(USUAL, weekday=5, opens=time(20), closes=time(1))  # Saturday night, over midnight


def told(market, moment, changes=(), holidays=None):
    return next_days(market, changes, holidays or {}, at=moment)


def days(*found):
    return [one.on.isoformat() for one in found]


def test_the_next_three_thursdays():
    found = told(USUAL, at("2026-11-22"))
    assert days(*found) == ["2026-11-26", "2026-12-03", "2026-12-10"]
    assert found[0].opens == at("2026-11-26", "06:00")
    assert found[0].closes == at("2026-11-26", "10:00")
    assert {one.state for one in found} == {State.HELD}


@pytest.mark.parametrize(
    ("clock", "first", "now"),
    [
        ("05:59", "2026-11-26", False),
        ("06:00", "2026-11-26", True),
        ("09:59", "2026-11-26", True),
        ("10:00", "2026-12-03", False),
    ],
)
def test_open_now_until_the_minute_it_closes(clock, first, now):
    found = told(USUAL, at("2026-11-26", clock))
    assert (days(found[0]), found[0].now) == ([first], now)
    assert not any(one.now for one in found[1:])


def test_the_day_is_the_one_of_amuntai_not_of_the_server():
    """At 22.30 UTC on Wednesday it is 06.30 on Thursday in Amuntai."""
    assert told(USUAL, datetime(2026, 11, 25, 22, 30, tzinfo=UTC))[0].now
    just_after = told(
        replace(USUAL, opens=time(0), closes=time(2)), datetime(2026, 11, 25, 16, 0, tzinfo=UTC)
    )
    assert (just_after[0].on, just_after[0].now) == (date(2026, 11, 26), True)
    just_before = told(
        replace(USUAL, opens=time(0), closes=time(2)), datetime(2026, 11, 25, 15, 59, tzinfo=UTC)
    )
    assert (just_before[0].on, just_before[0].now) == (date(2026, 11, 26), False)


def test_a_market_over_midnight_is_open_on_the_next_day():
    after = told(NIGHT, at("2026-11-22", "00:30"))
    assert (after[0].on, after[0].now) == (date(2026, 11, 21), True)
    assert after[0].closes == at("2026-11-22", "01:00")
    assert told(NIGHT, at("2026-11-22", "01:00"))[0].on == date(2026, 11, 28)


def test_the_year_ends_in_the_middle():
    assert days(*told(USUAL, at("2026-12-24"))) == ["2026-12-31", "2027-01-07", "2027-01-14"]


def test_on_a_holiday_one_asks_first_unless_the_market_closes():
    feast = {date(2026, 12, 3): Holiday("Hari Raya")}
    found = told(USUAL, at("2026-11-26", "11:00"), holidays=feast)
    assert (found[0].state, found[0].reason) == (State.ASK, "Hari Raya")
    assert len(found) == 3
    strict = told(replace(USUAL, closed_on_holidays=True), at("2026-11-26", "11:00"), holidays=feast)
    assert [one.state for one in strict] == [State.CLOSED, State.HELD, State.HELD, State.HELD]


def test_an_estimated_holiday_closes_nothing_for_certain():
    feast = {date(2026, 12, 3): Holiday("Idulfitri", estimated=True)}
    found = told(replace(USUAL, closed_on_holidays=True), at("2026-11-27"), holidays=feast)
    assert found[0].state is State.ASK


def test_what_was_said_wins_over_the_holiday():
    feast = {date(2026, 12, 3): Holiday("Hari Raya")}
    open_anyway = [Change(date(2026, 12, 3), "Tetap buka", held_on=date(2026, 12, 3))]
    strict = replace(USUAL, closed_on_holidays=True)
    found = told(strict, at("2026-11-27"), open_anyway, feast)
    assert (found[0].state, found[0].reason, found[0].other_hours) == (State.HELD, "Tetap buka", False)


def test_a_closed_day_is_told_with_its_reason_until_it_would_be_over():
    closed = [Change(date(2026, 11, 26), "Jalan diperbaiki")]
    found = told(USUAL, at("2026-11-26", "09:00"), closed)
    assert (found[0].state, found[0].reason, found[0].now) == (State.CLOSED, "Jalan diperbaiki", False)
    assert len(found) == 4
    assert days(told(USUAL, at("2026-11-26", "10:00"), closed)[0]) == ["2026-12-03"]


def test_moved_to_another_day_and_hour():
    moved = [Change(date(2026, 12, 3), "Haul", date(2026, 12, 5), time(7), time(12))]
    found = told(USUAL, at("2026-11-27"), moved)
    assert days(*found) == ["2026-12-03", "2026-12-05", "2026-12-10", "2026-12-17"]
    assert (found[0].state, found[0].moved_to) == (State.CLOSED, date(2026, 12, 5))
    assert (found[1].instead_of, found[1].opens, found[1].other_hours) == (
        date(2026, 12, 3), at("2026-12-05", "07:00"), True,
    )  # fmt: skip


def test_a_market_besides_the_usual_ones():
    besides = [Change(date(2026, 12, 1), "Pameran", held_on=date(2026, 12, 1))]
    assert days(*told(USUAL, at("2026-11-27"), besides)) == ["2026-12-01", "2026-12-03", "2026-12-10"]


def test_before_it_begins_and_after_it_ended():
    short = replace(USUAL, since=date(2027, 1, 1), until=date(2027, 1, 14))
    assert days(*told(short, at("2026-11-22"))) == ["2027-01-07", "2027-01-14"]
    assert told(short, at("2027-01-14", "10:00")) == []


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        told(USUAL, datetime(2026, 11, 22))


def test_the_holidays_of_the_decree_are_known():
    assert national()[date(2026, 8, 17)].name == "Proklamasi Kemerdekaan"
    assert national()[date(2027, 3, 10)].estimated
    assert date(2026, 12, 24) not in national()  # cuti bersama


def near(start):
    return st.integers(-3, 40).map(lambda n: start + timedelta(days=n))


@st.composite
def calendars(draw):
    start = date(2026, 12, 1)
    hours = draw(st.lists(st.times(), min_size=2, max_size=2, unique=True))
    market = Usual(
        draw(st.integers(0, 6)), hours[0], hours[1], draw(st.sampled_from(["Asia/Jakarta", "Asia/Jayapura"])),
        start, draw(st.none() | near(start + timedelta(days=5))), draw(st.booleans()),
    )  # fmt: skip
    changes = draw(
        st.lists(
            st.builds(
                Change, near(start), st.just("Sebab"), st.none() | near(start), st.none() | st.just(time(3))
            ),
            max_size=6,
            unique_by=(lambda one: one.on, lambda one: one.held_on or one.on.isoformat()),
        )
    )
    holidays = dict.fromkeys(draw(st.lists(near(start), max_size=4)), Holiday("Raya"))
    return market, changes, holidays


@given(calendars(), st.datetimes(datetime(2026, 11, 28), datetime(2027, 1, 10), timezones=st.just(UTC)))
def test_laws_of_every_calendar(calendar, moment):
    market, changes, holidays = calendar
    found = next_days(market, changes, holidays, at=moment)
    assert [one.on for one in found] == sorted({one.on for one in found})
    assert all(one.closes > moment and one.closes > one.opens for one in found)
    assert sum(one.state is not State.CLOSED for one in found) <= 3
    assert all(one.now == (one.opens <= moment and one.state is not State.CLOSED) for one in found)
    brought = {one.held_on for one in changes}
    for one in found:
        assert one.on in brought or market.falls_on(one.on)
        if one.state is State.ASK:
            assert one.on in holidays
    later = next_days(market, changes, holidays, at=moment + timedelta(minutes=1))
    kept = [one.on for one in found if one.closes > moment + timedelta(minutes=1)]
    assert kept == [one.on for one in later][: len(kept)]
