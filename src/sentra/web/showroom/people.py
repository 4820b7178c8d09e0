"""Who and where goods come from: a maker, a motif with its story, a village. Only what listings say."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from sentra.people.models import Region
from sentra.showroom.queries import Filters, MotifStory, Page, catalogue, makers, motifs
from sentra.web.actors import ActorRequest
from sentra.web.showroom.asked import AFTER
from sentra.web.showroom.goods import goods, shown_of
from sentra.web.showroom.hands import Hand, hands
from sentra.web.showroom.house import House, house_page
from sentra.web.showroom.meta import Told
from sentra.web.showroom.screen import screen
from sentra.web.showroom.structured import Crumb, list_node, maker_node, motif_node, page_node
from sentra.web.site import Site

_Said = tuple[str, str, str, dict[str, Any]]  # title, description, type of the page, what it is about


@house_page
def maker(request: ActorRequest, house: House, uid: UUID) -> HttpResponse:
    """Somebody who agreed to be shown, with what she makes; 404 from the moment she takes it back."""
    wanted = replace(house.all_goods, maker=uid)
    her = next((one for one in makers(wanted) if one.uid == uid), None)
    if her is None:
        raise Http404
    shown = hands(house, [her])[0]
    return _with_goods(request, house, "maker", wanted, {"maker": shown})


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
    told = _told(request, house, kind, around | facts)
    return screen(request, house, f"showroom/{kind}", around | facts, told)


def _told(request: ActorRequest, house: House, kind: str, facts: dict[str, Any]) -> Told:
    """What is on the page, its subject first."""
    site, shown = Site.of(request), facts["goods"]
    subject = facts[kind]
    title, said, type_, about = _ABOUT[kind](subject, house, site, facts["crafts"])
    return Told(
        f"{title} · {house.name}",
        said,
        (page_node(type_, title, request.path, site, **about), list_node(shown, site)),
        (Crumb(title, request.path),),
        shown_of(shown),
        "profile" if kind == "maker" else "website",
        asked=AFTER in request.GET,
    )


def _of_maker(her: Hand, house: House, site: Site, crafts: list[str]) -> _Said:
    said = _("Crafts by %(name)s, maker of %(house)s.") % {"name": her.name, "house": house.name}
    return her.name, said, "ProfilePage", {"mainEntity": maker_node(her, house, site, crafts)}


def _of_motif(motif: MotifStory, _house: House, _site: Site, _crafts: list[str]) -> _Said:
    title = _("The motif %(motif)s") % {"motif": motif.name}
    return title, f"{motif.name}. {motif.story}", "WebPage", {"about": motif_node(motif)}


def _of_village(village: Region, house: House, _site: Site, _crafts: list[str]) -> _Said:
    said = _("Crafts made in %(name)s, from %(house)s.") % {"name": village.name, "house": house.name}
    return village.name, said, "WebPage", {"about": {"@type": "Place", "name": village.name}}


_ABOUT: dict[str, Callable[[Any, House, Site, list[str]], _Said]] = {
    "maker": _of_maker,
    "motif": _of_motif,
    "village": _of_village,
}
