"""Making and changing a quotation: lines, prices and terms, with the total shown back before it counts."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.crafts.queries import product_cards
from sentra.kernel.models import Tenant
from sentra.kernel.tenancy import reading
from sentra.orders.models import Lead
from sentra.orders.operations import change_quotation
from sentra.orders.operations import quote as make_quotation
from sentra.orders.queries import LeadStory, lead_story, order_story
from sentra.orders.size_lists import open_products
from sentra.people.roles import Permission
from sentra.production.promise import earliest_day
from sentra.production.rules import Rules
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.orders.quote_form import (
    LEAST_ROWS,
    QuoteForm,
    again,
    as_asked,
    from_lead,
    from_order,
    from_promise,
    other_sizes,
    start,
)
from sentra.web.orders.rows import quiet

ONLY_LOOK = ("more", "reckon")  # buttons that show the page again and keep nothing


def _today(request: ActorRequest) -> Any:
    return request.actor.today(timezone.now())


def _earliest(request: ActorRequest, form: Form) -> Any:
    """For the hint beside the promised day; None while no line can be read."""
    if not isinstance(form, QuoteForm):
        return None
    rules = Rules.of(Tenant.objects.get(pk=request.actor.tenant_id).settings)
    return earliest_day(form.wanted(), rules=rules, today=_today(request))


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 19 else None  # what a key can be


def _fresh(request: ActorRequest, lead: LeadStory | None) -> QuoteForm:
    """Empty, as an enquiry asks (`?lead=`), or like a quotation that is over (`?seperti=`)."""
    products, today = product_cards(), _today(request)
    like = _number(request.GET.get("seperti", ""))
    told = start(today)
    if lead:
        lines = [] if "product_0" in request.GET else lead.lines  # the promise page worked out others
        told = from_lead(replace(lead, lines=lines), products, today)
    elif like:
        told = again(order_story(like, today=today), products, today)
    told |= from_promise(request.GET, products, rows=not like)
    rows = sum(1 for name in told if name.startswith("product_"))
    return QuoteForm(initial=told, products=products, rows=max(LEAST_ROWS, rows))


@page(needs=Permission.QUOTE)
def quote(request: ActorRequest, form: Form | None = None) -> HttpResponse:
    """A new quotation, perhaps in answer to an enquiry (`?lead=`)."""
    lead_id = _number(request.POST.get("lead_id") or request.GET.get("lead", ""))
    lead = lead_story(lead_id) if lead_id else None
    if form is None:
        form = _fresh(request, lead)
    facts = {
        "form": form,
        "lead": lead,
        "order": None,
        "earliest": _earliest(request, form),
        "save_url": reverse("save-quote"),
    }
    return TemplateResponse(request, "orders/quote.html", facts)


@page(needs=Permission.QUOTE)
def change(request: ActorRequest, order_id: int, form: Form | None = None) -> HttpResponse:
    """Another price or day, until somebody accepts. `?ukuran=` takes the sizes of the enquiry over."""
    story = order_story(order_id, today=_today(request))
    lead = lead_story(story.order.lead_id) if story.order.lead_id else None
    taken = bool(lead and request.GET.get("ukuran"))
    if form is None:
        products = product_cards()
        told = from_order(story, products)
        told = as_asked(told, lead, products) if lead and taken else told
        form = QuoteForm(initial=told, products=products, rows=max(LEAST_ROWS, len(story.lines)))
    facts = {
        "form": form,
        "lead": lead,
        "order": story.order,
        "earliest": _earliest(request, form),
        "taken": taken,
        "other_sizes": [] if taken or not lead else other_sizes(story, lead),
        "save_url": reverse("save-change", args=[order_id]),
    }
    return TemplateResponse(request, "orders/quote.html", facts)


def _sent(request: ActorRequest) -> QuoteForm:
    with reading(request.actor):
        form = QuoteForm(request.POST, products=product_cards(), rows=LEAST_ROWS)
        if not any(button in request.POST for button in ONLY_LOOK):
            lead_id = _number(request.POST.get("lead_id", ""))
            lead = Lead.objects.filter(pk=lead_id).first() if lead_id else None
            form.open_sizes = open_products(lead) if lead else frozenset()
            form.look_at(_today(request))
            form.ask_about(_earliest(request, form))
        return form


@action(needs=Permission.QUOTE, page=quote)
def save_quote(request: ActorRequest) -> HttpResponse:
    form = _sent(request)
    if any(button in request.POST for button in ONLY_LOOK):
        return quote(request, form=quiet(form))
    facts = in_hand(request, form).facts()
    made = make_quotation(facts, by=request.actor, at=timezone.now())
    messages.success(request, _("The quotation is ready. Send it to the buyer."))
    return redirect("order", made.pk)


@action(needs=Permission.QUOTE, page=change)
def save_change(request: ActorRequest, order_id: int) -> HttpResponse:
    form = _sent(request)
    if any(button in request.POST for button in ONLY_LOOK):
        return change(request, order_id, form=quiet(form))
    facts = in_hand(request, form).facts()
    change_quotation(order_id, facts, by=request.actor, at=timezone.now())
    messages.success(request, _("The quotation is changed. Send it again."))
    return redirect("order", order_id)
