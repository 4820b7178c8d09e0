"""The process that opens a stranger's workbook: small memory, short time, no rights to anything but its
two pipes.

Run by file name with `python -I`, never imported by the server. Standard input is the file, standard
output JSON lines: a sheet is an object, a row an array of its number and its cells, a refusal
`{"refused": code}`, and the last line `{"end": true}`. Dates travel as `{"date": "2026-03-02"}`. It is
not a sandbox against a hole in the reader; it makes sure that a file costs this process its life and not
the server its memory.
"""

import csv
import io
import json
import os
import resource
import sys
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn

sys.path.insert(0, str(Path(__file__).resolve().parent))  # -I leaves the folder of the script out
import table_limits as limits  # type: ignore[import-not-found]  # our neighbour file, found by path

CHUNK = 1 << 20
DELIMITERS = ";,\t|"


def put(thing: object) -> None:
    sys.stdout.write(json.dumps(thing, ensure_ascii=True, separators=(",", ":")) + "\n")


def refuse(code: str, **numbers: int) -> NoReturn:
    put({"refused": code, **numbers})
    sys.stdout.flush()
    os._exit(0)


def cell(value: object, *, row: int, column: int) -> object:
    """One cell as JSON: text trimmed, whole numbers as int, empty as None."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        if len(value) > limits.CELL_CHARACTERS:
            refuse("cell_too_long", row=row, column=column, limit=limits.CELL_CHARACTERS)
        return value.replace("\x00", "").strip() or None
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e17 else value
    if isinstance(value, datetime | date):
        return {"date": value.isoformat()[:10]}
    return str(value)


class Counted:
    """Rows over all sheets, so that many small sheets do not make a large file."""

    def __init__(self) -> None:
        self.rows = 0

    def put_rows(self, rows: Iterable[list[Any]]) -> None:
        for number, row in enumerate(rows, 1):
            cells = [cell(value, row=number, column=at) for at, value in enumerate(row, 1)]
            while cells and cells[-1] is None:
                cells.pop()
            if not cells:
                continue
            self.rows += 1
            if self.rows > limits.ROWS:
                refuse("too_many_rows", limit=limits.ROWS)
            if len(cells) > limits.COLUMNS:
                refuse("too_many_columns", row=number, limit=limits.COLUMNS)
            put([number, *cells])


def unpacked_as_declared(content: bytes) -> None:
    """A part that unpacks to more than it said is a trap: find out in small bites before the reader does."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for entry in archive.infolist():
                with archive.open(entry) as part:
                    while part.read(CHUNK):
                        pass
    except Exception:  # noqa: BLE001  # zipfile raises a dozen kinds on broken input; all mean the same
        refuse("broken")


def read_workbook(content: bytes) -> None:
    from python_calamine import PasswordError, SheetVisibleEnum, load_workbook  # after the limits

    try:
        book = load_workbook(io.BytesIO(content))
        listed = book.sheets_metadata
    except PasswordError:
        refuse("encrypted")
    if len(listed) > limits.SHEETS:
        refuse("too_many_sheets", limit=limits.SHEETS)
    counted = Counted()
    for at, listing in enumerate(listed):
        if str(listing.typ) != "SheetTypeEnum.WorkSheet":
            continue
        sheet = book.get_sheet_by_index(at)
        merged = sheet.merged_cell_ranges or []
        hidden = listing.visible != SheetVisibleEnum.Visible
        put({"sheet": listing.name, "hidden": hidden, "merged": [[*a, *b] for a, b in merged[:20_000]]})
        indent = [None] * (sheet.start[1] if sheet.start else 0)
        counted.put_rows([*indent, *row] for row in sheet.iter_rows())


def read_text(content: bytes) -> None:
    text = decoded(content)
    delimiter = sniffed(text)
    csv.field_size_limit(limits.CELL_CHARACTERS * 4)
    put({"sheet": "", "hidden": False, "merged": []})
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        Counted().put_rows(lined(reader))
    except csv.Error as trouble:
        if "field larger" in str(trouble):
            refuse("cell_too_long", row=reader.line_num, limit=limits.CELL_CHARACTERS)
        refuse("broken")


def lined(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    """A first line `sep=;` is Excel's, not the office's."""
    for at, row in enumerate(reader):
        yield [] if at == 0 and row and row[0].lower().startswith("sep=") else row


def decoded(content: bytes) -> str:
    wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    encodings = ["utf-16"] if wide else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text
    refuse("not_a_table")


def sniffed(text: str) -> str:
    """The separator that cuts most of the first lines into the same number of cells, more than one."""
    sample = text[:64_000].splitlines()[:200]
    if sample and sample[0].lower().startswith("sep=") and len(sample[0]) > len("sep="):
        return sample[0][len("sep=")]

    def score(delimiter: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(sample, delimiter=delimiter) if len(row) > 1]
        if not widths:
            return (0, 0)
        common = max(set(widths), key=lambda width: (widths.count(width), width))
        return (widths.count(common), common)

    try:
        return max(DELIMITERS, key=score)
    except csv.Error:
        refuse("broken")


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY_BYTES, limits.MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.CPU_SECONDS, limits.CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.ANSWER_BYTES, limits.ANSWER_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    kind, content = sys.argv[1], sys.stdin.buffer.read(limits.FILE_BYTES + 1)
    if kind == "text":
        read_text(content)
    else:
        if kind == "zip":
            unpacked_as_declared(content)
        read_workbook(content)
    put({"end": True})


if __name__ == "__main__":
    main()
