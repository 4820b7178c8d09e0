"""The catalogue: all goods of a house, searched with forgiveness, narrowed, page by page."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from sentra.showroom.queries import Facets, Page, catalogue, facets
from sentra.showroom.search import understood
from sentra.web.actors import ActorRequest
from sentra.web.showroom import asked as a
from sentra.web.showroom.asked import Asked, asked
from sentra.web.showroom.choosing import chips, hits, order_select, selects
from sentra.web.showroom.goods import Good, goods, shown_of
from sentra.web.showroom.house import House, house_page
from sentra.web.showroom.meta import Told
from sentra.web.showroom.screen import screen
from sentra.web.showroom.structured import Crumb, list_node, page_node
from sentra.web.site import Site


@house_page
def catalogue_page(request: ActorRequest, house: House) -> HttpResponse:
    """A page of goods, what they are narrowed by, what else one may choose. At most eight queries."""
    wanted = asked(request.GET, house.all_goods)
    page = _as_typed(wanted) if wanted.exactly else catalogue(wanted.filters, wanted.after)
    found = _choices(wanted, page, house)
    meant = page.meant if page.meant and page.meant.corrected else None
    shown = goods(page.cards)
    facts = {
        "wanted": wanted,
        "goods": shown,
        "meant": meant,
        "partly": page.partly,
        "meant_url": wanted.query(a.EXACTLY),
        "exactly_url": wanted.query(persis="1"),
        "hits": hits(wanted.filters.text, found, house) if found else [],
        "chips": chips(wanted, found),
        "selects": selects(wanted, found) if found else [],
        "order": order_select(wanted) if found else None,
        "all_url": wanted.query(*a.NARROWING),
        "first_url": wanted.query() if wanted.after else "",
        "next_url": wanted.query(setelah=page.after) if page.after else "",
    }
    told = _told(request, house, shown, asked=bool(wanted.said or wanted.after))
    return screen(request, house, "showroom/catalogue", facts, told)


def _told(request: ActorRequest, house: House, shown: list[Good], *, asked: bool) -> Told:
    site, address, title = Site.of(request), house.url("goods"), _("Goods")
    listed = {"mainEntity": list_node(shown, site)} if shown else {}
    return Told(
        f"{title} · {house.name}",
        _("All goods of %(name)s: search, choose, ask for an order.") % {"name": house.name},
        (page_node("CollectionPage", title, address, site, **listed),),
        (Crumb(title, address),),
        shown_of(shown),
        asked=asked,
    )


def _as_typed(wanted: Asked) -> Page:
    """Her words as typed. A word we would have corrected stands in no listing: then there is nothing."""
    meant = understood(wanted.filters.text)
    return Page((), "", meant) if meant.corrected else catalogue(wanted.filters, wanted.after)


def _choices(wanted: Asked, page: Page, house: House) -> Facets | None:
    """None where no goods have all the words: choosing more would find no more, after many queries."""
    return None if wanted.filters.text and (page.partly or not page.cards) else facets(house.all_goods)
