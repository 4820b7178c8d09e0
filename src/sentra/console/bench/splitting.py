"""`bench split` and `bench gap` as tables: the lines to print, each as soon as it is measured."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from sentra.allocation.generate import generate
from sentra.console.bench import gap
from sentra.console.bench.peers import ENGINE, Answer, Asked, answers, best_bound

WEEKS, STAGES = 12, 3
SIZES = tuple((makers, lines) for makers in (50, 300, 1_000, 5_000) for lines in (10, 50))
AIMS = {(1_000, 50): 2.0, (5_000, 50): 10.0}  # seconds in which a plan is wanted
AIM_GAP = 0.01


def size(text: str) -> tuple[int, int]:
    """Makers and lines of `1000x50`."""
    makers, lines = text.lower().replace("×", "x").split("x")
    return int(makers), int(lines)


def split_table(sizes: Sequence[tuple[int, int]], asked: Asked) -> Iterator[str]:
    """A row for each solver on each size; the gap is to the best bound that anybody proved."""
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    yield f"{WEEKS} weeks, {STAGES} stages, seed {asked.seed}, effort {asked.effort}, load average {load}"
    yield (
        f"{'makers':>6} {'lines':>5} {'pieces':>6}  {'by':<7} {'wall s':>7} {'CPU s':>7} {'MB':>5} "
        f"{'objective Rp':>14} {'own bound Rp':>14} {'own gap':>8} {'gap':>8} {'short':>6}"
    )
    for makers, lines in sizes:
        problem = generate(makers=makers, lines=lines, weeks=WEEKS, stages=STAGES, seed=asked.seed)
        pieces = sum(line.pieces for line in problem.lines)
        found = answers(problem, asked)
        bound = best_bound(found)
        for answer in found:
            missed = _aim(makers, lines, answer, bound)
            yield f"{makers:>6} {lines:>5} {pieces:>6}  {_row(answer, bound)}{missed}"


def _row(answer: Answer, bound: int) -> str:
    return (
        f"{answer.by:<7} {answer.seconds:>7.2f} {answer.cpu:>7.2f} {answer.mb:>5} "
        f"{_number(answer.objective):>14} {answer.bound:>14,} "
        f"{_percent(answer.gap(answer.bound)):>8} {_percent(answer.gap(bound)):>8} {_number(answer.short):>6}"
        f"{'  ' + answer.remark if answer.remark else ''}"
    )


def _aim(makers: int, lines: int, answer: Answer, bound: int) -> str:
    """What was aimed at, where our engine missed it."""
    aim, above = AIMS.get((makers, lines)), answer.gap(bound)
    if (
        aim is None
        or answer.by != ENGINE
        or (above is not None and above <= AIM_GAP and answer.seconds <= aim)
    ):
        return ""
    return f"  (aim {AIM_GAP:.0%} in {aim:.0f} s)"


def gap_table(instances: Sequence[gap.Instance], asked: Asked) -> Iterator[str]:
    """A row for each instance: each solver's value, how far above the best known one, and its seconds."""
    heads = "".join(f" | {name:>9} {'gap':>8} {'s':>6}" for name in asked.names)
    yield f"{'instance':<12} {'jobs':>5} {'agents':>6} {'best':>8}{heads}"
    for instance in instances:
        found = answers(instance.problem(), asked, plainly=instance.plainly())
        cells = "".join(f" | {_value(instance, answer)}" for answer in found)
        size_ = f"{instance.jobs:>5} {instance.agents:>6}"
        yield f"{instance.name:<12} {size_} {_number(instance.best):>8}{cells}"


def _value(instance: gap.Instance, answer: Answer) -> str:
    """Jobs left over have no value to compare."""
    spent = f"{answer.seconds:>6.2f}"
    if answer.objective is None or answer.short or answer.broken:
        said = f"{answer.short} left" if answer.short and not answer.broken else answer.remark
        return f"{said:>9} {'–':>8} {spent}"
    value = answer.objective // gap.RUPIAH
    above = None if instance.best is None else (value - instance.best) / max(1, instance.best)
    return f"{value:>9,} {_percent(above):>8} {spent}"


def _number(count: int | None) -> str:
    return "–" if count is None else f"{count:,}"


def _percent(part: float | None) -> str:
    return "–" if part is None else f"{part:.2%}"
