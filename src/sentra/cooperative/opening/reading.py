"""From the bytes of a file to rows with their numbers. No database; the safe reader is the kernel's."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sentra.cooperative.opening.layout import SHEETS, TRIAL, Field
from sentra.kernel.cells import plain
from sentra.kernel.rupiah import AmountRefused, typed
from sentra.kernel.tables import Cell, Sheet

LARGEST = 10**15
"""Beyond it a slipped finger is likelier than the truth, as where people type (`kernel.rupiah`)."""

PERCENT = re.compile(r"\s*(\d{1,3})(?:[.,](\d{1,2}))?\s*%?\s*", re.ASCII)


@dataclass(frozen=True)
class Problem:
    """What is wrong where. `row` as Excel counts, 0: the sheet as a whole. `code` names the sentence."""

    sheet: str
    row: int
    code: str
    more: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class Told:
    """One row as the file tells it: field → text, whole rupiah, day, or None where the cell is empty."""

    sheet: str
    row: int
    cells: dict[str, Any]


def problem(told: Told, code: str, **more: Any) -> Problem:
    return Problem(told.sheet, told.row, code, tuple(more.items()))


def read_rows(sheets: Sequence[Sheet]) -> tuple[list[Told], list[Problem]]:
    """Every row of the five sheets, and what cannot be read. Other sheets are left aside."""
    by_name = {_plain(sheet.name): sheet for sheet in sheets}
    rows: list[Told] = []
    problems: list[Problem] = []
    for name, fields in SHEETS.items():
        sheet = by_name.get(_plain(name))
        if sheet is None or not sheet.rows:
            if name == TRIAL:
                problems.append(Problem(name, 0, "no_sheet"))
            continue
        places = _places(sheet, fields)
        missing = [one.title for one in fields if one.needed and one.name not in places]
        if missing:
            problems.append(Problem(name, sheet.rows[0].number, "no_column", (("title", missing[0]),)))
            continue
        rows += _rows(name, sheet, fields, places, problems)
    return rows, problems


def _plain(text: object) -> str:
    return " ".join(str(text).split()).casefold()


def _places(sheet: Sheet, fields: Sequence[Field]) -> dict[str, int]:
    """Field → column, by the titles in the first row that is not blank."""
    titles = {_plain(cell): at for at, cell in enumerate(sheet.rows[0].cells) if cell is not None}
    return {one.name: titles[_plain(one.title)] for one in fields if _plain(one.title) in titles}


def _rows(
    name: str, sheet: Sheet, fields: Sequence[Field], places: dict[str, int], problems: list[Problem]
) -> Iterator[Told]:
    for row in sheet.rows[1:]:
        cells: dict[str, Any] = {}
        wrong = False
        for field in fields:
            at = places.get(field.name)
            raw = row.cells[at] if at is not None and at < len(row.cells) else None
            try:
                cells[field.name] = _read(raw, field)
            except ValueError as trouble:
                more = (("title", field.title), ("text", str(raw)[:40]))
                problems.append(Problem(name, row.number, str(trouble), more))
                wrong = True
        told = Told(name, row.number, cells)
        if not wrong and _says_something(told, fields):
            yield told


def _says_something(told: Told, fields: Sequence[Field]) -> bool:
    """A prefilled row whose amounts are all empty or zero says nothing."""
    amounts = [told.cells[one.name] for one in fields if one.kind == "idr"]
    return any(amounts)


def _read(raw: Cell, field: Field) -> Any:
    """Raises ValueError with the code of what is wrong."""
    raw = plain(raw)
    if raw is None or raw == "":
        return None
    if field.kind == "idr":
        return _whole(raw, "amount")
    if field.kind == "number":
        return _whole(raw, "number")
    if field.kind == "percent":
        return _hundredths(raw)
    if field.kind == "date":
        return _day(raw)
    return _text(raw)


def _text(raw: Cell) -> str:
    return " ".join(str(raw).split())


def _whole(raw: Cell, code: str) -> int:
    """A whole number of zero or more: as a number cell or as people write rupiah."""
    if isinstance(raw, str):
        try:
            return typed(raw)
        except AmountRefused as refused:
            raise ValueError("negative" if refused.code == "negative" else code) from refused
    if not isinstance(raw, int) or isinstance(raw, bool):
        raise ValueError(code)
    if raw < 0:
        raise ValueError("negative")
    if raw > LARGEST:
        raise ValueError("too_large")
    return raw


def _hundredths(raw: Cell) -> int:
    """Percent as people write it, 12 or 12,5 or "12 %", as hundredths of a percent: 1200, 1250.

    A part of one (0,12, what Excel makes of a cell shown as 12 %) is refused: nobody lends at so little.
    """
    found = PERCENT.fullmatch(str(raw))
    bp = int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")) if found else -1
    if not (bp == 0 or 100 <= bp <= 10_000):
        raise ValueError("rate")
    return bp


def _day(raw: Cell) -> date:
    if isinstance(raw, date):
        return raw
    text = str(raw).strip()
    for shape in (text, "-".join(reversed(text.replace("/", "-").split("-")))):
        try:
            return date.fromisoformat(shape)
        except ValueError:
            continue
    raise ValueError("day")
