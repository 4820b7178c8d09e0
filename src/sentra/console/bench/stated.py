"""A problem stated for any solver: least cost, whole variables from 0 to `upper`, rows within two ends."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from math import gcd
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from sentra.allocation import Share

ENDLESS = 1 << 60
Terms = list[tuple[int, int]]  # variable, coefficient


class Stated:
    """Variables and rows; the first are pieces of a plan (`cells`). Cost in thousandths of a rupiah."""

    def __init__(self) -> None:
        self.constant = 0
        self.upper: list[int] = []
        self.cost: list[int] = []
        self.low: list[int] = []
        self.high: list[int] = []
        self.entries: tuple[list[int], list[int], list[int]] = ([], [], [])  # row, variable, coefficient
        self.cells: list[Share] = []  # what one of each of the first variables is

    def variable(self, upper: int, cost: int = 0) -> int:
        self.upper.append(upper)
        self.cost.append(cost)
        return len(self.upper) - 1

    def cell(self, upper: int, cost: int, one: Share) -> int:
        """A variable that is a number of pieces; to be written before all others."""
        self.cells.append(one)
        return self.variable(upper, cost)

    def row(self, terms: Iterable[tuple[int, int]], low: int, high: int) -> None:
        together: dict[int, int] = {}
        for variable, by in terms:
            together[variable] = together.get(variable, 0) + by
        rows, variables, coefficients = self.entries
        rows.extend([len(self.low)] * len(together))
        variables.extend(together)
        coefficients.extend(together.values())
        self.low.append(low)
        self.high.append(high)

    @property
    def unit(self) -> int:
        """Every cost is a whole multiple of so many thousandths of a rupiah."""
        return reduce(gcd, self.cost, 0) or 1

    def save(self, path: Path) -> None:
        """As `cpsat.py` and `alone.py` read it; cost in `unit`s."""
        unit = self.unit
        rows, variables, coefficients = self.entries
        columns = {
            "upper": self.upper,
            "cost": [cost // unit for cost in self.cost],
            "low": self.low,
            "high": self.high,
            "rows": rows,
            "variables": variables,
            "coefficients": coefficients,
            "cells": [len(self.cells)],
        }
        np.savez(path, **{name: np.array(column, np.int64) for name, column in columns.items()})  # type: ignore[arg-type]

    def shares(self, values: list[int]) -> tuple[Share, ...]:
        """The plan that these values of the first variables are."""
        return tuple(
            type(one)(one.line, one.stage, one.maker, one.week, pieces)
            for one, pieces in zip(self.cells, values, strict=True)
            if pieces
        )

    def idr(self, bound: float | None) -> int:
        """The least whole rupiah of a plan that costs no less than this, in `unit`s; 0 if none is known."""
        if bound is None or bound <= -ENDLESS:
            return 0
        return max(0, -(-(self.constant + round(bound * self.unit)) // 1000))
