"""Why her, why not him: codes and numbers; sentences are made above, in the reader's words.

Codes of `why`, with their numbers:
  chosen         pieces, idr (what a piece costs: wage and material),
  declined       –   (she declined or was ruled out for the stage)
  not_skilled    –   (no declared ability for any stage of the line)
  level          level, needed
  full           week (the last in which she could have finished), room (pieces she still has room for)
  min_lot        lot, room
  share          as chosen, most (she has the most of one stage that she may have)
  cash           –   (the pool would fall below its reserve)
  no_way         pieces (taking them over would leave others below their lot, or break the order of the
                 stages), proved (1: searched for)
  earned_more    daily_idr (hers), usual_daily_idr (of her whom she would replace), more_idr, pieces
  far            km (hers), usual_km (of her whom she would replace), unknown (1: her village is not known),
                 more_idr, pieces: living as near, she would cost about the same
  dearer         more_idr, pieces, proved (1: no plan with her in it costs less by more than the gap)
  about_the_same more_idr, pieces (no more than the plan may be from the best one)
more_idr: rupiah that the whole plan costs more if she has so many pieces: in the nearest plan with her in it,
so at most; a thorough reader searches for the cheapest one.
Codes of a shortfall are in `shortfall.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from sentra.allocation.cells import cells_of
from sentra.allocation.climb import climb
from sentra.allocation.draft import NO_LIMIT, Draft
from sentra.allocation.index import Index, Job
from sentra.allocation.instead import Instead, cheapest, draft_of, instead, proved
from sentra.allocation.prices import Market
from sentra.allocation.problem import Maker, Plan, Problem
from sentra.allocation.rounding import Rounding

A_MILLION = 1_000_000
ROUNDS = 60  # of prices, by which others are found for her work
TELLING = (
    "share",
    "chosen",
    "about_the_same",
    "earned_more",
    "far",
    "dearer",
    "no_way",
    "cash",
    "min_lot",
    "full",
    "declined",
    "level",
)


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
    """Reads one plan; keep it to ask for many makers. `thorough`: a price is searched for where the nearest
    plan's cannot be proved, which may take a second or two each.
    """

    def __init__(self, problem: Problem, plan: Plan, *, thorough: bool = False) -> None:
        self.problem, self.plan, self.thorough = problem, plan, thorough
        self.gap = plan.objective - plan.bound
        self.index = Index(problem)
        self.draft = draft_of(self.index, problem, plan.shares)
        self.given = Draft(self.index)
        self.cells = cells_of(self.index, self.given)
        market = Market(self.index, self.given, self.cells)
        self.priced = market.priced(climb(market, ROUNDS))
        self.rounding = Rounding(self.draft, self.cells, self.priced)
        self.makers = {maker.id: maker for maker in problem.makers}
        self.lines = {one.id: one for one in problem.lines}

    def instead(self, maker: str, line: str, stage: str, pieces: int) -> Instead | None:
        """A plan in which she has so many pieces more of a stage. None: none was found."""
        pair = self.index.pair_number.get((maker, line, stage))
        return None if pair is None else self._instead(pair, pieces)

    def _instead(self, pair: int, pieces: int) -> Instead | None:
        return self._sharper(pair, pieces, self._near(pair, pieces))

    def _near(self, pair: int, pieces: int) -> Instead | None:
        near = instead(self.draft, pair, pieces)
        if near is None:
            return None
        least = proved(self.priced, self.cells, self.draft, pair, pieces)
        return replace(near, least_idr=min(near.more_idr, least))

    def _sharper(self, pair: int, pieces: int, near: Instead | None) -> Instead | None:
        if not self.thorough or self._settled(near) or any(self.given.waits):
            return near
        return cheapest(self.given, self.cells, self.priced, self.draft, pair, pieces, near)

    def _settled(self, found: Instead | None) -> bool:
        """Whether no search would change what is said."""
        slack = self.gap + self.plan.objective * 2 // A_MILLION + 1  # HiGHS proves to a millionth
        return found is not None and found.more_idr <= max(0, found.least_idr) + slack

    def why(self, maker: str, line: str) -> Why:
        """Of her stages the one that tells most."""
        answers = self.by_stage(maker, line)
        return min(answers, key=lambda answer: TELLING.index(answer.code)) if answers else Why("not_skilled")

    def by_stage(self, maker: str, line: str) -> list[Why]:
        """One reason for each stage of the line she knows, in working order."""
        who, jobs = self.makers[maker], self.index.jobs_of(self.lines[line])
        return [self._at(who, job) for job in jobs if (line, job.need.stage) in who.skills]

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
        lot = who.lot(line)
        if room < lot:
            code = "full" if not room else "min_lot"
            return Why(code, stage, {"lot": lot, "room": room, "week": job.last_week})
        if lot > line.pieces:
            return Why("min_lot", stage, {"lot": lot, "room": line.pieces})
        return self._dearer(who, job, pair, room)

    def _chosen(self, job: Job, pair: int) -> Why:
        pieces, most = self.draft.total[pair], self.draft.most[pair]
        numbers = {"pieces": pieces, "most": most, "idr": self.draft.piece[pair]}
        numbers |= {"daily_idr": self._daily(self.index.makers[self.draft.maker[pair]])}
        return Why(
            "share" if pieces >= most < job.line.pieces else "chosen",
            job.need.stage,
            numbers | self._without(job, pair),
        )

    def _without(self, job: Job, pair: int) -> dict[str, int]:
        """What the plan would cost more if others finished her new pieces, and how many nobody could."""
        draft, mark, before = self.draft, len(self.draft.steps), self.draft.idr_milli
        made = draft.made[job.number]
        for week, pieces in draft.new(pair):
            draft.put(pair, week, -pieces)
            self.rounding.fill(job, without=pair, until=NO_LIMIT if job.is_last else week)
        short, more = made - draft.made[job.number], (draft.idr_milli - before) // 1000
        draft.back_to(mark)
        return {"short": short} if short else {"without_idr": max(0, more)}

    def _room(self, job: Job, pair: int) -> int:
        """Pieces her free weeks would still hold, input and cash aside."""
        pairs = self.index.pairs
        span, load = int(pairs.span[pair]), int(pairs.load[pair])
        left = np.maximum(0, np.array(self.draft.left[int(pairs.maker[pair])]))
        starts = range(job.first_week, job.last_week - span + 2)
        return int(sum(left[start : start + span].min() // load for start in starts[::span]))

    def _dearer(self, who: Maker, job: Job, pair: int, room: int) -> Why:
        """What it would cost to let her take over a share like the others', or at least a lot."""
        lot = max(1, self.draft.lot[pair])
        if self.problem.cash and not self._affordable(pair, lot, job):
            return Why("cash", job.need.stage)
        pieces = max(lot, min(room, self.draft.most[pair], self._usual_share(job)))
        near = self._near(pair, pieces)
        if near is None and pieces > lot:
            pieces, near = lot, self._near(pair, lot)
        found = self._sharper(pair, pieces, near)
        if found is None:
            return Why("no_way", job.need.stage, {"pieces": pieces, "proved": int(self.thorough)})
        numbers = {"more_idr": max(0, found.more_idr), "pieces": pieces}
        if found.more_idr <= self.gap:
            return Why("about_the_same", job.need.stage, numbers)
        code, more = self._why_dearer(who, found)
        return Why(code, job.need.stage, numbers | more)

    def _why_dearer(self, who: Maker, found: Instead) -> tuple[str, dict[str, int]]:
        """Her way, her income or just the price: whichever says most beside her who would give most."""
        price = {"proved": int(self._settled(found))}
        if found.first < 0:
            return "dearer", price
        first = self.index.makers[self.draft.maker[found.first]]
        way = self.problem.policy.travel_idr_per_km * (who.distance_km - first.distance_km)
        if way > max(0, found.unfair_idr) and found.more_idr - way <= self.gap:
            unknown = int(not who.village)
            return "far", {"km": who.distance_km, "usual_km": first.distance_km, "unknown": unknown}
        mine, usual = self._daily(who), self._daily(first)
        if mine > usual and found.unfair_idr * 2 >= found.more_idr:
            return "earned_more", {"daily_idr": mine, "usual_daily_idr": usual}
        return "dearer", price

    def _usual_share(self, job: Job) -> int:
        """The middle one of the new shares of this stage."""
        numbers = self.index.of_job[job.number].tolist()
        shares = sorted(
            sum(pieces for _, pieces in self.draft.new(one)) for one in numbers if self.draft.new(one)
        )
        return shares[len(shares) // 2] if shares else 0

    def _affordable(self, pair: int, pieces: int, job: Job) -> bool:
        last = self.draft.cash[job.first_week :]
        return bool(max(last) >= pieces * self.draft.advance[pair])

    def _daily(self, who: Maker) -> int:
        return who.income_90d_idr // max(self.problem.policy.fewest_days, who.working_days_90d)
