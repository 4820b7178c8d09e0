"""The judge must see every kind of broken limit: each valid plan here is broken in one way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sentra.allocation import (
    Ability,
    Cash,
    Line,
    Maker,
    Plan,
    Policy,
    Problem,
    Share,
    StageNeed,
    check,
    objective,
    pace,
)
from sentra.allocation.objective import made

BAG = Line(
    "bags", 10, 3, (StageNeed("weave", 10_000), StageNeed("line", 8_000, handover_weeks=1, min_level=2))
)
WEAVE, LINE = ("bags", "weave"), ("bags", "line")
FULL = (1_000_000,) * 4
TARI = Maker("tari", {WEAVE: pace(5), LINE: pace(5, level=1)}, FULL, min_lot=2)
MIRA = Maker("mira", {LINE: pace(10, level=2)}, FULL, max_share_permille=1000, min_lot=3)
IDA = Maker("ida", {WEAVE: pace(1, in_weeks=2)}, FULL, max_share_permille=100)
ASKED = Problem(4, (BAG,), (TARI, MIRA, IDA), Policy(), Cash(200_000, 20_000, (0, 0, 0, 0)))
GOOD = (
    Share("bags", "weave", "tari", 0, 5),
    Share("bags", "weave", "tari", 1, 5),
    Share("bags", "line", "mira", 2, 10),
)


def plan_of(problem: Problem, shares: tuple[Share, ...]) -> Plan:
    """These shares with the sums that belong to them."""
    missing = {line.id: line.pieces - made(line, shares) for line in problem.lines}
    short = {line: pieces for line, pieces in missing.items() if pieces}
    try:
        idr = objective(problem, shares)
    except KeyError:  # unknown names have no price
        idr = 0
    return Plan(shares, "partial" if short else "feasible", idr, 0, short)


def codes(problem: Problem, shares: tuple[Share, ...]) -> set[str]:
    return {complaint.split(":")[0] for complaint in check(problem, plan_of(problem, shares))}


def changed(place: int, **changes: object) -> tuple[Share, ...]:
    return (*GOOD[:place], replace(GOOD[place], **changes), *GOOD[place + 1 :])  # type: ignore[arg-type]


def test_the_good_plan_is_good() -> None:
    assert check(ASKED, plan_of(ASKED, GOOD)) == []


@pytest.mark.parametrize(
    ("code", "shares"),
    [
        ("unknown", changed(0, maker="nobody")),
        ("skill", changed(0, maker="mira")),
        ("skill", changed(2, maker="tari", pieces=5)),
        ("whole", changed(0, pieces=0)),
        ("whole", changed(0, pieces=-2)),
        ("whole", changed(0, pieces=2.5)),
        ("weeks", changed(0, week=-1)),
        ("weeks", changed(2, week=4)),
        ("capacity", changed(0, pieces=6)),
        ("flow", changed(2, week=1)),
        ("flow", changed(1, week=2)),
        ("deadline", changed(1, week=3)),
        ("lot", (replace(GOOD[0], pieces=1),)),
        ("lot", (GOOD[0], replace(GOOD[2], pieces=2))),
        ("share", (*GOOD[:1], Share("bags", "weave", "ida", 1, 2))),
        ("total", (*GOOD, Share("bags", "weave", "tari", 2, 5))),
        ("sums", (*GOOD, GOOD[0])),
    ],
)
def test_it_names_what_is_broken(code: str, shares: tuple[Share, ...]) -> None:
    assert code in codes(ASKED, shares)


def test_work_of_two_weeks_takes_time_in_both() -> None:
    ida = replace(IDA, free=(0, *FULL[1:]))
    problem = replace(ASKED, makers=(TARI, MIRA, ida))
    assert codes(problem, (*changed(1, pieces=4), Share("bags", "weave", "ida", 1, 1))) == {"capacity"}
    assert codes(problem, (*changed(1, pieces=4), Share("bags", "weave", "ida", 0, 1))) == {"weeks"}


def test_a_week_is_shared_between_lines() -> None:
    baskets = Line("baskets", 5, 3, (StageNeed("weave", 5_000),))
    tari = replace(TARI, skills={**TARI.skills, ("baskets", "weave"): pace(5)})
    problem = replace(ASKED, lines=(BAG, baskets), makers=(tari, MIRA, IDA), cash=None)
    assert codes(problem, (*GOOD, Share("baskets", "weave", "tari", 2, 5))) == set()
    assert codes(problem, (*GOOD, Share("baskets", "weave", "tari", 1, 5))) == {"capacity"}


def test_who_declined_gets_nothing() -> None:
    assert codes(replace(ASKED, excluded=frozenset({("mira", "bags", "line")})), GOOD) == {"declined"}


def test_accepted_work_stays() -> None:
    problem = replace(ASKED, fixed=(Share("bags", "weave", "tari", 2, 3),))
    assert codes(problem, GOOD) == {"fixed"}


def test_accepted_work_may_stand_beyond_a_limit_but_nothing_is_added() -> None:
    late = Share("bags", "weave", "tari", 3, 6)
    problem = replace(ASKED, fixed=(late,))
    assert codes(problem, (late,)) == set()
    assert codes(problem, (replace(late, pieces=7),)) == {"capacity", "deadline"}


def test_work_waits_for_the_ready_week() -> None:
    assert codes(replace(ASKED, lines=(replace(BAG, ready_week=1),)), GOOD) == {"deadline"}


def test_cash_keeps_the_reserve() -> None:
    assert codes(replace(ASKED, cash=Cash(199_999, 20_000, (0, 0, 0, 0))), GOOD) == {"cash"}
    assert codes(replace(ASKED, cash=Cash(100_000, 20_000, (0, 0, 100_000, 0))), GOOD) == {"cash"}
    paid_later = Cash(50_000, 20_000, (0, 0, 150_000, 0), advance_permille=300, pay_after_weeks=1)
    assert codes(replace(ASKED, cash=paid_later), GOOD) == {"cash"}
    assert codes(replace(ASKED, cash=replace(paid_later, opening_idr=115_000)), GOOD) == set()


def test_the_sums_must_be_those_of_the_shares() -> None:
    plan = plan_of(ASKED, GOOD)
    for wrong in (
        replace(plan, objective=plan.objective - 1),
        replace(plan, bound=plan.objective + 1),
        replace(plan, shortfall={"bags": 1}),
        replace(plan, status="partial"),
    ):
        assert [complaint.split(":")[0] for complaint in check(ASKED, wrong)] == ["sums"]


def test_level_is_asked_per_stage() -> None:
    mira = replace(MIRA, skills={LINE: Ability(100_000, level=1)})
    assert codes(replace(ASKED, makers=(TARI, mira, IDA)), GOOD) == {"skill"}
