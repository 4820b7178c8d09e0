"""A long table as an Excel file that leaves while it is written: the first bytes at once, memory flat.

xlsxwriter makes the book with its titles and one sample of each cell; its parts are sent as they are, only
the rows of the sheet are ours. Text is stored as text and marked like in `sheets`: nothing runs as a formula.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Final
from xml.sax.saxutils import escape

from xlsxwriter.utility import xl_col_to_name

from sentra.kernel.sheets import (
    DANGER,
    LARGEST_NUMBER,
    LONGEST_TEXT,
    MOST_ROWS,
    Cell,
    Kind,
    Sheet,
    SheetRefused,
    write_xlsx,
)

TAB: Final = "xl/worksheets/sheet1.xml"
ROWS_AT_ONCE: Final = 500
DAY_ZERO: Final = date(1899, 12, 30)
"""Excel counts days from here (ECMA-376 18.17.4.1, the 1900 system), and rightly from FIRST_DAY on."""
FIRST_DAY: Final = date(1900, 3, 1)
_SAMPLE = re.compile(r'<row r="2".*</row>', re.S)
_SIZE = re.compile(r"<dimension [^>]*/>")
_STYLE = re.compile(r'<c r="[A-Z]+(\d)" s="(\d+)"')
_ODD = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def xlsx_stream(sheet: Sheet, *, made_at: datetime) -> Iterator[bytes]:
    """The sheet (texts, whole numbers, days) as the bytes of a workbook, in order, for a streaming response.

    Refuses (SheetRefused) while it runs what `write_xlsx` refuses: the file breaks off and cannot be opened.
    """
    pattern, out = _pattern(sheet, made_at), _Pipe()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book, zipfile.ZipFile(pattern) as parts:
        for name in parts.namelist():
            if name != TAB:
                book.writestr(name, parts.read(name))
        before, sample, after = _cut(parts.read(TAB).decode())
        with book.open(zipfile.ZipInfo(TAB), "w", force_zip64=True) as tab:
            tab.write(before.encode())
            for chunk in _rows(sheet, *_styles(sample, len(sheet.columns))):
                tab.write(chunk.encode())
                yield out.taken()
            tab.write(after.encode())
    yield out.taken()


class _Pipe(io.RawIOBase):
    """What is written waits until it is taken."""

    def __init__(self) -> None:
        self.waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, some: object) -> int:
        piece = bytes(some)  # type: ignore[call-overload]  # any buffer
        self.waiting += piece
        return len(piece)

    def taken(self) -> bytes:
        piece, self.waiting = bytes(self.waiting), bytearray()
        return piece


def _pattern(sheet: Sheet, made_at: datetime) -> io.BytesIO:
    """The book with two rows that show every style: plain, and text with a dangerous start."""
    out = io.BytesIO()
    plain: dict[Kind, Cell] = {"text": "x", "number": 0, "idr": 0, "date": date(2026, 1, 1)}
    samples = [[plain[one.kind] for one in sheet.columns] for _ in range(2)]
    samples[1] = ["=" if one == "x" else one for one in samples[1]]
    write_xlsx(out, [Sheet(sheet.name, sheet.columns, samples)], made_at=made_at)
    return out


def _cut(tab: str) -> tuple[str, str, str]:
    """What stands before the sample rows, these, and what stands behind."""
    found = _SAMPLE.search(tab)
    assert found is not None  # we wrote them
    return _SIZE.sub("", tab[: found.start()]), found.group(), tab[found.end() :]


def _styles(sample: str, columns: int) -> tuple[list[str], list[str]]:
    """The style of each column, and that of its text with a dangerous start."""
    numbers = [style for _row, style in _STYLE.findall(sample)]
    return numbers[:columns], numbers[columns:]


def _rows(sheet: Sheet, plain: Sequence[str], danger: Sequence[str]) -> Iterator[str]:
    letters = [xl_col_to_name(at) for at in range(len(sheet.columns))]
    waiting: list[str] = []
    for line, row in enumerate(sheet.rows, start=2):
        if line - 1 > MOST_ROWS:
            raise SheetRefused("too_many_rows")
        if len(row) != len(letters):
            raise SheetRefused("columns")
        cells = [
            _cell(f"{letter}{line}", cell, danger[at] if _runs(cell) else plain[at])
            for at, (letter, cell) in enumerate(zip(letters, row, strict=True))
            if cell is not None and cell != ""
        ]
        waiting.append(f'<row r="{line}">{"".join(cells)}</row>')
        if len(waiting) == ROWS_AT_ONCE:
            yield "".join(waiting)
            waiting.clear()
    yield "".join(waiting)


def _runs(cell: object) -> bool:
    return isinstance(cell, str) and DANGER.match(cell) is not None


def _cell(place: str, cell: object, style: str) -> str:
    if isinstance(cell, int):
        if abs(cell) > LARGEST_NUMBER:
            raise SheetRefused("number_too_large")
        return f'<c r="{place}" s="{style}"><v>{cell}</v></c>'
    if type(cell) is date and cell < FIRST_DAY:
        cell = cell.isoformat()  # Excel knows no such day: as words
    if type(cell) is date:
        return f'<c r="{place}" s="{style}"><v>{(cell - DAY_ZERO).days}</v></c>'
    if not isinstance(cell, str):
        raise TypeError(f"a streamed table holds texts, whole numbers and days, not {cell!r}")
    if len(cell) > LONGEST_TEXT:
        raise SheetRefused("text_too_long")
    text = escape(_ODD.sub(lambda found: f"_x{ord(found.group()):04X}_", cell))
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
