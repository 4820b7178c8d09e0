"""What “why not her” says, searched for after the plan is shown: the nearest plan with her in it is found at
once, the cheapest one takes a second or two for each maker.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sentra.allocation import Why
from sentra.allocation.explain import Reader
from sentra.kernel.errors import Refused
from sentra.production.models import Plan
from sentra.production.plans import is_open
from sentra.production.shifting import current_plan
from sentra.production.standing import named

MOST = 100  # makers and lines a plan is searched for; the others' sentences keep their “at most”


def searched(plan_id: int, *, today: date) -> list[dict[str, Any]] | None:
    """The plan's reasons with every open price searched for. None: the plan was changed or offered meanwhile.

    Takes up to some minutes on a processor; writes nothing.
    """
    plan = Plan.objects.select_related("order", "tenant").get(pk=plan_id)
    try:
        asked, current = current_plan(plan, plan.tenant.settings, today)
    except Refused:
        return None
    reader = Reader(asked.problem, current, thorough=True)
    pairs = sorted({(one["workshop"], one["line"]) for one in plan.reasons if is_open(one)})
    told = {
        (maker, line, int(why.stage or 0)): why
        for maker, line in pairs[:MOST]
        if named(maker) in reader.makers and named(line) in reader.lines
        for why in reader.by_stage(named(maker), named(line))
    }
    return [_sharper(one, told.get(_place(one))) for one in plan.reasons]


def _place(reason: Mapping[str, Any]) -> tuple[int, int, int]:
    return reason.get("workshop", 0), reason["line"], reason["stage"]


def _sharper(reason: dict[str, Any], why: Why | None) -> dict[str, Any]:
    return reason | {"code": why.code, "numbers": dict(why.numbers)} if why and is_open(reason) else reason
