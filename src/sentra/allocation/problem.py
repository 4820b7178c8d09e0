"""What is asked of the splitting: order lines, makers, policy and cash as plain frozen values.

Units: money in whole rupiah, pieces in whole pieces, weeks counted from the plan's first Monday (0),
working time in millionths of a week (`FULL_WEEK`), so that capacity is compared exactly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

FULL_WEEK = 1_000_000
Status = Literal["optimal", "feasible", "partial", "infeasible"]
PairId = tuple[str, str, str]  # maker, line, stage


@dataclass(frozen=True, slots=True)
class StageNeed:
    """One stage of a line's route, in working order.

    `handover_weeks`: whole weeks between the end of the week in which the stage before finished a piece and
    the week in which work on it may start here (0: the same week). Ignored on the first stage.
    """

    stage: str
    rate_idr: int
    handover_weeks: int = 0
    min_level: int = 0
    material_idr: int = 0  # per piece, paid in the week in which work on it starts


@dataclass(frozen=True, slots=True)
class Line:
    """So many pieces of one product for one buyer. Weeks are already net of inspection and transport.

    `due_week` is the last week in which the last stage may finish on time; after it each piece costs
    `late_idr` a week, and after `latest_week` (None: the due week) it is not accepted. `tolerance_permille`
    is how much less the buyer accepts: a plan within it is whole, though each piece short still costs
    `short_idr`. `min_lot`: nobody starts on a stage of it for fewer pieces.
    """

    id: str
    pieces: int
    due_week: int
    stages: tuple[StageNeed, ...]
    ready_week: int = 0
    latest_week: int | None = None
    tolerance_permille: int = 0
    late_idr: int | None = None  # per piece and week; None: the policy's
    short_idr: int | None = None  # per piece; None: the policy's
    min_lot: int = 1

    @property
    def fewest(self) -> int:
        """The fewest pieces the buyer accepts."""
        return -(-self.pieces * (1000 - self.tolerance_permille) // 1000)

    @property
    def last_week(self) -> int:
        return self.due_week if self.latest_week is None else self.latest_week

    def stage_last_week(self, index: int) -> int:
        """The last week in which this stage may finish a piece and the buyer still get it."""
        return self.last_week - sum(need.handover_weeks for need in self.stages[index + 1 :])


@dataclass(frozen=True, slots=True)
class Ability:
    """What a maker can do at one stage of one line.

    One piece is in her hands for `weeks` consecutive weeks (the last is the week it is finished) and takes
    `load` millionths of each of them. `rate_idr` None: the stage's piece rate.
    """

    load: int
    level: int = 0
    weeks: int = 1
    rate_idr: int | None = None


def pace(pieces: int, *, in_weeks: int = 1, level: int = 0, rate_idr: int | None = None) -> Ability:
    """The ability of a maker who, doing nothing else, finishes `pieces` in `in_weeks` weeks."""
    weeks = max(1, -(-in_weeks // pieces))
    return Ability(max(1, FULL_WEEK * in_weeks // (pieces * weeks)), level, weeks, rate_idr)


@dataclass(frozen=True, slots=True)
class Maker:
    """An artisan, what she can do and how much of each week she has left.

    `free`: millionths of each week, less absences and promises outside this problem (not less
    `Problem.fixed`). `min_lot`: she starts on a stage of any line for no fewer pieces. `max_share_permille`:
    of one line's pieces at one stage (always at least one piece). `distance_km`: from her village to the
    cooperative's collecting point, through which every hand-over goes.
    """

    id: str
    skills: Mapping[tuple[str, str], Ability]  # by (line, stage)
    free: tuple[int, ...]
    village: str = ""
    distance_km: int = 0
    min_lot: int = 1
    max_share_permille: int = 1000
    income_90d_idr: int = 0  # piecework income of the last 90 days
    working_days_90d: int = 0  # declared working days of the last 90 days

    def most(self, pieces: int) -> int:
        """The most pieces she may have of one stage of a line of so many pieces."""
        return max(1, pieces * self.max_share_permille // 1000)

    def lot(self, line: Line) -> int:
        """The fewest pieces for which she starts on a stage of this line: hers or the line's."""
        return max(self.min_lot, line.min_lot)


@dataclass(frozen=True, slots=True)
class Step:
    """Each rupiah earned above `daily_idr` per working day counts `permille` thousandths of a rupiah as
    unfair."""

    daily_idr: int
    permille: int


