"""The cooperative's side of capital aid: write a proposal, follow it, tell what the money did."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.capital.aid import correcting, operations, queries
from sentra.capital.aid.facts import plan_of, suggested_idr
from sentra.kernel.tenancy import reading
from sentra.orders.models import Order
from sentra.orders.stages import OPEN
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.aid import forms
from sentra.web.guards import action, in_hand, page


@page(needs=Permission.READ_BOOKS)
def aid(request: ActorRequest) -> HttpResponse:
    """Every proposal of ours, with what the office says."""
    today = request.actor.today(timezone.now())
    return TemplateResponse(request, "aid/list.html", {"rows": queries.our_proposals(today=today)})


def _orders() -> list[tuple[int, str]]:
    running = Order.objects.filter(stage__in=OPEN).select_related("buyer").order_by("-pk")
    return [(one.pk, f"{one} · {one.buyer.name}") for one in running]


@page(needs=Permission.PROPOSE_AID)
def new(request: ActorRequest, form: Form | None = None) -> HttpResponse:
    """A new proposal, filled in with what the cash plan lacks."""
    plan = plan_of(request.actor.tenant_id, request.actor.today(timezone.now()))
    first = {"kind": "revolving", "amount_idr": suggested_idr(plan.need_idr) or ""}
    fresh = form if isinstance(form, forms.Write) else forms.Write(orders=_orders(), initial=first)
    return TemplateResponse(request, "aid/write.html", {"form": fresh, "plan": plan, "proposal": None})


def _written(request: ActorRequest) -> forms.Write:
    with reading(request.actor):  # the choices are our own orders
        bound = forms.Write(request.POST, orders=_orders())
    return in_hand(request, bound)


@action(needs=Permission.PROPOSE_AID, page=new)
def save_new(request: ActorRequest) -> HttpResponse:
    form = _written(request)
    made = operations.draft_proposal(form.facts(), by=request.actor, at=timezone.now())
    messages.success(request, _("Saved as a draft. Read it once more, then send it."))
    return redirect("proposal", made.pk)


@page(needs=Permission.READ_BOOKS)
def proposal(
    request: ActorRequest, proposal_id: int, use_id: int = 0, money_id: int = 0, form: Form | None = None
) -> HttpResponse:
    """The whole story of one proposal, and what can be done now."""
    today = request.actor.today(timezone.now())
    story = queries.our_story(proposal_id, today=today)
    facts = {"story": story, "proposal": story.proposal, "case": story.case, "form": form, "asked": use_id}
    facts["money_rows"] = [
        (one, form if isinstance(form, forms.TakeBack) and one.pk == money_id else forms.TakeBack.of(one.pk))
        for one in story.money
    ]
    return TemplateResponse(request, "aid/proposal.html", facts | _forms(story, today, form))


def _forms(story: queries.Story, today: Any, failed: Form | None) -> dict[str, Form]:
    due = next((one.open_idr for one in story.instalments if one.open_idr), "")
    fresh: list[forms.Named] = [
        forms.Withdraw(),
        forms.Money(initial={"amount_idr": story.to_come_idr or "", "on": today, "method": "bank"}),
        forms.Repay(initial={"amount_idr": due, "on": today, "method": "bank"}),
        forms.Use(initial={"on": today}),
        forms.Strike(),
        forms.Report(),
    ]
    made: dict[str, Form] = {one.named: one for one in fresh}
    if isinstance(failed, forms.Named):
        made[failed.named] = failed
    return made


@page(needs=Permission.PROPOSE_AID)
def change(request: ActorRequest, proposal_id: int, form: Form | None = None) -> HttpResponse:
    """Write a draft anew; its figures become today's."""
    found = queries.our_story(proposal_id, today=request.actor.today(timezone.now())).proposal
    said = {
        "kind": found.kind, "amount_idr": found.amount_idr, "purpose": found.purpose,
        "orders": [one["id"] for one in found.orders],
    }  # fmt: skip
    fresh = form if isinstance(form, forms.Write) else forms.Write(orders=_orders(), initial=said)
    plan = plan_of(request.actor.tenant_id, request.actor.today(timezone.now()))
    return TemplateResponse(request, "aid/write.html", {"form": fresh, "plan": plan, "proposal": found})


@action(needs=Permission.PROPOSE_AID, page=change)
def save_change(request: ActorRequest, proposal_id: int) -> HttpResponse:
    form = _written(request)
    operations.change_proposal(proposal_id, form.facts(), by=request.actor, at=timezone.now())
    messages.success(request, _("Saved."))
    return redirect("proposal", proposal_id)


@action(needs=Permission.PROPOSE_AID, page=proposal)
def send(request: ActorRequest, proposal_id: int) -> HttpResponse:
    operations.send_proposal(proposal_id, by=request.actor, at=timezone.now())
    messages.success(request, _("Sent. The office reads it on its own desk."))
    return redirect("proposal", proposal_id)


@action(needs=Permission.PROPOSE_AID, page=proposal)
def withdraw(request: ActorRequest, proposal_id: int) -> HttpResponse:
    form = in_hand(request, forms.Withdraw(request.POST))
    operations.withdraw_proposal(proposal_id, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Withdrawn."))
    return redirect("proposal", proposal_id)


@action(needs=Permission.RECORD_PAYMENT, page=proposal)
def receive(request: ActorRequest, proposal_id: int) -> HttpResponse:
    form = in_hand(request, forms.Money(request.POST))
    operations.receive_aid(proposal_id, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Booked. Tell what it is spent on, piece by piece."))
    return redirect("proposal", proposal_id)


@action(needs=Permission.PROPOSE_AID, page=proposal)
def use(request: ActorRequest, proposal_id: int) -> HttpResponse:
    form = in_hand(request, forms.Use(request.POST, request.FILES))
    said = form.cleaned_data | {"picture": form.cleaned_data["picture"].read()}
    operations.tell_use(proposal_id, **said, by=request.actor, at=timezone.now())
    messages.success(request, _("Saved. The office sees it too."))
    return redirect("proposal", proposal_id)


@action(needs=Permission.PROPOSE_AID, page=proposal)
def strike(request: ActorRequest, proposal_id: int, use_id: int) -> HttpResponse:
    form = in_hand(request, forms.Strike(request.POST))
    operations.strike_use(use_id, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Struck out, with the reason."))
    return redirect("proposal", proposal_id)


@action(needs=Permission.PAY_OUT, page=proposal)
def repay(request: ActorRequest, proposal_id: int) -> HttpResponse:
    form = in_hand(request, forms.Repay(request.POST))
    operations.repay_aid(proposal_id, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Paid, also in the books."))
    return redirect("proposal", proposal_id)


@action(needs=Permission.PAY_OUT, page=proposal)
def take_back(request: ActorRequest, proposal_id: int, money_id: int) -> HttpResponse:
    form = in_hand(request, forms.TakeBack(request.POST))
    correcting.take_back_aid(money_id, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Taken back, also in the books."))
    return redirect("proposal", proposal_id)


@action(needs=Permission.PROPOSE_AID, page=proposal)
def report(request: ActorRequest, proposal_id: int) -> HttpResponse:
    form = in_hand(request, forms.Report(request.POST))
    operations.report_aid(proposal_id, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Reported. The office reads it too."))
    return redirect("proposal", proposal_id)
