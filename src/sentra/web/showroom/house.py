"""Whose showroom a visitor stands in: one cooperative's (`/k/<slug>/`) or a whole district's (`/d/<code>/`).

The pages read listings, which are everybody's (see sentra.showroom.models): no scope is opened and no
transaction begun. What needs a scope (a day, an enquiry) opens it itself.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.urls import reverse
from django.utils import timezone

from sentra.kernel.models import Tenant
from sentra.people.models import Region
from sentra.showroom.queries import Filters
from sentra.web.actors import ActorRequest
from sentra.web.guards import host_of, not_by_form, or_again, rendered
from sentra.web.shelf.keeping import marked
from sentra.web.site import speak, spoken

ZONE = "Asia/Makassar"  # of a district's pages: they name no hour


@dataclass(frozen=True)
class House:
    """`host` is the cooperative, None in a district; `district` is its code (Kemendagri, such as 63.08)."""

    name: str
    district: str
    host: Tenant | None = None

    @property
    def all_goods(self) -> Filters:
        return Filters(slug=self.host.slug) if self.host else Filters(district=self.district)

    def url(self, page: str, *rest: object) -> str:
        """The address of one of the pages in `urls.PAGES` within this house."""
        if self.host:
            return reverse(f"public-{page}", args=[self.host.slug, *rest])
        return reverse(f"district-{page}", args=[self.district, *rest])

    @property
    def ask_url(self) -> str:
        """Where an order is asked for; a visitor of the district chooses a cooperative first."""
        if self.host:
            return reverse("enquiry", args=[self.host.slug])
        return self.url("home") + "#cooperatives"

    @property
    def market_url(self) -> str:
        """The market days of the district, also for visitors of a cooperative."""
        return reverse("district-markets", args=[self.district])


def house_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page everybody may read, of a cooperative (by `slug`) or a district (by `district`)."""

    @functools.wraps(view)
    def show(
        request: ActorRequest, slug: str = "", *args: Any, district: str = "", **kwargs: Any
    ) -> HttpResponse:
        if request.method not in {"GET", "HEAD"} and "form" not in kwargs:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        house = _of_district(district) if district else of_host(host_of(slug))
        language = speak(request)
        with timezone.override(ZoneInfo(house.host.zone if house.host else ZONE)):
            answer = marked(request, rendered(view(request, house, *args, **kwargs)))
        return spoken(answer, language)

    show.needs = "see_public"  # type: ignore[attr-defined]  # read by tests/architecture
    show.reads = True  # type: ignore[attr-defined]  # read by way_back
    return show


def house_action(
    page: Callable[..., HttpResponse],
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A POST from a guest of a house. The view acts as guest of the cooperatives concerned, one by one."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @functools.wraps(view)
        def act(
            request: ActorRequest, slug: str = "", *args: Any, district: str = "", **kwargs: Any
        ) -> HttpResponse:
            if request.method != "POST":
                return not_by_form(request, page)
            house = _of_district(district) if district else of_host(host_of(slug))
            where = {"district": district} if district else {"slug": slug}
            with timezone.override(ZoneInfo(house.host.zone if house.host else ZONE)):
                return or_again(
                    request,
                    functools.partial(view, request, house, *args, **kwargs),
                    functools.partial(page, request, *args, **where, **kwargs),
                )

        act.needs = "buy"  # type: ignore[attr-defined]
        act.comes_back = page  # type: ignore[attr-defined]
        act.writes = True  # type: ignore[attr-defined]
        return act

    return decorate


def of_host(host: Tenant) -> House:
    return House(host.name, host.district_code, host)


def _of_district(code: str) -> House:
    """A district in which a cooperative (or a group that becomes one) works; 404 for any other."""
    working = Tenant.objects.exclude(kind=Tenant.Kind.OFFICE).filter(district_code=OuterRef("pk"))
    found = Region.objects.filter(Exists(working), pk=code).first()
    if found is None:
        raise Http404
    return House(found.name, code)
