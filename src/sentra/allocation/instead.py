"""A plan with her in it: what it costs to let a maker have pieces that others would make.

`instead` finds the nearest one, quickly: others of her stage hand over to her. `cheapest` searches: for a
small problem through every plan, and then proves what it says.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import floor

from sentra.allocation.cells import Cells
from sentra.allocation.draft import NO_LIMIT, Draft
from sentra.allocation.index import Index, Job
from sentra.allocation.prices import Priced
from sentra.allocation.problem import Problem, Share
from sentra.allocation.searching import WHOLE, kernel, search

DONORS = 8  # makers who are tried as the first to give pieces up
NODES, KERNEL_NODES = 1000, 10  # of a search through everything, and of one that leaves cells out


@dataclass(frozen=True, slots=True)
class Instead:
    """She has `pieces` more; the whole plan then costs `more_idr` more (negative: less), `unfair_idr` of it
    for fairness. No plan with them costs less than `least_idr` more. `first`: the pair that gives most (-1:
    none of her stage). `shares`: the plan then.
    """

    pieces: int
    more_idr: int
    unfair_idr: int
    first: int
    shares: tuple[Share, ...]
    least_idr: int


def draft_of(index: Index, problem: Problem, shares: tuple[Share, ...]) -> Draft:
    """A plan's shares as a draft."""
    draft = Draft(index)
    fixed = Counter({(share.pair, share.week): share.pieces for share in problem.fixed})
    for share in shares:
        more = share.pieces - fixed[share.pair, share.week]
        if more:
            draft.put(index.pair_number[share.pair], share.week, more)
    return draft


def instead(draft: Draft, pair: int, pieces: int) -> Instead | None:
    """The cheapest way found to give her so many pieces more. None if her weeks, the stages around or the
    cash forbid it. The draft is left as it was.
    """
    job = draft.index.jobs[draft.job[pair]]
    numbers = draft.index.of_job[job.number].tolist()
    donors = [other for other in numbers if other != pair and draft.new(other)]
    donors.sort(key=lambda other: (-_each_milli(draft, other), other))
    ways = [_way(draft, job, pair, pieces, [first, *donors]) for first in donors[:DONORS]]
    ways += [_exchange(draft, pair, pieces, donor) for donor in donors[:DONORS]]
    found = [way for way in ways if way]
    return min(found, key=lambda way: (way.more_idr, way.first)) if found else None


