"""Reads a stranger's table (xlsx, xls, ods, csv) into rows of cells without risking the server.

Three fences (quality.md, recipe 12): limits that cost nothing are checked before anything is parsed; the
parsing runs in a process of its own with little memory and time (`table_child`); what comes back is
counted and capped. The file's content decides what it is, never its name. Macros are not looked at,
formulas give their last result.
"""

import io
import json
import struct
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Literal

from sentra.kernel import table_limits as limits

Cell = str | int | float | date | None
Kind = Literal["zip", "ole", "text"]

CHILD = Path(__file__).with_name("table_child.py")

_ZIP, _ZIP_END, _OLE = b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORKBOOK_PARTS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")
_BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")


class TableRefused(Exception):
    """The file cannot be read as a table. `code` says why; the sentence belongs to the screen.

    Codes: empty, too_large, not_a_table, web_page, encrypted, broken, bomb, too_complex, too_many_sheets,
    too_many_rows, too_many_columns, cell_too_long; readers of tables add header_not_found.
    """

    def __init__(self, code: str, **numbers: int) -> None:
        super().__init__(code)
        self.code = code
        self.numbers = numbers


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is not blank. `number` is what Excel shows at the left; cells start in column A."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged block, numbered like the rows and columns of Excel, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet without its blank rows; `merges` as far as the format tells (csv and ods have none)."""

    name: str
    hidden: bool
    rows: tuple[Row, ...]
    merges: tuple[Merge, ...] = ()


def read_tables(content: bytes) -> tuple[Sheet, ...]:
    """All sheets of the file, hidden ones too (marked). Refuses (TableRefused) what is too large, odd or a
    trap.
    """
    kind = checked_kind(content)
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as answer:
        source.write(content)
        source.seek(0)
        _run_child(kind, source, answer)
        answer.seek(0)
        return tuple(_sheets(io.TextIOWrapper(answer, encoding="ascii")))


def read_table_file(path: Path) -> tuple[Sheet, ...]:
    """Like `read_tables`, for a file on disk: a huge one is refused without being read."""
    size = path.stat().st_size
    if size > limits.FILE_BYTES:
        raise TableRefused("too_large", bytes=size, limit=limits.FILE_BYTES)
    return read_tables(path.read_bytes())


def sheet_of(rows: Iterable[Sequence[Cell]], *, name: str = "") -> Sheet:
    """A sheet from plain rows (a form, a test); blank rows only move the numbers on."""
    numbered = (Row(number, tuple(cells)) for number, cells in enumerate(rows, 1))
    return Sheet(
        name, hidden=False, rows=tuple(row for row in numbered if any(cell is not None for cell in row.cells))
    )


def checked_kind(content: bytes) -> Kind:
    """What the bytes are, after every check that needs no parsing. Refuses (TableRefused) the rest."""
    if not content.strip(b"\x00\t\r\n "):
        raise TableRefused("empty")
    if len(content) > limits.FILE_BYTES:
        raise TableRefused("too_large", bytes=len(content), limit=limits.FILE_BYTES)
    if content.startswith((_ZIP, _ZIP_END)):
        _check_zip(content)
        return "zip"
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise TableRefused("encrypted")
        return "ole"
    if content.startswith(_BINARY):
        raise TableRefused("not_a_table")
    return _checked_text(content)


def _checked_text(content: bytes) -> Kind:
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\x00" in content and not wide:
        raise TableRefused("not_a_table")
    start = content[:2000].lower()
    if any(mark in start for mark in (b"<html", b"<table", b"<!doctype", b"<?xml")):
        raise TableRefused("web_page")  # government sites hand out web pages named .xls
    return "text"


def _check_zip(content: bytes) -> None:
    """Size, number and squeeze of the parts, from the directory alone. The child checks that it does not
    lie.
    """
    end = content.rfind(_ZIP_END)
    if end < 0 or end + 22 > len(content):
        raise TableRefused("broken")
    entries, directory_bytes = struct.unpack("<HI", content[end + 10 : end + 16])
    if entries > limits.ZIP_ENTRIES or directory_bytes > limits.ZIP_DIRECTORY_BYTES:
        raise TableRefused("bomb", entries=entries, limit=limits.ZIP_ENTRIES)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, OSError) as broken:
        raise TableRefused("broken") from broken
    _check_parts(parts)


def _check_parts(parts: Sequence[zipfile.ZipInfo]) -> None:
    if not any(part.filename in _WORKBOOK_PARTS for part in parts):
        raise TableRefused("not_a_table")
    if any(part.flag_bits & 1 for part in parts):
        raise TableRefused("encrypted")
    if len(parts) > limits.ZIP_ENTRIES or sum(part.file_size for part in parts) > limits.UNZIPPED_BYTES:
        raise TableRefused("bomb", entries=len(parts), limit=limits.ZIP_ENTRIES)
    for part in parts:
        if part.file_size > max(limits.RATIO_FROM_BYTES, limits.ZIP_RATIO * part.compress_size):
            raise TableRefused(
                "bomb", ratio=part.file_size // max(part.compress_size, 1), limit=limits.ZIP_RATIO
            )


def _run_child(kind: Kind, source: IO[bytes], answer: IO[bytes]) -> None:
    """A crash, a lack of memory or time are all the same news: this file asks for too much."""
    command = [sys.executable, "-I", str(CHILD), kind]
    try:
        done = subprocess.run(  # noqa: S603  # our own file, no shell, the stranger's bytes only on stdin
            command, stdin=source, stdout=answer, stderr=subprocess.PIPE, check=False, close_fds=True,
            timeout=limits.WALL_SECONDS, env={"LC_ALL": "C.UTF-8"},
        )  # fmt: skip
    except subprocess.TimeoutExpired as late:
        raise TableRefused("too_complex") from late
    if done.returncode == 0:
        return
    starved = done.returncode < 0 or b"MemoryError" in done.stderr or b"memory allocation" in done.stderr
    raise TableRefused("too_complex" if starved else "broken")


def _sheets(lines: Iterable[str]) -> Iterator[Sheet]:
    heading: dict[str, object] | None = None
    rows: list[Row] = []
    kept: dict[str, str] = {}  # the same words stand in thousands of cells: keep one copy of each
    for line in lines:
        read = json.loads(line)
        if isinstance(read, list):
            number, *cells = read
            rows.append(Row(number, tuple(_cell(cell, kept) for cell in cells)))
            continue
        if "refused" in read:
            raise TableRefused(read.pop("refused"), **read)
        if heading is not None:
            yield _sheet(heading, rows)
        heading, rows = read, []
        if "end" in read:
            return
    raise TableRefused("too_complex")  # the answer was cut off


def _sheet(heading: dict[str, object], rows: list[Row]) -> Sheet:
    merged = heading["merged"]
    assert isinstance(merged, list)  # written by our own child
    merges = tuple(Merge(top + 1, left + 1, bottom + 1, right + 1) for top, left, bottom, right in merged)
    return Sheet(str(heading["sheet"]), hidden=bool(heading["hidden"]), rows=tuple(rows), merges=merges)


def _cell(value: object, kept: dict[str, str]) -> Cell:
    if isinstance(value, str):
        return kept.setdefault(value, value)
    if isinstance(value, dict):
        return date.fromisoformat(value["date"])
    assert value is None or isinstance(value, int | float)  # written by our own child
    return value
