"""From the splitting's answer to rows: the plan, its assignments, and why her and why not him."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sentra.allocation import Line, Maker, Share, Why
from sentra.allocation import Plan as Answer
from sentra.allocation.explain import Reader
from sentra.orders.models import Order
from sentra.production.calendar import monday
from sentra.production.models import Assignment, Plan
from sentra.production.problem import Asked
from sentra.production.rules import Rules

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
    """Store the answer as a new round. What is already promised stays where it was.

    `overrides`: what people changed by hand on the way to this plan, the first one first.
    """
    rounds = Plan.objects.filter(order=order).count()
    plan: Plan = Plan.objects.create(
        order=order,
        round=rounds + 1,
        made_at=at,
        starts_on=asked.starts_on,
        status=answer.status,
        objective=answer.objective,
        bound=min(answer.bound, answer.objective),
        policy=rules.shown() | ({"overrides": list(overrides)} if overrides else {}),
        reasons=_reasons(asked, answer),
        shortfall={str(int(line)): pieces for line, pieces in answer.shortfall.items() if pieces},
    )
    Assignment.objects.bulk_create(_assignments(plan, order, asked, answer))
    return plan


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
