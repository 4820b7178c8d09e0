"""Market days for everybody: those of a district, one of them with its map, its days as a calendar file."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.market.models import Market
from sentra.market.queries import COMING, Coming, market_at, markets_of, plan_of
from sentra.web.actors import ActorRequest
from sentra.web.market.icalendar import calendar_of
from sentra.web.market.plan import drawn
from sentra.web.market.shown import MarketShown, place_of, shown
from sentra.web.showroom.house import House, house_page
from sentra.web.showroom.meta import Told
from sentra.web.showroom.screen import screen
from sentra.web.showroom.structured import Crumb


@house_page
def markets(request: ActorRequest, house: House) -> HttpResponse:
    """All markets of the district, the soonest first. Three queries."""
    found = [shown(one) for one in markets_of(house.district, at=timezone.now())]
    said = _("Craft markets of %(place)s: the next days, the way, the stalls.") % {"place": house.name}
    crumbs = (Crumb(_("Market days"), house.market_url),)
    told = Told(_("Market days"), said, crumbs=crumbs)
    return screen(request, house, "market/markets", {"markets": found}, told)


@house_page
def market_page(request: ActorRequest, house: House, market: str) -> HttpResponse:
    """Its next days, the way there, the stalls with whom they belong to. At most six queries."""
    found = _found(house, market)
    plan = drawn(plan_of(found.market, shown=True))
    told = _told(house, seen := shown(found))
    return screen(request, house, "market/market", {"shown": seen, "plan": plan}, told)


def _told(house: House, seen: MarketShown) -> Told:
    name = seen.market.name
    crumbs = (Crumb(_("Market days"), house.market_url), Crumb(name, seen.url))
    return Told(name, f"{name}: {seen.every_week}, {seen.place}.", crumbs=crumbs)


@house_page
def calendar(request: ActorRequest, house: House, market: str) -> HttpResponse:
    """Its next days as a file a phone's calendar opens. Three queries."""
    at = timezone.now()
    found = _found(house, market, held=COMING)
    url = request.build_absolute_uri(shown(found).url)
    text = calendar_of(found.market, found.days, place=place_of(found.market), url=url, at=at)
    name = f'attachment; filename="{found.market.slug}.ics"'
    return HttpResponse(
        text, content_type="text/calendar; charset=utf-8", headers={"Content-Disposition": name}
    )


def _found(house: House, slug: str, held: int = 3) -> Coming:
    try:
        return market_at(house.district, slug, at=timezone.now(), held=held)
    except Market.DoesNotExist as gone:
        raise Http404 from gone
