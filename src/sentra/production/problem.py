"""From an order and its makers to the question the splitting answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sentra.allocation import Ability, Cash, Line, Maker, Problem, Share, StageNeed, pace
from sentra.crafts.models import Stage
from sentra.ledger.earnings import earned_by_party
from sentra.ledger.queries import cash_position
from sentra.orders.models import Order, OrderLine
from sentra.production.calendar import first_monday, last_whole_week, week_of
from sentra.production.load import Bench, benches
from sentra.production.models import Assignment
from sentra.production.rules import Rules
from sentra.production.spoiled import spoiled, without

LOOK_BACK = 90  # days of income that fairness looks at
PAY_AFTER_WEEKS = 1
STANDS = (Assignment.State.OFFERED, Assignment.State.ACCEPTED, Assignment.State.DONE)
GONE = (Assignment.State.DECLINED, Assignment.State.EXPIRED, Assignment.State.WITHDRAWN)


def named(pk: int) -> str:
    """A row as the splitting names it: ties fall by name, and 9 comes before 10 as in the table."""
    return f"{pk:012d}"


@dataclass(frozen=True)
class Asked:
    """The problem, the Monday it starts on, and who is behind the ids."""

    problem: Problem
    starts_on: date
    benches: Mapping[int, Bench]
    stages: Mapping[int, Stage]


def ask(order: Order, rules: Rules, *, advance_permille: int, today: date) -> Asked:
    """The whole order with what is already promised fixed; those who declined are left out."""
    start = first_monday(today)
    due = max(0, last_whole_week(order.promised_on - timedelta(days=rules.finishing_days), start))
    weeks = due + rules.late_weeks + 1
    lines = list(
        OrderLine.objects.filter(order=order).select_related("product").prefetch_related("product__stages")
    )
    stages = {stage.pk: stage for line in lines for stage in line.product.stages.all()}
    found = benches(except_order=order.pk)
    standing = list(Assignment.objects.filter(order=order).order_by("pk"))
    fixed = without(
        (share for work in standing for share in _fixed(work, start, weeks)),
        spoiled(order.pk, stages.values()),
    )
    income = earned_by_party(since=today - timedelta(days=LOOK_BACK), until=today)
    problem = Problem(
        weeks=weeks,
        lines=tuple(_line(order, line, due, weeks) for line in lines),
        makers=tuple(_maker(bench, lines, start, weeks, income, today, fixed) for bench in found.values()),
        policy=rules.policy(),
        cash=_cash(rules, weeks, advance_permille),
        fixed=tuple(share for share in fixed if int(share.maker) in found),
        excluded=frozenset(_pair(work) for work in standing if work.state in GONE),
    )
    return Asked(problem, start, found, stages)


def _line(order: Order, line: OrderLine, due: int, weeks: int) -> Line:
    needs = tuple(
        StageNeed(named(stage.pk), stage.rate_idr, stage.handover_weeks, stage.minimum_level)
        for stage in line.product.stages.all()
    )
    return Line(
        named(line.pk),
        line.pieces,
        due,
        needs,
        latest_week=weeks - 1,
        tolerance_permille=order.tolerance_permille,
    )


def _pair(work: Assignment) -> tuple[str, str, str]:
    return (named(work.workshop_id), named(work.line_id), named(work.stage_id))


def _fixed(work: Assignment, start: date, weeks: int) -> list[Share]:
    """Promised work by week; what is finished, or was taken back half-way, counts as done."""
    maker, line, stage = _pair(work)
    if work.state in GONE or work.state == Assignment.State.DONE:
        return [Share(line, stage, maker, -1, work.final)] if work.final else []
    if work.state not in STANDS:
        return []
    pieces: dict[int, int] = {}
    for day, count in work.weeks.items():
        week = min(max(week_of(date.fromisoformat(day), start), 0), weeks - 1)
        pieces[week] = pieces.get(week, 0) + count
    return [Share(line, stage, maker, week, count) for week, count in sorted(pieces.items())]


def _maker(
    bench: Bench,
    lines: list[OrderLine],
    start: date,
    weeks: int,
    income: Mapping[int, int],
    today: date,
    fixed: tuple[Share, ...],
) -> Maker:
    workshop = bench.workshop
    held = {(share.line, share.stage) for share in fixed if share.maker == named(workshop.pk)}
    return Maker(
        id=named(workshop.pk),
        skills=_skills(bench, lines, held),
        free=bench.free(start, weeks),
        village=workshop.village_id or "",
        min_lot=min((line.product.minimum_lot for line in lines), default=1),
        income_90d_idr=income.get(workshop.owner_id, 0),
        working_days_90d=bench.working_days(until=today, days=LOOK_BACK),
    )


def _skills(
    bench: Bench, lines: list[OrderLine], held: set[tuple[str, str]]
) -> dict[tuple[str, str], Ability]:
    """What she knows of these lines: a declared pace, else the stage's usual one if she has the skill."""
    known: dict[tuple[str, str], Ability] = {}
    for line in lines:
        for stage in line.product.stages.all():
            level, key = bench.levels.get(stage.technique_id, 0), (named(line.pk), named(stage.pk))
            if level or stage.pk in bench.paces or key in held:
                known[key] = pace(bench.paces.get(stage.pk, stage.pieces_a_week), level=level)
    return known


def _cash(rules: Rules, weeks: int, advance_permille: int) -> Cash:
    return Cash(cash_position().total_idr, rules.reserve_idr, (0,) * weeks, advance_permille, PAY_AFTER_WEEKS)
