"""The way in: what is new, which crafts, how to order, who makes it and where; a district's cooperatives."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.kernel.models import Tenant
from sentra.market.queries import Coming, markets_of, markets_where
from sentra.people.models import Region
from sentra.showroom.queries import Choice, Facets, catalogue, facets, makers
from sentra.web.actors import ActorRequest
from sentra.web.market.shown import shown
from sentra.web.showroom.goods import Good, Photo, goods, shown_of
from sentra.web.showroom.hands import hands, places
from sentra.web.showroom.house import House, house_page
from sentra.web.showroom.meta import Told
from sentra.web.showroom.screen import screen
from sentra.web.showroom.structured import list_node, page_node
from sentra.web.site import Site

SHOWN = 8  # new goods
LOOKED_AT = 24  # of which pictures for the crafts are taken
MOST_MAKERS = 12
MOST_MARKETS = 3


@dataclass(frozen=True)
class CraftDoor:
    choice: Choice
    url: str
    photo: Photo | None


@house_page
def home(request: ActorRequest, house: House) -> HttpResponse:
    """At most seven queries."""
    new = goods(catalogue(house.all_goods, size=LOOKED_AT).cards)
    found = facets(house.all_goods)
    named = makers(house.all_goods)
    facts = {
        "hero": next((one for one in new if one.photo), None),
        "goods": new[:SHOWN],
        "crafts": _doors(house, found, new),
        "makers": hands(house, named[:MOST_MAKERS]),
        "more_makers": len(named) > MOST_MAKERS,
        "maker_count": len(named),
        "villages": places(house, found.villages),
        "cooperatives": None if house.host else _cooperatives(house),
        "district": _district(house) if house.host else house.name,
        "markets": [shown(one) for one in _markets(house)[:MOST_MARKETS]],
    }
    return screen(request, house, "showroom/home", facts, _told(request, house, new))


def _told(request: ActorRequest, house: House, new: list[Good]) -> Told:
    site, title = Site.of(request), _("Crafts made to order")
    about = {"about": {"@id": site.whole(house.url("home")) + "#house"}}
    about |= {"mainEntity": list_node(new[:SHOWN], site)} if new else {}
    return Told(
        f"{title} · {house.name}",
        _("Crafts by the makers of %(name)s, made to your order.") % {"name": house.name},
        (page_node("CollectionPage", title, house.url("home"), site, **about),),
        image=shown_of(new),
    )


def _doors(house: House, found: Facets, new: list[Good]) -> list[CraftDoor]:
    """Each craft with the picture of its newest good."""
    pictures = {one.card.craft: one.photo for one in reversed(new) if one.photo}
    address = house.url("goods")
    return [
        CraftDoor(one, f"{address}?kerajinan={one.value}", pictures.get(one.label)) for one in found.crafts
    ]


def _cooperatives(house: House) -> list[Tenant]:
    found = Tenant.objects.filter(kind=Tenant.Kind.COOPERATIVE, district_code=house.district)
    return list(found.order_by("name"))


def _markets(house: House) -> list[Coming]:
    """Where the cooperative sells; all of the district's. One query, and one more where there is a market."""
    now = timezone.now()
    return markets_where(house.host, at=now) if house.host else markets_of(house.district, at=now)


def _district(house: House) -> str:
    return Region.objects.filter(pk=house.district).values_list("name", flat=True).first() or ""
