"""Small problems of every shape for the property tests."""

from __future__ import annotations

from hypothesis import strategies as st

from sentra.allocation import Ability, Cash, Line, Maker, Policy, Problem, Share, StageNeed, Step, pace

STAGES = ("raw", "half", "done")


@st.composite
def problems(
    draw: st.DrawFn, *, weeks: int = 5, lines: int = 3, makers: int = 4, pieces: int = 12
) -> Problem:
    """Problems with slow work, hand-overs, lots, shares, cash, accepted work (sometimes impossible) and
    refusals."""
    asked = tuple(_line(draw, f"L{number}", weeks, pieces) for number in range(draw(st.integers(1, lines))))
    people = tuple(_maker(draw, f"M{number}", asked, weeks) for number in range(draw(st.integers(1, makers))))
    fixed: dict[tuple[str, str, str, int], Share] = {}
    pairs = [(maker.id, *key) for maker in people for key in maker.skills]
    for maker, line, stage in draw(st.lists(st.sampled_from(pairs), max_size=2)) if pairs else []:
        week = draw(st.integers(-1, weeks - 1))
        fixed[maker, line, stage, week] = Share(line, stage, maker, week, draw(st.integers(1, 4)))
    excluded = frozenset(draw(st.lists(st.sampled_from(pairs), max_size=2))) if pairs else frozenset()
    policy = Policy(
        draw(st.integers(0, 50_000)), 100, 1_000, 400_000, (Step(1_000, 100), Step(3_000, 300)), 10
    )
    cash = draw(
        st.none() | st.builds(_cash, st.integers(200_000, 2_000_000), st.integers(0, 1000), st.integers(0, 2))
    )
    if cash:
        cash = Cash(
            cash.opening_idr,
            50_000,
            (60_000, -30_000) + (40_000,) * (weeks - 2),
            cash.advance_permille,
            cash.pay_after_weeks,
        )
    return Problem(weeks, asked, people, policy, cash, tuple(fixed.values()), excluded)


def _cash(opening: int, advance: int, after: int) -> Cash:
    return Cash(opening, 0, (), advance, after)


def _line(draw: st.DrawFn, name: str, weeks: int, pieces: int) -> Line:
    due = weeks - 1 - draw(st.integers(0, weeks // 2))
    needs = tuple(
        StageNeed(
            stage,
            rate_idr=draw(st.integers(0, 60_000)),
            handover_weeks=draw(st.integers(0, 1)),
            min_level=draw(st.integers(0, 1)),
            material_idr=draw(st.integers(0, 9_000)),
        )
        for stage in STAGES[: draw(st.integers(1, 3))]
    )
    return Line(
        name,
        draw(st.integers(1, pieces)),
        due,
        needs,
        ready_week=draw(st.integers(0, 1)),
        latest_week=draw(st.none() | st.integers(due, weeks - 1)),
        tolerance_permille=draw(st.sampled_from((0, 200))),
    )


def _most_of(draw: st.DrawFn, keys: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """All but a few, so that most problems can be solved and some cannot."""
    left_out = draw(st.lists(st.sampled_from(keys), unique=True, max_size=len(keys) // 2))
    return [key for key in keys if key not in left_out]


def _maker(draw: st.DrawFn, name: str, lines: tuple[Line, ...], weeks: int) -> Maker:
    keys = [(line.id, need.stage) for line in lines for need in line.stages]
    skills: dict[tuple[str, str], Ability] = {}
    for key in _most_of(draw, keys):
        rate = draw(st.none() | st.integers(0, 60_000))
        skills[key] = pace(
            draw(st.integers(1, 9)),
            in_weeks=draw(st.sampled_from((1, 1, 2))),
            level=draw(st.sampled_from((1, 1, 2, 0))),
            rate_idr=rate,
        )
    return Maker(
        name,
        skills,
        tuple(draw(st.lists(st.sampled_from((1_000_000, 400_000, 0)), min_size=weeks, max_size=weeks))),
        distance_km=draw(st.integers(0, 30)),
        min_lot=draw(st.integers(1, 4)),
        max_share_permille=draw(st.sampled_from((1000, 500, 300))),
        income_90d_idr=draw(st.integers(0, 90_000)),
        working_days_90d=draw(st.integers(0, 60)),
    )
