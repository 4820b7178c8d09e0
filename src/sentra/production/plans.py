"""From the splitting's answer to rows: the plan, its assignments, and why her and why not him."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from procrastinate.contrib.django import app

from sentra.allocation import Line, Maker, Share, Why
from sentra.allocation import Plan as Answer
from sentra.allocation.explain import Reader
from sentra.orders.models import Order
from sentra.production.calendar import monday
from sentra.production.models import Assignment, Plan
from sentra.production.problem import Asked
from sentra.production.rules import Rules

SEARCH = "sentra.production.jobs.search_prices"
PRICED = frozenset({"dearer", "earned_more", "far", "no_way"})
MOST_REASONS = 600  # makers whose reasons are kept; a screen never shows more


def keep(
    order: Order,
    asked: Asked,
    answer: Answer,
    rules: Rules,
    *,
    at: datetime,
    overrides: Sequence[Mapping[str, Any]] = (),
) -> Plan:
    """Store the answer as a new round of this order. What is already promised stays where it was.

    `overrides`: what people changed by hand on the way to this plan, the first one first. Of a common
    question only this order's part is kept; objective and bound are those of all its orders.
    """
    return _kept(order, asked, answer, rules, _reasons(asked, answer), at=at, overrides=overrides)


def keep_each(
    orders: Sequence[Order], asked: Asked, answer: Answer, rules: Rules, *, at: datetime
) -> list[Plan]:
    """The answer to a common question, one plan an order."""
    told = _reasons(asked, answer)
    return [_kept(order, asked, answer, rules, told, at=at) for order in orders]


def _kept(
    order: Order,
    asked: Asked,
    answer: Answer,
    rules: Rules,
    told: Sequence[Mapping[str, Any]],
    *,
    at: datetime,
    overrides: Sequence[Mapping[str, Any]] = (),
) -> Plan:
    shortfall = {int(line): pieces for line, pieces in answer.shortfall.items() if pieces}
    own = {line: pieces for line, pieces in shortfall.items() if asked.order_of[line] == order.pk}
    plan: Plan = Plan.objects.create(
        order=order,
        round=Plan.objects.filter(order=order).count() + 1,
        made_at=at,
        starts_on=asked.starts_on,
        status=_status(order, asked, answer),
        objective=answer.objective,
        bound=min(answer.bound, answer.objective),
        policy=rules.shown()
        | ({"overrides": list(overrides)} if overrides else {})
        | _common(asked, others_short=len(shortfall) > len(own)),
        reasons=[one for one in told if asked.order_of.get(one["line"], order.pk) == order.pk],
        shortfall={str(line): pieces for line, pieces in own.items()},
    )
    Assignment.objects.bulk_create(_assignments(plan, order, asked, answer))
    if any(is_open(one) for one in plan.reasons):
        app.configure_task(SEARCH).defer(tenant_id=plan.tenant_id, plan_id=plan.pk)
    return plan


def is_open(reason: Mapping[str, Any]) -> bool:
    """Whether a search could still change what this reason says."""
    return reason["code"] in PRICED and not reason["numbers"].get("proved")


def _common(asked: Asked, *, others_short: bool) -> dict[str, Any]:
    """What a plan keeps of the other orders it was made with; nothing when there were none."""
    orders = sorted(set(asked.order_of.values()))
    return {"together": orders, "others_short": others_short} if len(orders) > 1 else {}


def _status(order: Order, asked: Asked, answer: Answer) -> str:
    """A common answer may be whole for this order and fall short for another."""
    own = [line for line in asked.problem.lines if asked.order_of[int(line.id)] == order.pk]
    if answer.status in {"optimal", "feasible"} or len(own) == len(asked.problem.lines):
        return answer.status
    whole = all(line.pieces - answer.shortfall.get(line.id, 0) >= line.fewest for line in own)
    nothing = all(answer.shortfall.get(line.id, 0) == line.pieces for line in own)
    return "feasible" if whole else "infeasible" if nothing else "partial"


def fresh(asked: Asked, answer: Answer) -> dict[tuple[str, str, str], list[Share]]:
    """The shares of this plan that nobody has promised yet, by (line, stage, maker)."""
    promised: dict[tuple[Any, int], int] = defaultdict(int)
    for share in asked.problem.fixed:
        promised[share.pair, share.week] += share.pieces
    fresh: dict[tuple[str, str, str], list[Share]] = defaultdict(list)
    for share in answer.shares:
        more = share.pieces - promised[share.pair, share.week]
        if more > 0:
            fresh[share.line, share.stage, share.maker].append(
                Share(share.line, share.stage, share.maker, share.week, more)
            )
    return fresh


def _assignments(plan: Plan, order: Order, asked: Asked, answer: Answer) -> list[Assignment]:
    made = []
    for (line, stage, maker), shares in sorted(
        fresh(asked, answer).items(), key=lambda item: tuple(map(int, item[0]))
    ):
        if asked.order_of[int(line)] != order.pk:
            continue
        first, last = min(share.week for share in shares), max(share.week for share in shares)
        made.append(
            Assignment(
                tenant_id=plan.tenant_id,
                plan=plan,
                order=order,
                line_id=int(line),
                stage_id=int(stage),
                workshop_id=int(maker),
                proposed=sum(share.pieces for share in shares),
                rate_idr=asked.stages[int(stage)].rate_idr,
                starts_on=monday(first, asked.starts_on),
                due_on=monday(last, asked.starts_on) + timedelta(days=5),
                weeks={monday(share.week, asked.starts_on).isoformat(): share.pieces for share in shares},
            )
        )
    return made


def _reasons(asked: Asked, answer: Answer) -> list[dict[str, Any]]:
    """One reason per maker, line and stage for those who know the craft, and one per shortfall."""
    reader = Reader(asked.problem, answer)
    told: list[dict[str, Any]] = [
        {
            "line": int(r.line or 0),
            "stage": int(r.stage or 0),
            "code": f"short_{r.code}",
            "numbers": {"week": r.week or 0, "short": r.short},
        }
        for r in answer.reasons
    ]
    makers = [maker for maker in asked.problem.makers if maker.skills][:MOST_REASONS]
    for maker in makers:
        for line in asked.problem.lines:
            if any(key[0] == line.id for key in maker.skills):
                told += [_told(maker, line, why) for why in reader.by_stage(maker.id, line.id)]
    return told


def _told(maker: Maker, line: Line, why: Why) -> dict[str, Any]:
    return {
        "workshop": int(maker.id),
        "line": int(line.id),
        "stage": int(why.stage or 0),
        "code": why.code,
        "numbers": dict(why.numbers),
    }
