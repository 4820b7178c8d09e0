"""Which home a person gets: the chair's desk, the office's, or the artisan's."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from sentra.capital.aid import queries as aid
from sentra.cooperative.claims import queries as claims
from sentra.crafts.models import RegistryEntry
from sentra.kernel.actor import Actor
from sentra.kernel.models import Tenant
from sentra.kernel.notices import inbox
from sentra.ledger.chart import ADVANCES, OWED_TO_ARTISANS
from sentra.ledger.queries import balance_of, cash_position
from sentra.orders.queries import late_orders, orders_by_stage
from sentra.people.roles import Permission
from sentra.production.queries import late_work
from sentra.web.actors import ActorRequest
from sentra.web.front.waiting import tasks

LETTERS = 5  # the latest messages to her role


def home_of(request: ActorRequest) -> HttpResponse:
    if request.actor.party_id:
        return redirect("my-home")
    if request.tenant and request.tenant.kind == Tenant.Kind.OFFICE:
        return TemplateResponse(request, "front/office.html", _office(request.actor.today(timezone.now())))
    if not request.actor.may(Permission.READ_ORDERS):
        return redirect("card-people")
    today = request.actor.today(timezone.now())
    return TemplateResponse(request, "front/chair.html", _desk(request.actor, today))


def _office(today: date) -> dict[str, object]:
    """What cooperatives of the district have sent and ask, and what is overdue. At most six queries."""
    rows = aid.desk(today=today)
    return {
        "claims": claims.desk()[:LETTERS],
        "waiting": [row for row in rows if aid.waits(row)],
        "given_idr": sum(row.proposal.received_idr for row in rows),
        "owed_idr": sum(row.proposal.owed_idr for row in rows),
        "overdue_idr": sum(row.overdue_idr for row in rows),
        "makers": RegistryEntry.objects.filter(active=True).count(),
    }


def _desk(actor: Actor, today: date) -> dict[str, object]:
    """Orders by stage, what is late, what waits, and the money. A constant number of queries."""
    facts: dict[str, object] = {
        "stages": orders_by_stage(today=today),
        "late": late_orders(today=today, most=8),
        "late_work": late_work(today=today)[:8],
        "tasks": tasks(actor, today=today),
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
