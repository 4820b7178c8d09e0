"""A market as pages show it: its days in words, where it is, how to get there."""

from dataclasses import dataclass
from urllib.parse import quote

from django.urls import reverse

from sentra.market.days import MarketDay, State
from sentra.market.models import Market
from sentra.market.queries import Coming
from sentra.web.market.words import every_week, hours, said_of, until, when


@dataclass(frozen=True)
class DayShown:
    day: MarketDay
    when: str
    hours: str
    said: str

    @property
    def tone(self) -> str:
        return {State.HELD: "done", State.ASK: "wait", State.CLOSED: "late"}[self.day.state]


@dataclass(frozen=True)
class MarketShown:
    """`next`: the next day that is not closed; `now`: "open now until 10.00", "" while it is not."""

    market: Market
    url: str
    every_week: str
    place: str
    days: tuple[DayShown, ...]
    next: DayShown | None
    now: str

    @property
    def geo_url(self) -> str:
        """Opens the map a phone has."""
        spot = f"{self.market.latitude},{self.market.longitude}"
        return f"geo:{spot}?q={spot}({quote(self.market.name)})"

    @property
    def osm_url(self) -> str:
        lat, lon = self.market.latitude, self.market.longitude
        return f"https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map=17/{lat}/{lon}"

    @property
    def google_url(self) -> str:
        spot = f"{self.market.latitude},{self.market.longitude}"
        return f"https://www.google.com/maps/dir/?api=1&destination={quote(spot)}"


def shown(coming: Coming) -> MarketShown:
    market = coming.market
    days = tuple(_day(one, market.zone) for one in coming.days)
    following = next((one for one in days if one.day.state is not State.CLOSED), None)
    now = until(following.day) if following and following.day.now else ""
    url = reverse("district-market", args=[market.district_code, market.slug])
    return MarketShown(market, url, every_week(market), place_of(market), days, following, now)


def _day(day: MarketDay, zone: str) -> DayShown:
    return DayShown(day, when(day, zone), hours(day.opens, day.closes, zone), said_of(day))


def place_of(market: Market) -> str:
    """Street, village and sub-district, as far as they are known."""
    village = market.village
    above = village.parent.name if village.parent else ""
    return ", ".join(part for part in (market.address, village.name, above) if part)
