"""When an order not yet split could be ready: a first, hopeful reckoning from the makers' free weeks."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from sentra.allocation import FULL_WEEK
from sentra.crafts.models import Stage
from sentra.production.calendar import first_monday, monday
from sentra.production.load import Bench, benches
from sentra.production.rules import Rules

WEEKS = 52


def earliest_finish(lines: Iterable[tuple[int, int]], today: date) -> date | None:
    """The first day these lines of (product, pieces) could reach the buyer, with today's promises kept.

    No plan can be earlier: each stage takes all free time of all who know it, as if nothing else waited.
    None when nobody here can make them within a year. Six queries.
    """
    pieces: dict[int, int] = defaultdict(int)
    for product, count in lines:
        pieces[product] += count
    start, found = first_monday(today), list(benches().values())
    free = {bench.workshop.pk: bench.free(start, WEEKS) for bench in found}
    routes: dict[int, list[Stage]] = defaultdict(list)
    for stage in Stage.objects.filter(product__in=pieces).order_by("product", "-position"):
        routes[stage.product_id].append(stage)
    last = 0
    for product, stages in routes.items():
        after = 0  # weeks the later stages still hand over
        for stage in stages:
            week = _week(stage, pieces[product], found, free)
            if week is None:
                return None
            last, after = max(last, week + after), after + stage.handover_weeks
    return monday(last, start) + timedelta(days=5 + Rules.finishing_days) if routes else None


def _week(stage: Stage, pieces: int, found: list[Bench], free: Mapping[int, tuple[int, ...]]) -> int | None:
    """The week in which all who know the stage have made so many pieces of it together."""
    able = [one for one in found if one.levels.get(stage.technique_id) or stage.pk in one.paces]
    done = 0
    for week in range(WEEKS):
        for one in able:
            pace = one.paces.get(stage.pk, stage.pieces_a_week)
            done += pace * free[one.workshop.pk][week] // FULL_WEEK
        if done >= pieces:
            return week
    return None
