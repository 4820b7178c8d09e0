"""What stands of an order: work that is promised or done, pieces from the store, less what was spoiled."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sentra.allocation import Share
from sentra.crafts.models import Stage
from sentra.orders.models import Order, OrderLine
from sentra.production.calendar import last_whole_week, week_of
from sentra.production.load import Bench, benches
from sentra.production.models import Assignment
from sentra.production.pool import NOTHING
from sentra.production.rules import Rules
from sentra.production.spoiled import spoiled_by_order, without
from sentra.production.supply import supplies_of

STANDS = (Assignment.State.OFFERED, Assignment.State.ACCEPTED, Assignment.State.DONE)
GONE = (Assignment.State.DECLINED, Assignment.State.EXPIRED, Assignment.State.WITHDRAWN)


def named(pk: int) -> str:
    """A row as the splitting names it: ties fall by name, and 9 comes before 10 as in the table."""
    return f"{pk:012d}"


@dataclass(frozen=True)
class Standing:
    """Some orders as the splitting finds them. `fixed`: what it does not move; `due`: order → last week."""

    lines: list[OrderLine]
    stages: dict[int, Stage]
    benches: dict[int, Bench]
    work: list[Assignment]
    fixed: tuple[Share, ...]
    due: dict[int, int]
    weeks: int


def standing_of(
    orders: Collection[Order], rules: Rules, start: date, *, as_if: Mapping[int, Assignment] = NOTHING
) -> Standing:
    """Read once for splitting and for offering, so that both see the same weeks. `start`: a Monday.

    A constant number of queries for any number of orders.
    """
    ids = {order.pk for order in orders}
    due = {order.pk: _due(order, rules, start) for order in orders}
    weeks = max(due.values()) + rules.late_weeks + 1
    lines = list(
        OrderLine.objects.filter(order__in=ids, from_stock=False)
        .select_related("product")
        .prefetch_related("product__stages")
        .order_by("pk")
    )
    stages = {stage.pk: stage for line in lines for stage in line.product.stages.all()}
    found = benches(except_orders=ids)
    work = [as_if.get(one.pk, one) for one in Assignment.objects.filter(order__in=ids).order_by("pk")]
    promised = [(one.order_id, share) for one in work for share in _fixed(one, start, weeks)]
    fixed = _kept([*promised, *_supplied(ids, lines, found)], spoiled_by_order(ids, stages.values()))
    return Standing(lines, stages, found, work, fixed, due, weeks)


def _due(order: Order, rules: Rules, start: date) -> int:
    """The last week of work for goods that must be with the buyer on the promised day."""
    return max(0, last_whole_week(order.promised_on - timedelta(days=rules.finishing_days), start))


def _kept(shares: Iterable[tuple[int, Share]], owed: Mapping[int, dict[int, int]]) -> tuple[Share, ...]:
    """Promised work and pieces from the store, (order, share), less what was spoiled of that order."""
    by_order: dict[int, list[Share]] = defaultdict(list)
    for order_id, share in shares:
        by_order[order_id].append(share)
    return tuple(share for pk, own in sorted(by_order.items()) for share in without(own, owed[pk]))


def _supplied(
    orders: Collection[int], lines: Sequence[OrderLine], found: Mapping[int, Bench]
) -> list[tuple[int, Share]]:
    """Pieces from the store count as done, every stage up to theirs, by who had made them. With their order.

    A maker at rest is none of this split: another one lends her name.
    """
    routes = {line.pk: list(line.product.stages.all()) for line in lines}
    return [
        (came.order_id, Share(
            named(came.line_id), named(stage.pk),
            named(came.workshop_id if came.workshop_id in found else min(found, default=0)), -1, came.there,
        ))
        for came in supplies_of(orders)
        for stage in routes[came.line_id]
        if stage.position <= came.stage.position
    ]  # fmt: skip


def pair(work: Assignment) -> tuple[str, str, str]:
    """Maker, line and stage as the splitting names them."""
    return (named(work.workshop_id), named(work.line_id), named(work.stage_id))


def _fixed(work: Assignment, start: date, weeks: int) -> list[Share]:
    """Promised work by week; what is finished, or was taken back half-way, counts as done."""
    maker, line, stage = pair(work)
    if work.state in GONE or work.state == Assignment.State.DONE:
        return [Share(line, stage, maker, -1, work.final)] if work.final else []
    if work.state not in STANDS:
        return []
    pieces: dict[int, int] = {}
    for day, count in work.weeks.items():
        week = min(max(week_of(date.fromisoformat(day), start), 0), weeks - 1)
        pieces[week] = pieces.get(week, 0) + count
    return [Share(line, stage, maker, week, count) for week, count in sorted(pieces.items())]
