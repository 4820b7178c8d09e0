"""A craft market of the office: every Thursday, 06.00 to 10.00 in Amuntai."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

from sentra.market.days import Usual
from sentra.market.models import Market
from sentra.market.operations import MarketFacts, add_market
from sentra.people.models import Region
from tests.world import NOW, World

WITA = timezone(timedelta(hours=8))
THURSDAY = 3
USUAL = Usual(THURSDAY, time(6), time(10), "Asia/Makassar", date(2026, 1, 1))


def at(day: str, clock: str = "12:00") -> datetime:
    """An instant by the clock of Amuntai, told in UTC as the server has it."""
    local = datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=WITA)
    return local.astimezone(UTC)


def village() -> Region:
    return Region.objects.filter(code__startswith="63.08.", kind="desa").order_by("pk")[0]


def facts(**more: Any) -> MarketFacts:
    told: dict[str, Any] = {
        "name": "Pasar Kerajinan Kamis", "village_code": village().pk, "weekday": THURSDAY, "opens": time(6),
        "closes": time(10), "since": date(2026, 1, 1),
    }  # fmt: skip
    return MarketFacts(**told | more)


def market(world: World, **more: Any) -> Market:
    return add_market(facts(**more), by=world.omar, at=NOW)
