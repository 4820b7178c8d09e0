"""The measurement of splitting again judges what it measures."""

from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import call_command

from sentra.allocation import solve
from sentra.allocation.generate import generate
from sentra.console.bench import resplit


def test_three_rounds_are_printed_and_nothing_moved() -> None:
    said = StringIO()
    call_command("bench", "resplit", sizes=[(60, 3)], stdout=said)
    rows = [line.split() for line in said.getvalue().splitlines()[3:]]
    assert [row[2] for row in rows] == ["first", "1", "2", "3"]
    assert all(row[9] == "0" for row in rows), "moved; behind it may stand that a busy machine missed the aim"
    assert "BROKEN" not in said.getvalue()


def test_the_same_seed_gives_the_same_rounds() -> None:
    problem = generate(makers=40, lines=2, seed=2)
    plan = solve(problem)
    first, again = (list(resplit.rounds(problem, plan, seed=3)) for _ in range(2))
    assert [one.plan for one in first] == [one.plan for one in again]
    assert sum(one.declined for one in first) > 0


def test_a_share_that_moved_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = generate(makers=40, lines=2, seed=2)
    plan = solve(problem)
    monkeypatch.setattr(resplit, "solve", lambda rest, effort: replace(plan, shares=plan.shares[1:]))
    one = next(resplit.rounds(problem, plan, seed=1))
    assert one.moved == 1
    assert any(told.startswith("fixed") for told in one.broken)
