"""How much of each material one piece takes, stage by stage."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.crafts import materials as kinds
from sentra.crafts.operations import set_recipe
from sentra.crafts.queries import product_card
from sentra.kernel.tenancy import reading
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.materials import forms


@page(needs=Permission.MANAGE_PRODUCTS)
def recipe(
    request: ActorRequest, product_id: int, stage_id: int = 0, form: Form | None = None
) -> HttpResponse:
    """One small form a stage, with what its material costs."""
    shown, used = product_card(product_id), list(kinds.materials(active=True))
    known = kinds.recipes(stage.stage_id for stage in shown.stages)
    steps = [
        {
            "stage": stage,
            "form": form
            if isinstance(form, forms.Recipe) and stage_id == stage.stage_id
            else forms.Recipe(stage_id=stage.stage_id, materials=used, known=known.get(stage.stage_id, [])),
            "piece_idr": sum(need.piece_idr for need in known.get(stage.stage_id, [])),
        }
        for stage in shown.stages
    ]
    facts = {"product": shown, "steps": steps, "materials": used, "form": form}
    return TemplateResponse(request, "materials/recipe.html", facts)


@action(needs=Permission.MANAGE_PRODUCTS, page=recipe)
def save(request: ActorRequest, product_id: int, stage_id: int) -> HttpResponse:
    with reading(request.actor):  # the fields are the cooperative's own materials
        bound = forms.Recipe(request.POST, stage_id=stage_id, materials=list(kinds.materials(active=True)))
    form = in_hand(request, bound)
    set_recipe(stage_id, units=form.units(), by=request.actor, at=timezone.now())
    messages.success(request, _("Saved. Plans reckon with it from now on."))
    return redirect("recipe", product_id)
