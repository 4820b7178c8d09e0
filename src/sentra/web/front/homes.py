"""Which home a person gets: the chair's desk, the office's, or the artisan's."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sentra.capital.models import PayoutRun
from sentra.kernel.actor import Actor
from sentra.kernel.models import Tenant
from sentra.kernel.notices import inbox
from sentra.ledger.chart import ADVANCES, OWED_TO_ARTISANS
from sentra.ledger.queries import balance_of, cash_position
from sentra.orders.queries import late_orders, leads_by_state, orders_by_stage
from sentra.people.roles import Permission
from sentra.production.queries import late_work, unanswered
from sentra.quality.queries import waiting_lots
from sentra.web.actors import ActorRequest

LETTERS = 5  # the latest messages to her role


@dataclass(frozen=True)
class Task:
    """Something that waits for this person, and where she does it."""

    count: int
    text: str
    url: str
    icon: str


def home_of(request: ActorRequest) -> HttpResponse:
    if request.actor.party_id:
        return redirect("my-home")
    if request.tenant and request.tenant.kind == Tenant.Kind.OFFICE:
        return redirect("registry")
    if not request.actor.may(Permission.READ_ORDERS):
        return redirect("card-people")
    today = request.actor.today(timezone.now())
    return TemplateResponse(request, "front/chair.html", _desk(request.actor, today))


def _desk(actor: Actor, today: date) -> dict[str, object]:
    """Orders by stage, what is late, what waits, and the money. A constant number of queries."""
    facts: dict[str, object] = {
        "stages": orders_by_stage(today=today),
        "late": late_orders(today=today, most=8),
        "late_work": late_work(today=today)[:8],
        "tasks": _tasks(actor),
        "letters": inbox(_addresses(actor), most=LETTERS),
    }
    if actor.may(Permission.READ_BOOKS):
        facts["cash"] = cash_position()
        facts["advances_idr"] = balance_of(ADVANCES)
        facts["owed_idr"] = -balance_of(OWED_TO_ARTISANS)
    return facts


def _addresses(actor: Actor) -> list[str]:
    """Messages to her roles; whoever plans the work also reads the manager's."""
    planning = ["role:manager"] if actor.may(Permission.PLAN_WORK) else []
    return [*(f"role:{role}" for role in actor.roles), *planning]


def _tasks(actor: Actor) -> list[Task]:
    """What waits for somebody with these permissions, the most pressing first; no empty lines."""
    leads, lots, offers = leads_by_state().get("new", 0), waiting_lots().count(), unanswered()
    found = [
        (
            Permission.QUOTE,
            leads,
            ngettext("%(n)s enquiry to answer", "%(n)s enquiries to answer", leads),
            "leads",
            "inbox",
        ),
        (
            Permission.INSPECT,
            lots,
            ngettext("%(n)s lot to inspect", "%(n)s lots to inspect", lots),
            "lots",
            "clipboard-check",
        ),
        (
            Permission.PLAN_WORK,
            offers,
            ngettext("%(n)s offer without an answer", "%(n)s offers without an answer", offers),
            "orders",
            "clock",
        ),
    ]
    if actor.may(Permission.APPROVE_PAYOUT):
        runs = (
            PayoutRun.objects.filter(state=PayoutRun.State.PREPARED)
            .exclude(prepared_by=actor.user_id or 0)
            .count()
        )
        found.insert(
            0, (Permission.APPROVE_PAYOUT, runs, _("%(n)s payout to approve"), "payouts", "shield-check")
        )
    return [
        Task(count, text % {"n": count}, reverse(name), icon)
        for needs, count, text, name, icon in found
        if count and actor.may(needs)
    ]
