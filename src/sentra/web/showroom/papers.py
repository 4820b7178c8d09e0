"""Plain pages: who we are, how to order, what is shown of people and what is not."""

from django.http import HttpResponse

from sentra.people.models import Region
from sentra.showroom.queries import facets
from sentra.web.actors import ActorRequest
from sentra.web.showroom.house import House, house_page
from sentra.web.showroom.screen import screen


@house_page
def about(request: ActorRequest, house: House) -> HttpResponse:
    """Who stands behind the goods, and why one can rely on what is written here."""
    district = Region.objects.select_related("parent").get(pk=house.district)
    return screen(request, house, "showroom/about", {"district": district, "found": facets(house.all_goods)})


@house_page
def how(request: ActorRequest, house: House) -> HttpResponse:
    """The steps of an order, as the software does them."""
    return screen(request, house, "showroom/how", {})


@house_page
def privacy(request: ActorRequest, house: House) -> HttpResponse:
    """Which columns everybody reads, what an enquiry keeps, how to take a consent back."""
    return screen(request, house, "showroom/privacy", {})
