"""From fractions to a plan that holds: whole pieces near the relaxation's, the rest by cheapest lot, then
redrawn lines."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor

import numpy as np

from sentra.allocation.bound import Priced
from sentra.allocation.draft import Draft, Put
from sentra.allocation.fill import Filler, take
from sentra.allocation.index import Floats, Index, Job
from sentra.allocation.objective import objective
from sentra.allocation.problem import Line
from sentra.allocation.relax import Relaxation


def rounded(index: Index, relaxation: Relaxation, priced: Priced) -> Draft:
    """A whole-piece plan that follows the fractions of the relaxation as far as lots and whole pieces let
    it."""
    draft = Draft(index)
    filler = Filler(draft, priced.worth)
    weekly: Floats = np.zeros((len(index.pairs), index.weeks))
    weekly[relaxation.cell_pair, relaxation.cell_week] = priced.pieces
    for line in in_order(index):
        for job in index.jobs_of(line):
            follow(draft, job, weekly)
            filler.job(job)
        filler.drop_surplus(index.jobs_of(line))
    return draft


def in_order(index: Index) -> list[Line]:
    return sorted(index.lines, key=lambda line: (line.last_week, line.due_week, line.id))


def follow(draft: Draft, job: Job, weekly: Floats) -> None:
    """Give each maker about her fraction, the largest first; less than half a lot is left to `Filler`."""
    pairs, numbers = draft.index.pairs, draft.index.of_job[job.number]
    wanted = weekly[numbers].sum(1)
    for place in np.lexsort((numbers, -wanted)):
        pair, pieces = int(numbers[place]), float(wanted[place])
        if pieces + draft.fixed_total[pair] < max(1, pairs.lot[pair]) * 0.5:
            continue
        puts = _near(draft, pair, weekly[pair])
        short_of_lot = int(pairs.lot[pair] - draft.total[pair]) - sum(count for _, count in puts)
        if short_of_lot > 0 and not draft.fixed_total[pair]:
            puts = draft.room(
                pair, int(pairs.lot[pair]), [week for week in range(draft.index.weeks) if weekly[pair, week]]
            )
        draft.apply(pair, puts)


def _near(draft: Draft, pair: int, fractions: Floats) -> list[Put]:
    """Her fractions as whole pieces, what is cut off in one week carried to the next."""
    puts: list[Put] = []
    owed = 0.0
    for week in np.nonzero(fractions > 1e-9)[0]:
        owed += float(fractions[week])
        more = draft.fit(pair, floor(owed + 1e-6), int(week))
        if more:
            draft.put(pair, int(week), more)
            puts.append((int(week), more))
            owed -= more
    draft.undo(pair, puts)
    return puts


@dataclass(slots=True)
class Redrawing:
    """Takes lines out of a plan and draws them again; keeps what came out cheaper."""

    draft: Draft
    filler: Filler
    idr: int

    @classmethod
    def of(cls, draft: Draft, worth: Floats) -> Redrawing:
        return cls(draft, Filler(draft, worth), objective(draft.index.problem, draft.shares()))

    def run(self, passes: int) -> None:
        """Lines that fall short are drawn before a competitor; the others one at a time; at most so many
        passes."""
        for _ in range(passes):
            before = self.idr
            for line in in_order(self.draft.index):
                self._try([line])
            for line in self._short():
                for rival in self._rivals(line):
                    self._try([line, rival])
            if self.idr == before:
                return

    def _short(self) -> list[Line]:
        last = {line.id: self.draft.index.jobs_of(line)[-1].number for line in self.draft.index.lines}
        return [line for line in in_order(self.draft.index) if self.draft.made[last[line.id]] < line.pieces]

    def _rivals(self, line: Line) -> list[Line]:
        """The lines that have most of the hours this one could use."""
        index, pairs, draft = self.draft.index, self.draft.index.pairs, self.draft
        hers = {job.number for job in index.jobs_of(line)}
        able = np.unique(pairs.maker[np.isin(pairs.job, list(hers)) & pairs.allowed])
        busy = np.isin(pairs.maker, able)
        found = []
        for rival in index.lines:
            jobs = [job.number for job in index.jobs_of(rival)]
            hours = int((draft.total * pairs.load)[busy & np.isin(pairs.job, jobs)].sum())
            if rival is not line and hours:
                found.append((-hours, rival.id, rival))
        return [rival for _, _, rival in sorted(found)[:4]]

    def _try(self, lines: list[Line]) -> None:
        kept = self.draft.snapshot()
        for line in lines:
            for job in reversed(self.draft.index.jobs_of(line)):
                for pair in self.draft.index.of_job[job.number]:
                    take(self.draft, int(pair), int(self.draft.total[pair]))
        for line in lines:
            for job in self.draft.index.jobs_of(line):
                self.filler.job(job)
            self.filler.drop_surplus(self.draft.index.jobs_of(line))
        idr = objective(self.draft.index.problem, self.draft.shares())
        if idr < self.idr and not self._broke_a_lot():
            self.idr = idr
        else:
            self.draft.restore(kept)

    def _broke_a_lot(self) -> bool:
        """Taking pieces out stops at what accepted work needs, which may leave less than a lot."""
        draft, pairs = self.draft, self.draft.index.pairs
        return bool(((draft.total > 0) & (draft.total < pairs.lot) & (draft.fixed_total == 0)).any())
