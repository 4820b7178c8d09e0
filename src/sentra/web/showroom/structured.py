"""What search engines are told in schema.org's words (JSON-LD): only what the page itself says.

Vocabulary: schema.org release 30.0; what Google asks of goods: tests/data/showroom/schemas/SOURCE.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from sentra.showroom.queries import Card, Listing, MotifStory
from sentra.web.showroom.goods import Good, pictures_of
from sentra.web.showroom.hands import Hand
from sentra.web.showroom.house import House
from sentra.web.site import Site

Node = dict[str, Any]
SCHEMA = "https://schema.org/"


@dataclass(frozen=True)
class Crumb:
    name: str
    url: str


def house_node(house: House, site: Site) -> Node:
    """A cooperative is a shop; a district is a place in which shops are."""
    home = site.whole(house.url("home"))
    if house.host is None:
        return {"@type": "AdministrativeArea", "@id": f"{home}#house", "name": house.name, "url": home}
    node: Node = {
        "@type": "Store", "@id": f"{home}#house", "name": house.name, "url": home,
        "currenciesAccepted": "IDR",
    }  # fmt: skip
    if house.host.address:
        node["address"] = house.host.address
    if house.host.phone:
        node["telephone"] = house.host.phone
    return node


def crumbs_node(crumbs: Iterable[Crumb], site: Site) -> Node:
    """The way here from the house's home, the page itself last."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": place,
                "name": one.name,
                "item": {"@type": "WebPage", "@id": site.whole(one.url)},
            }
            for place, one in enumerate(crumbs, start=1)
        ],
    }


def product_node(found: Listing, house: House, site: Site, *, share: str = "") -> Node:
    """One product with its price and whether it lies ready. `share`: the address of its drawn card."""
    card = found.card
    url = site.whole(house.url("product", card.code))
    node: Node = {
        "@type": "Product", "@id": f"{url}#product", "name": card.name, "url": url, "sku": card.code,
        "category": card.craft, "brand": {"@type": "Brand", "name": card.cooperative},
        "countryOfOrigin": {"@type": "Country", "name": "Indonesia"},
        "offers": _offer(card, url, house, site),
    }  # fmt: skip
    images = [site.whole(one) for one in (*pictures_of(card.pictures), share) if one]
    node |= {"image": images} if images else {}
    node |= {"description": found.description} if found.description else {}
    node |= {"pattern": card.motif} if card.motif else {}
    return node | ({"size": list(found.sizes)} if found.sizes else {})


def _offer(card: Card, url: str, house: House, site: Site) -> Node:
    offer: Node = {
        "@type": "Offer", "url": url, "price": str(card.price_idr), "priceCurrency": "IDR",
        "availability": SCHEMA + ("InStock" if card.ready else "MadeToOrder"),
        "itemCondition": SCHEMA + "NewCondition",
        "seller": {"@id": site.whole(house.url("home")) + "#house"},
    }  # fmt: skip
    if card.weeks and not card.ready:
        offer["deliveryLeadTime"] = {"@type": "QuantitativeValue", "value": card.weeks, "unitText": "week"}
    return offer


def list_node(goods: Iterable[Good], site: Site) -> Node:
    """Goods of a page, in its order, each by its own address."""
    return {
        "@type": "ItemList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": one.card.name, "url": site.whole(one.url)}
            for place, one in enumerate(goods, start=1)
        ],
    }


def page_node(kind: str, name: str, url: str, site: Site, **more: Any) -> Node:
    """The page itself: WebPage, CollectionPage, AboutPage, ProfilePage."""
    return {"@type": kind, "@id": site.whole(url), "url": site.whole(url), "name": name} | more


def maker_node(her: Hand, house: House, site: Site, crafts: Iterable[str]) -> Node:
    """Somebody who agreed to be shown: her name, her village, what she makes; nothing else of her."""
    node: Node = {
        "@type": "Person", "@id": site.whole(her.url) + "#maker", "name": her.name,
        "url": site.whole(her.url), "jobTitle": _("Maker"), "knowsAbout": list(crafts),
    }  # fmt: skip
    if house.host is not None:
        node["affiliation"] = {"@id": site.whole(house.url("home")) + "#house"}
    return node | ({"homeLocation": {"@type": "Place", "name": her.village}} if her.village else {})


def motif_node(motif: MotifStory) -> Node:
    """A motif with its story; whose it is while she agrees to be named."""
    node: Node = {"@type": "CreativeWork", "name": motif.name}
    node |= {"abstract": motif.story} if motif.story else {}
    return node | ({"creator": {"@type": "Person", "name": motif.by}} if motif.by else {})
