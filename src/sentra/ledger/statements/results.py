"""Perhitungan hasil usaha (PHU): the cooperative's income statement, member and non-member trade apart.

The layout is `ledger/data/statements.json`. Sales and cost of sales are booked on one account each: what was
made by members and what by others is told by what was bought from each in the period (decision 0017).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sentra.kernel.rupiah import shared
from sentra.ledger.chart import charted
from sentra.ledger.statements.rows import LINE, SUM, TOTAL, Part, Row, Statement, summed
from sentra.ledger.statements.spans import Span

FILE = Path(__file__).parents[1] / "data" / "statements.json"


@dataclass(frozen=True)
class Bought:
    """What was bought in a period from members (while they were members) and from others, whole rupiah."""

    members_idr: int = 0
    others_idr: int = 0

    def split(self, idr: int) -> tuple[int, int]:
        """(members', others') part of an amount, to the rupiah, by largest remainder, members first.

        Nothing was bought: it stays with the others, where the accounts have it.
        """
        weights = [self.members_idr, self.others_idr]
        members, others = shared(idr, weights if any(weights) else [0, 1])
        return members, others


@cache
def layout() -> Sequence[Mapping[str, Any]]:
    """The rows of the file. An account of the chart that no row names goes to the row marked `rest`."""
    rows: list[dict[str, Any]] = json.loads(FILE.read_text())["results"]
    named = {code for row in rows for kind in ("accounts", "others_of") for code in row.get(kind, ())}
    nominal = [code for code, one in charted().items() if one.group in {"income", "cost"}]
    for row in rows:
        if row.get("rest"):
            row["accounts"] = sorted({*row["accounts"], *(set(nominal) - named)})
    return rows


def results(now: Span, before: Span, bought: Bought, bought_before: Bought) -> Statement:
    """Income positive, costs negative, so that every sum is the sum of its lines. Whole rupiah."""
    made: dict[str, Row] = {}
    for told in layout():
        if "sum" in told:
            level = TOTAL if told["key"] == "surplus" else SUM
            lines = [made[key] for key in told["sum"]]
            made[told["key"]] = summed(told["key"], told["name"], told["name_en"], lines, level=level)
        else:
            made[told["key"]] = _line(told, now, before, (bought, bought_before))
    last = made["surplus"]
    assert (last.now_idr, last.before_idr) == (now.surplus_idr, before.surplus_idr), "an account has no row"
    return Statement("results", tuple(made.values()))


def _line(told: Mapping[str, Any], now: Span, before: Span, bought: tuple[Bought, Bought]) -> Row:
    parts = [
        Part(code, -now.moved(code).balance_idr, -before.moved(code).balance_idr)
        for code in told.get("accounts", ())
    ]
    for side, key in enumerate(("members_of", "others_of")):
        for code in told.get(key, ()):
            here, there = (
                split.split(-span.moved(code).balance_idr)[side]
                for split, span in zip(bought, (now, before), strict=True)
            )
            parts.append(Part(code, here, there, ("members", "others")[side]))
    kept = tuple(part for part in parts if part.now_idr or part.before_idr)
    return Row(
        told["key"], told["name"], told["name_en"], LINE,
        sum(part.now_idr for part in kept), sum(part.before_idr for part in kept), kept,
    )  # fmt: skip
