"""The comparison for staff: every maker of a product, or every product of a maker."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from sentra.capital.queries import comparisons
from sentra.crafts.queries import maker_card, product_card
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import page


@page(needs=Permission.READ_ORDERS)
def of_product(request: ActorRequest, product_id: int) -> HttpResponse:
    today = request.actor.today(timezone.now())
    shown = product_card(product_id)
    found = comparisons(product_id=product_id, today=today, zone=request.actor.zone)
    return TemplateResponse(request, "trade/comparison.html", {"found": found, "product": shown})


@page(needs=Permission.READ_PEOPLE)
def of_maker(request: ActorRequest, workshop_id: int) -> HttpResponse:
    today = request.actor.today(timezone.now())
    shown = maker_card(workshop_id, today=today)
    found = comparisons(workshop_id=workshop_id, today=today, zone=request.actor.zone)
    return TemplateResponse(request, "trade/comparison.html", {"found": found, "maker": shown})
