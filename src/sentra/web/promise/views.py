"""What can be promised: the honest day, the money it needs, and three other ways to go."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from sentra.crafts.models import Stage
from sentra.crafts.queries import product_cards
from sentra.kernel.models import Tenant
from sentra.orders.queries import LeadStory, lead_story
from sentra.people.roles import Permission
from sentra.production.cashflows import Terms
from sentra.production.promise import Promise, Way
from sentra.production.promise import promise as reckon
from sentra.production.rules import Rules
from sentra.web.actors import ActorRequest
from sentra.web.guards import page
from sentra.web.promise.forms import Wish, asked_by


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 19 else None  # what a key can be


@page(needs=Permission.QUOTE)
def promise(request: ActorRequest) -> HttpResponse:
    """The question as a form; with `?product_0=…&pieces_0=…` the answer too. `?lead=` alone asks for that
    enquiry."""
    lead_id = _number(request.GET.get("lead", ""))
    story = lead_story(lead_id) if lead_id else None
    if story and story.lines and "product_0" not in request.GET:
        return redirect(f"{reverse('promise')}?{urlencode(asked_by(story))}")
    asked = "product_0" in request.GET
    form = Wish(request.GET if asked else None, products=product_cards())
    told = _answer(request, form) if asked and form.is_valid() else None
    facts: dict[str, Any] = {"form": form, "lead": story.lead if story else None, "told": told}
    if told:
        facts["cards"] = [_card(told, way, story) for way in (told.plain, *told.others) if way]
    return TemplateResponse(request, "promise/promise.html", facts)


def _answer(request: ActorRequest, form: Wish) -> Promise:
    settings = Tenant.objects.get(pk=request.actor.tenant_id).settings
    return reckon(
        form.wanted(),
        rules=Rules.of(settings),
        terms=Terms.of(settings),
        today=request.actor.today(timezone.now()),
        wished_on=form.cleaned_data["wished_on"],
    )


def _card(told: Promise, way: Way, story: LeadStory | None) -> dict[str, Any]:
    """One way with where it leads: a quotation with the enquiry's lines, or with its own if they differ."""
    start = {"lead": str(story.lead.pk)} if story else {}
    if not story or way.of != _asked_for(story):
        for n, (product, pieces) in enumerate(way.of.items()):
            start |= {f"product_{n}": str(product), f"pieces_{n}": str(pieces)}
    start["promised_on"] = way.ready_on.isoformat()
    if told.price_idr:
        start["down_payment"] = str(min(100, -(-told.down_payment_of(way) * 100 // told.price_idr)))
    return {
        "way": way,
        "ask_idr": told.down_payment_of(way),
        "in_time": told.wished_on is None or way.ready_on <= told.wished_on,
        "quote_url": f"{reverse('quote')}?{urlencode(start)}" if way.kind != "unfinished" else "",
        "without": _last_stages(way) if way.kind == "unfinished" else "",
    }


def _last_stages(way: Way) -> str:
    """The names of the stages left out, each once."""
    stages = Stage.objects.filter(product__in=way.of).order_by("position")
    last = {stage.product_id: stage.name for stage in stages}
    return ", ".join(sorted(set(last.values())))


def _asked_for(story: LeadStory) -> dict[int, int]:
    pieces: dict[int, int] = {}
    for line in story.lines:
        pieces[line.product.pk] = pieces.get(line.product.pk, 0) + line.pieces
    return pieces
