"""What can be promised for an enquiry, and three other ways: sooner and dearer, fewer by the wished day, less
finished.

Every date has a plan behind it that keeps all promises already made: skills, weeks, absences, stages,
smallest lots.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sentra.allocation import Problem
from sentra.allocation.promise import (
    Dated,
    by_week,
    cash_missing,
    costs,
    due_in,
    earliest,
    longer_days,
    without_last_stage,
)
from sentra.allocation.solve import solve
from sentra.crafts.materials import recipes
from sentra.crafts.models import Product
from sentra.production.calendar import first_monday, last_whole_week, monday
from sentra.production.cashflows import Terms
from sentra.production.load import benches
from sentra.production.pool import pool_of
from sentra.production.problem import line_of, makers_of
from sentra.production.rules import Rules

WEEKS = 52  # how far ahead anything is promised
ROUND_TO = 50_000  # rupiah, in which a down payment is asked


@dataclass(frozen=True)
class Asked:
    """A line that is only asked about; `pk` names it within the question."""

    pk: int
    product: Product
    pieces: int


@dataclass(frozen=True)
class Way:
    """One way to fill the wish. Money in whole rupiah.

    `kind`: plain, sooner (longer days, better paid), fewer (what is ready by the wished day), unfinished (one
    stage less).
    `ready_on`: the day it can be with the buyer; `proved`: no plan can be a week earlier. `cost_idr`:
    piecework and
    materials of this plan, `least_idr` if every piece went to whoever is cheapest, `most_idr` with setup and
    travel.
    `cash_missing_idr`: what must come in before the work starts so that the pool keeps its reserve.
    """

    kind: str
    pieces: int
    of: Mapping[int, int]  # product → pieces
    ready_on: date
    proved: bool
    least_idr: int
    cost_idr: int
    most_idr: int
    cash_missing_idr: int
    makers: int


@dataclass(frozen=True)
class Promise:
    """`plain` is None if nobody here can make it within a year. `price_idr`: the products' list price in
    all."""

    pieces: int
    wished_on: date | None
    price_idr: int
    plain: Way | None
    others: tuple[Way, ...]

    @property
    def in_time(self) -> bool:
        return self.plain is not None and (self.wished_on is None or self.plain.ready_on <= self.wished_on)

    def down_payment_of(self, way: Way) -> int:
        """What to ask for: what the pool lacks on this way, rounded up, at most the price."""
        return min(-(-way.cash_missing_idr // ROUND_TO) * ROUND_TO, self.price_idr)


def promise(
    wanted: Iterable[tuple[int, int]],
    *,
    rules: Rules,
    terms: Terms,
    today: date,
    wished_on: date | None = None,
) -> Promise:
    """What can be promised for these (product, pieces); reads only, in a constant number of queries.

    Offered and accepted work of other orders stands; what is only proposed holds nothing. The pool is today's
    cash with what running orders will bring and take week by week. A product without stages can be made by
    nobody. Where the whole wish takes longer than a year, what is ready by the wished day is still answered.
    """
    lines = _lines(wanted)
    question = _question(lines, rules, today)
    pool = pool_of(question.start, WEEKS, terms=terms, today=today)
    question = replace(question, problem=replace(question.problem, cash=pool))
    price = sum(line.pieces * line.product.price_idr for line in lines)
    plain = question.answer()
    wished = question.week_of(wished_on) if wished_on else None
    others = question.other_ways(plain, wished)
    return Promise(sum(line.pieces for line in lines), wished_on, price, plain, others)


def earliest_day(wanted: Iterable[tuple[int, int]], *, rules: Rules, today: date) -> date | None:
    """The same day as `promise` names. If it takes longer than a year, the day after that: not before then.

    None where nobody here knows one of the stages, so that nothing can be said.
    """
    question = _question(_lines(wanted), rules, today)
    found = question.found()
    if found:
        return found[1]
    known = {key for maker in question.problem.makers for key in maker.skills}
    asked = {(line.id, need.stage) for line in question.problem.lines for need in line.stages}
    return monday(WEEKS, question.start) if asked and asked <= known else None


def _question(lines: list[Asked], rules: Rules, today: date) -> "_Question":
    start = first_monday(today)
    needs = recipes(stage.pk for line in lines for stage in line.product.stages.all())
    material = {stage: sum(need.piece_idr for need in found) for stage, found in needs.items()}
    wanted = tuple(line_of(line, WEEKS - 1, WEEKS, material=material) for line in lines)
    makers = makers_of(benches(), lines, start, WEEKS, today, roads=rules.roads)
    return _Question(Problem(WEEKS, wanted, makers, rules.policy(wanted, makers)), start, rules)


def _lines(wanted: Iterable[tuple[int, int]]) -> list[Asked]:
    pieces: dict[int, int] = {}
    for product, count in wanted:
        pieces[product] = pieces.get(product, 0) + count
    found = Product.objects.filter(pk__in=pieces).prefetch_related("stages").order_by("pk")
    return [Asked(product.pk, product, pieces[product.pk]) for product in found if pieces[product.pk] > 0]


@dataclass(frozen=True)
class _Question:
    problem: Problem
    start: date
    rules: Rules

    def found(self) -> tuple[Dated, date] | None:
        """The earliest plan, made as if cash were no limit, and the day it can be with the buyer."""
        lines = self.problem.lines
        dated = (
            earliest(replace(self.problem, cash=None)) if lines and all(one.stages for one in lines) else None
        )
        return (dated, self._ready(dated.week)) if dated else None

    def answer(self) -> Way | None:
        found = self.found()
        return self._way("plain", self.problem, found[0]) if found else None

    def other_ways(self, plain: Way | None, wished: int | None) -> tuple[Way, ...]:
        """Sooner, fewer, less finished: each only where it gives something the plain way does not."""
        if not self.problem.lines or not all(line.stages for line in self.problem.lines):
            return ()
        in_time = plain and wished is not None and plain.ready_on <= self._ready(wished)
        ways = [self._sooner(plain), None if in_time else self._fewer(plain, wished), self._unfinished(plain)]
        return tuple(way for way in ways if way)

    def _sooner(self, plain: Way | None) -> Way | None:
        longer = longer_days(
            self.problem,
            hours_permille=self.rules.overtime_permille,
            premium_permille=self.rules.overtime_premium_permille,
        )
        found = earliest(replace(longer, cash=None))
        way = self._way("sooner", longer, found) if found else None
        return way if way and (plain is None or way.ready_on < plain.ready_on) else None

    def _fewer(self, plain: Way | None, wished: int | None) -> Way | None:
        """What is ready by the wished day; without one, a month before the plain day or within the year."""
        week = min(WEEKS - 1, wished if wished is not None else WEEKS - 1)
        if wished is None and plain:
            week = self.week_of(plain.ready_on) - 4
        if week < 0:
            return None
        made = by_week(replace(self.problem, cash=None), week)
        if not any(made.values()):
            return None
        lines = tuple(replace(line, pieces=made[line.id]) for line in self.problem.lines if made[line.id])
        fewer = replace(self.problem, lines=lines)
        plan = solve(due_in(replace(fewer, cash=None), week), effort="quick")
        return self._way("fewer", fewer, Dated(week, plan, proved=False))

    def _unfinished(self, plain: Way | None) -> Way | None:
        shorter = without_last_stage(self.problem)
        found = earliest(replace(shorter, cash=None)) if shorter else None
        way = self._way("unfinished", shorter, found) if shorter and found else None
        better = way and (plain is None or way.ready_on < plain.ready_on or way.cost_idr < plain.cost_idr)
        return way if better else None

    def _way(self, kind: str, problem: Problem, found: Dated) -> Way:
        dated = due_in(problem, found.week)
        cost = costs(dated, found.plan)
        plain = cost.wages + cost.materials
        return Way(
            kind,
            sum(line.pieces for line in problem.lines) - sum(found.plan.shortfall.values()),
            {int(line.id): line.pieces for line in problem.lines},
            self._ready(found.week),
            found.proved,
            _least(problem),
            plain,
            plain + cost.setup + cost.travel,
            cash_missing(dated, found.plan),
            len({share.maker for share in found.plan.shares}),
        )

    def _ready(self, week: int) -> date:
        """The day on which work finished by the end of this week can be with the buyer."""
        return monday(week, self.start) + timedelta(days=5 + self.rules.finishing_days)

    def week_of(self, ready_on: date) -> int:
        """The last week of work for goods that must be with the buyer on this day."""
        return last_whole_week(ready_on - timedelta(days=self.rules.finishing_days), self.start)


def _least(problem: Problem) -> int:
    """Piecework and materials if every piece of every stage went to whoever asks least for it."""
    least = 0
    for line in problem.lines:
        for need in line.stages:
            rates = [maker.skills.get((line.id, need.stage)) for maker in problem.makers]
            own = [need.rate_idr if one.rate_idr is None else one.rate_idr for one in rates if one]
            least += line.pieces * (min(own, default=need.rate_idr) + need.material_idr)
    return least
