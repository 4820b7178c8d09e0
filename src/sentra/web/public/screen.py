"""What the pages of asking and tracking have around them: the showroom of their cooperative."""

from typing import Any

from django.http import HttpResponse

from sentra.kernel.models import Tenant
from sentra.web.actors import ActorRequest
from sentra.web.showroom.house import of_host
from sentra.web.showroom.meta import Told
from sentra.web.showroom.screen import screen as in_house


def screen(
    request: ActorRequest, host: Tenant, template: str, facts: dict[str, Any], told: Told | None = None
) -> HttpResponse:
    return in_house(request, of_host(host), f"public/{template}", facts, told)
