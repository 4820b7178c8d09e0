"""From an order and its makers to the question the splitting answers."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol

from django.db.models import Max, Sum

from sentra.allocation import Ability, Line, Maker, Problem, Share, StageNeed, pace
from sentra.crafts.materials import recipes
from sentra.crafts.models import Product, Stage
from sentra.ledger.earnings import sold_by_party
from sentra.orders.models import Order
from sentra.production.calendar import first_monday
from sentra.production.cashflows import Terms, store_left
from sentra.production.distance import Roads
from sentra.production.load import Bench
from sentra.production.material_needs import to_buy
from sentra.production.models import Assignment
from sentra.production.pool import NOTHING, cash_for
from sentra.production.queries import covers
from sentra.production.rules import Rules
from sentra.production.standing import GONE, named, pair, standing_of
from sentra.stock.material_queries import held


class Wanted(Protocol):
    """So many pieces of a product: an order's line, or one that is only asked about."""

    @property
    def pk(self) -> int: ...
    @property
    def pieces(self) -> int: ...
    @property
    def product(self) -> Product: ...


LOOK_BACK = 90  # days of income that fairness looks at


@dataclass(frozen=True)
class Asked:
    """The problem, the Monday it starts on, and who is behind the ids. `order_of`: line → order."""

    problem: Problem
    starts_on: date
    benches: Mapping[int, Bench]
    stages: Mapping[int, Stage]
    order_of: Mapping[int, int]


def ask(
    order: Order, rules: Rules, *, terms: Terms, today: date, as_if: Mapping[int, Assignment] = NOTHING
) -> Asked:
    """The whole order with what is already promised fixed; those who declined are left out.

    `as_if`: shares by id as they would be, for a question before anything is written.
    """
    return ask_together([order], rules, terms=terms, today=today, as_if=as_if)


def ask_together(
    orders: Sequence[Order],
    rules: Rules,
    *,
    terms: Terms,
    today: date,
    as_if: Mapping[int, Assignment] = NOTHING,
) -> Asked:
    """Several orders as one question: their lines with their own last weeks, one cash box, the same makers.

    A constant number of queries for any number of orders.
    """
    start, ids = first_monday(today), {order.pk for order in orders}
    there = standing_of(orders, rules, start, as_if=as_if)
    material = _material(ids, today=today, terms=terms)
    tolerance = {order.pk: order.tolerance_permille for order in orders}
    asked = tuple(
        line_of(
            line,
            there.due[line.order_id],
            there.due[line.order_id] + rules.late_weeks + 1,
            tolerance[line.order_id],
            material=material,
        )
        for line in there.lines
    )
    makers = makers_of(there.benches, there.lines, start, there.weeks, today, there.fixed, roads=rules.roads)
    problem = Problem(
        weeks=there.weeks,
        lines=asked,
        makers=makers,
        policy=rules.policy(asked, makers),
        fixed=tuple(share for share in there.fixed if int(share.maker) in there.benches),
        excluded=frozenset(pair(work) for work in there.work if work.state in GONE or work.given_back),
    )
    pool = cash_for(ids, problem, start, terms=terms, today=today, as_if=as_if)
    order_of = {line.pk: line.order_id for line in there.lines}
    return Asked(replace(problem, cash=pool), start, there.benches, there.stages, order_of)


def dearest_piece_idr() -> int:
    """The piecework of the dearest product, all its stages together. One query."""
    sums = Stage.objects.values("product").annotate(idr=Sum("rate_idr")).order_by()
    return int(sums.aggregate(most=Max("idr", default=0))["most"])


def line_of(
    line: Wanted, due: int, weeks: int, tolerance_permille: int = 0, *, material: Mapping[int, int]
) -> Line:
    """A line as the splitting sees it, its stages in working order; it may run through week `weeks` − 1.

    `material`: stage → rupiah a piece. An order smaller than the product's minimum lot is one lot.
    """
    needs = tuple(
        StageNeed(
            named(stage.pk),
            stage.rate_idr,
            stage.handover_weeks,
            stage.minimum_level,
            material_idr=material.get(stage.pk, 0),
        )
        for stage in line.product.stages.all()
    )
    return Line(
        named(line.pk),
        line.pieces,
        due,
        needs,
        latest_week=weeks - 1,
        tolerance_permille=tolerance_permille,
        min_lot=min(line.product.minimum_lot, line.pieces),
    )


def _material(orders: Collection[int], *, today: date, terms: Terms) -> dict[int, int]:
    """Stage → rupiah a piece these orders still have to buy: the store serves the other orders' work first.

    Pieces that are given out count with what their makers hold; one query where there are no recipes.
    """
    if not recipes():
        return {}
    there = store_left(today, terms=terms, except_orders=orders)
    for (_order, _party, material), units in held(orders).items():
        there[material] += units
    pieces: dict[int, int] = defaultdict(int)
    for stages in covers(orders).values():
        for stage in stages:
            pieces[stage.stage.pk] += max(0, stage.needed - stage.final)
    return to_buy(pieces, there)


def makers_of(
    found: Mapping[int, Bench],
    lines: Sequence[Wanted],
    start: date,
    weeks: int,
    today: date,
    fixed: tuple[Share, ...] = (),
    *,
    roads: Roads,
) -> tuple[Maker, ...]:
    """Every active workshop: what she can do of these lines, what is left of each week, how far she lives."""
    income = sold_by_party(since=today - timedelta(days=LOOK_BACK), until=today)
    held: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for share in fixed:
        held[share.maker].add((share.line, share.stage))
    return tuple(
        Maker(
            id=named(bench.workshop.pk),
            skills=_skills(bench, lines, held[named(bench.workshop.pk)]),
            free=bench.free(start, weeks),
            village=bench.workshop.village_id or "",
            distance_km=roads.km(bench.workshop.village_id or ""),
            income_90d_idr=max(0, income.get(bench.workshop.owner_id, 0)),
            working_days_90d=bench.working_days(until=today, days=LOOK_BACK),
        )
        for bench in found.values()
    )


def _skills(
    bench: Bench, lines: Sequence[Wanted], held: set[tuple[str, str]]
) -> dict[tuple[str, str], Ability]:
    """What she knows of these lines: a declared pace, else the stage's usual one if she has the skill."""
    known: dict[tuple[str, str], Ability] = {}
    for line in lines:
        for stage in line.product.stages.all():
            level, key = bench.levels.get(stage.technique_id, 0), (named(line.pk), named(stage.pk))
            if level or stage.pk in bench.paces or key in held:
                known[key] = pace(bench.paces.get(stage.pk, stage.pieces_a_week), level=level)
    return known
