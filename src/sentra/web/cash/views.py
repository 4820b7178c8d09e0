"""The cash plan on screen: its lowest week, what it waits for, what lifts it; every figure opens its rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sentra.capital.aid.queries import instalment_flows
from sentra.kernel.dates import monday
from sentra.people.roles import Permission
from sentra.production.cashfan import fan
from sentra.production.cashflows import Flow, Kind, Terms
from sentra.production.cashplan import CashPlan, Week, cash_plan
from sentra.web.actors import ActorRequest
from sentra.web.cash.chart import chart
from sentra.web.guards import page

KINDS = {
    Kind.DOWN_PAYMENT: _("Down payment of the buyer"),
    Kind.INVOICE: _("Invoice of the buyer"),
    Kind.PRICE: _("Rest of the price"),
    Kind.REFUND: _("Back to the buyer"),
    Kind.OWED: _("Accepted work not paid yet"),
    Kind.ADVANCE: _("Advances for makers"),
    Kind.WAGE: _("Rest of the wages"),
    Kind.MATERIAL: _("Material to buy"),
    Kind.INSTALMENT: _("Instalment to the office"),
    Kind.SUPPLIER: _("Material bought on credit"),
}
SCENARIOS = {
    "all_late": _("Every buyer pays 30 days late"),
    "largest_late": _("The largest buyer pays 30 days late"),
    "two_drop_out": _("Two makers stop; others do it two weeks later"),
}
NAMES = 2  # makers of one row who are named


@dataclass(frozen=True)
class Row:
    """One order's money of one kind in a week."""

    code: str
    kind: object
    order_id: int
    order: str
    amount_idr: int
    due_on: date
    who: str
    more: int  # parties not named
    certain: bool
    workers_idr: int = 0  # of advances: what the makers' workers were promised


def _rows(flows: Iterable[Flow]) -> list[Row]:
    """By order and kind, what comes in first, the largest first."""

    def key(flow: Flow) -> tuple[str, int, bool]:
        return (flow.kind, flow.order_id, flow.certain)

    found = []
    for _key, group in groupby(sorted(flows, key=key), key=key):
        own = list(group)
        names = list(dict.fromkeys(flow.party for flow in own if flow.party))
        found.append(
            Row(
                own[0].kind, KINDS[own[0].kind], own[0].order_id, own[0].order,
                sum(flow.amount_idr for flow in own),
                min(flow.due_on for flow in own), ", ".join(names[:NAMES]), len(names[NAMES:]),
                own[0].certain, sum(flow.workers_idr for flow in own),
            )
        )  # fmt: skip
    return sorted(found, key=lambda row: (row.amount_idr < 0, -abs(row.amount_idr), row.order_id))


def _asked(request: HttpRequest, plan: CashPlan) -> Week:
    """The week whose rows are shown: the one in the address, else the lowest."""
    asked = request.GET.get("minggu", "")
    known = asked.isdecimal() and int(asked) < len(plan.weeks)
    return plan.weeks[int(asked)] if known else plan.lowest


@page(needs=Permission.READ_BOOKS)
def cash_plan_page(request: ActorRequest) -> HttpResponse:
    """What the pool will hold, week by week, and what could become of it."""
    assert request.tenant is not None
    today = request.actor.today(timezone.now())
    also = instalment_flows(today, monday(today))
    plan = cash_plan(today, terms=Terms.of(request.tenant.settings), also=also)
    drawn = fan(plan)
    week = _asked(request, plan)
    facts = {
        "plan": plan,
        "chart": chart(plan, drawn),
        "weeks": list(zip(plan.weeks, drawn.low, drawn.high, strict=True)),
        "week": week,
        "rows": _rows(week.flows),
        "waits": _rows(plan.waits_for),
        "rests": _rows(plan.rests_on),
        "outcomes": [
            {"name": SCENARIOS[one.code], "code": one.code, "who": ", ".join(one.who), "idr": one.lowest_idr,
             "on": plan.weeks[one.lowest_week].monday}
            for one in drawn.outcomes
        ],
    }  # fmt: skip
    return TemplateResponse(request, "cash/plan.html", facts)
