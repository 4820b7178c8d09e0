"""Equal weeks in a row are one line."""

from datetime import date, timedelta

from sentra.production.flow import Portion
from sentra.web.templatetags.weeks import weekly

MONDAY = date(2026, 8, 3)


def portions(*pieces: int | None) -> list[Portion]:
    """One number a week; None is a week without work."""
    return [Portion(n, MONDAY + timedelta(weeks=week)) for week, n in enumerate(pieces) if n is not None]


def test_every_week_the_same_is_said_once():
    assert weekly(portions(20, 20, 20)) == ["20 every week, 8 Aug to 22 Aug"]


def test_another_number_or_a_gap_begins_anew():
    assert weekly(portions(10, 20, 20, None, 20)) == [
        "10 until 8 Aug",
        "20 every week, 15 Aug to 22 Aug",
        "20 until 5 Sep",
    ]


def test_nothing_is_said_of_a_day_nobody_knows():
    assert weekly([Portion(5, None)]) == []
