"""What every public page has around it: whose it is, where one can go, the map of the site in the foot."""

from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from sentra.web.actors import ActorRequest
from sentra.web.shop.basket import basket_of
from sentra.web.showroom.house import House
from sentra.web.showroom.meta import Told, meta_of
from sentra.web.showroom.printing import on_paper
from sentra.web.site import LANGUAGE


def screen(
    request: ActorRequest, house: House, template: str, facts: dict[str, Any], told: Told | None = None
) -> HttpResponse:
    """Every public page says whose it is; a member of staff who visits sees what visitors see.

    `told`: what machines are told of it; None for a page of one person alone, which nobody shall index.
    """
    places = _places(house)
    around = {
        "house": house,
        "host": house.host,
        "organisation": house.name,
        "home_url": house.url("home"),
        "goods_url": house.url("goods"),
        "cart_url": house.url("cart"),
        "in_basket": sum(basket_of(request).pieces.values()),
        "ask_url": house.ask_url,
        "how_url": house.url("how"),
        "privacy_url": house.url("privacy"),
        "navigation": [one | {"current": request.path == one["url"]} for one in places if one["above"]],
        "site_map": places,
        "meta": meta_of(request, house, told) if told else None,
        "stay_url": request.path if LANGUAGE in request.GET else "",
        "manifest_url": reverse("public-manifest", args=[house.host.slug])
        if house.host
        else reverse("district-manifest", args=[house.district]),
        "worker_url": reverse("house-worker" if house.host else "district-worker"),
    }
    return TemplateResponse(request, f"{template}.html", around | on_paper(request) | facts)


def _places(house: House) -> list[dict[str, Any]]:
    """The pages of the house; those `above` stand in the head too, all of them in the foot."""
    return [
        {"url": house.url("goods"), "label": _("Goods"), "above": True},
        {"url": house.url("how"), "label": _("How to order"), "above": True},
        {"url": house.market_url, "label": _("Market days"), "above": house.host is None},
        {"url": house.url("about"), "label": _("About us"), "above": False},
        {"url": house.ask_url, "label": _("Ask for an order"), "above": house.host is not None},
        {"url": reverse("check-labels"), "label": _("Check a label"), "above": False},
        {"url": house.url("privacy"), "label": _("Privacy"), "above": False},
    ]
