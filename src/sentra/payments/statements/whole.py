"""From sen to whole rupiah, and what makes a line the same line in two files. Pure.

Banks write interest in sen, the books hold whole rupiah. The rupiah of a line are how much the balance,
cut to
whole rupiah, changed by it: so the lines always add up to the closing balance, and no sen is lost on the way.
"""

import hashlib
import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sentra.payments.statements.told import Problem, Told, ToldLine
from sentra.payments.texts import tokens

A_YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class WholeLine:
    """A line ready to be kept. `print` and `nth` tell it from every other of its account."""

    row: int
    on: date
    amount_idr: int
    text: str
    reference: str
    print: str
    nth: int


def whole_lines(lines: Iterable[ToldLine], opening_sen: int) -> list[WholeLine]:
    """Lines oldest first; one that moves less than the next whole rupiah is left out, its sen carried on."""
    found, balance, seen = [], opening_sen, Counter[str]()
    for line in lines:
        before, balance = balance, balance + line.sen
        mark = fingerprint(line)
        seen[mark] += 1
        idr = balance // 100 - before // 100
        if idr:
            found.append(
                WholeLine(line.row, line.on, idr, line.text, line.reference, mark, seen[mark])
            )  # fmt: skip
    return found


@dataclass(frozen=True, slots=True)
class StrangeDay:
    """`far`: more than a year from the middle line of the file; `early`: before `used_since`, by a year."""

    line: WholeLine
    far: bool
    early: bool


def strange_days(lines: Sequence[WholeLine], used_since: date | None) -> list[StrangeDay]:
    """Days somebody should look at twice, such as 1800. A file older than the books may well be meant."""
    if not lines:
        return []
    middle = sorted(line.on for line in lines)[len(lines) // 2]
    asked = [
        StrangeDay(
            line, abs(line.on - middle) > A_YEAR, used_since is not None and used_since - line.on > A_YEAR
        )
        for line in lines
    ]
    return [one for one in asked if one.far or one.early]


def fingerprint(line: ToldLine) -> str:
    """Day, exact amount, words and numbers: not the balance, which another order of a day would change."""
    parts = (
        line.on.isoformat(),
        str(line.sen),
        " ".join(tokens(line.text)),
        " ".join(tokens(line.reference)),
    )
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def faults(told: Told, *, today: date) -> list[Problem]:
    """What does not add up: a running balance that does not follow, a closing balance the lines do not
    reach."""
    found = [Problem(line.row, "future") for line in told.lines if line.on > today]
    broken = _chain(told.lines)
    found += broken
    if broken or told.opening_sen is None or told.closing_sen is None:
        return found
    reached = told.opening_sen + sum(line.sen for line in told.lines)
    if reached != told.closing_sen:
        words = {"reached": in_rupiah(reached), "closing": in_rupiah(told.closing_sen)}
        found.append(Problem(0, "sums", words))
    return found


def _chain(lines: Sequence[ToldLine]) -> list[Problem]:
    found = []
    for before, after in itertools.pairwise(lines):
        if before.balance_sen is None or after.balance_sen is None:
            continue
        follows = before.balance_sen + after.sen
        if follows != after.balance_sen:
            words = {"follows": in_rupiah(follows), "told": in_rupiah(after.balance_sen)}
            found.append(Problem(after.row, "balance", words))
    return found


def in_rupiah(sen: int) -> str:
    """123456 → "Rp1.234,56"; whole rupiah without sen."""
    sign, rupiah, left = "-" if sen < 0 else "", abs(sen) // 100, abs(sen) % 100
    return f"{sign}Rp{rupiah:,}".replace(",", ".") + (f",{left:02d}" if left else "")
