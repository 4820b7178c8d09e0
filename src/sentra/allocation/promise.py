"""What can be promised for work that nobody has been asked for yet: by when, how much by then, with which
cash."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sentra.allocation.cells import cells_of
from sentra.allocation.draft import Draft
from sentra.allocation.index import Index
from sentra.allocation.objective import Cost, cost, made
from sentra.allocation.problem import Line, Maker, Plan, Problem
from sentra.allocation.programme import Programme
from sentra.allocation.solve import Effort, solve


@dataclass(frozen=True, slots=True)
class Dated:
    """A plan that delivers every line by the end of this week. `proved`: no plan whatever is a week
    earlier."""

    week: int
    plan: Plan
    proved: bool


def due_in(problem: Problem, week: int) -> Problem:
    """The same work, all of it to be delivered by the end of this week and not a week later."""
    lines = tuple(replace(line, due_week=week, latest_week=week) for line in problem.lines)
    return replace(problem, lines=lines)


def earliest(problem: Problem, *, effort: Effort = "quick") -> Dated | None:
    """The first week by which a plan delivers every line (within its tolerance); None within the problem's
    weeks.

    Found by halving, so at most a handful of splits; each week named has a plan behind it that holds.
    """
    first, last = max((line.ready_week for line in problem.lines), default=0), problem.weeks - 1
    best = _whole(problem, last, effort)
    if best is None:
        return None
    while first < last:
        middle = (first + last) // 2
        found = _whole(problem, middle, effort)
        first, last, best = (first, middle, found) if found else (middle + 1, last, best)
    return Dated(last, best, proved=last == 0 or impossible(due_in(problem, last - 1)))


def _whole(problem: Problem, week: int, effort: Effort) -> Plan | None:
    plan = solve(due_in(problem, week), effort=effort)
    return plan if plan.status in ("optimal", "feasible") else None


def impossible(problem: Problem) -> bool:
    """Whether it is proved that some line cannot be delivered, even with fractions and whatever is paid."""
    index = Index(problem)
    draft = Draft(index)
    cells = cells_of(index, draft)
    return any(
        Programme(index, draft, cells, whole=False).least_short(line.id) > line.pieces - line.fewest + 1e-4
        for line in index.lines
    )


def by_week(problem: Problem, week: int, *, effort: Effort = "quick") -> dict[str, int]:
    """By line, the pieces a plan delivers by the end of this week."""
    plan = solve(due_in(problem, week), effort=effort)
    return {line.id: made(line, plan.shares) for line in problem.lines}


def spent_by_week(problem: Problem, plan: Plan) -> list[int]:
    """Rupiah that the plan's new work has cost the pool up to each week: materials, advances, then the rest
    of the wages.

    Wages that fall after the last week of the problem are not in it.
    """
    assert problem.cash is not None
    makers = {maker.id: maker for maker in problem.makers}
    needs = {(line.id, need.stage): need for line in problem.lines for need in line.stages}
    paid, cash = [0] * problem.weeks, problem.cash
    for share in plan.shares:
        ability, need = makers[share.maker].skills[share.line, share.stage], needs[share.line, share.stage]
        rate = need.rate_idr if ability.rate_idr is None else ability.rate_idr
        advance = rate * cash.advance_permille // 1000
        start, rest = share.week - ability.weeks + 1, share.week + cash.pay_after_weeks
        if start >= 0:
            paid[start] += share.pieces * (advance + need.material_idr)
        if 0 <= rest < problem.weeks:
            paid[rest] += share.pieces * (rate - advance)
    return [sum(paid[: week + 1]) for week in range(problem.weeks)]


def cash_missing(problem: Problem, plan: Plan) -> int:
    """The least rupiah that must come in before the work starts, so that the pool never falls below its
    reserve.

    The plan may have been made without a limit on cash; the problem's pool is what it is held against.
    """
    if problem.cash is None:
        return 0
    pairs = zip(spent_by_week(problem, plan), _pool(problem), strict=True)
    return max(0, *(spent - room for spent, room in pairs))


def _pool(problem: Problem) -> list[int]:
    """By week, what is in the pool above its reserve without this work; below zero where it is short
    already."""
    assert problem.cash is not None
    held, pool = problem.cash.opening_idr - problem.cash.reserve_idr, []
    for inflow in problem.cash.inflows_idr:
        held += inflow
        pool.append(held)
    return pool


def costs(problem: Problem, plan: Plan) -> Cost:
    """What the plan costs by cause."""
    return cost(problem, plan.shares)


def longer_days(problem: Problem, *, hours_permille: int, premium_permille: int) -> Problem:
    """Everybody works so much longer; the pieces of those hours are paid so much better, spread over all her
    pieces."""
    more = 1000 + hours_permille
    raised = 1000 + premium_permille * hours_permille // more
    return replace(
        problem, makers=tuple(_longer(maker, problem.lines, more, raised) for maker in problem.makers)
    )


def _longer(maker: Maker, lines: Sequence[Line], more: int, raised: int) -> Maker:
    rates = {(line.id, need.stage): need.rate_idr for line in lines for need in line.stages}
    skills = {
        key: replace(
            ability,
            load=max(1, ability.load * 1000 // more),
            rate_idr=-(-(rates[key] if ability.rate_idr is None else ability.rate_idr) * raised // 1000),
        )
        for key, ability in maker.skills.items()
        if key in rates
    }
    return replace(maker, skills=skills)


def without_last_stage(problem: Problem) -> Problem | None:
    """The same lines delivered one stage less finished. None if a line has only one stage."""
    if any(len(line.stages) < 2 for line in problem.lines):
        return None
    return replace(problem, lines=tuple(replace(line, stages=line.stages[:-1]) for line in problem.lines))
