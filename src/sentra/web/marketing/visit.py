"""A short link: counted, then on to the page it stands for. It leads to pages of this site alone."""

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from sentra.kernel.models import Tenant
from sentra.kernel.tenancy import reading
from sentra.showroom.links import read
from sentra.showroom.models import ShortLink
from sentra.showroom.queries.links import link_by_number
from sentra.showroom.steps import count_visit
from sentra.web.actors import guest_of

MACHINE = re.compile(
    r"bot\b|crawl|spider|facebookexternalhit|meta-external|whatsapp/|preview|curl/|python-", re.I
)
"""Programs that look at a link before a person does: chats that draw a card, search engines."""
EARLY = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")  # headers of browsers that fetch ahead


@require_safe
def follow(request: HttpRequest, code: str) -> HttpResponse:
    """Four queries; two more where the visit counts."""
    tenant_id, number = read(code) or (0, 0)
    host = Tenant.objects.exclude(kind=Tenant.Kind.OFFICE).filter(pk=tenant_id).first()
    if host is None:
        raise Http404
    guest = guest_of(host)
    with reading(guest):
        link = link_by_number(number)
    if link is None:
        raise Http404
    if request.method == "GET" and not _by_itself(request):
        count_visit(host.pk, link.pk, on=guest.today(timezone.now()))
    answer = _there(host, link)
    answer["Cache-Control"] = "no-store"  # or the second visit is not seen
    return answer


def _there(host: Tenant, link: ShortLink) -> HttpResponse:
    """The product, or all goods once it is no longer shown."""
    if link.product is None or not link.product.published:
        return redirect("public-goods", host.slug)
    return redirect("public-product", host.slug, link.product.code)


def _by_itself(request: HttpRequest) -> bool:
    """Nobody asked: a program looked, or a browser fetched ahead."""
    ahead = any("prefetch" in request.headers.get(name, "").lower() for name in EARLY)
    return ahead or MACHINE.search(request.headers.get("User-Agent", "")) is not None


follow.needs = "nobody"  # type: ignore[attr-defined]  # read by tests/architecture
