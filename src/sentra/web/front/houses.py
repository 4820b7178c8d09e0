"""What can be bought in this installation, for its front page: by district, each with its cooperatives."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from sentra.kernel.models import Tenant
from sentra.market.queries import markets_everywhere
from sentra.people.models import Region
from sentra.showroom.queries import crafts_by_house, newest
from sentra.web.market.shown import MarketShown, shown
from sentra.web.showroom.goods import Good, goods

SHOWN = 4  # newest goods of a district
DISTRICTS = 12  # with goods and market; the others have their doors


@dataclass(frozen=True)
class House:
    """A cooperative that shows goods. `about`: its crafts in words; `pieces`: how many goods it shows."""

    url: str
    name: str
    about: str
    pieces: int


@dataclass(frozen=True)
class District:
    url: str
    goods_url: str
    name: str
    houses: list[House]
    goods: list[Good]
    market: MarketShown | None


def open_districts(*, at: datetime) -> list[District]:
    """Every district where somebody shows goods, by name. Seven queries however many there are."""
    crafts = crafts_by_house()
    houses: dict[str, list[House]] = {}
    for tenant in Tenant.objects.filter(slug__in=crafts).exclude(kind=Tenant.Kind.OFFICE).order_by("name"):
        found = crafts[tenant.slug]
        about = ", ".join(dict.fromkeys(one.label for one in found))
        house = House(
            reverse("public-home", args=[tenant.slug]), tenant.name, about, sum(one.listings for one in found)
        )
        houses.setdefault(tenant.district_code, []).append(house)
    named = Region.objects.filter(code__in=houses).order_by("name").values_list("code", "name")
    places = list(named)
    first = [code for code, _name in places[:DISTRICTS]]
    fresh = newest(first, each=SHOWN) if first else {}
    soon = {one.market.district_code: one for one in reversed(markets_everywhere(first, at=at))}
    return [
        District(
            reverse("district-home", args=[code]),
            reverse("district-goods", args=[code]),
            name,
            houses[code],
            goods(fresh.get(code, [])),
            shown(soon[code]) if code in soon else None,
        )
        for code, name in places
    ]
