"""Orders with pieces nobody was asked to make: what they lack, and which of them want the same makers."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from sentra.crafts.models import Capacity, Skill, Stage
from sentra.orders.models import Order
from sentra.production.models import Assignment
from sentra.production.queries import STANDING, StageCover, covers
from sentra.production.shifting import SPLITTABLE


@dataclass(frozen=True)
class Waiting:
    """One order. Pieces are those of the product: one that lacks two stages counts once.

    `without`: pieces without a maker; `proposed`: pieces with one who was not asked yet. `able`: workshops
    that can do some of either. `ready_on`: the last day of what stands, proposals included.
    """

    order: Order
    products: tuple[str, ...]
    without: int
    proposed: int
    able: frozenset[int]
    ready_on: date | None


def waiting() -> list[Waiting]:
    """All of them, the earliest promised first. Nine queries for any number."""
    orders = Order.objects.filter(stage__in=SPLITTABLE).select_related("buyer").order_by("promised_on", "pk")
    left = {
        order: [one for one in stages if one.open or one.proposed]
        for order, stages in _covered(list(orders)).items()
    }
    left = {order: stages for order, stages in left.items() if stages}
    hands = _hands({one.stage.pk: one.stage for stages in left.values() for one in stages})
    last = dict(
        Assignment.objects.filter(order__in=left, state__in=STANDING)
        .order_by()
        .values_list("order")
        .annotate(Max("due_on"))
    )
    return [_waiting(order, stages, hands, last.get(order.pk)) for order, stages in left.items()]


@dataclass(frozen=True)
class Competing:
    """Another order that waits for the same makers: so many of them, both needed until that day."""

    other: Waiting
    makers: int
    until: date


def competing(order_id: int) -> list[Competing]:
    """Who else wants this order's makers from now on; nobody when it waits for none. As many queries."""
    every = waiting()
    mine = next((one for one in every if one.order.pk == order_id), None)
    if mine is None:
        return []
    return [
        Competing(one, len(one.able & mine.able), min(one.order.promised_on, mine.order.promised_on))
        for one in every
        if one is not mine and one.able & mine.able
    ]


def _covered(orders: list[Order]) -> dict[Order, list[StageCover]]:
    found = covers(order.pk for order in orders)
    return {order: found[order.pk] for order in orders}


def _waiting(
    order: Order, stages: list[StageCover], hands: Mapping[int, frozenset[int]], ready_on: date | None
) -> Waiting:
    by_line: dict[int, list[StageCover]] = defaultdict(list)
    for one in stages:
        by_line[one.line.pk].append(one)
    lines = list(by_line.values())
    return Waiting(
        order,
        tuple(dict.fromkeys(line[0].line.product.name for line in lines)),
        sum(max(one.open for one in line) for line in lines),
        sum(max(one.proposed for one in line) for line in lines),
        frozenset().union(*(hands[one.stage.pk] for one in stages)),
        ready_on,
    )


def _hands(stages: Mapping[int, Stage]) -> dict[int, frozenset[int]]:
    """Stage → active workshops that can do it, as the splitting sees it. Two queries."""
    levels: dict[str, dict[int, int]] = defaultdict(dict)
    active = {"workshop__active": True, "workshop__owner__active": True}
    skills = Skill.objects.filter(technique__in={stage.technique_id for stage in stages.values()}, **active)
    for skill in skills:
        levels[skill.technique_id][skill.workshop_id] = skill.level
    declared: dict[int, set[int]] = defaultdict(set)
    for pace in Capacity.objects.filter(stage__in=stages, **active):
        declared[pace.stage_id].add(pace.workshop_id)
    found = {}
    for pk, stage in stages.items():
        known = levels[stage.technique_id]
        able = declared[pk] | {one for one, level in known.items() if level}
        found[pk] = frozenset(one for one in able if known.get(one, 0) >= stage.minimum_level)
    return found
