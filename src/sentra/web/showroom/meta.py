"""What stands in a public page's head for machines: description, address, languages, card, JSON-LD."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import get_language

from sentra.web.showroom.house import House
from sentra.web.showroom.structured import Crumb, Node, crumbs_node, house_node
from sentra.web.site import LANGUAGE, LANGUAGES, Site

LONGEST = 200  # letters of a description: chats and search engines show fewer
LOCALES = {"id": "id_ID", "en": "en_GB"}


@dataclass(frozen=True)
class Told:
    """What one page says of itself. `image`: (address, width, height); `asked`: an answer to a question
    (a search, a later page of a list), which no search engine shall keep."""

    title: str
    description: str
    nodes: tuple[Node, ...] = ()
    crumbs: tuple[Crumb, ...] = ()
    image: tuple[str, int, int] | None = None
    kind: str = "website"  # Open Graph's
    asked: bool = False
    price_idr: int | None = None


def meta_of(request: HttpRequest, house: House, told: Told) -> dict[str, Any]:
    """For `showroom/_meta.html`; every address in it is whole."""
    site = Site.of(request)
    path = told.crumbs[-1].url if told.crumbs else request.path
    language = request.GET.get(LANGUAGE, "")
    graph = [house_node(house, site), *told.nodes]
    if told.crumbs:
        graph.append(crumbs_node([Crumb(house.name, house.url("home")), *told.crumbs], site))
    return {
        "title": told.title,
        "description": Truncator(" ".join(told.description.split())).chars(LONGEST),
        "canonical": site.in_language(path, language) if language in LANGUAGES else site.whole(path),
        "languages": [] if told.asked else _languages(site, path),
        "asked": told.asked,
        "kind": told.kind,
        "site_name": house.name,
        "locale": LOCALES[(get_language() or "id")[:2]],
        "image": told.image and (site.whole(told.image[0]), *map(str, told.image[1:])),
        "price_idr": None if told.price_idr is None else str(told.price_idr),
        "graph": {"@context": "https://schema.org", "@graph": graph},
    }


def _languages(site: Site, path: str) -> list[tuple[str, str]]:
    """The same page in each language; without one in the address the reader's browser decides."""
    return [*((one, site.in_language(path, one)) for one in LANGUAGES), ("x-default", site.whole(path))]
