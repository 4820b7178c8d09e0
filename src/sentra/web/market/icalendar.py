"""A market's next days as a file for calendars (RFC 5545): times in UTC, lines of at most 75 bytes."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from sentra.market.days import MarketDay, State
from sentra.market.models import Market
from sentra.web.market.words import said_of

STATUS = {State.HELD: "CONFIRMED", State.ASK: "TENTATIVE", State.CLOSED: "CANCELLED"}
MOST_BYTES = 75


def calendar_of(market: Market, days: Iterable[MarketDay], *, place: str, url: str, at: datetime) -> str:
    """One event a day; a closed one is told as cancelled."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Sentra//Pasar//ID", "METHOD:PUBLISH"]
    for day in days:
        lines += _event(market, day, place, url, at)
    return "".join(f"{one}\r\n" for line in [*lines, "END:VCALENDAR"] for one in _folded(line))


def _event(market: Market, day: MarketDay, place: str, url: str, at: datetime) -> Iterator[str]:
    said = said_of(day)
    yield "BEGIN:VEVENT"
    yield f"UID:{market.uid}-{day.on:%Y%m%d}@sentra"
    yield f"DTSTAMP:{_moment(at)}"
    yield f"DTSTART:{_moment(day.opens)}"
    yield f"DTEND:{_moment(day.closes)}"
    yield f"SUMMARY:{_text(market.name)}"
    yield f"LOCATION:{_text(place)}"
    if market.latitude is not None:
        yield f"GEO:{market.latitude};{market.longitude}"
    yield f"STATUS:{STATUS[day.state]}"
    if said or market.note:
        yield f"DESCRIPTION:{_text(' '.join(part for part in (said, market.note) if part))}"
    yield f"URL:{url}"
    yield "END:VEVENT"


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(value: str) -> str:
    for sign in ("\\", ";", ","):
        value = value.replace(sign, f"\\{sign}")
    return " ".join(value.split())


def _folded(line: str) -> Iterator[str]:
    """A long line goes on behind a space. Cut between letters, never inside one."""
    part = ""
    for letter in line:
        if len(f"{part}{letter}".encode()) > MOST_BYTES:
            yield part
            part = " "
        part += letter
    yield part
