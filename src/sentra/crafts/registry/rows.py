"""Keeps the lines of a sheet that are people, and says of every other line why it is none.

Nobody is counted who is no person, and no person is lost: what cannot be told apart is kept as a person and
then rejected with a reason (`check`), never dropped in silence.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from sentra.crafts.registry.columns import Vocabulary
from sentra.crafts.registry.header import Header, header_at, repeats
from sentra.crafts.registry.judge import ENDS_LIST, Judge, Kind, Seen, texts_of
from sentra.crafts.registry.line_kinds import Heading, heading_of, is_total, names_subdistrict
from sentra.crafts.registry.reasons import Message, message
from sentra.crafts.registry.words import as_number, is_ditto, key, text_of
from sentra.kernel.tables import Cell, Row, Sheet

WIDE = 3  # columns; a cell merged over more stands for a whole line
_NEVER_SHARED = frozenset({"nik", "number", "name"})


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
    stated: tuple[tuple[int, int], ...]  # (row, number of makers the sheet itself states)


def read_lines(sheet: Sheet, header: Header, vocabulary: Vocabulary) -> Lines:
    """People and all the rest under the header of one sheet."""
    return _Reader(sheet, header, vocabulary).read()


@dataclass
class _Reader:
    """Walks down one sheet; remembers the heading above, the people so far and whether the end has come."""

    sheet: Sheet
    header: Header
    vocabulary: Vocabulary
    ended: bool = False
    people: list[Line] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    stated: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.down = dict(self._merged_down())
        self.wide = {merge.top for merge in self.sheet.merges if merge.right - merge.left >= WIDE - 1}
        self.by_number = {row.number: row for row in self.sheet.rows} if self.down else {}
        self.judge = self._judge()
        self.heading = Heading(bare=(self.sheet.name,))
        for row in self.sheet.rows:
            title = " ".join(text_of(cell) for cell in row.cells if cell is not None)
            if row.number < self.header.top and names_subdistrict(title):
                self.heading = heading_of(title, self.heading)

    def read(self) -> Lines:
        skip_to = self.header.bottom
        for index, row in enumerate(self.sheet.rows):
            if row.number <= skip_to:
                continue
            if other := self._other_header(index):
                self.header, skip_to, self.ended = other, other.bottom, False
                self.judge = self._judge()
                self._leave(row, "header")
            else:
                self._take(row)
        return Lines(tuple(self.people), tuple(self.left_out), tuple(self.stated))

    def _merged_down(self) -> Iterator[tuple[tuple[int, int], int]]:
        """(row, column) → the top row of the merged block it lies in."""
        last = self.sheet.rows[-1].number
        for merge in self.sheet.merges:
            if merge.bottom > merge.top > self.header.bottom:
                for row in range(merge.top + 1, min(merge.bottom, last) + 1):
                    yield from (
                        ((row, at), merge.top)
                        for at in range(merge.left - 1, min(merge.right, merge.left + WIDE))
                    )

    def _judge(self) -> Judge:
        columns = self.header.columns
        number, name = columns.at("number"), columns.at("name")
        below = (row for row in self.sheet.rows if row.number > self.header.bottom)
        named = [row for row in below if name is not None and isinstance(_at(row, name), str)]
        counted = sum(number is not None and as_number(_at(row, number)) is not None for row in named)
        return Judge(columns, self.vocabulary, numbered=counted * 2 > len(named))

    def _other_header(self, index: int) -> Header | None:
        """A further table below, with columns of its own."""
        cells = self.sheet.rows[index].cells
        known = sum(isinstance(cell, str) and key(cell) in self.vocabulary.weights for cell in cells)
        if known < self.vocabulary.at_least or repeats(cells, self.header.columns):
            return None
        return header_at(self.sheet.rows[index : index + 2], self.sheet.merges, self.vocabulary)

    def _take(self, row: Row) -> None:
        cells: dict[str, Cell] = {
            name: cell
            for name, column in self.header.columns.by_field.items()
            if (cell := _at(row, column.at)) is not None
        }
        kind = self.judge.kind(row, cells, self._seen(row))
        if kind == "person":
            self.people.append(self._line(row, cells))
            return
        self._leave(row, kind)
        if kind == "continued":
            said = message("continued", "product", row=row.number, text=_short(cells))
            self.people[-1] = replace(self.people[-1], messages=(*self.people[-1].messages, said))
        elif kind == "heading":
            self.heading, self.ended = heading_of(" ".join(texts_of(row)), self.heading), False
        elif kind == "total":
            self._note_total(row)
        self.ended = self.ended or kind in ENDS_LIST

    def _seen(self, row: Row) -> Seen:
        name = self.header.columns.at("name")
        return Seen(
            ended=self.ended,
            rows_since_person=row.number - self.people[-1].number if self.people else None,
            name_merged=bool(self.people) and name is not None and (row.number, name) in self.down,
            wide=row.number in self.wide,
        )

    def _line(self, row: Row, cells: dict[str, Cell]) -> Line:
        """Fills what a merged cell or a mark for "as above" stands for."""
        said: list[Message] = []
        for name, column in self.header.columns.by_field.items():
            top = self.down.get((row.number, column.at))
            over = _at(self.by_number.get(top or 0), column.at)
            if name not in cells and over is not None and name not in _NEVER_SHARED:
                cells[name] = over
                said.append(message("merged_down", name))
        above = self.people[-1].cells if self.people else {}
        for name, cell in list(cells.items()):
            if isinstance(cell, str) and name not in ("number", "nik") and is_ditto(cell):
                cells[name] = above.get(name)
                said.append(message("ditto_nothing_above" if cells[name] is None else "ditto", name))
        return Line(self.sheet.name, row.number, cells, self.heading, tuple(said))

    def _note_total(self, row: Row) -> None:
        """ "Jumlah 436" right behind the word is how many the sheet itself counts."""
        at = next(at for at, cell in enumerate(row.cells) if isinstance(cell, str) and is_total(cell))
        near = (as_number(_at(row, at + step)) for step in (1, 2, 3))
        self.stated.extend((row.number, number) for number in near if number is not None)

    def _leave(self, row: Row, kind: Kind) -> None:
        self.left_out.append(LeftOut(self.sheet.name, row.number, kind, next(iter(texts_of(row)), "")[:120]))


def _at(row: Row | None, at: int) -> Cell:
    return row.cells[at] if row is not None and at < len(row.cells) else None


def _short(cells: Mapping[str, Cell]) -> str:
    shown = (text_of(cells.get(name)) for name in ("craft", "product", "capacity"))
    return ", ".join(text for text in shown if text)[:80]
