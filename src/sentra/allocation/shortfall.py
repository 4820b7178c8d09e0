"""Why a line falls short: an irreducible set of limits. Together they cannot be met, and without any one of
them they can.

Found by the deletion filter (Chinneck and Dravnieks 1991): limits are dropped one after the other, and one
whose absence leaves the line impossible stays dropped. Impossible is proved by the linear programme with
fractions; hence lots and whole pieces, which it does not see, are named only when nothing else is (`lots`).

Codes, with the stage they speak of and `short`, the pieces that cannot be had because of the set:
  no_skill   nobody has declared this stage
  level      those who could have too low a level, or declined
  capacity   the hours of those who can, up to `week`
  time       the due week itself (with more weeks it could be met)
  share      no maker may have so much of one line
  cash       the pool; `short` is rupiah: what the missing pieces cost
  competing  the shares of the other lines in this plan
  lots       whole pieces and minimum lots
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from math import ceil

from sentra.allocation.cells import cells_of
from sentra.allocation.draft import Draft
from sentra.allocation.index import Index
from sentra.allocation.problem import FULL_WEEK, Ability, Line, Maker, PairId, Problem, Reason, Share
from sentra.allocation.programme import Programme

LINES = 3  # of one plan whose reasons are searched for
MORE_WEEKS = 26
SURELY = 1e-4  # pieces: more than this is no rounding of the programme
Limit = tuple[str, str]  # code, stage


def reasons(problem: Problem, shares: Iterable[Share], shortfall: Mapping[str, int]) -> tuple[Reason, ...]:
    """For each line that falls short, the limits behind it; of many lines, the first in name."""
    shares, found = list(shares), []
    lines = [line for line in sorted(problem.lines, key=lambda line: line.id) if line.id in shortfall]
    for line in lines[:LINES]:
        found += _of_line(problem, shares, line, shortfall[line.id])
    found += [Reason("competing", line.id, short=shortfall[line.id]) for line in lines[LINES:]]
    return tuple(found)


def _of_line(problem: Problem, shares: list[Share], line: Line, short: int) -> list[Reason]:
    nobody = [need.stage for need in line.stages if not _able(problem, line, need.stage)]
    if nobody:
        return [Reason("no_skill", line.id, stage, short=short) for stage in nobody]
    held = _limits(problem, line)
    if _least_short(problem, shares, line, held) <= SURELY:
        return [Reason("lots", line.id, short=short)]
    for limit in list(held):
        fewer = [one for one in held if one != limit]
        if _least_short(problem, shares, line, fewer) > SURELY:
            held = fewer
    pieces = ceil(_least_short(problem, shares, line, held) - SURELY)
    return [_reason(line, code, stage, pieces) for code, stage in held]


def _reason(line: Line, code: str, stage: str, pieces: int) -> Reason:
    each = sum(need.rate_idr + need.material_idr for need in line.stages)
    last = line.last_week
    if code == "capacity":
        last = line.stage_last_week([need.stage for need in line.stages].index(stage))
    return Reason(code, line.id, stage, last, pieces * each if code == "cash" else pieces)


def _able(problem: Problem, line: Line, stage: str) -> bool:
    return any((line.id, stage) in maker.skills for maker in problem.makers)


def _limits(problem: Problem, line: Line) -> list[Limit]:
    """Every limit that could be behind it; the first are dropped first, so the later ones are rather
    named."""
    stages = [need.stage for need in line.stages]
    return [
        *([("share", "")] if any(maker.max_share_permille < 1000 for maker in problem.makers) else []),
        *([("cash", "")] if problem.cash else []),
        *([("competing", "")] if len(problem.lines) > 1 else []),
        *(("level", stage) for stage in stages),
        ("time", ""),
        *(("capacity", stage) for stage in stages),
    ]


def _least_short(problem: Problem, shares: list[Share], line: Line, held: list[Limit]) -> float:
    index = Index(_only(problem, shares, line, set(held)))
    draft = Draft(index)
    return Programme(index, draft, cells_of(index, draft), whole=False).least_short(line.id)


def _only(problem: Problem, shares: list[Share], line: Line, held: set[Limit]) -> Problem:
    """New work for this line alone, under these limits only. Accepted work stays; if they compete, all the
    others'."""
    accepted = [share for share in problem.fixed if share.line == line.id]
    others = [
        share for share in (shares if ("competing", "") in held else problem.fixed) if share.line != line.id
    ]
    more = 0 if ("time", "") in held else MORE_WEEKS
    needs = tuple(
        need if ("level", need.stage) in held else replace(need, min_level=0) for need in line.stages
    )
    lines = [
        one for one in problem.lines if one.id != line.id and any(share.line == one.id for share in others)
    ]
    lines.append(replace(line, stages=needs, latest_week=line.last_week + more, min_lot=1))
    pairs = {share.pair for share in others}
    makers = tuple(_freed(maker, line, pairs, more, held) for maker in problem.makers)
    declined = {pair for pair in problem.excluded if pair[1] == line.id and ("level", pair[2]) in held}
    cash = problem.cash if ("cash", "") in held else None
    if cash:
        cash = replace(cash, inflows_idr=cash.inflows_idr + (0,) * more)
    excluded = frozenset(declined | pairs)
    return Problem(
        problem.weeks + more, tuple(lines), makers, problem.policy, cash, (*accepted, *others), excluded
    )


def _freed(maker: Maker, line: Line, pairs: set[PairId], more: int, held: set[Limit]) -> Maker:
    """What she knows of this line (and what she holds of others), her hours endless where they are no
    limit."""
    skills: dict[tuple[str, str], Ability] = {}
    room = 0
    for (of, stage), ability in maker.skills.items():
        if of != line.id:
            if (maker.id, of, stage) in pairs:
                skills[of, stage] = ability
        elif ("capacity", stage) in held:
            skills[of, stage] = ability
        else:
            skills[of, stage] = replace(ability, load=1)
            room += line.pieces
    free = tuple(hours + room for hours in maker.free) + (FULL_WEEK,) * more
    most = maker.max_share_permille if ("share", "") in held else 1000
    return replace(maker, skills=skills, free=free, max_share_permille=most, min_lot=1)
