"""The list of orders, and the page that tells one order's whole story."""

from urllib.parse import urlencode

from django.forms import Form
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.orders.models import Order
from sentra.orders.queries import StageCount, late_orders, order_list, orders_by_stage
from sentra.orders.stages import OPEN
from sentra.people.roles import Permission
from sentra.production.waiting import waiting
from sentra.web.actors import ActorRequest
from sentra.web.guards import page
from sentra.web.orders.page import order_facts

LATE = "late"


@page(needs=Permission.READ_ORDERS)
def orders(request: ActorRequest) -> HttpResponse:
    """Stages as tabs with counts and value; what is late stands above everything."""
    today = request.actor.today(timezone.now())
    stage, search, after = (request.GET.get(name, "") for name in ("tahap", "cari", "setelah"))
    known = stage if stage in Order.Stage.values else ""
    found = order_list(
        today=today,
        stage=known,
        late=stage == LATE,
        search=search,
        after=int(after) if after.isdecimal() else None,
    )
    counts = orders_by_stage(today=today)
    first = not (stage or search or after)
    facts = {
        "rows": found.rows,
        "late": late_orders(today=today, most=10) if first else [],
        "tabs": _tabs(counts, stage),
        "value_idr": sum(one.value_idr for one in counts if one.stage in OPEN),
        "open": sum(one.orders for one in counts if one.stage in OPEN),
        "late_count": sum(one.late for one in counts),
        "shown": next((one for one in counts if one.stage == known), None),
        "search": search,
        "stage": stage,
        "older": _link(tahap=stage, cari=search, setelah=found.after) if found.after else "",
        "may_quote": request.actor.may(Permission.QUOTE),
        "to_split": _to_split(request) if first else 0,
    }
    return TemplateResponse(request, "orders/list.html", facts)


def _to_split(request: ActorRequest) -> int:
    """How many orders have pieces without a maker, for who may split them. Eight queries."""
    return sum(1 for one in waiting() if one.without) if request.actor.may(Permission.PLAN_WORK) else 0


def _link(**words: object) -> str:
    return f"?{urlencode({name: value for name, value in words.items() if value})}"


def _tabs(counts: list[StageCount], stage: str) -> list[dict[str, object]]:
    """All, late, then every stage that has an order."""
    url = reverse("orders")
    late = sum(one.late for one in counts)
    tabs: list[dict[str, object]] = [
        {"label": _("All"), "url": url, "current": not stage, "count": sum(one.orders for one in counts)}
    ]
    if late or stage == LATE:
        tabs.append(
            {"label": _("Late"), "url": url + _link(tahap=LATE), "current": stage == LATE, "count": late}
        )
    return tabs + [
        {
            "label": one.label,
            "url": url + _link(tahap=one.stage),
            "current": stage == one.stage,
            "count": one.orders,
        }
        for one in counts
        if one.orders or one.stage == stage
    ]


@page(needs=Permission.READ_ORDERS)
def order(request: ActorRequest, order_id: int, form: Form | None = None) -> HttpResponse:
    """One order from the question to the money, with the next step in front."""
    return TemplateResponse(request, "orders/order.html", order_facts(request, order_id, form))
