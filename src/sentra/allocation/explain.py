"""Why her, why not him, and why a line falls short: codes and numbers; sentences are made above, in the
reader's words.

Codes of `why`, with their numbers:
  chosen         pieces, idr (a piece, fairness included)
  declined       –   (she declined or was ruled out for the stage)
  not_skilled    –   (no declared ability for any stage of the line)
  level          level, needed
  full           week (the last in which she could have finished), room (pieces she still has room for)
  min_lot        lot, room
  share          pieces, most (she has the most of one stage that she may have)
  cash           –   (the pool would fall below its reserve)
  earned_more    daily_idr (hers), usual_daily_idr (of her whom she would replace), more_idr
  dearer         more_idr
  about_the_same more_idr (at most one hundredth of a piece's cost)
more_idr: rupiah a piece, if she took over what she can of the share that is cheapest to replace in this plan.
Codes of a shortfall (`Plan.reasons`): no_skill, capacity (week, short pieces), cash (week, short rupiah),
competing (others of these lines need the same hours, lots or shares).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from sentra.allocation.draft import Draft
from sentra.allocation.index import Index, Job
from sentra.allocation.objective import unfairness_milli
from sentra.allocation.problem import Line, Maker, Plan, Problem, Reason


@dataclass(frozen=True, slots=True)
class Why:
    """One maker's reason at one line; `stage` is the stage the reason speaks of ("" if none)."""

    code: str
    stage: str = ""
    numbers: Mapping[str, int] = field(default_factory=dict)


def why(problem: Problem, plan: Plan, maker: str, line: str) -> Why:
    """Why this maker has, or has not, a share of this line in this plan."""
    return Reader(problem, plan).why(maker, line)


class Reader:
    """Reads one plan; keep it to ask for many makers."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem, self.plan = problem, plan
        self.index = Index(problem)
        self.draft = Draft(self.index)
        fixed = Counter({(share.pair, share.week): share.pieces for share in problem.fixed})
        for share in plan.shares:
            more = share.pieces - fixed[share.pair, share.week]
            if more:
                self.draft.put(self.index.pair_number[share.pair], share.week, more)
        self.makers = {maker.id: maker for maker in problem.makers}
        self.lines = {one.id: one for one in problem.lines}

    def why(self, maker: str, line: str) -> Why:
        who, jobs = self.makers[maker], self.index.jobs_of(self.lines[line])
        answers = [self._at(who, job) for job in jobs if (line, job.need.stage) in who.skills]
        if not answers:
            return Why("not_skilled")
        order = (
            "share",
            "chosen",
            "about_the_same",
            "earned_more",
            "dearer",
            "cash",
            "min_lot",
            "full",
            "declined",
            "level",
        )
        return min(answers, key=lambda answer: order.index(answer.code))

    def _at(self, who: Maker, job: Job) -> Why:
        line, stage = job.line, job.need.stage
        pair = self.index.pair_number.get((who.id, line.id, stage), -1)
        if pair >= 0 and self.draft.total[pair]:
            return self._chosen(job, pair)
        if (who.id, line.id, stage) in self.problem.excluded:
            return Why("declined", stage)
        level = who.skills[line.id, stage].level
        if level < job.need.min_level:
            return Why("level", stage, {"level": level, "needed": job.need.min_level})
        room = self._room(job, pair)
        if room < who.min_lot:
            code = "full" if not room else "min_lot"
            return Why(code, stage, {"lot": who.min_lot, "room": room, "week": job.last_week})
        if who.min_lot > line.pieces:
            return Why("min_lot", stage, {"lot": who.min_lot, "room": line.pieces})
        return self._dearer(who, job, pair, room)

    def _chosen(self, job: Job, pair: int) -> Why:
        pieces, most = int(self.draft.total[pair]), int(self.index.pairs.most[pair])
        numbers = {"pieces": pieces, "most": most, "idr": self._idr_each(pair, pieces)}
        return Why("share" if pieces >= most < job.line.pieces else "chosen", job.need.stage, numbers)

    def _room(self, job: Job, pair: int) -> int:
        """Pieces her free weeks would still hold, input and cash aside."""
        pairs = self.index.pairs
        span, load = int(pairs.span[pair]), int(pairs.load[pair])
        left = np.maximum(0, np.array(self.draft.left[int(pairs.maker[pair])]))
        starts = range(job.first_week, job.last_week - span + 2)
        return int(sum(left[start : start + span].min() // load for start in starts[::span]))

    def _dearer(self, who: Maker, job: Job, pair: int, room: int) -> Why:
        """What it would cost to let her take over pieces of whoever is cheapest to replace at this stage."""
        pieces = max(1, min(int(self.index.pairs.lot[pair]), room))
        if self.problem.cash and not self._affordable(pair, pieces, job):
            return Why("cash", job.need.stage)
        swaps = [self._swap(pair, int(n), room) for n in self.index.of_job[job.number]]
        found = sorted(swap for swap in swaps if swap)
        if not found:
            return Why("min_lot", job.need.stage, {"lot": who.min_lot, "room": room})
        more, unfair, instead = found[0]
        numbers = {"more_idr": max(0, more)}
        if more * 100 <= int(self.index.pairs.piece[pair]):
            return Why("about_the_same", job.need.stage, numbers)
        usual = self._daily(self.index.makers[int(self.index.pairs.maker[instead])])
        if self._daily(who) > usual and unfair * 2 >= more:
            more_numbers = {"daily_idr": self._daily(who), "usual_daily_idr": usual}
            return Why("earned_more", job.need.stage, numbers | more_numbers)
        return Why("dearer", job.need.stage, numbers)

    def _swap(self, pair: int, other: int, room: int) -> tuple[int, int, int] | None:
        """Rupiah a piece more (in all, by fairness) if she took over what she can of the other's share."""
        pairs, draft = self.index.pairs, self.draft
        new = int(draft.total[other] - draft.fixed_total[other])
        pieces = min(room, new, int(pairs.most[pair]))
        left = int(draft.total[other]) - pieces
        if pieces < max(1, pairs.lot[pair]) or (0 < left < pairs.lot[other] and not draft.fixed_total[other]):
            return None
        saved = 0 if left else int(pairs.opening[other])
        unfair = self._unfair(pair, pieces) - self._unfair(other, pieces)
        wages = pieces * int(pairs.piece[pair] - pairs.piece[other])
        more = wages + int(pairs.opening[pair]) - saved + unfair
        return more // pieces, unfair // pieces, other

    def _affordable(self, pair: int, pieces: int, job: Job) -> bool:
        last = self.draft.cash[job.first_week :]
        return bool(max(last) >= pieces * self.draft.advance[pair])

    def _idr_each(self, pair: int, pieces: int) -> int:
        return int(self.index.pairs.piece[pair]) + self._unfair(pair, pieces) // pieces

    def _unfair(self, pair: int, pieces: int) -> int:
        who, pairs = self.index.makers[int(self.index.pairs.maker[pair])], self.index.pairs
        earned, more = int(self.draft.earned[pairs.maker[pair]]), pieces * int(pairs.rate[pair])
        if self.draft.total[pair]:
            earned -= more  # her own last pieces
        policy = self.problem.policy
        return (unfairness_milli(who, policy, earned + more) - unfairness_milli(who, policy, earned)) // 1000

    def _daily(self, who: Maker) -> int:
        return who.income_90d_idr // max(self.problem.policy.fewest_days, who.working_days_90d)


