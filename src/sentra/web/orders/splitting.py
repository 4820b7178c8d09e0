"""The split page: who makes what by when and why, offering it, and writing down what makers answered."""

from copy import copy
from dataclasses import replace

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.kernel.actor import Actor
from sentra.kernel.tenancy import reading
from sentra.orders.models import Order
from sentra.orders.queries import order_story
from sentra.people.roles import Permission
from sentra.production.models import Assignment, Plan
from sentra.production.operations import (
    accept_offer,
    decline_offer,
    offer_plan,
    split_order,
    withdraw_assignment,
)
from sentra.production.queries import split_view
from sentra.production.shifting import SPLITTABLE, mates
from sentra.production.waiting import Competing, competing
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.orders import forms
from sentra.web.orders.reasons import dearer_than_best, set_words, weights
from sentra.web.orders.shares import line_shares, summary
from sentra.web.orders.shifting import overrides


@page(needs=Permission.READ_ORDERS)
def split(request: ActorRequest, order_id: int, form: Form | None = None) -> HttpResponse:
    """Everybody's share with a reason, what is missing, and who was not chosen."""
    today = request.actor.today(timezone.now())
    story, shown = order_story(order_id, today=today), split_view(order_id)
    plan, counts = shown.plan, summary(shown.plan, shown.assignments)
    address = f"{request.scheme}://{request.get_host()}"
    lines = line_shares(shown, promised_on=story.order.promised_on, address=address)
    facts = {
        "story": story,
        "order": story.order,
        "plan": plan,
        "counts": counts,
        "open": sum(one.open for one in shown.cover),
        "lines": lines,
        "when": {
            "well": all(one.timing.well for one in lines),
            "late": any(one.timing.late for one in lines),
        },
        "overrides": overrides(plan),
        "gap": _gap(plan),
        "weights": weights(plan.policy) if plan else [],
        "set_words": set_words(plan.policy) if plan else "",
        "may_weigh": request.actor.may(Permission.SET_WEIGHTS),
        "may_plan": request.actor.may(Permission.PLAN_WORK) and story.order.stage in {"accepted", "making"},
        "together": Order.objects.filter(pk__in=_mates(plan)).order_by("pk"),
        "competing": _competing(request, story.order, plan),
        "may_answer": request.actor.may(Permission.ANSWER_OFFER),
        "offer_form": form if isinstance(form, forms.Offer) else forms.Offer(),
        "failed": form if isinstance(form, forms.OfOne) else None,
        "form": form,
    }
    return TemplateResponse(request, "orders/split.html", facts)


def _mates(plan: Plan | None) -> list[int]:
    """The orders that were split in the same reckoning."""
    return [pk for pk in plan.policy.get("together", []) if pk != plan.order_id] if plan else []


def _competing(request: ActorRequest, order: Order, plan: Plan | None) -> list[Competing]:
    """Other orders that wait for the same makers, for who may split them together: unless they just were."""
    if order.stage not in SPLITTABLE or not request.actor.may(Permission.PLAN_WORK):
        return []
    done = {one.pk for one in mates(plan)} if plan else set()
    return [one for one in competing(order.pk) if one.other.without or one.other.order.pk not in done]


def _gap(plan: Plan | None) -> str:
    """How good the plan is in words; a plan that falls short has no price to compare."""
    if plan is None:
        return ""
    if plan.shortfall:
        return _("Not everything could be given out.")
    if plan.policy.get("others_short"):
        return _("All of this order has a maker; an order split with it falls short.")
    return dearer_than_best(plan.objective, plan.bound)


@action(needs=Permission.PLAN_WORK, page=split)
def make_split(request: ActorRequest, order_id: int) -> HttpResponse:
    plan = split_order(order_id, by=request.actor, at=timezone.now())
    if plan.shortfall:
        messages.warning(request, _("Not all pieces found a maker. See below what is missing."))
    else:
        messages.success(request, _("The work is split. Look it over, then offer it."))
    return redirect("split", order_id)


def _again(request: ActorRequest, order_id: int, form: Form | None = None, **_which: int) -> HttpResponse:
    return split(request, order_id, form=form)


@action(needs=Permission.PLAN_WORK, page=_again)
def offer_all(request: ActorRequest, order_id: int, plan_id: int) -> HttpResponse:
    form = in_hand(request, forms.Offer(request.POST))
    with reading(request.actor):
        if not Plan.objects.filter(pk=plan_id, order_id=order_id).exists():
            raise Http404
    offer_plan(plan_id, answer_by=form.cleaned_data["answer_by"], by=request.actor, at=timezone.now())
    messages.success(request, _("The work is offered. Each maker sees it on her phone."))
    return redirect("split", order_id)


def _for_her(request: ActorRequest, order_id: int, assignment_id: int) -> Actor:
    """The member of staff, acting for the maker of this share: both names stand in the audit."""
    with reading(request.actor):
        owners = Assignment.objects.filter(pk=assignment_id, order_id=order_id)
        owner = owners.values_list("workshop__owner_id", flat=True).first()
    if owner is None:
        raise Http404
    return replace(copy(request.actor), on_behalf_of=owner)  # the request holds a lazy one


@action(needs=Permission.ANSWER_OFFER, page=_again)
def answer_yes(request: ActorRequest, order_id: int, assignment_id: int) -> HttpResponse:
    form = in_hand(request, forms.AnswerForHer(request.POST, of=assignment_id))
    her = _for_her(request, order_id, assignment_id)
    accept_offer(assignment_id, pieces=form.cleaned_data["pieces"], by=her, at=timezone.now())
    messages.success(request, _("Her yes is written down, with your name."))
    return redirect("split", order_id)


@action(needs=Permission.ANSWER_OFFER, page=_again)
def answer_no(request: ActorRequest, order_id: int, assignment_id: int) -> HttpResponse:
    form = in_hand(request, forms.DeclineForHer(request.POST, of=assignment_id))
    her = _for_her(request, order_id, assignment_id)
    decline_offer(assignment_id, reason=form.cleaned_data["reason"], by=her, at=timezone.now())
    messages.success(request, _("Her no is written down. Split the rest when all have answered."))
    return redirect("split", order_id)


@action(needs=Permission.PLAN_WORK, page=_again)
def withdraw(request: ActorRequest, order_id: int, assignment_id: int) -> HttpResponse:
    form = in_hand(request, forms.Withdraw(request.POST, of=assignment_id))
    _for_her(request, order_id, assignment_id)
    withdraw_assignment(
        assignment_id, reason=form.cleaned_data["reason"], by=request.actor, at=timezone.now()
    )
    messages.success(request, _("The work is taken back and she is told."))
    return redirect("split", order_id)
