"""A plan being drawn: what each maker, job and week still has room for, and what it costs so far.

Plain lists of whole numbers: a step touches a dozen of them, for which Python is quicker than arrays.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy

from sentra.allocation.index import Index, Job
from sentra.allocation.problem import Share

NO_LIMIT = 1 << 60
Put = tuple[int, int]  # week, pieces
Step = tuple[int, int, int]  # pair, week, pieces


class Draft:
    """Whole pieces per pair and week; starts with the accepted work in it. `room` never offers a step beyond
    a limit.

    `idr_milli` is the plan's objective in thousandths of a rupiah, kept up with every step.
    """

    def __init__(self, index: Index) -> None:
        self.index, pairs, weeks = index, index.pairs, index.weeks
        self.maker: list[int] = pairs.maker.tolist()
        self.job: list[int] = pairs.job.tolist()
        self.load: list[int] = pairs.load.tolist()
        self.span: list[int] = pairs.span.tolist()
        self.most: list[int] = pairs.most.tolist()
        self.lot: list[int] = pairs.lot.tolist()
        self.rate: list[int] = pairs.rate.tolist()
        self.piece: list[int] = pairs.piece.tolist()
        self.opening: list[int] = pairs.opening.tolist()
        self.allowed: list[bool] = pairs.allowed.tolist()
        self.pieces: dict[int, list[int]] = {}  # by week; the last is work done before the plan
        self.total = [0] * len(pairs)
        self.made = [0] * len(index.jobs)
        self.left: list[list[int]] = index.free.tolist()
        self.earned = [0] * len(index.makers)
        self.slope = [self._slope(maker) for maker in range(len(index.makers))]
        self.input = [[NO_LIMIT if job.is_first else 0] * weeks for job in index.jobs]
        cash = index.problem.cash
        self.limited = cash is not None
        self.cash = cash.room() if cash else [NO_LIMIT] * weeks
        self.pay_after = cash.pay_after_weeks if cash else 0
        permille = cash.advance_permille if cash else 0
        wage = [rate * permille // 1000 for rate in self.rate]
        self.advance = [
            piece - rate + early for piece, rate, early in zip(self.piece, self.rate, wage, strict=True)
        ]
        self.rest = [rate - early for rate, early in zip(self.rate, wage, strict=True)]
        self.waits = [False] * len(index.jobs)
        self.steps: list[Step] = []
        self.idr_milli = 1000 * sum(job.short_idr * job.line.pieces for job in index.jobs if job.is_last)
        self._begin()

    def _begin(self) -> None:
        """Put in the accepted work; from here on every step can be taken back."""
        for share in sorted(self.index.problem.fixed):
            self.put(self.index.pair_number[share.pair], share.week, share.pieces)
        self.steps.clear()
        self.fixed_total = list(self.total)
        self.fixed = {pair: list(weeks) for pair, weeks in self.pieces.items()}
        for job in self.index.jobs:
            self.waits[job.number] = min(self.input[job.number], default=0) < 0
            self.idr_milli += 1000 * self._waiting_idr(job)

    def put(self, pair: int, week: int, pieces: int) -> None:
        """Add pieces (negative: take away) finished in that week, without asking whether there is room."""
        maker, job = self.maker[pair], self.index.jobs[self.job[pair]]
        start = week - self.span[pair] + 1
        self.idr_milli -= self._cost_milli(pair, job)
        self.pieces.setdefault(pair, [0] * (self.index.weeks + 1))[week] += pieces
        self.total[pair] += pieces
        self.made[job.number] += pieces
        self.earned[maker] += pieces * self.rate[pair]
        self.slope[maker] = self._slope(maker)
        self.idr_milli += self._cost_milli(pair, job) + 1000 * pieces * (
            self.piece[pair] + job.late_for(week)
        )
        if week >= 0:
            row, load = self.left[maker], pieces * self.load[pair]
            for at in range(max(0, start), week + 1):
                row[at] -= load
        self._flow(job, start, week, pieces)
        self._pay(self.cash, pair, week, pieces)
        self.steps.append((pair, week, pieces))

    def _flow(self, job: Job, start: int, week: int, pieces: int) -> None:
        if not job.is_first:
            waited = self._waiting_idr(job)
            _lower(self.input[job.number], max(0, start), pieces)
            self.idr_milli += 1000 * (self._waiting_idr(job) - waited)
        if not job.is_last:
            after = self.index.jobs[job.number + 1]
            waited = self._waiting_idr(after)
            _lower(self.input[after.number], max(0, week + after.need.handover_weeks), -pieces)
            self.idr_milli += 1000 * (self._waiting_idr(after) - waited)

    def _pay(self, cash: list[int], pair: int, week: int, pieces: int) -> None:
        """The advance in the week in which work starts, the rest after the piece is finished; the past is
        paid.
        """
        if not self.limited:
            return
        start = week - self.span[pair] + 1
        if start >= 0:
            _lower(cash, start, pieces * self.advance[pair])
        if week + self.pay_after >= 0:
            _lower(cash, week + self.pay_after, pieces * self.rest[pair])

    def _waiting_idr(self, job: Job) -> int:
        """What accepted work costs that waits for its input; only such work can wait."""
        if not self.waits[job.number]:
            return 0
        return -job.late_idr * sum(min(0, ready) for ready in self.input[job.number])

    def _cost_milli(self, pair: int, job: Job) -> int:
        """What a step may change beside its pieces: setup, pieces short, unfairness."""
        opening = self.opening[pair] if self.total[pair] else 0
        made = min(job.line.pieces, *self.made[job.of_line.start : job.of_line.stop])
        return 1000 * (opening - job.short_idr * made) + self.unfair_milli(self.maker[pair], 0)

    def _slope(self, maker: int) -> int:
        """How many thousandths of her next rupiah count as unfair."""
        idr = self.earned[maker]
        return sum(permille for knee, permille in self.index.knees[maker] if idr >= knee)

    def unfair_milli(self, maker: int, more_idr: int) -> int:
        """How unfair her income is if she earns so much more than in this draft, in thousandths of a
        rupiah."""
        idr = self.earned[maker] + more_idr
        return sum(permille * (idr - knee) for knee, permille in self.index.knees[maker] if idr > knee)

    def room(self, pair: int, wanted: int, weeks: Iterable[int]) -> list[Put]:
        """How many of so many pieces she could finish in which of these weeks, taken in their order."""
        job = self.index.jobs[self.job[pair]]
        need = min(wanted, self.most[pair] - self.total[pair], job.line.pieces - self.made[job.number])
        if need <= 0 or not self.allowed[pair]:
            return []
        row, span = self.left[self.maker[pair]][:], self.span[pair]
        ready, cash, puts = self.input[job.number][:], self.cash[:], []
        for week in weeks:
            start = week - span + 1
            if not need or start < job.first_week or week > job.last_week:
                continue
            fits = min(need, min(row[start : week + 1]) // self.load[pair], *ready[start:])
            if self.limited and fits > 0:
                fits = min(fits, self._affordable(pair, start, week, cash))
            if fits > 0:
                puts.append((week, fits))
                need -= fits
                for at in range(start, week + 1):
                    row[at] -= fits * self.load[pair]
                _lower(ready, start, fits)
                self._pay(cash, pair, week, fits)
        return puts

    def _affordable(self, pair: int, start: int, week: int, cash: list[int]) -> int:
        advance, both = self.advance[pair], self.advance[pair] + self.rest[pair]
        fits = min(cash[start:]) // advance if advance else NO_LIMIT
        later = cash[week + self.pay_after :]
        return min(fits, min(later) // both) if both and later else fits

    def starts(self, pair: int, pieces: int) -> bool:
        """Whether so many more pieces are a lot she would start for."""
        return self.total[pair] + pieces >= self.lot[pair] or bool(self.fixed_total[pair])

    def apply(self, pair: int, puts: Sequence[Put]) -> int:
        """Put what `room` answered; returns the pieces."""
        for week, pieces in puts:
            self.put(pair, week, pieces)
        return sum(pieces for _, pieces in puts)

    def take(self, pair: int, pieces: int) -> int:
        """Take away up to so many of her new pieces, the latest first, that nothing downstream needs."""
        taken = 0
        for week, most in self.removable(pair) if pieces > 0 else []:
            count = min(most, pieces - taken)
            if count > 0:
                self.put(pair, week, -count)
                taken += count
        return taken

    def new(self, pair: int) -> list[Put]:
        """Her pieces that are not accepted work, by week."""
        fixed = self.fixed.get(pair)
        mine = self.pieces.get(pair, [])[: self.index.weeks]
        found = [(week, pieces - (fixed[week] if fixed else 0)) for week, pieces in enumerate(mine)]
        return [(week, pieces) for week, pieces in found if pieces > 0]

    def feeds(self, job: Job) -> bool:
        """Whether the stage after this one has its input in time; never said of accepted work that waits."""
        if job.is_last:
            return True
        return not self.waits[job.number + 1] and min(self.input[job.number + 1]) >= 0

    def removable(self, pair: int) -> list[Put]:
        """New pieces, latest week first, that nothing downstream needs; never what was accepted."""
        if pair not in self.pieces:
            return []
        job, mine = self.index.jobs[self.job[pair]], self.pieces[pair]
        fixed = self.fixed.get(pair)
        spare, taken, found = NO_LIMIT, 0, []
        for week in range(self.index.weeks - 1, -1, -1):
            pieces = mine[week] - (fixed[week] if fixed else 0)
            if not job.is_last:
                after = self.index.jobs[job.number + 1]
                ahead = self.input[after.number][week + after.need.handover_weeks :]
                spare = min(spare, max(0, min(ahead))) if ahead else NO_LIMIT
            pieces = min(pieces, spare - taken)
            if pieces > 0:
                found.append((week, pieces))
                taken += pieces
        return found

    def back_to(self, mark: int) -> None:
        """Take back every step after the first `mark` ones (`len(draft.steps)` at the time)."""
        undone = self.steps[mark:]
        for pair, week, pieces in reversed(undone):
            self.put(pair, week, -pieces)
        del self.steps[mark:]

    def copy(self) -> Draft:
        """Another draft with the same pieces in it; steps taken before the copy cannot be taken back."""
        other = copy(self)
        for name in ("total", "made", "earned", "slope", "cash"):
            setattr(other, name, list(getattr(self, name)))
        for name in ("left", "input"):
            setattr(other, name, [list(row) for row in getattr(self, name)])
        other.pieces = {pair: list(weeks) for pair, weeks in self.pieces.items()}
        other.steps = []
        return other

    def shares(self) -> tuple[Share, ...]:
        """The plan so far, sorted, accepted work included."""
        found: list[Share] = []
        for pair, weeks in self.pieces.items():
            maker, line, stage = self.index.pairs.ids[pair]
            for column, pieces in enumerate(weeks):
                if pieces:
                    found.append(
                        Share(line, stage, maker, -1 if column == self.index.weeks else column, pieces)
                    )
        return tuple(sorted(found))


def _lower(row: list[int], first: int, by: int) -> None:
    """Lower a running sum from a week on."""
    for at in range(first, len(row)):
        row[at] -= by
