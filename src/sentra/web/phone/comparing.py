"""Her work three ways: the collector now, the cooperative now, or through an order."""

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from sentra.capital.queries import comparisons
from sentra.people.queries import coordinator_of
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import page
from sentra.web.phone.views import her_of


@page(needs=Permission.SEE_OWN_WORK)
def my_comparisons(request: ActorRequest) -> HttpResponse:
    """The products she makes up to half-finished."""
    found = comparisons(
        party_id=her_of(request), today=request.actor.today(timezone.now()), zone=request.actor.zone
    )
    facts = {"found": found, "coordinator": coordinator_of()}
    return TemplateResponse(request, "phone/comparisons.html", facts)


@page(needs=Permission.SEE_OWN_WORK)
def my_comparison(request: ActorRequest, product_id: int) -> HttpResponse:
    """One product, three ways, in rupiah per day of her work."""
    today = request.actor.today(timezone.now())
    found = comparisons(party_id=her_of(request), product_id=product_id, today=today, zone=request.actor.zone)
    if not found:
        raise Http404
    facts = {"one": found[0], "today": today, "coordinator": coordinator_of()}
    return TemplateResponse(request, "phone/comparison.html", facts)
