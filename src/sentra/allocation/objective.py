"""What a plan costs: the one definition that the solver, the bound and the explanations all use."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sentra.allocation.problem import Line, Maker, Policy, Problem, Share


@dataclass(frozen=True, slots=True)
class Cost:
    """A plan's cost by cause, in rupiah (fairness in thousandths, so that nothing is rounded before the
    sum)."""

    wages: int
    materials: int
    setup: int
    travel: int
    late: int
    waiting: int
    short: int
    fairness_milli: int

    @property
    def total(self) -> int:
        """Rupiah, rounded up once."""
        rest = self.wages + self.materials + self.setup + self.travel + self.late + self.waiting + self.short
        return rest - (-self.fairness_milli // 1000)


def objective(problem: Problem, shares: Iterable[Share]) -> int:
    """The plan's cost in rupiah: what `solve` makes small and `Plan.bound` is a lower bound of."""
    return cost(problem, shares).total


def cost(problem: Problem, shares: Iterable[Share]) -> Cost:
    """The plan's cost by cause; see `Policy` for what each weighs."""
    shares, policy = list(shares), problem.policy
    makers = {maker.id: maker for maker in problem.makers}
    needs = {(line.id, need.stage): need for line in problem.lines for need in line.stages}
    pay: Counter[str] = Counter()
    for share in shares:
        rate = makers[share.maker].skills[share.line, share.stage].rate_idr
        pay[share.maker] += share.pieces * (needs[share.line, share.stage].rate_idr if rate is None else rate)
    opened = {share.pair for share in shares if share.pieces}
    flows = [_Flow.of(line, shares_of, makers) for line, shares_of in _by_line(problem, shares)]
    return Cost(
        wages=pay.total(),
        materials=sum(share.pieces * needs[share.line, share.stage].material_idr for share in shares),
        setup=policy.setup_idr * len(opened),
        travel=policy.travel_idr_per_km * sum(makers[maker].distance_km for maker, _, _ in opened),
        late=sum(late_idr(flow.line, policy) * flow.late for flow in flows),
        waiting=sum(late_idr(flow.line, policy) * flow.waiting(problem.weeks) for flow in flows),
        short=sum(short_idr(flow.line, policy) * (flow.line.pieces - flow.made) for flow in flows),
        fairness_milli=sum(unfairness_milli(makers[maker], policy, idr) for maker, idr in pay.items()),
    )


def unfairness_milli(maker: Maker, policy: Policy, more_idr: int) -> int:
    """By how many thousandths of a rupiah unfairness rises when she earns so much more than in the last 90
    days."""
    days = max(policy.fewest_days, maker.working_days_90d)
    before, after = maker.income_90d_idr, maker.income_90d_idr + more_idr
    return sum(
        step.permille * (max(0, after - step.daily_idr * days) - max(0, before - step.daily_idr * days))
        for step in policy.fairness
    )


def late_idr(line: Line, policy: Policy) -> int:
    return policy.late_idr if line.late_idr is None else line.late_idr


def short_idr(line: Line, policy: Policy) -> int:
    return policy.short_idr if line.short_idr is None else line.short_idr


def made(line: Line, shares: Iterable[Share]) -> int:
    """How many pieces of the line can be delivered: what every one of its stages makes, at most what was
    asked."""
    totals: Counter[str] = Counter()
    for share in shares:
        if share.line == line.id:
            totals[share.stage] += share.pieces
    return min([line.pieces, *(totals[need.stage] for need in line.stages)])


def _by_line(problem: Problem, shares: list[Share]) -> list[tuple[Line, list[Share]]]:
    sorted_out: defaultdict[str, list[Share]] = defaultdict(list)
    for share in shares:
        sorted_out[share.line].append(share)
    return [(line, sorted_out[line.id]) for line in problem.lines]


@dataclass(frozen=True, slots=True)
class _Flow:
    """One line's pieces through its stages: when started, when finished."""

    line: Line
    started: dict[str, Counter[int]]
    finished: dict[str, Counter[int]]
    made: int

    @classmethod
    def of(cls, line: Line, shares: list[Share], makers: dict[str, Maker]) -> _Flow:
        started: dict[str, Counter[int]] = {need.stage: Counter() for need in line.stages}
        finished: dict[str, Counter[int]] = {need.stage: Counter() for need in line.stages}
        for share in shares:
            span = makers[share.maker].skills[share.line, share.stage].weeks
            started[share.stage][share.week - span + 1] += share.pieces
            finished[share.stage][share.week] += share.pieces
        return cls(line, started, finished, made(line, shares))

    @property
    def late(self) -> int:
        """Piece-weeks after the due week."""
        last = self.finished[self.line.stages[-1].stage]
        return sum(pieces * max(0, week - self.line.due_week) for week, pieces in last.items())

    def waiting(self, weeks: int) -> int:
        """Piece-weeks that started work stands without input: only accepted work can, when its input fell
        away."""
        total = 0
        for before, need in zip(self.line.stages, self.line.stages[1:], strict=False):
            ahead = 0
            for week in range(min([0, *self.started[need.stage], *self.finished[before.stage]]), weeks):
                ahead += self.started[need.stage][week]
                ahead -= self.finished[before.stage][week - need.handover_weeks]
                total += max(0, ahead) if week >= 0 else 0
        return total