def shortfall_reasons(problem: Problem, shortfall: Mapping[str, int]) -> tuple[Reason, ...]:
    """For each line that falls short, which stage and limit is behind it."""
    if not shortfall:
        return ()
    index = Index(problem)
    return tuple(
        reason for line in index.lines if line.id in shortfall for reason in _line_reasons(index, line)
    )


def _line_reasons(index: Index, line: Line) -> list[Reason]:
    reasons = []
    fixed = Draft(index)
    for job in index.jobs_of(line):
        able = [int(n) for n in index.of_job[job.number] if index.pairs.allowed[n]]
        missing = line.pieces - int(fixed.made[job.number])
        room = sum(_alone(index, fixed, job, pair) for pair in able)
        if missing > 0 and not able:
            reasons.append(Reason("no_skill", line.id, job.need.stage, short=missing))
        elif room < missing:
            reasons.append(Reason("capacity", line.id, job.need.stage, job.last_week, missing - room))
    return reasons or _cash_reason(index, line) or [Reason("competing", line.id)]


def _alone(index: Index, fixed: Draft, job: Job, pair: int) -> int:
    """The most pieces of this job she could make if she did nothing else and input and cash were there."""
    pairs, span = index.pairs, int(index.pairs.span[pair])
    left = np.maximum(0, np.array(fixed.left[int(pairs.maker[pair])][job.first_week : job.last_week + 1]))
    pieces = int((left // pairs.load[pair]).sum()) // span
    return max(0, min(pieces, int(pairs.most[pair] - fixed.total[pair])))


def _cash_reason(index: Index, line: Line) -> list[Reason]:
    """The pool cannot pay even the cheapest makers of this one line within the plan."""
    cash = index.problem.cash
    if cash is None:
        return []
    cheapest = [
        min(
            (int(index.pairs.piece[n]) for n in index.of_job[job.number] if index.pairs.allowed[n]), default=0
        )
        for job in index.jobs_of(line)
    ]
    wanted, room = line.pieces * sum(cheapest), cash.room()
    by = min(line.last_week + cash.pay_after_weeks, index.weeks - 1)
    if line.last_week + cash.pay_after_weeks >= index.weeks or wanted <= room[by]:
        return []
    return [Reason("cash", line.id, week=by, short=wanted - room[by])]
