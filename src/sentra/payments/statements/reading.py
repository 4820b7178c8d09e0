"""One file of a bank into what it tells, whatever its shape. The content decides, never the name.

Size is checked before anything is parsed; every parser of a stranger's file runs in a process of its own with
little memory and time (`kernel.tables` for tables, `statement_child` for the other shapes).
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from sentra.kernel.tables import Sheet, TableRefused, read_tables
from sentra.payments.statements.columns import Columns, find_columns
from sentra.payments.statements.table import read_table
from sentra.payments.statements.told import StatementRefused, Told, ToldLine
from sentra.payments.texts import tidy

FILE_BYTES: Final = 4 * 1024 * 1024
LINES: Final = 10_000
WALL_SECONDS: Final = 30
CHILD: Final = Path(__file__).with_name("statement_child.py")


@dataclass(frozen=True)
class Read:
    """`columns` and `sheet` only for a table."""

    shape: str
    told: Told
    columns: Columns | None = None
    sheet: Sheet | None = None


def read_statement(
    content: bytes, *, remembered: Mapping[str, Sequence[str]] | None = None,
    fields: Sequence[str] | None = None, opening_sen: int | None = None, closing_sen: int | None = None,
) -> Read:  # fmt: skip
    """Everything the file tells. `fields` is a person's word for the columns, `remembered` the last one's.

    Typed balances stand in where the file tells none. Refuses (StatementRefused) what is too large, a trap,
    or no statement.
    """
    if len(content) > FILE_BYTES:
        raise StatementRefused("too_large")
    shape = shape_of(content)
    if shape == "table":
        found = _table(content, remembered, fields)
    else:
        found = Read(shape, _by_child(content, shape))
    if len(found.told.lines) > LINES:
        raise StatementRefused("too_many_lines")
    told = replace(
        found.told,
        opening_sen=found.told.opening_sen if found.told.opening_sen is not None else opening_sen,
        closing_sen=found.told.closing_sen if found.told.closing_sen is not None else closing_sen,
    )
    return replace(found, told=told)


def shape_of(content: bytes) -> str:
    """ "mt940", "camt" or "table"."""
    start = content[:4_000]
    if b":20:" in start and b":61:" in content and (b":60F:" in start or b":60M:" in start):
        return "mt940"
    if b"<" in start[:10] and b"camt.05" in start:
        return "camt"
    return "table"


def _table(
    content: bytes, remembered: Mapping[str, Sequence[str]] | None, fields: Sequence[str] | None
) -> Read:
    try:
        sheets = read_tables(content)
    except TableRefused as trouble:
        raise StatementRefused(trouble.code, **trouble.numbers) from trouble
    for sheet in sheets:
        columns = find_columns(sheet, remembered) if not sheet.hidden else None
        if columns and fields is not None:
            columns = replace(columns, fields=_as_wide(fields, len(columns.headers)))
        if columns:
            told = read_table(sheet, columns) if columns.usable else Told(())
            return Read("table", told, columns, sheet)
    raise StatementRefused("no_columns")


def _as_wide(fields: Sequence[str], width: int) -> tuple[str, ...]:
    return tuple([*fields, *[""] * width][:width])


def _by_child(content: bytes, shape: str) -> Told:
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as answer:
        source.write(content)
        source.seek(0)
        command = [sys.executable, "-I", str(CHILD), shape]
        try:
            done = subprocess.run(  # noqa: S603  # our own file, no shell, the stranger's bytes only on stdin
                command, stdin=source, stdout=answer, stderr=subprocess.PIPE, check=False, close_fds=True,
                timeout=WALL_SECONDS, env={"LC_ALL": "C.UTF-8"},
            )  # fmt: skip
        except subprocess.TimeoutExpired as late:
            raise StatementRefused("too_complex") from late
        if done.returncode:
            starved = done.returncode < 0 or b"MemoryError" in done.stderr
            raise StatementRefused("too_complex" if starved else "broken")
        answer.seek(0)
        return _told([json.loads(line) for line in answer])


def _told(answers: Sequence[Mapping[str, object]]) -> Told:
    if not answers or "end" not in answers[-1]:
        code = next((str(one["refused"]) for one in answers if "refused" in one), "too_complex")
        raise StatementRefused(code)
    lines: list[ToldLine] = []
    sums: dict[str, int] = {}
    number = ""
    for one in answers:
        if line := one.get("line"):
            assert isinstance(line, list)  # written by our own child
            row, day, sen, text, reference = line
            lines.append(ToldLine(row, _day(day), sen, tidy(text)[:300], tidy(reference)[:80]))
        elif "opening" in one:
            sums.setdefault("opening", int(str(one["opening"])))  # the first of several statements
        elif "closing" in one:
            sums["closing"] = int(str(one["closing"]))  # the last
        elif one.get("number"):
            number = str(one["number"])
    return Told(tuple(lines), sums.get("opening"), sums.get("closing"), (), number)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise StatementRefused("broken") from wrong
