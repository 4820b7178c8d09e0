"""Tables people open in Excel: written row by row, and no text in them ever runs as a formula.

xlsx: text is stored as text, whatever it starts with, so it comes back exactly. csv has no types: a
dangerous start gets one apostrophe in front (OWASP "CSV injection"), which `from_csv` takes off again.
REL-18, recipe 13.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO, Final, Literal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

Cell = str | int | date | None
Kind = Literal["text", "number", "idr", "date"]

MOST_ROWS: Final = 1_048_575
LONGEST_TEXT: Final = 32_767
LARGEST_NUMBER: Final = 2**53
"""Excel keeps numbers as doubles: beyond this a rupiah would be lost, so it is refused."""

OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
BOM: Final = "\ufeff"
DANGER: Final = re.compile(r"\s*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_MARKED = re.compile(r"'*\s*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


class SheetRefused(ValueError):
    """`code` is one of text_too_long, number_too_large, too_many_rows, columns (row and titles differ)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Column:
    """`title` as shown, `kind` of its cells, `width` in characters."""

    title: str
    kind: Kind = "text"
    width: int = 18


@dataclass(frozen=True)
class Sheet:
    """One tab: `rows` may be an iterator of any length; None is an empty cell."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]


def write_xlsx(out: BinaryIO, sheets: Sequence[Sheet], *, made_at: datetime) -> None:
    """Write the sheets to `out`, one row in memory at a time; the same input gives the same bytes.

    Dates are days (an instant is written as its own calendar day and hour, without zone); whole numbers only.
    Refuses (SheetRefused) what Excel would cut or round: long texts, numbers above 2**53, too many rows.
    """
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        book.set_properties({"created": made_at.replace(tzinfo=None)})
        styles = _styles(book)
        for sheet in sheets:
            _fill(book.add_worksheet(_tab(sheet.name)), sheet, styles)


def csv_lines(
    columns: Sequence[Column], rows: Iterable[Sequence[Cell]], *, separator: str = ";"
) -> Iterator[str]:
    """The table as csv, line by line, for a streaming response: UTF-8 mark first, ISO dates, plain numbers.

    Semicolons by default, as Excel set to Indonesian expects; every text is quoted, so no other separator
    can cut a cell loose. Refuses (SheetRefused) a row that does not match the columns.
    """
    yield BOM + _csv_line([column.title for column in columns], separator)
    for row in rows:
        if len(row) != len(columns):
            raise SheetRefused("columns")
        yield _csv_line(row, separator)


def to_csv(text: str) -> str:
    """`=1+1` → `'=1+1`: one more apostrophe where the text could run as a formula, nothing elsewhere."""
    return f"'{text}" if _MARKED.match(text) else text


def from_csv(text: str) -> str:
    """The exact inverse of `to_csv`, for reading our own exports back."""
    return text[1:] if text.startswith("'") and _MARKED.match(text) else text


def _csv_line(cells: Sequence[Cell], separator: str) -> str:
    line = io.StringIO()
    writer = csv.writer(line, delimiter=separator, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow([_plain(cell) for cell in cells])
    return line.getvalue()


def _plain(cell: Cell) -> str | int:
    if isinstance(cell, int):
        return cell
    if isinstance(cell, date):
        return cell.isoformat()
    return to_csv(cell or "")


def _tab(name: str) -> str:
    """Excel's rule for a tab: at most 31 characters, none of []:*?/\\ and no apostrophe at the ends."""
    return re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", name).strip().strip("'")[:31] or "Data"


def _styles(book: xlsxwriter.Workbook) -> dict[str, Format]:
    """`@` keeps a cell text even after somebody edits it; `quote` also shows Excel that it was meant."""
    return {
        "title": book.add_format(
            {"bold": True, "bg_color": "#1f2a5a", "font_color": "#fff", "num_format": "@"}
        ),
        "text": book.add_format({"num_format": "@"}),
        "quote": book.add_format({"num_format": "@", "quote_prefix": True}),
        "number": book.add_format({"num_format": "0"}),
        "idr": book.add_format({"num_format": "#,##0"}),
        "date": book.add_format({"num_format": "dd/mm/yyyy"}),
        "instant": book.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
    }


def _fill(tab: Worksheet, sheet: Sheet, styles: dict[str, Format]) -> None:
    for at, column in enumerate(sheet.columns):
        tab.set_column(at, at, column.width)
    tab.freeze_panes(1, 0)
    for at, column in enumerate(sheet.columns):
        tab.write_string(0, at, column.title, styles["title"])
    for line, row in enumerate(sheet.rows, start=1):
        if line > MOST_ROWS:
            raise SheetRefused("too_many_rows")
        if len(row) != len(sheet.columns):
            raise SheetRefused("columns")
        for at, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
            _write(tab, (line, at), cell, styles, kind=column.kind)


def _write(
    tab: Worksheet, place: tuple[int, int], cell: Cell, styles: dict[str, Format], *, kind: Kind
) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, datetime):
        tab.write_datetime(*place, cell.replace(tzinfo=None), styles["instant"])
    elif isinstance(cell, date):
        tab.write_datetime(*place, cell, styles["date"])
    elif isinstance(cell, str):
        if len(cell) > LONGEST_TEXT:
            raise SheetRefused("text_too_long")
        tab.write_string(*place, cell, styles["quote" if DANGER.match(cell) else "text"])
    else:
        if abs(cell) > LARGEST_NUMBER:
            raise SheetRefused("number_too_large")
        tab.write_number(*place, cell, styles["idr" if kind == "idr" else "number"])
