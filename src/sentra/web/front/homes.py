"""Which home a person gets: the chair's desk, the office's, or the artisan's."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from sentra.kernel.models import Tenant
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest


def home_of(request: ActorRequest) -> HttpResponse:
    if request.actor.party_id:
        return redirect("my-home")
    if request.tenant and request.tenant.kind == Tenant.Kind.OFFICE:
        return redirect("registry")
    if not request.actor.may(Permission.READ_ORDERS):
        return redirect("card-people")
    return TemplateResponse(request, "front/chair.html", {})
