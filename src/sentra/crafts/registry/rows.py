"""Keeps the lines of a sheet that are people, and says of every other line why it is none.

Nobody is counted who is no person, and no person is lost: what cannot be told apart is kept as a person and then
rejected with a reason (`check`), never dropped in silence.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from sentra.crafts.registry.columns import Vocabulary
from sentra.crafts.registry.header import Header, header_at, is_numbering, repeats
from sentra.crafts.registry.line_kinds import (
    Heading,
    heading_of,
    is_heading,
    is_remark,
    is_signature,
    is_total,
    names_subdistrict,
)
from sentra.crafts.registry.reasons import Message, message
from sentra.crafts.registry.words import as_number, is_ditto, is_nothing, key, text_of
from sentra.kernel.tables import Cell, Row, Sheet

Kind = Literal[
    "person", "continued", "numbering", "header", "total", "heading", "signature", "remark", "only_number"
]

NIK_LIKE = 12  # digits that make a cell a number of identity rather than a count
WIDE = 3  # columns; a cell merged over more stands for a whole line
_NOT_FACTS = {"number", "name", "unit", "notes", "sex", "born_on", "district"}
_OWN = {
    "nik",
    "phone",
    "business",
    "village",
    "subdistrict",
}  # what a second product line of a person does not repeat


@dataclass(frozen=True, slots=True)
class Line:
    """One person as the sheet has it: cells by field, marks such as "sda" already replaced and noted."""

    sheet: str
    number: int
    cells: Mapping[str, Cell]
    heading: Heading
    messages: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A line that is no person, for the officer to check."""

    sheet: str
    row: int
    kind: Kind
    text: str


@dataclass(frozen=True)
class Lines:
    people: tuple[Line, ...]
    left_out: tuple[LeftOut, ...]
    stated: tuple[tuple[int, int], ...]  # (row, total of makers the sheet itself states)


def read_lines(sheet: Sheet, header: Header, vocabulary: Vocabulary) -> Lines:
    """People and all the rest under the header of one sheet."""
    return _Reader(sheet, header, vocabulary).read()


