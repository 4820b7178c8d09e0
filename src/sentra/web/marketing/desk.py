"""The desk of marketing: texts and links for one product, links to all goods, where visitors came from."""

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from html import escape
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sentra.crafts.queries import ProductCard, product_card
from sentra.kernel.qr import svg
from sentra.people.roles import Permission
from sentra.showroom.models import ShortLink
from sentra.showroom.operations import make_links
from sentra.showroom.queries import listing
from sentra.showroom.queries.links import LinkRow, links, visits_by_day
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, page
from sentra.web.marketing.captions import captions
from sentra.web.showroom.share import share_of
from sentra.web.site import Site
from sentra.web.templatetags.formats import angka, tanggal

DAYS = 30  # looked back upon
MOST_BARS = 20


@page(needs=Permission.READ_ORDERS)
def marketing(request: ActorRequest, form: Form | None = None) -> HttpResponse:
    """Where visitors came from in the last thirty days; links, feeds and the way to each product's texts."""
    since = request.actor.today(timezone.now()) - timedelta(days=DAYS - 1)
    found = links(since=since)
    site, slug = Site.of(request), _slug(request)
    facts = {
        "days": DAYS, "wrong": form, "visits": sum(one.visits for one in found),
        "by_channel": _bars((one.channel_label, one.visits) for one in found),
        "by_product": _bars((one.product or _("All goods"), one.visits) for one in found)[:MOST_BARS],
        "by_day": [_bar(tanggal(day, "day"), n) for day, n in visits_by_day(since=since)],
        "links": [(one, _whole(site, one)) for one in found if one.product_id is None],
        "feeds": [(FEEDS[one], site.whole(reverse("public-feed", args=[slug, one]))) for one in FEEDS],
    }  # fmt: skip
    return TemplateResponse(request, "marketing/desk.html", facts)


FEEDS = {"google": "Google Merchant Center", "meta": "Meta (Facebook, Instagram)"}


def _slug(request: ActorRequest) -> str:
    return request.tenant.slug if request.tenant else ""


def _bars(counted: Iterable[tuple[str, int]]) -> list[dict[str, Any]]:
    """Summed by their words, the most visited first."""
    total: Counter[str] = Counter()
    for label, n in counted:
        total[label] += n
    return [_bar(label, n) for label, n in total.most_common() if n]


def _bar(label: str, n: int) -> dict[str, Any]:
    return {"label": label, "value": n, "text": angka(n)}


def _whole(site: Site, link: LinkRow) -> str:
    return site.whole(reverse("short-link", args=[link.code]))


@page(needs=Permission.READ_ORDERS)
def share(request: ActorRequest, product_id: int, form: Form | None = None) -> HttpResponse:
    """Texts to paste, the drawn card, short links with their visits, and their QR code."""
    product = product_card(product_id)
    found = listing(_slug(request), product.code)
    since = request.actor.today(timezone.now()) - timedelta(days=DAYS - 1)
    made, site = links(since=since, product_id=product_id), Site.of(request)
    plain = site.whole(reverse("public-product", args=[_slug(request), product.code]))
    channels = {str(one): plain for one in ShortLink.Channel} | {
        one.channel: _whole(site, one) for one in made
    }
    facts = {
        "product": product, "days": DAYS, "wrong": form, "plain": plain,
        "captions": captions(found, channels) if found else [],
        "card": share_of(found.card) if found else None,
        "links": [(one, _whole(site, one)) for one in made],
        "printed": _printed(site, made), "snippet": _snippet(site, _slug(request), product),
    }  # fmt: skip
    return TemplateResponse(request, "marketing/share.html", facts)


def _snippet(site: Site, slug: str, product: ProductCard) -> str:
    """What makes another site show the card in a frame."""
    address = site.whole(reverse("public-card", args=[slug, product.code]))
    frame = '<iframe src="{}" title="{}" width="320" height="440" loading="lazy"></iframe>'
    return frame.format(escape(address), escape(product.name))  # shown as text, escaped once more


def _printed(site: Site, made: list[LinkRow]) -> tuple[LinkRow, SafeString] | None:
    """The link for paper with its code, drawn by us: safe as it is."""
    found = next((one for one in made if one.channel == ShortLink.Channel.PRINT), None)
    return (found, SafeString(svg(_whole(site, found), title=_whole(site, found)))) if found else None


@action(needs=Permission.MANAGE_PRODUCTS, page=share)
def link_product(request: ActorRequest, product_id: int) -> HttpResponse:
    make_links(product_id, by=request.actor, at=timezone.now())
    messages.success(request, _("The links are ready. Visits are counted from now on."))
    return redirect("share-product", product_id)


@action(needs=Permission.MANAGE_PRODUCTS, page=marketing)
def link_all_goods(request: ActorRequest) -> HttpResponse:
    make_links(None, by=request.actor, at=timezone.now())
    messages.success(request, _("The links are ready. Visits are counted from now on."))
    return redirect("marketing")


@page(needs=Permission.READ_ORDERS)
def qr(request: ActorRequest, link_id: int) -> HttpResponse:
    """The code of a link as a file, for a printing shop."""
    found = next((one for one in links(since=timezone.localdate()) if one.link_id == link_id), None)
    if found is None:
        raise Http404
    answer = HttpResponse(svg(_whole(Site.of(request), found), inline=False), content_type="image/svg+xml")
    answer["Content-Disposition"] = f'attachment; filename="qr-{found.code}.svg"'
    return answer
