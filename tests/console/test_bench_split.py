"""The measurements of the splitting: peers get the complete problem, every plan is judged by our rules."""

from __future__ import annotations

import json
import pickle
import subprocess
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings

from sentra.allocation import (
    FULL_WEEK,
    Cash,
    Line,
    Maker,
    Policy,
    Problem,
    Share,
    StageNeed,
    Step,
    pace,
    solve,
)
from sentra.console import bootstrap
from sentra.console.bench import alone, gap, peers, splitting
from sentra.console.bench.peers import Answer, Asked, answers, best_bound, judged, plan_of
from sentra.console.bench.splitting import size, split_table
from sentra.console.bench.stated import Stated
from sentra.console.bench.whole import Whole
from sentra.console.bootstrap import ROOT
from sentra.console.programs import Missing
from tests.allocation.strategies import problems

TINY = "2 3\n 4 1 9\n 2 5 3\n 3 3 4\n 2 4 3\n 6 4\n"  # agents, jobs; costs; needs; capacities
BENCH_PYTHON = ROOT / ".sentra" / "bench" / "venv" / "bin" / "python"
SPENT = {"seconds": 1.0, "cpu": 1.0, "mb": 1}
KEY = ("bags", "sew")
WEEKS = (FULL_WEEK,) * 4
ONCE = (FULL_WEEK, 0, 0, 0)
FREE = Policy(setup_idr=0, travel_idr_per_km=0, late_idr=0, short_idr=400_000)
few = settings(
    deadline=None,
    max_examples=30,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


def test_sizes_are_read_as_people_write_them() -> None:
    assert size("1000x50") == size("1000×50") == size("1000X50") == (1_000, 50)


def asked(cash: Cash | None = None, excluded: bool = False, policy: Policy = FREE, **line: Any) -> Problem:
    """Four pieces in four weeks; Ani makes two a week for 10,000 each, Beti four for 20,000 each."""
    rate = line.pop("rate", None)
    ani, beti = line.pop("ani", {}), line.pop("beti", {})
    makers = (
        Maker("ani", {KEY: pace(2, rate_idr=10_000 if rate is None else rate)}, WEEKS),
        Maker("beti", {KEY: pace(4, rate_idr=20_000 if rate is None else rate, level=1)}, WEEKS),
    )
    lines = (replace(Line("bags", 4, 3, (StageNeed("sew", 0),)), **line),)
    declined = frozenset({("ani", *KEY)} if excluded else ())
    return Problem(
        4, lines, (replace(makers[0], **ani), replace(makers[1], **beti)), policy, cash, (), declined
    )


CASES = {
    "plain": (asked(), 40_000),
    "hours": (asked(ani={"free": ONCE}), 60_000),
    "lot": (asked(ani={"free": ONCE, "min_lot": 3}), 80_000),
    "share": (asked(ani={"max_share_permille": 500}), 60_000),
    "setup": (asked(ani={"free": ONCE}, policy=replace(FREE, setup_idr=50_000)), 130_000),
    "travel": (asked(ani={"distance_km": 100}, policy=replace(FREE, travel_idr_per_km=500)), 80_000),
    "declined": (asked(excluded=True), 80_000),
    "level": (asked(stages=(StageNeed("sew", 0, min_level=1),)), 80_000),
    "material": (asked(stages=(StageNeed("sew", 0, material_idr=1_000),)), 44_000),
    "late": (asked(due_week=0, latest_week=3, late_idr=5_000), 50_000),
    "deadline": (asked(due_week=0), 60_000),
    "not ready": (asked(ready_week=3), 60_000),
    "slow": (asked(ani={"skills": {KEY: pace(1, in_weeks=2, rate_idr=10_000)}}), 60_000),
    "cash": (asked(cash=Cash(30_000, 0, (0,) * 4)), 430_000),
    "paid later": (asked(cash=Cash(30_000, 0, (0,) * 4, advance_permille=500, pay_after_weeks=9)), 40_000),
    "unfair": (asked(policy=replace(FREE, fairness=(Step(1_000, 2_000),), fewest_days=10)), 100_000),
    "for nothing": (asked(rate=0), 0),
    "flow": (
        asked(
            stages=(StageNeed("cut", 0), StageNeed("sew", 0, handover_weeks=1)),
            ani={"skills": {("bags", "cut"): pace(2, rate_idr=10_000)}},
            beti={"free": (0, FULL_WEEK, 0, 0)},
        ),
        860_000,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_every_limit_and_cost_stands_in_both_models(tmp_path: Path, name: str) -> None:
    problem, best = CASES[name]
    whole = Whole(problem)
    whole.save(tmp_path / "stated.npz")
    (tmp_path / "problem").write_bytes(pickle.dumps(problem))
    theirs = alone.highs(tmp_path / "problem", "20", "1")
    plainly = alone.stated(tmp_path / "stated.npz", "20", "1")

    assert solve(problem).objective == best
    for told, shares, bound in (
        (theirs, tuple(Share(*row) for row in theirs["shares"]), theirs["bound"]),
        (plainly, whole.shares(plainly["values"]), whole.idr(plainly["bound"])),
    ):
        answer = judged(problem, "HiGHS", SPENT | told, shares, bound)
        assert (answer.objective, answer.broken) == (best, ())
        assert best - 2 <= answer.bound <= best


@few
@given(problems(weeks=4, lines=2, makers=3, pieces=6))
def test_both_models_have_the_optimum_that_the_engine_proves(tmp_path: Path, problem: Problem) -> None:
    problem = replace(problem, fixed=())
    whole = Whole(problem)
    whole.save(tmp_path / "stated.npz")
    (tmp_path / "problem").write_bytes(pickle.dumps(problem))

    plan = solve(problem)
    theirs = alone.highs(tmp_path / "problem", "20", "1")
    plainly = alone.stated(tmp_path / "stated.npz", "20", "1")
    shares = tuple(Share(*row) for row in theirs["shares"]), whole.shares(plainly["values"])
    bounds = theirs["bound"], whole.idr(plainly["bound"])
    first, second = (judged(problem, "HiGHS", SPENT, *found) for found in zip(shares, bounds, strict=True))

    assert first.broken == second.broken == ()
    assert first.objective == second.objective is not None
    assert plan.bound <= second.objective <= plan.objective
    assert max(bounds) <= second.objective


if (
    BENCH_PYTHON.exists()
):  # CP-SAT is no part of the tests' environment: `./sentra bench split --peers` makes its own

    @pytest.mark.parametrize("plain", [True, False])
    def test_cpsat_finds_the_same_optimum(tiny: Path, plain: bool) -> None:
        [instance] = gap.read(tiny)
        wanted = Asked(peers=True, cpsat=str(BENCH_PYTHON), least_seconds=10)
        found = answers(instance.problem(), wanted, plainly=instance.plainly() if plain else None)

        assert [answer.by for answer in found] == wanted.names
        assert [answer.objective for answer in found] == [8 * gap.RUPIAH] * 3
        assert found[2].bound == 8 * gap.RUPIAH

    @pytest.mark.parametrize("name", CASES)
    def test_every_limit_and_cost_stands_in_what_cpsat_gets(tmp_path: Path, name: str) -> None:
        problem, best = CASES[name]
        whole = Whole(problem)
        whole.save(tmp_path / "stated.npz")
        script, answer = Path(peers.__file__).with_name("cpsat.py"), tmp_path / "answer"
        command = [str(BENCH_PYTHON), str(script), str(tmp_path / "stated.npz"), str(answer), "30", "1"]
        subprocess.run(command, check=True)
        told = json.loads(answer.read_text())
        found = judged(problem, "CP-SAT", told, whole.shares(told["values"]), whole.idr(told["bound"]))

        assert (found.objective, found.bound, found.broken) == (best, best, ())


def test_a_plan_beyond_a_limit_is_called_broken(tiny: Path) -> None:
    problem = gap.read(tiny)[0].problem()
    both = (Share("0000", gap.STAGE, "0001", 0, 1), Share("0002", gap.STAGE, "0001", 0, 1))

    answer = judged(problem, "anybody", SPENT, both, 0)

    assert (answer.short, answer.remark) == (1, "broken")
    assert answer.broken[0].startswith("capacity")
    assert plan_of(problem, both).objective == answer.objective
    assert judged(problem, "anybody", SPENT, None, 0).remark == "no plan"


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """Without capacities the best would cost 6; agent 1 has room for one job only, so it costs 8."""
    path = tmp_path / "tiny"
    path.write_text(TINY)
    (tmp_path / gap.BEST_KNOWN).write_text("instance,best_known_value\ntiny,8\n")
    return path


def test_an_instance_is_read_with_its_best_known_value(tiny: Path) -> None:
    [instance] = gap.read(tiny)

    assert (instance.name, instance.agents, instance.jobs, instance.best) == ("tiny", 2, 3, 8)
    assert instance.costs == ((4, 1, 9), (2, 5, 3))
    assert instance.needs == ((3, 3, 4), (2, 4, 3))
    assert instance.capacities == (6, 4)


def test_a_file_may_hold_several_instances_or_none(tiny: Path) -> None:
    tiny.write_text(f"2\n{TINY}{TINY}")
    assert [instance.name for instance in gap.read(tiny.parent)] == ["tiny-1", "tiny-2"]

    for wrong in ("", "2 3 1", TINY + "7", TINY.replace("6 4", "6 -4"), "two 3"):
        tiny.write_text(wrong)
        with pytest.raises(ValueError, match="tiny holds no"):
            gap.read(tiny)


def test_capacities_stay_exact(tiny: Path) -> None:
    """A job that needs nothing fits beside those that fill the agent, one that needs more never does."""
    tiny.write_text("1 4\n 1 1 1 1\n 3 4 0 8\n 7\n")
    [instance] = gap.read(tiny)
    plan = solve(instance.problem())

    assert {share.line for share in plan.shares} == {"0000", "0001", "0002"}


def test_every_instance_we_carry_has_a_best_known_value() -> None:
    instances = gap.read(gap.DATA)

    assert len(instances) == 10
    assert all(instance.best for instance in instances)


def test_the_tables_are_printed(tiny: Path) -> None:
    split = _printed("split", "--sizes", "8x1")
    heads, row = split[-2].split(), split[-1].split()
    assert heads[:4] == ["makers", "lines", "pieces", "by"]
    assert row[:2] == ["8", "1"]
    assert row[3] == "Sentra"

    found = _printed("gap", "--instances", str(tiny))[-1].split()
    assert found[:4] == ["tiny", "3", "2", "8"]
    assert found[5:7] == ["8", "0.00%"]


def test_what_holds_no_instance_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="nothing"):
        _printed("gap", "--instances", str(tmp_path / "nothing"))


def test_without_cpsat_a_sentence_says_so_and_the_others_are_measured(
    tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nowhere(here: bootstrap.Place, level: str) -> None:
        raise Missing("Paket tidak dapat dipasang.")

    monkeypatch.setenv("SENTRA_STATE", str(tiny.parent / "state"))
    monkeypatch.setattr(bootstrap, "fill", nowhere)
    errors = StringIO()
    found = _printed("gap", "--peers", "--instances", str(tiny), "--seconds", "5", stderr=errors)

    assert errors.getvalue() == "CP-SAT is left out: Paket tidak dapat dipasang.\n"
    assert "HiGHS" in found[-2]
    assert "CP-SAT" not in found[-2]
    assert found[-1].split()[9:11] == ["8", "0.00%"]


def test_a_bound_above_a_plan_is_never_printed() -> None:
    found = [Answer("Sentra", objective=1_000, bound=900, short=0), Answer("CP-SAT", bound=1_001)]

    with pytest.raises(AssertionError, match="Sentra has a plan for 1000"):
        best_bound(found)
    assert best_bound([found[0], replace(found[1], bound=950)]) == 950
    assert Stated().idr(None) == Stated().idr(-1e300) == 0


def test_a_missed_aim_is_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(problem: Problem, asked: Asked) -> list[Answer]:
        return [Answer("Sentra", seconds=2.5, objective=1_000, bound=1_000, short=0)]

    monkeypatch.setattr(splitting, "answers", slow)
    monkeypatch.setattr(splitting, "AIMS", {(8, 1): 2.0})
    assert list(split_table([(8, 1)], Asked()))[-1].endswith("(aim 1% in 2 s)")


def _printed(*arguments: str, stderr: StringIO | None = None) -> list[str]:
    out = StringIO()
    call_command("bench", *arguments, stdout=out, stderr=stderr)
    return out.getvalue().splitlines()
