"""What shops elsewhere are told of a house's goods: RSS 2.0 with `g:` words, for Google and for Meta.

Specifications: tests/data/showroom/schemas/SOURCE.md. Both want a photograph: goods without are left out.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from sentra.showroom.queries.every import Offered, State, every, state
from sentra.web.actors import ActorRequest
from sentra.web.showroom.goods import pictures_of
from sentra.web.showroom.house import House, house_page
from sentra.web.showroom.xml import chunks, tag
from sentra.web.site import Site

VERSION = "1"  # of what is written here: counts up when the same goods are told otherwise
XML = "application/xml"
HEAD = '<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel>'


@dataclass(frozen=True)
class Dialect:
    """How a reader wants it. `when`: its words for ready or made to order; None: it takes no such goods."""

    title: int  # most letters
    description: int
    brand: int
    when: Callable[[Offered, datetime], dict[str, str] | None]


def google_when(one: Offered, midnight: datetime) -> dict[str, str] | None:
    """Made to order is a back order, and a back order has a date: without promised weeks it is left out."""
    if one.ready:
        return {"availability": "in_stock"}
    if one.weeks is None:
        return None
    day = midnight + timedelta(weeks=one.weeks)
    return {"availability": "backorder", "availability_date": day.strftime("%Y-%m-%dT%H:%M%z")}


def meta_when(one: Offered, _midnight: datetime) -> dict[str, str] | None:
    return {"availability": "in stock" if one.ready else "available for order"}


DIALECTS = {
    "google": Dialect(150, 5_000, 70, google_when),
    "meta": Dialect(200, 9_999, 100, meta_when),
}


@house_page
def feed(request: ActorRequest, house: House, dialect: str) -> HttpResponse:
    """All goods of the house. Two queries, and one for each 500 goods; unchanged since last asked: two."""
    if dialect not in DIALECTS:
        raise Http404
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(), time()))
    etag = _mark(state(house.all_goods), midnight, dialect)
    unchanged = get_conditional_response(request, etag)
    if unchanged is not None:
        return unchanged  # type: ignore[return-value]
    told = _feed(house, DIALECTS[dialect], Site.of(request), midnight)
    answer = StreamingHttpResponse(chunks(told), content_type=XML)
    answer["ETag"] = etag
    answer["Cache-Control"] = "public, max-age=900"
    return answer  # type: ignore[return-value]


def _mark(now: State, midnight: datetime, dialect: str) -> str:
    """Days to wait count from today, so the same goods are told anew each day."""
    return quote_etag(f"{dialect}{VERSION}-{now.listings}-{now.print_}-{midnight:%Y%m%d}")


def _feed(house: House, dialect: Dialect, site: Site, midnight: datetime) -> Iterator[str]:
    home = site.whole(house.url("home"))
    yield HEAD + tag("title", house.name) + tag("link", home) + tag("description", house.name)
    for one in every(house.all_goods):
        yield _item(one, dialect, site, midnight)
    yield "</channel></rss>\n"


def _item(one: Offered, dialect: Dialect, site: Site, midnight: datetime) -> str:
    when, images = dialect.when(one, midnight), pictures_of(one.pictures)
    if when is None or not images:
        return ""
    said = one.description or f"{one.name}. {one.craft}, {one.cooperative}."
    told = {
        "id": f"S{one.product_id}", "title": one.name[: dialect.title],
        "description": said[: dialect.description],
        "link": site.whole(reverse("public-product", args=[one.slug, one.code])),
        "image_link": site.whole(images[0]), **when, "price": f"{one.price_idr}.00 IDR",
        "brand": one.cooperative[: dialect.brand], "product_type": one.craft, "condition": "new",
        "identifier_exists": "no",
    }  # fmt: skip
    told |= {"pattern": one.motif} if one.motif else {}
    return "<item>" + "".join(tag(f"g:{name}", value) for name, value in told.items()) + "</item>\n"