def cheapest(
    given: Draft, cells: Cells, priced: Priced, draft: Draft, pair: int, pieces: int, near: Instead | None
) -> Instead | None:
    """The cheapest plan found in which she has so many pieces more, by search, never dearer than `near`.
    None: no such plan was found.

    `given`: the accepted work alone; `cells`, `priced`: where new pieces may go, and at what regret.
    """
    index, few, start = draft.index, cells, None
    if near:
        start = draft_of(index, index.problem, near.shares)
    if len(cells) > WHOLE:
        few = kernel(cells, priced, WHOLE, draft, *([start] if start else []), pair=pair)
    wanted = pieces + sum(count for _, count in draft.new(pair))
    nodes = NODES if few is cells else KERNEL_NODES
    found = search(index, given, few, start, nodes=nodes, least=(pair, wanted))
    if found.draft is None:
        return None
    least = proved(priced, cells, draft, pair, wanted)
    if few is cells:
        least = max(least, found.bound_idr - draft.idr_milli // 1000)
    return _told(draft, found.draft, pair, pieces, least)


def proved(priced: Priced, cells: Cells, draft: Draft, pair: int, wanted: int) -> int:
    """No plan in which she has so many new pieces costs less than so many rupiah more: each at its least
    regret, on top of the bound of the same prices.
    """
    mine = priced.regret_idr[cells.first[pair] : cells.first[pair + 1]]
    least = priced.bound_idr + (floor(wanted * max(0.0, float(mine.min()))) if len(mine) else 0)
    return least - draft.idr_milli // 1000


def _told(draft: Draft, then: Draft, pair: int, pieces: int, least_idr: int) -> Instead:
    numbers = [n for n in draft.index.of_job[draft.job[pair]].tolist() if n != pair]
    lost = {number: draft.total[number] - then.total[number] for number in numbers}
    first = min(lost, key=lambda number: (-lost[number], number), default=-1)
    makers = range(len(draft.index.makers))
    unfair = sum(then.unfair_milli(maker, 0) - draft.unfair_milli(maker, 0) for maker in makers)
    more = -((draft.idr_milli - then.idr_milli) // 1000)
    return Instead(
        pieces,
        more,
        unfair // 1000,
        first if first >= 0 and lost[first] > 0 else -1,
        then.shares(),
        min(more, least_idr),
    )


def _each_milli(draft: Draft, pair: int) -> int:
    """What her last piece costs, a share of her setup included."""
    unfair = draft.slope[draft.maker[pair]] * draft.rate[pair]
    return 1000 * (draft.piece[pair] + draft.opening[pair] // draft.total[pair]) + unfair


def _way(draft: Draft, job: Job, pair: int, pieces: int, donors: list[int]) -> Instead | None:
    mark, before, unfair = len(draft.steps), draft.idr_milli, _unfair_milli(draft, job)
    need, touched = pieces, []
    for donor in donors:
        got = _hand_over(draft, job, donor, pair, _spare(draft, donor, need))
        touched += [donor] if got else []
        need -= got
        if not need:
            break
    whole = all(not draft.total[one] or draft.starts(one, 0) for one in [pair, *touched])
    found = None
    if not need and whole and draft.feeds(job):
        more = -((before - draft.idr_milli) // 1000)
        unfair = (_unfair_milli(draft, job) - unfair) // 1000
        found = Instead(pieces, more, unfair, touched[0], draft.shares(), -before // 1000)
    draft.back_to(mark)
    return found


def _exchange(draft: Draft, pair: int, pieces: int, donor: int) -> Instead | None:
    """She and the donor change places: each takes over all new work of the other that she knows."""
    mark, before = len(draft.steps), draft.idr_milli
    makers = (draft.maker[pair], draft.maker[donor])
    unfair = sum(draft.unfair_milli(maker, 0) for maker in makers)
    wanted = pieces + sum(count for _, count in draft.new(pair))
    both = _known_to_both(draft, *makers)
    moved = [
        (job, giver, to, week, count)
        for job, hers, theirs in both
        for giver, to in ((hers, theirs), (theirs, hers))
        for week, count in draft.new(giver)
    ]
    for _, giver, _, week, count in moved:
        draft.put(giver, week, -count)
    found = None
    if all(_put_near(draft, job, to, week, count) for job, _, to, week, count in moved) and (
        sum(count for _, count in draft.new(pair)) >= wanted
        and all(not draft.total[one] or draft.starts(one, 0) for _, *ones in both for one in ones)
        and all(draft.feeds(job) for job, _, _ in both)
    ):
        more = -((before - draft.idr_milli) // 1000)
        unfair = sum(draft.unfair_milli(maker, 0) for maker in makers) - unfair
        found = Instead(pieces, more, unfair // 1000, donor, draft.shares(), -before // 1000)
    draft.back_to(mark)
    return found


def _known_to_both(draft: Draft, one: int, other: int) -> list[tuple[Job, int, int]]:
    """The jobs both may do, in working order, with the pair of each."""
    numbers = draft.index.pair_number
    names = draft.index.makers[one].id, draft.index.makers[other].id
    found = []
    for job in draft.index.jobs:
        hers, theirs = (numbers.get((name, job.line.id, job.need.stage), -1) for name in names)
        if min(hers, theirs) >= 0 and draft.allowed[hers] and draft.allowed[theirs]:
            found.append((job, hers, theirs))
    return found


def _put_near(draft: Draft, job: Job, pair: int, week: int, count: int) -> bool:
    """In the same week, else as near before it as there is room; the last stage also after it."""
    until = job.last_week if job.is_last else min(week, job.last_week)
    weeks = sorted(range(job.first_week, until + 1), key=lambda at: (at != week, job.late_for(at), -at))
    return draft.apply(pair, draft.room(pair, count, weeks)) == count


def _spare(draft: Draft, donor: int, need: int) -> int:
    """How many of her pieces she may give: all, or down to her lot."""
    total, new = draft.total[donor], sum(pieces for _, pieces in draft.new(donor))
    if draft.fixed_total[donor] or new <= need:
        return min(new, need)
    return min(need, max(0, total - draft.lot[donor]))


def _hand_over(draft: Draft, job: Job, donor: int, pair: int, pieces: int) -> int:
    """Move pieces week by week; each is finished in time for the stage that takes it. Returns how many
    moved."""
    moved = 0
    for week, most in reversed(draft.new(donor)):
        count = min(most, pieces - moved)
        if count <= 0:
            break
        draft.put(donor, week, -count)
        until = NO_LIMIT if job.is_last else week
        weeks = sorted(
            range(job.first_week, min(until, job.last_week) + 1), key=lambda at: (job.late_for(at), -at)
        )
        got = draft.apply(pair, draft.room(pair, count, weeks))
        if got < count:
            draft.put(donor, week, count - got)
        moved += got
    return moved


def _unfair_milli(draft: Draft, job: Job) -> int:
    makers = {draft.maker[pair] for pair in draft.index.of_job[job.number].tolist()}
    return sum(draft.unfair_milli(maker, 0) for maker in makers)
