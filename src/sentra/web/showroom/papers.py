"""Plain pages: who we are, how to order, what is shown of people and what is not."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from sentra.people.models import Region
from sentra.showroom.queries import facets
from sentra.web.actors import ActorRequest
from sentra.web.showroom.house import House, house_page
from sentra.web.showroom.meta import Told
from sentra.web.showroom.screen import screen
from sentra.web.showroom.structured import Crumb, page_node
from sentra.web.site import Site


@house_page
def about(request: ActorRequest, house: House) -> HttpResponse:
    """Who stands behind the goods, and why one can rely on what is written here."""
    district = Region.objects.select_related("parent").get(pk=house.district)
    facts = {"district": district, "found": facets(house.all_goods)}
    said = _("Who makes these goods, and how: %(name)s.") % {"name": house.name}
    return screen(request, house, "showroom/about", facts, _told(request, "AboutPage", _("About us"), said))


@house_page
def how(request: ActorRequest, house: House) -> HttpResponse:
    """The steps of an order, as the software does them."""
    said = _("You need no account. Nothing is binding until you say yes.")
    return screen(request, house, "showroom/how", {}, _told(request, "WebPage", _("How to order"), said))


@house_page
def privacy(request: ActorRequest, house: House) -> HttpResponse:
    """Which columns everybody reads, what an enquiry keeps, how to take a consent back."""
    said = _("What is shown of people, and what is not")
    return screen(request, house, "showroom/privacy", {}, _told(request, "WebPage", _("Privacy"), said))


def _told(request: ActorRequest, kind: str, title: str, said: str) -> Told:
    page = page_node(kind, title, request.path, Site.of(request))
    return Told(title, said, (page,), (Crumb(title, request.path),))