@dataclass(frozen=True, slots=True)
class Policy:
    """What the cooperative weighs, in rupiah beside the wages and materials themselves (weight 1).

    setup_idr           a maker starting on a stage of a line: patterns, instruction, first piece looked at
    travel_idr_per_km   bringing and fetching her work, once per stage of a line
    late_idr            a finished piece a week after its due week; also accepted work waiting a week for
    its input short_idr           a promised piece that is not made: keep it above the dearest piece
    fairness            steps on a maker's income per working day; their sum rises with it, so the cost is
    convex fewest_days         a maker with fewer declared days is counted with this many
    """

    setup_idr: int = 10_000
    travel_idr_per_km: int = 500
    late_idr: int = 5_000
    short_idr: int = 1_000_000
    fairness: tuple[Step, ...] = ()
    fewest_days: int = 30


STEPS_PERCENT = (50, 75, 100, 125, 150, 200, 300, 400, 600, 800)


def steps_around(daily_idr: int, *, permille: int) -> tuple[Step, ...]:
    """Even steps around a usual daily income: six up to twice as much, `permille` in all, then four more.

    The last ones stand at 300, 400, 600 and 800 %: a large order lifts everybody far above the usual, and
    between the well paid it should still go to whoever has less.
    """
    each = permille // 6
    return tuple(Step(daily_idr * percent // 100, each) for percent in STEPS_PERCENT)


@dataclass(frozen=True, slots=True)
class Cash:
    """The pool. `inflows_idr[w]` is all that comes in less all other payments of week w (it may be negative).

    A maker gets `advance_permille` of her wage in the week she starts a piece and the rest
    `pay_after_weeks` after the week she finishes it. The pool never falls below `reserve_idr` because of
    the plan.
    """

    opening_idr: int
    reserve_idr: int
    inflows_idr: tuple[int, ...]
    advance_permille: int = 0
    pay_after_weeks: int = 0

    def room(self) -> list[int]:
        """By week, the most the plan may have spent up to and including it (never negative)."""
        room, held = [], self.opening_idr - self.reserve_idr
        for inflow in self.inflows_idr:
            held += inflow
            room.append(held)
        for week in range(len(room) - 2, -1, -1):  # what is spent stays spent
            room[week] = min(room[week], room[week + 1])
        return [max(0, idr) for idr in room]


@dataclass(frozen=True, slots=True, order=True)
class Share:
    """A maker finishes so many pieces of a stage of a line in a week (accepted work already done: week
    -1)."""

    line: str
    stage: str
    maker: str
    week: int
    pieces: int

    @property
    def pair(self) -> PairId:
        return (self.maker, self.line, self.stage)


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything a split depends on. `fixed` is accepted work: it is part of every plan, unmoved, even
    where it breaks a limit itself (then nothing new may be added there). `excluded`: pairs who declined or
    were ruled out."""

    weeks: int
    lines: tuple[Line, ...]
    makers: tuple[Maker, ...]
    policy: Policy = field(default_factory=Policy)
    cash: Cash | None = None
    fixed: tuple[Share, ...] = ()
    excluded: frozenset[PairId] = frozenset()

    def __post_init__(self) -> None:
        """Refuse what no adapter should send: repeated ids, wrong lengths, unknown names in accepted work."""
        lines, makers = {line.id: line for line in self.lines}, {maker.id: maker for maker in self.makers}
        if len(lines) < len(self.lines) or len(makers) < len(self.makers):
            raise ValueError("two lines or two makers carry the same id")
        if any(len(maker.free) != self.weeks for maker in self.makers):
            raise ValueError("a maker's free weeks do not span the plan")
        if self.cash and len(self.cash.inflows_idr) != self.weeks:
            raise ValueError("the cash inflows do not span the plan")
        if any(not 0 <= line.last_week < self.weeks for line in self.lines):
            raise ValueError("a line ends outside the plan's weeks")
        for share in self.fixed:
            if not -1 <= share.week < self.weeks:
                raise ValueError(f"accepted work outside the plan's weeks: {share.pair}")
            if share.maker not in makers or (share.line, share.stage) not in makers[share.maker].skills:
                raise ValueError(f"accepted work of a maker without the ability: {share.pair}")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a line falls short: a code and its numbers. Codes are listed in `shortfall.py`."""

    code: str
    line: str = ""
    stage: str = ""
    week: int | None = None
    short: int = 0  # pieces, or rupiah for cash


@dataclass(frozen=True, slots=True)
class Plan:
    """Who makes what by when. `objective` and `bound` in rupiah: no plan whatever costs less than `bound`."""

    shares: tuple[Share, ...]
    status: Status
    objective: int
    bound: int
    shortfall: Mapping[str, int]  # line → pieces not made, only lines that fall short
    reasons: tuple[Reason, ...] = ()

    @property
    def gap(self) -> float:
        """How far the plan may be above the best one, as a share of the proved bound."""
        return (self.objective - self.bound) / max(1, self.bound)
