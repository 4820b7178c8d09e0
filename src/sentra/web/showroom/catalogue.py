"""The catalogue: all goods of a house, searched with forgiveness, narrowed, page by page."""

from django.http import HttpResponse

from sentra.showroom.queries import Facets, Page, catalogue, facets
from sentra.showroom.search import understood
from sentra.web.actors import ActorRequest
from sentra.web.showroom import asked as a
from sentra.web.showroom.asked import Asked, asked
from sentra.web.showroom.choosing import chips, order_select, selects
from sentra.web.showroom.goods import goods
from sentra.web.showroom.house import House, house_page
from sentra.web.showroom.screen import screen


@house_page
def catalogue_page(request: ActorRequest, house: House) -> HttpResponse:
    """A page of goods, what they are narrowed by, what else one may choose. At most eight queries."""
    wanted = asked(request.GET, house.all_goods)
    page = _as_typed(wanted) if wanted.exactly else catalogue(wanted.filters, wanted.after)
    found = _choices(wanted, page, house)
    meant = page.meant if page.meant and page.meant.corrected else None
    facts = {
        "wanted": wanted,
        "goods": goods(page.cards),
        "meant": meant,
        "partly": page.partly,
        "meant_url": wanted.query(a.EXACTLY),
        "exactly_url": wanted.query(persis="1"),
        "chips": chips(wanted, found),
        "selects": selects(wanted, found) if found else [],
        "order": order_select(wanted) if found else None,
        "prices": found,
        "all_url": wanted.query(*a.NARROWING),
        "first_url": wanted.query() if wanted.after else "",
        "next_url": wanted.query(setelah=page.after) if page.after else "",
    }
    return screen(request, house, "showroom/catalogue", facts)


def _as_typed(wanted: Asked) -> Page:
    """Her words as typed. A word we would have corrected stands in no listing: then there is nothing."""
    meant = understood(wanted.filters.text)
    return Page((), "", meant) if meant.corrected else catalogue(wanted.filters, wanted.after)


def _choices(wanted: Asked, page: Page, house: House) -> Facets | None:
    """None where no goods have all the words: choosing more would find no more, after many queries."""
    return None if wanted.filters.text and (page.partly or not page.cards) else facets(house.all_goods)