@dataclass
class _Reader:
    """Walks down one sheet; what it remembers is the heading above, the person above and whether the end has come."""

    sheet: Sheet
    header: Header
    vocabulary: Vocabulary
    heading: Heading = Heading()
    ended: bool = False
    above: Line | None = None
    people: list[Line] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    stated: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.down = {
            (row, at): merge.top
            for merge in self.sheet.merges
            if merge.bottom > merge.top > self.header.bottom
            and merge.bottom - merge.top < len(self.sheet.rows)
            for row in range(merge.top + 1, merge.bottom + 1)
            for at in range(merge.left - 1, min(merge.right, merge.left + WIDE))
        }
        self.wide = {merge.top for merge in self.sheet.merges if merge.right - merge.left >= WIDE - 1}
        self.by_number = {row.number: row for row in self.sheet.rows} if self.down else {}
        self.numbered = self._mostly_numbered()
        self.heading = Heading(bare=(self.sheet.name,))
        for row in self.sheet.rows:
            title = " ".join(text_of(cell) for cell in row.cells if cell is not None)
            if row.number < self.header.top and names_subdistrict(title):
                self.heading = heading_of(title, self.heading)

    def _mostly_numbered(self) -> bool:
        number, name = self.header.columns.at("number"), self.header.columns.at("name")
        if number is None or name is None:
            return False
        named = [
            row
            for row in self.sheet.rows
            if row.number > self.header.bottom and isinstance(_at(row, name), str)
        ]
        return sum(as_number(_at(row, number)) is not None for row in named) * 2 > len(named)

    def read(self) -> Lines:
        skip_to = self.header.bottom
        for index, row in enumerate(self.sheet.rows):
            if row.number <= skip_to:
                continue
            if other := self._other_header(index):
                self.header, skip_to = other, other.bottom
                self.numbered, self.ended = self._mostly_numbered(), False
                self._leave(row, "header")
                continue
            self._take(row)
        return Lines(tuple(self.people), tuple(self.left_out), tuple(self.stated))

    def _other_header(self, index: int) -> Header | None:
        """A further table below, with columns of its own."""
        cells = self.sheet.rows[index].cells
        texts = [cell for cell in cells if isinstance(cell, str)]
        if sum(key(text) in self.vocabulary.weights for text in texts) < self.vocabulary.at_least:
            return None
        if repeats(cells, self.header.columns):
            return None
        return header_at(self.sheet.rows[index : index + 2], self.sheet.merges, self.vocabulary)

    def _take(self, row: Row) -> None:
        cells = dict(self._cells(row))
        kind = self._kind(row, cells)
        if kind == "person":
            self._keep(row, cells)
        elif kind == "continued" and self.above:
            said = message("continued", "product", row=row.number, text=_short(cells))
            last = self.people[-1]
            self.people[-1] = Line(last.sheet, last.number, last.cells, last.heading, (*last.messages, said))
            self.above = self.people[-1]
            self._leave(row, kind)
        else:
            self._leave(row, kind)
        if kind == "heading":
            line = " ".join(
                text_of(cell) for cell in row.cells if cell is not None and as_number(cell) is None
            )
            self.heading = heading_of(line, self.heading)
            self.ended = False
        elif kind in ("signature", "remark"):
            self.ended = True
        elif kind == "total":
            self._note_total(row)

    def _cells(self, row: Row) -> Iterator[tuple[str, Cell]]:
        for name, column in self.header.columns.by_field.items():
            cell = _at(row, column.at)
            if cell is not None:
                yield name, cell

    def _kind(self, row: Row, cells: Mapping[str, Cell]) -> Kind:
        if is_numbering(row.cells):
            return "numbering"
        if repeats(row.cells, self.header.columns):
            return "header"
        facts = {
            name for name, cell in cells.items() if name not in _NOT_FACTS and not is_nothing(text_of(cell))
        }
        numbered = as_number(cells.get("number")) is not None
        has_nik = sum(character.isdigit() for character in text_of(cells.get("nik"))) >= NIK_LIKE
        if has_nik or (numbered and len(facts) >= 3):
            return "person"
        if spoken := self._spoken(row, facts, numbered=numbered):
            return spoken
        if not is_nothing(text_of(cells.get("name"))):
            return self._named(row, facts, numbered=numbered)
        return self._nameless(row, facts, numbered=numbered)

    def _spoken(self, row: Row, facts: set[str], *, numbered: bool) -> Kind | None:
        """Lines that say in words what they are."""
        texts = [text_of(cell) for cell in row.cells if isinstance(cell, str) and as_number(cell) is None]
        few = sum(cell is not None for cell in row.cells) <= 4
        if texts and not numbered and is_total(texts[0]):
            return "total"
        if few and any(is_signature(text) for text in texts) and "village" not in facts:
            return "signature"
        if texts and few and is_heading(texts[0]) and len(facts - {"village", "subdistrict", "address"}) <= 1:
            return "heading"
        if texts and not numbered and len(texts) <= 2 and is_remark(texts[0]):
            return "remark"
        if texts and len(texts) == 1 and row.number in self.wide and not numbered:
            return "remark" if self.ended else "heading"
        return None

    def _named(self, row: Row, facts: set[str], *, numbered: bool) -> Kind:
        if self.ended:
            return "person" if len(facts) >= 3 else "signature"
        alone = sum(cell is not None for cell in row.cells) == 1
        if alone and self.numbered and not numbered:
            return "heading"
        name_at = self.header.columns.at("name")
        if name_at is not None and (top := self.down.get((row.number, name_at))) and top != row.number:
            return "continued"
        return "person"

    def _nameless(self, row: Row, facts: set[str], *, numbered: bool) -> Kind:
        if not facts:
            return "only_number" if numbered else "remark"
        close = self.above is not None and row.number - self.above.number <= 3
        name_at = self.header.columns.at("name")
        merged = name_at is not None and (row.number, name_at) in self.down
        if close and self.people and (merged or (not numbered and not facts & _OWN)):
            return "continued"
        if self.ended:
            return "signature"
        if numbered and facts <= {"workers"}:
            return "only_number"
        if not numbered and len(facts) < 3 and not facts & {"nik", "phone"}:
            return "remark"
        return "person"

    def _keep(self, row: Row, cells: dict[str, Cell]) -> None:
        said: list[Message] = []
        for name, column in self.header.columns.by_field.items():
            top = self.down.get((row.number, column.at))
            if name in cells or top is None or name in ("nik", "number", "name"):
                continue
            if (cell := _at(self.by_number.get(top), column.at)) is not None:
                cells[name] = cell
                said.append(message("merged_down", name))
        for name, cell in list(cells.items()):
            if isinstance(cell, str) and name not in ("number", "nik") and is_ditto(cell):
                cells.pop(name)
                if self.above and (over := self.above.cells.get(name)) is not None:
                    cells[name] = over
                said.append(message("ditto" if name in cells else "ditto_nothing_above", name))
        self.above = Line(self.sheet.name, row.number, cells, self.heading, tuple(said))
        self.people.append(self.above)

    def _note_total(self, row: Row) -> None:
        """“Jumlah 436” right behind the word is how many the sheet itself counts."""
        for at, cell in enumerate(row.cells):
            if isinstance(cell, str) and is_total(cell):
                near = (as_number(_at(row, at + step)) for step in (1, 2))
                self.stated.extend((row.number, number) for number in near if number is not None)
                return

    def _leave(self, row: Row, kind: Kind) -> None:
        self.left_out.append(LeftOut(self.sheet.name, row.number, kind, self._first_text(row)[:120]))

    def _first_text(self, row: Row) -> str:
        return next(
            (text_of(cell) for cell in row.cells if isinstance(cell, str) and as_number(cell) is None), ""
        )


def _at(row: Row | None, at: int) -> Cell:
    return row.cells[at] if row is not None and at < len(row.cells) else None


def _short(cells: Mapping[str, Cell]) -> str:
    shown = (text_of(cells.get(name)) for name in ("craft", "product", "capacity"))
    return ", ".join(text for text in shown if text)[:80]
