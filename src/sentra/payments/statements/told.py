"""A statement as its file tells it: lines oldest first, sums in sen (hundredths of a rupiah)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row cannot be used; the sentence belongs to the screen.

    Codes: no_day, no_amount, two_amounts, unclear_amount, amount_too_large, no_mark, future, balance, sums.
    """

    row: int
    code: str
    words: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ToldLine:
    """One movement; money in is positive. `row` is what a person counts in the file."""

    row: int
    on: date
    sen: int
    text: str
    reference: str = ""
    balance_sen: int | None = None


@dataclass(frozen=True)
class Told:
    """Everything a file says. `opening_sen` and `closing_sen` are None where it tells none."""

    lines: tuple[ToldLine, ...]
    opening_sen: int | None = None
    closing_sen: int | None = None
    problems: tuple[Problem, ...] = ()
    number: str = ""  # of the account, where the file tells it


class StatementRefused(Exception):
    """The file is no statement anybody could read. `code`: no_columns, no_lines, too_many_lines, and those of
    `TableRefused`."""

    def __init__(self, code: str, **numbers: int) -> None:
        super().__init__(code)
        self.code = code
        self.numbers = numbers
