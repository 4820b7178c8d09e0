"""A market's days and hours in the reader's words."""

from datetime import datetime, time

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sentra.kernel.dates import NAMES, ZONES, in_words
from sentra.market.days import MarketDay
from sentra.market.models import Market

SHORT = {name: short for short, name in ZONES.items()}


def language() -> str:
    return "id" if (get_language() or "id").startswith("id") else "en"


def weekdays() -> list[tuple[str, str]]:
    """For a select: Monday is 0."""
    return [(str(n), name) for n, name in enumerate(NAMES[language()][0])]


def clock(at: datetime | time) -> str:
    """06.00: hour and minute with a dot."""
    return f"{at:%H.%M}"


def hours(opens: datetime | time, closes: datetime | time, zone: str) -> str:
    """06.00–10.00 WITA; a night market closes on the day after, and says so."""
    said = f"{clock(opens)}–{clock(closes)} {SHORT[zone]}"
    return _("%(hours)s (the day after)") % {"hours": said} if f"{closes:%H%M}" <= f"{opens:%H%M}" else said


def every_week(market: Market) -> str:
    """Every Thursday, 06.00–10.00 WITA."""
    day = NAMES[language()][0][market.weekday]
    return _("Every %(day)s, %(hours)s") % {
        "day": day, "hours": hours(market.opens, market.closes, market.zone),
    }  # fmt: skip


def when(day: MarketDay, zone: str) -> str:
    """Thursday, 26 November 2026, 06.00–10.00 WITA."""
    return f"{in_words(day.on, 'day', language=language())}, {hours(day.opens, day.closes, zone)}"


def said_of(day: MarketDay) -> str:
    """What visitors should know of this day beside its hours; "" when it is as always."""
    tongue = language()
    if day.moved_to:
        to = in_words(day.moved_to, "day", language=tongue)
        return _("Moved to %(day)s: %(why)s") % {"day": to, "why": day.reason}
    if day.state == "closed":
        return _("Closed: %(why)s") % {"why": day.reason}
    if day.state == "ask":
        return _("National holiday (%(name)s): ask first whether it is held.") % {"name": day.reason}
    if day.instead_of:
        instead = in_words(day.instead_of, "day", language=tongue)
        return _("Instead of %(day)s: %(why)s") % {"day": instead, "why": day.reason}
    return _held(day)


def _held(day: MarketDay) -> str:
    if day.besides:
        return _("A market besides: %(why)s") % {"why": day.reason}
    if day.reason and day.other_hours:
        return _("Other hours: %(why)s") % {"why": day.reason}
    return day.reason


def until(day: MarketDay) -> str:
    """Open now until 10.00."""
    return _("Open now until %(hour)s") % {"hour": clock(day.closes)}
