"""Who and where goods come from: a maker, a motif with its story, a village. Only what listings say."""

from dataclasses import replace
from uuid import UUID

from django.http import Http404, HttpResponse

from sentra.people.models import Region
from sentra.showroom.queries import Filters, Page, catalogue, makers, motifs
from sentra.web.actors import ActorRequest
from sentra.web.showroom.asked import AFTER
from sentra.web.showroom.goods import goods
from sentra.web.showroom.hands import hands
from sentra.web.showroom.house import House, house_page
from sentra.web.showroom.screen import screen


@house_page
def maker(request: ActorRequest, house: House, uid: UUID) -> HttpResponse:
    """Somebody who agreed to be shown, with what she makes; 404 from the moment she takes it back."""
    wanted = replace(house.all_goods, maker=uid)
    her = next((one for one in makers(wanted) if one.uid == uid), None)
    if her is None:
        raise Http404
    return _with_goods(request, house, "maker", wanted, {"maker": hands(house, [her])[0]})


@house_page
def motif(request: ActorRequest, house: House, motif_id: int) -> HttpResponse:
    """A motif, its story, whose it is (while she agrees to be named), what carries it."""
    wanted = replace(house.all_goods, motif=motif_id)
    found = next(iter(motifs(wanted)), None)
    if found is None:
        raise Http404
    return _with_goods(request, house, "motif", wanted, {"motif": found})


@house_page
def village(request: ActorRequest, house: House, code: str) -> HttpResponse:
    """A village, the makers there who agreed to be shown, what they make."""
    wanted = replace(house.all_goods, village=code)
    place = Region.objects.select_related("parent__parent").filter(pk=code).first()
    here = [one for one in makers(wanted) if one.village_code == code]
    if place is None or not here:
        raise Http404
    return _with_goods(request, house, "village", wanted, {"village": place, "makers": hands(house, here)})


def _with_goods(
    request: ActorRequest, house: House, kind: str, wanted: Filters, facts: dict[str, object]
) -> HttpResponse:
    """What they have in common: a page of goods, the next one, a picture, the way to order."""
    page: Page = catalogue(wanted, request.GET.get(AFTER, "")[:60])
    shown = goods(page.cards)
    names = {"maker": wanted.maker, "motif": wanted.motif, "village": wanted.village}
    around = {
        "goods": shown,
        "crafts": list(dict.fromkeys(card.craft for card in page.cards)),
        "hero": next((one for one in shown if one.photo), None),
        "next_url": f"?{AFTER}={page.after}" if page.after else "",
        "first_url": house.url(kind, names[kind]) if AFTER in request.GET else "",
    }
    return screen(request, house, f"showroom/{kind}", around | facts)
