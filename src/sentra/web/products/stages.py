"""The page where the way of making is changed as a whole."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.crafts.operations import set_stages
from sentra.crafts.queries import product_card, technique_choices
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.products.stage_form import Stages, stages_of


@page(needs=Permission.MANAGE_PRODUCTS)
def stages(request: ActorRequest, product_id: int, form: Form | None = None) -> HttpResponse:
    """Every stage in order, with its rate; empty rows for more."""
    shown = product_card(product_id)
    fresh = form if isinstance(form, Stages) else stages_of(shown.stages, techniques=technique_choices())
    return TemplateResponse(request, "products/stages.html", {"product": shown, "form": fresh})


@action(needs=Permission.MANAGE_PRODUCTS, page=stages)
def save(request: ActorRequest, product_id: int) -> HttpResponse:
    rows = request.POST.get("rows", "")
    count = int(rows) if rows.isascii() and rows.isdecimal() and len(rows) < 4 else 1
    form = in_hand(request, Stages(request.POST, count=count, techniques=technique_choices()))
    set_stages(product_id, stages=form.stages(), by=request.actor, at=timezone.now())
    messages.success(request, _("Saved. Work already offered keeps its rate."))
    return redirect("product", product_id)
