"""Where new pieces may go: a cell is a maker at a stage of a line, finishing in a week."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from sentra.allocation.draft import Draft
from sentra.allocation.index import Index, Ints


@dataclass(frozen=True, slots=True)
class Cells:
    """Cells in order of pair and week, as columns of equal length; `first[p]:first[p + 1]` are those of pair
    p.
    """

    pair: Ints
    week: Ints  # in which the piece is finished
    start: Ints  # in which work on it starts
    first: Ints
    most: Ints  # by pair: new pieces she could have at all (at least one)
    capped: Ints  # pairs whose share of the line binds before their weeks do
    room: Ints  # by pair: new pieces her share of the line leaves

    def __len__(self) -> int:
        return len(self.pair)

    def only(self, chosen: Ints) -> Cells:
        """Just these cells (numbers, rising)."""
        first = np.searchsorted(chosen, self.first)
        pair, week, start = self.pair[chosen], self.week[chosen], self.start[chosen]
        return replace(self, pair=pair, week=week, start=start, first=first)


def cells_of(index: Index, draft: Draft) -> Cells:
    """Every cell that has room for a piece beside the accepted work in the draft."""
    pairs, jobs = index.pairs, index.jobs
    total, made = np.array(draft.total, np.int64), np.array(draft.made, np.int64)
    missing = np.array([job.line.pieces for job in jobs], np.int64) - made
    fits = _fits(index, draft)
    room = pairs.most - total
    most = np.minimum(fits.sum(1), np.minimum(room, missing[pairs.job]))
    fits[(most <= 0) | ((most < pairs.lot) & (total == 0))] = 0
    pair, week = np.nonzero(fits)
    first = np.searchsorted(pair, np.arange(len(pairs) + 1))
    capped = np.nonzero((room < np.minimum(fits.sum(1), missing[pairs.job])) & (fits.sum(1) > 0))[0]
    return Cells(pair, week, week - pairs.span[pair] + 1, first, np.maximum(1, most), capped, room)


def _fits(index: Index, draft: Draft) -> Ints:
    """Pieces each pair could finish in each week if that were all she did."""
    pairs, weeks = index.pairs, index.weeks
    left = np.maximum(0, np.array(draft.left, np.int64).reshape(-1, weeks))[pairs.maker]
    hours = left.copy()
    for back in range(1, int(pairs.span.max(initial=1))):
        earlier = np.zeros_like(left)
        earlier[:, back:] = left[:, : weeks - back]
        hours = np.where((pairs.span > back)[:, None], np.minimum(hours, earlier), hours)
    fits = hours // pairs.load[:, None]
    first = np.array([job.first_week for job in index.jobs], np.int64)[pairs.job] + pairs.span - 1
    last = np.array([job.last_week for job in index.jobs], np.int64)[pairs.job]
    week = np.arange(weeks)
    fits[(week < first[:, None]) | (week > last[:, None]) | ~pairs.allowed[:, None]] = 0
    return fits
