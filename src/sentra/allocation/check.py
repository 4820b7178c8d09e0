"""The plan's judge: reads problem and plan with nothing from the solver and names every limit that is broken.

Accepted work (`Problem.fixed`) is a fact and may stand beyond a limit; nothing new may be added beyond one.
Each complaint begins with its code: unknown, whole, weeks, skill, declined, fixed, capacity, flow,
deadline, total, lot, share, cash, sums.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from sentra.allocation.objective import made, objective
from sentra.allocation.problem import Ability, Line, Maker, PairId, Plan, Problem, Share


def check(problem: Problem, plan: Plan) -> list[str]:
    """Every violated limit, one sentence each; an empty list means the plan holds."""
    return _Judge(problem, plan).complaints()


class _Judge:
    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem, self.plan = problem, plan
        self.makers = {maker.id: maker for maker in problem.makers}
        self.lines = {line.id: line for line in problem.lines}
        self.needs = {(line.id, need.stage): need for line in problem.lines for need in line.stages}

    def complaints(self) -> list[str]:
        strange = list(self._unknown())
        if strange:
            return strange  # what follows looks names up
        rules = (
            self._fixed,
            self._skill,
            self._capacity,
            self._flow,
            self._deadline,
            self._pairs,
            self._cash,
            self._sums,
        )
        return [complaint for rule in rules for complaint in rule()]

    def _ability(self, share: Share) -> Ability:
        return self.makers[share.maker].skills[share.line, share.stage]

    def _start(self, share: Share) -> int:
        return share.week - self._ability(share).weeks + 1

    def _unknown(self) -> Iterator[str]:
        seen: set[tuple[PairId, int]] = set()
        for share in self.plan.shares:
            if share.maker not in self.makers or (share.line, share.stage) not in self.needs:
                yield f"unknown: {share}"
            elif (share.line, share.stage) not in self.makers[share.maker].skills:
                yield f"skill: {share.maker} has no ability for {share.line} {share.stage}"
            elif type(share.pieces) is not int or share.pieces <= 0:
                yield f"whole: {share.pieces} pieces of {share.line} {share.stage} by {share.maker}"
            elif share.week >= self.problem.weeks or (
                self._start(share) < 0 and share not in self.problem.fixed
            ):
                yield f"weeks: {share} lies outside the plan"
            elif (share.pair, share.week) in seen:
                yield f"sums: {share.pair} appears twice in week {share.week}"
            seen.add((share.pair, share.week))

    def _fixed(self) -> Iterator[str]:
        planned = _pieces(self.plan.shares)
        for (pair, week), pieces in _pieces(self.problem.fixed).items():
            if planned[pair, week] < pieces:
                yield f"fixed: {pair} accepted {pieces} in week {week}, the plan has {planned[pair, week]}"

    def _new(self) -> Iterator[tuple[PairId, int, int]]:
        fixed = _pieces(self.problem.fixed)
        for (pair, week), pieces in _pieces(self.plan.shares).items():
            if pieces > fixed[pair, week]:
                yield pair, week, pieces - fixed[pair, week]

    def _skill(self) -> Iterator[str]:
        for pair, _, _ in self._new():
            maker, line, stage = pair
            level, asked = self.makers[maker].skills[line, stage].level, self.needs[line, stage].min_level
            if level < asked:
                yield f"skill: {maker} has level {level} of {asked} for {line} {stage}"
            if pair in self.problem.excluded:
                yield f"declined: {maker} {line} {stage}"

    def _capacity(self) -> Iterator[str]:
        planned, accepted = self._loads(self.plan.shares), self._loads(self.problem.fixed)
        for (maker, week), load in sorted(planned.items()):
            limit = max(self.makers[maker].free[week], accepted[maker, week])
            if load > limit:
                yield f"capacity: {maker} in week {week}: {load} of {limit} millionths"

    def _loads(self, shares: tuple[Share, ...]) -> Counter[tuple[str, int]]:
        loads: Counter[tuple[str, int]] = Counter()
        for share in shares:
            for week in range(max(0, self._start(share)), share.week + 1):
                loads[share.maker, week] += share.pieces * self._ability(share).load
        return loads

    def _flow(self) -> Iterator[str]:
        finished = _by_stage((share, share.week) for share in self.plan.shares)
        started = _by_stage((share, self._start(share)) for share in self.plan.shares)
        accepted = _by_stage((share, self._start(share)) for share in self.problem.fixed)
        for line in self.problem.lines:
            for before, need in zip(line.stages, line.stages[1:], strict=False):
                key = (line.id, need.stage)
                for week in range(self.problem.weeks):
                    begun, committed = _until(started, key, week), _until(accepted, key, week)
                    ready = _until(finished, (line.id, before.stage), week - need.handover_weeks)
                    if begun > max(ready, committed):
                        where = f"{line.id} {need.stage} week {week}"
                        yield f"flow: {where}: {begun} started, {ready} handed over"

    def _deadline(self) -> Iterator[str]:
        for pair, week, _ in self._new():
            maker, line, stage = self.makers[pair[0]], self.lines[pair[1]], pair[2]
            index = [need.stage for need in line.stages].index(stage)
            if week > line.stage_last_week(index):
                yield f"deadline: {pair} finishes in week {week}, last is {line.stage_last_week(index)}"
            if week - maker.skills[line.id, stage].weeks + 1 < line.ready_week:
                yield f"deadline: {pair} starts before week {line.ready_week}"

    def _pairs(self) -> Iterator[str]:
        planned, accepted = _totals(self.plan.shares), _totals(self.problem.fixed)
        stages, accepted_stages = _stage_totals(planned), _stage_totals(accepted)
        for pair, pieces in sorted(planned.items()):
            maker, line = self.makers[pair[0]], self.lines[pair[1]]
            lot = max(maker.min_lot, line.min_lot)
            if not accepted[pair] and pieces < lot:
                yield f"lot: {pair} has {pieces}, she starts for {lot}"
            if pieces > max(_most(maker, line), accepted[pair]):
                yield f"share: {pair} has {pieces} of at most {_most(maker, line)}"
        for (line_id, stage), pieces in sorted(stages.items()):
            if pieces > max(self.lines[line_id].pieces, accepted_stages[line_id, stage]):
                yield f"total: {line_id} {stage} makes {pieces} of {self.lines[line_id].pieces}"

    def _cash(self) -> Iterator[str]:
        if self.problem.cash is None:
            return
        spent = accepted = 0
        planned, before = self._payments(self.plan.shares), self._payments(self.problem.fixed)
        for week, room in enumerate(self.problem.cash.room()):
            spent, accepted = spent + planned[week], accepted + before[week]
            if spent > max(room, accepted):
                yield f"cash: {spent} spent by week {week}, at most {room} keeps the reserve"

    def _payments(self, shares: tuple[Share, ...]) -> Counter[int]:
        cash, paid = self.problem.cash, Counter[int]()
        assert cash is not None
        for share in shares:
            need, own = self.needs[share.line, share.stage], self._ability(share).rate_idr
            rate = need.rate_idr if own is None else own
            advance = rate * cash.advance_permille // 1000
            paid[self._start(share)] += share.pieces * (need.material_idr + advance)
            paid[share.week + cash.pay_after_weeks] += share.pieces * (rate - advance)
        return paid

    def _sums(self) -> Iterator[str]:
        plan = self.plan
        idr = objective(self.problem, plan.shares)
        if plan.objective != idr:
            yield f"sums: the objective is {idr}, the plan says {plan.objective}"
        if plan.bound > plan.objective:
            yield f"sums: the bound {plan.bound} is above the objective {plan.objective}"
        missing = {line.id: line.pieces - made(line, plan.shares) for line in self.problem.lines}
        if {line: pieces for line, pieces in missing.items() if pieces} != dict(plan.shortfall):
            yield f"sums: the shortfall is {missing}, the plan says {dict(plan.shortfall)}"
        whole = all(line.pieces - missing[line.id] >= line.fewest for line in self.problem.lines)
        if whole != (plan.status in ("optimal", "feasible")):
            yield f"sums: status {plan.status} does not fit the shortfall"


def _most(maker: Maker, line: Line) -> int:
    return max(1, line.pieces * maker.max_share_permille // 1000)


def _by_stage(dated: Iterable[tuple[Share, int]]) -> dict[tuple[str, str], list[tuple[int, int]]]:
    stages: defaultdict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for share, week in dated:
        stages[share.line, share.stage].append((week, share.pieces))
    return stages


def _until(stages: dict[tuple[str, str], list[tuple[int, int]]], key: tuple[str, str], week: int) -> int:
    return sum(pieces for when, pieces in stages.get(key, ()) if when <= week)


def _pieces(shares: tuple[Share, ...]) -> Counter[tuple[PairId, int]]:
    pieces: Counter[tuple[PairId, int]] = Counter()
    for share in shares:
        pieces[share.pair, share.week] += share.pieces
    return pieces


def _totals(shares: tuple[Share, ...]) -> Counter[PairId]:
    totals: Counter[PairId] = Counter()
    for share in shares:
        totals[share.pair] += share.pieces
    return totals


def _stage_totals(totals: Counter[PairId]) -> Counter[tuple[str, str]]:
    stages: Counter[tuple[str, str]] = Counter()
    for (_, line, stage), pieces in totals.items():
        stages[line, stage] += pieces
    return stages
