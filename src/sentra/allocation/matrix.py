"""A sparse programme as it is written down: rows, columns and entries, handed to HiGHS at once."""

from __future__ import annotations

import highspy
import numpy as np

from sentra.allocation.index import Floats, Ints

EQUAL, AT_MOST = 0, 1


class Matrix:
    """Rows with a right side and a kind, columns with a cost and a most, entries between them."""

    def __init__(self) -> None:
        self.rights: list[Floats] = []
        self.kinds: list[Ints] = []
        self.height = 0  # rows
        self.costs: list[Floats] = []
        self.uppers: list[Floats] = []
        self.width = 0  # columns
        self.entries: list[tuple[Ints, Ints, Floats]] = []  # column, row, value

    def rows(self, right: Floats, kind: int) -> int:
        """The number of the first of these new rows."""
        first, self.height = self.height, self.height + len(right)
        self.rights.append(right)
        self.kinds.append(np.full(len(right), kind))
        return first

    def columns(self, cost: Floats, upper: Floats) -> Ints:
        """The numbers of these new columns."""
        first, self.width = self.width, self.width + len(cost)
        self.costs.append(cost)
        self.uppers.append(upper)
        return np.arange(first, self.width)

    def column(self, cost: float, upper: float, *entries: tuple[int, float]) -> None:
        """One column with its entries: row, value."""
        number = self.columns(np.array([cost]), np.array([upper]))
        for row, value in entries:
            self.entries.append((number, np.array([row]), np.array([value])))

    def highs(self) -> highspy.Highs:
        """As HiGHS has it, in fractions, not yet solved. One thread, fixed seed."""
        highs = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, setting in (
            ("output_flag", False),
            ("threads", 1),
            ("random_seed", 0),
            ("parallel", "off"),
        ):
            highs.setOptionValue(option, setting)
        right, kind = np.concatenate(self.rights), np.concatenate(self.kinds)
        low = np.where(kind == AT_MOST, -highspy.kHighsInf, right)
        nothing = np.zeros(0, np.int32)
        highs.addRows(self.height, low, right, 0, nothing, nothing, np.zeros(0))
        column = np.concatenate([part[0] for part in self.entries])
        row = np.concatenate([part[1] for part in self.entries])
        value = np.concatenate([part[2] for part in self.entries])
        order = np.lexsort((row, column))
        column, row, value = column[order], row[order], value[order]
        first = np.ones(len(column), bool)  # an advance and the rest may fall in one week: one entry
        first[1:] = (column[1:] != column[:-1]) | (row[1:] != row[:-1])
        value = np.add.reduceat(value, np.nonzero(first)[0]) if len(value) else value
        column, row = column[first], row[first]
        starts = np.searchsorted(column, np.arange(self.width)).astype(np.int32)
        upper = np.concatenate(self.uppers)
        upper = np.where(np.isinf(upper), highspy.kHighsInf, upper)
        status = highs.addCols(
            self.width,
            np.concatenate(self.costs),
            np.zeros(self.width),
            upper,
            len(row),
            starts,
            row.astype(np.int32),
            value,
        )
        if status == highspy.HighsStatus.kError:
            raise AssertionError("the programme is malformed")
        return highs
