"""What every public page has around it."""

from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from sentra.kernel.models import Tenant
from sentra.web.actors import ActorRequest


def screen(request: ActorRequest, host: Tenant, template: str, facts: dict[str, Any]) -> HttpResponse:
    """Every public page says whose it is; a member of staff who visits sees what visitors see."""
    home, ask = reverse("public-home", args=[host.slug]), reverse("enquiry", args=[host.slug])
    around = {
        "host": host,
        "organisation": host.name,
        "home_url": home,
        "ask_url": ask,
        "navigation": [
            {"url": home, "label": _("Our goods"), "current": request.path == home},
            {"url": ask, "label": _("Ask for an order"), "current": request.path == ask},
        ],
    }
    return TemplateResponse(request, f"public/{template}.html", around | facts)
