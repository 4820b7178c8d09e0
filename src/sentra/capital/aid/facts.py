"""What a proposal says of the cooperative on the day it is sent: its cash plan and the orders it is for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sentra.capital.aid.queries import instalment_flows
from sentra.kernel.dates import monday, months_later
from sentra.kernel.models import Tenant
from sentra.kernel.rupiah import shared
from sentra.orders.models import Order
from sentra.production.cashflows import Terms
from sentra.production.cashplan import CashPlan, cash_plan

ROUND_TO = 100_000  # rupiah, in which a proposal is filled in


@dataclass(frozen=True)
class ProposalFacts:
    """What people write. `orders` are the cooperative's own ids; none: for no order in particular."""

    kind: str  # grant, revolving
    amount_idr: int
    purpose: str
    orders: tuple[int, ...] = ()


def plan_of(tenant_id: int, today: date) -> CashPlan:
    """The cooperative's cash plan as its own page shows it."""
    terms = Terms.of(Tenant.objects.get(pk=tenant_id).settings)
    return cash_plan(today, terms=terms, also=instalment_flows(today, monday(today)))


def figures_of(plan: CashPlan) -> dict[str, Any]:
    """The plan as frozen figures: whole rupiah, days as ISO text."""
    return {
        "as_of": plan.today.isoformat(),
        "opening_idr": plan.opening_idr,
        "reserve_idr": plan.reserve_idr,
        "lowest_on": plan.lowest.monday.isoformat(),
        "lowest_idr": plan.lowest.balance_idr,
        "need_idr": plan.need_idr,
        "weeks": [
            {
                "monday": week.monday.isoformat(), "in_idr": week.in_idr, "out_idr": week.out_idr,
                "balance_idr": week.balance_idr,
            }
            for week in plan.weeks
        ],
    }  # fmt: skip


def suggested_idr(need_idr: int) -> int:
    """What a proposal asks for at first: what the lowest week lacks, rounded up."""
    return -(-need_idr // ROUND_TO) * ROUND_TO


def orders_told(orders: Iterable[int]) -> list[dict[str, Any]]:
    """A copy of what the office may know of these orders."""
    found = Order.objects.filter(pk__in=list(orders)).select_related("buyer").order_by("pk")
    return [
        {
            "id": one.pk, "order": str(one), "buyer": one.buyer.name, "total_idr": one.total_idr,
            "promised_on": one.promised_on.isoformat(),
        }
        for one in found
    ]  # fmt: skip


def schedule_of(amount_idr: int, *, instalments: int, first_on: date) -> list[dict[str, Any]]:
    """Equal instalments, one a month from `first_on`, that add up to the rupiah."""
    parts = shared(amount_idr, [1] * instalments)
    return [
        {"due_on": months_later(first_on, month).isoformat(), "amount_idr": part}
        for month, part in enumerate(parts)
    ]
