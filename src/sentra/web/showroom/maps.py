"""Which addresses search engines may read: site maps (sitemaps.org 0.9) and robots.txt."""

from collections.abc import Iterator
from datetime import datetime

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from sentra.kernel.models import Tenant
from sentra.market.models import Market
from sentra.showroom.models import ShowroomChoice
from sentra.showroom.queries.every import MOST_IN_A_MAP, every, parts
from sentra.web.actors import ActorRequest
from sentra.web.showroom.house import House, house_page
from sentra.web.showroom.xml import chunks, tag
from sentra.web.site import Site

XMLNS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
XML = "application/xml"
FROM = "dari"  # in a map's address: its first row
PLAIN = ("home", "goods", "about", "how", "privacy")
PEOPLE = {"maker": "maker", "motif": "motif", "village": "village"}  # a kind of choice → its page
ROBOTS = """User-agent: *
Disallow: /k/*/permintaan/
Disallow: /asal/
Disallow: /s/
Disallow: /akun/

Sitemap: {}
"""


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Named are pages that count who looks, and those of one person's enquiry."""
    told = ROBOTS.format(Site.of(request).whole(reverse("site-maps")))
    return HttpResponse(told, content_type="text/plain; charset=utf-8")


@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    """The maps of all houses. Two queries."""
    return StreamingHttpResponse(chunks(_index(Site.of(request))), content_type=XML)


def _index(site: Site) -> Iterator[str]:
    yield f"<sitemapindex {XMLNS}>"
    houses = list(Tenant.objects.exclude(kind=Tenant.Kind.OFFICE).order_by("slug"))
    found = parts()
    for house in houses:
        own = [one for one in found if one.slug == house.slug]
        if not own and house.kind == Tenant.Kind.FORMING:
            continue  # nothing to find there yet
        address = site.whole(reverse("public-map", args=[house.slug]))
        yield _map(address, own[0].changed_at if own else None)
        yield from (_map(f"{address}?{FROM}={one.first}", one.changed_at) for one in own[1:])
    for district in sorted({one.district_code for one in houses}):
        yield _map(site.whole(reverse("district-map", args=[district])), None)
    yield "</sitemapindex>\n"


def _map(address: str, changed_at: datetime | None) -> str:
    changed = tag("lastmod", _instant(changed_at)) if changed_at else ""
    return f"<sitemap>{tag('loc', address)}{changed}</sitemap>\n"


@house_page
def house_map(request: ActorRequest, house: House) -> HttpResponse:
    """The pages of a house and, of a cooperative, its goods from the row asked on."""
    asked = request.GET.get(FROM, "")
    first = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) <= 18 else 0
    return StreamingHttpResponse(chunks(_house(house, first, Site.of(request))), content_type=XML)  # type: ignore[return-value]


def _house(house: House, first: int, site: Site) -> Iterator[str]:
    """A maker has one address, her cooperative's: the district's map names its own plain pages alone."""
    yield f"<urlset {XMLNS}>"
    if not first:
        yield from (_url(site.whole(house.url(name))) for name in PLAIN)
        yield from () if house.host else _of_district(house, site)
    if house.host:
        yield from () if first else _of_cooperative(house, site)
        for one in every(house.all_goods, first=first, most=MOST_IN_A_MAP):
            yield _url(site.whole(house.url("product", one.code)), one.changed_at)
    yield "</urlset>\n"


def _of_district(house: House, site: Site) -> Iterator[str]:
    """Its markets: theirs are the only pages a district has of its own."""
    markets = Market.public.filter(district_code=house.district).order_by("slug")
    yield _url(site.whole(house.market_url))
    for slug in markets.values_list("slug", flat=True):
        yield _url(site.whole(reverse("district-market", args=[house.district, slug])))


def _of_cooperative(house: House, site: Site) -> Iterator[str]:
    yield _url(site.whole(house.ask_url))
    named = ShowroomChoice.objects.filter(slug=house.all_goods.slug, kind__in=PEOPLE)
    for kind, value in named.order_by("kind", "value").values_list("kind", "value").iterator():
        yield _url(site.whole(house.url(PEOPLE[kind], value)))


def _url(address: str, changed_at: datetime | None = None) -> str:
    changed = tag("lastmod", _instant(changed_at)) if changed_at else ""
    return f"<url>{tag('loc', address)}{changed}</url>\n"


def _instant(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


for _view in (robots, index):
    _view.needs = "nobody"  # type: ignore[attr-defined]  # read by tests/architecture
