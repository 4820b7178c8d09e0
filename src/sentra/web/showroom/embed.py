"""A card of one product that other sites may show in a frame: the only address that allows it."""

from csp.decorators import csp_replace
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_exempt

from sentra.showroom.queries import listing
from sentra.web.actors import ActorRequest
from sentra.web.showroom.goods import photo_of
from sentra.web.showroom.house import House, house_page


@house_page
def _card(request: ActorRequest, house: House, code: str) -> HttpResponse:
    """No form, no cookie, no script: picture, price, a link that leaves the frame. Two queries."""
    found = listing(house.all_goods.slug, code)
    if found is None:
        raise Http404
    card = found.card
    facts = {"card": card, "photo": photo_of(card.pictures), "url": house.url("product", code)}
    return render(request, "showroom/embed.html", facts)


card = xframe_options_exempt(csp_replace({"frame-ancestors": ["*"]})(_card))
