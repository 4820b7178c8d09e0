"""Taking back the rest of a share that lags and splitting it again: what would come of it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from sentra.allocation import Plan as Answer
from sentra.allocation import solve
from sentra.orders.models import Order
from sentra.production import steps
from sentra.production.calendar import monday
from sentra.production.cashflows import Terms
from sentra.production.models import Assignment
from sentra.production.plans import fresh
from sentra.production.problem import Asked, ask
from sentra.production.queries import being_made
from sentra.production.rules import Rules
from sentra.production.standing import named
from sentra.quality.behind import done_of

SATURDAY = timedelta(days=5)


@dataclass(frozen=True)
class Taker:
    """Who would make so many of the pieces, the last of them until a Saturday."""

    workshop_id: int
    pieces: int
    until: date


@dataclass(frozen=True)
class Proposal:
    """`keep` pieces stay hers, `rest` go to others. `more_idr`: rupiah of the model that the plan then costs
    more than if she finished in time (negative: less). `missing`: pieces nobody can take. `ready_on`: the
    last Saturday of the line's last stage; `wanted_on`: the last day on which that is in time.
    """

    work: Assignment
    keep: int
    rest: int
    asked: Asked
    answer: Answer
    more_idr: int
    takers: list[Taker]
    missing: int
    ready_on: date | None
    wanted_on: date

    @property
    def mark(self) -> str:
        """The same for the same proposal: what was shown is what is done."""
        told = (self.keep, self.rest, self.more_idr, self.missing, self.answer.shares)
        return sha256(repr(told).encode()).hexdigest()[:16]

    def stands(self, work: Assignment, settings: Mapping[str, Any], *, today: date) -> bool:
        """Whether all it was reckoned from is as it was: weeks, cash, what she made. Solves nothing."""
        keep, asked = question(work, settings, today=today)
        same = (asked.problem, keep, work.weeks) == (self.asked.problem, self.keep, self.work.weeks)
        return same and work.accepted == self.work.accepted

    @property
    def late_days(self) -> int:
        return max(0, (self.ready_on - self.wanted_on).days) if self.ready_on else 0


def kept(work: Assignment) -> int:
    """Pieces that stay hers: the most she reported or brought. Three queries."""
    (shown,) = being_made().filter(pk=work.pk)
    return done_of([shown])[work.pk]


def question(work: Assignment, settings: Mapping[str, Any], *, today: date) -> tuple[int, Asked]:
    """What stays hers, and the split without the rest as it would be asked now. Solves nothing."""
    keep = kept(work)
    as_if = {work.pk: steps.shrunk(work, keep=keep, reason="")}
    asked = ask(work.order, Rules.of(settings), terms=Terms.of(settings), today=today, as_if=as_if)
    return keep, asked


def propose(work: Assignment, settings: Mapping[str, Any], *, today: date) -> Proposal:
    """What comes of taking the rest of this accepted share back, by the cooperative's `settings`."""
    rules, terms = Rules.of(settings), Terms.of(settings)
    order: Order = work.order
    keep, asked = question(work, settings, today=today)
    answer = solve(asked.problem)
    before = solve(ask(order, rules, terms=terms, today=today).problem)
    line, stage = named(work.line_id), named(work.stage_id)
    return Proposal(
        work, keep, (work.accepted or 0) - keep, asked, answer, answer.objective - before.objective,
        _takers(asked, answer, line, stage), answer.shortfall.get(line, 0),
        _ready_on(asked, answer, line), order.promised_on - timedelta(days=rules.finishing_days),
    )  # fmt: skip


def _takers(asked: Asked, answer: Answer, line: str, stage: str) -> list[Taker]:
    pieces: dict[str, int] = defaultdict(int)
    until: dict[str, int] = {}
    for (of, at, maker), shares in fresh(asked, answer).items():
        if (of, at) == (line, stage):
            pieces[maker] += sum(share.pieces for share in shares)
            until[maker] = max(share.week for share in shares)
    takers = [Taker(int(one), n, monday(until[one], asked.starts_on) + SATURDAY) for one, n in pieces.items()]
    return sorted(takers, key=lambda one: (-one.pieces, one.workshop_id))


def _ready_on(asked: Asked, answer: Answer, line: str) -> date | None:
    """The Saturday on which the last stage of the line is finished; past work does not count."""
    last = next(one.stages[-1].stage for one in asked.problem.lines if one.id == line)
    weeks = [one.week for one in answer.shares if (one.line, one.stage) == (line, last) and one.week >= 0]
    return monday(max(weeks), asked.starts_on) + SATURDAY if weeks else None
