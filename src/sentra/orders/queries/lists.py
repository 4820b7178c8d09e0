"""Orders counted by stage, listed page by page, and those that are late."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from sentra.orders.models import Order
from sentra.orders.stages import PROMISED

PAGE = 50
_NUMBER = re.compile(r"\s*(\d{1,9})(?:\s*/\s*(\d{4}))?\s*\Z")


@dataclass(frozen=True)
class StageCount:
    """How many orders stand at a stage, what they are worth (rupiah), how many are late."""

    stage: str
    label: str
    orders: int
    value_idr: int
    late: int


def orders_by_stage(*, today: date) -> list[StageCount]:
    """Every stage in the order of the lifecycle, also those with no order. One query."""
    found: dict[str, dict[str, Any]] = {
        row["stage"]: dict(row)
        for row in Order.objects.values("stage").annotate(
            orders=Count("pk"), value_idr=Sum("total_idr"), late=Count("pk", filter=_late(today))
        )
    }
    return [
        StageCount(
            stage.value,
            str(stage.label),
            found.get(stage.value, {}).get("orders", 0),
            found.get(stage.value, {}).get("value_idr", 0),
            found.get(stage.value, {}).get("late", 0),
        )
        for stage in Order.Stage
    ]


@dataclass(frozen=True)
class OrderRow:
    """One order in a list."""

    id: int
    number: int
    year: int
    buyer: str
    stage: str
    stage_label: str
    promised_on: date
    expires_on: date
    total_idr: int
    pieces: int
    late: bool


@dataclass(frozen=True)
class OrderPage:
    """One page, newest first; `after` is what the next page is asked with, None at the end."""

    rows: list[OrderRow]
    after: int | None


def order_list(
    *,
    today: date,
    stage: str = "",
    late: bool = False,
    search: str = "",
    after: int | None = None,
    size: int = PAGE,
) -> OrderPage:
    """Orders newest first, by keyset. `search`: a number ("12", "12/2026") or part of the buyer's name."""
    wanted = Order.objects.order_by("-pk")
    if stage:
        wanted = wanted.filter(stage=stage)
    if late:
        wanted = wanted.filter(_late(today))
    if search.strip():
        wanted = wanted.filter(_matching(search))
    if after is not None:
        wanted = wanted.filter(pk__lt=after)
    rows = _rows(wanted[: size + 1], today)
    return OrderPage(rows[:size], rows[size - 1].id if len(rows) > size else None)


def late_orders(*, today: date, most: int = PAGE) -> list[OrderRow]:
    """Promised, not all delivered, and the day has passed; the longest overdue first."""
    return _rows(Order.objects.filter(_late(today)).order_by("promised_on", "pk")[:most], today)


def _late(today: date) -> Q:
    return Q(stage__in=PROMISED, promised_on__lt=today)


def _matching(search: str) -> Q:
    by_name = Q(buyer__name__icontains=search.strip())
    number = _NUMBER.match(search)
    if number is None:
        return by_name
    told = Q(number=int(number[1]))
    return by_name | (told & Q(year=int(number[2])) if number[2] else told)


def _rows(orders: QuerySet[Order], today: date) -> list[OrderRow]:
    found = orders.select_related("buyer").annotate(pieces=Sum("lines__pieces", default=0))
    return [
        OrderRow(
            id=one.pk,
            number=one.number,
            year=one.year,
            buyer=one.buyer.name,
            stage=one.stage,
            stage_label=one.get_stage_display(),
            promised_on=one.promised_on,
            expires_on=one.expires_on,
            total_idr=one.total_idr,
            pieces=one.pieces,
            late=one.stage in PROMISED and one.promised_on < today,
        )
        for one in found
    ]
