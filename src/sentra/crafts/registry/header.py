"""Finds the line(s) of headers of a table anywhere near the top of a sheet: one line, or a group over
its parts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sentra.crafts.registry.columns import Columns, Vocabulary, name_columns
from sentra.crafts.registry.words import as_number, key, text_of
from sentra.kernel.tables import Cell, Merge, Row, Sheet

LOOK_AT_ROWS = 40
MOST_LINES = 3
LONGEST_HEADER = 80  # characters; a longer text is a sentence, not a header
SECOND_LINE_GAIN = 20  # what a further line must add to the sum of weights to be taken for a header


@dataclass(frozen=True)
class Header:
    """`top` and `bottom` are the numbers Excel shows; data starts somewhere below `bottom`."""

    top: int
    bottom: int
    columns: Columns


def find_header(
    sheet: Sheet, vocabulary: Vocabulary, *, mapping: Mapping[str, str] | None = None
) -> Header | None:
    """The best header in the first rows of the sheet, the upper one if two are as good; None if there is no
    table.
    """
    best: Header | None = None
    for at, row in enumerate(sheet.rows[:LOOK_AT_ROWS]):
        if row.number > LOOK_AT_ROWS * 2 or not _may_be_header(row.cells):
            continue
        found = header_at(sheet.rows[at : at + MOST_LINES], sheet.merges, vocabulary, mapping=mapping)
        if found and (best is None or found.columns.score > best.columns.score + SECOND_LINE_GAIN):
            best = found
    return best


def header_at(
    rows: Sequence[Row],
    merges: Iterable[Merge],
    vocabulary: Vocabulary,
    *,
    mapping: Mapping[str, str] | None = None,
) -> Header | None:
    """The header that starts on the first of these rows, with one line or more; None if it is no header."""
    best: Header | None = None
    merges = [merge for merge in merges if rows[0].number <= merge.bottom and merge.top <= rows[-1].number]
    for lines in range(1, len(rows) + 1):
        if lines > 1 and (
            rows[lines - 1].number != rows[lines - 2].number + 1 or not _may_be_header(rows[lines - 1].cells)
        ):
            break
        columns = name_columns(_readings(rows[:lines], merges), vocabulary, mapping=mapping)
        if not good_enough(columns, vocabulary):
            continue
        if best is None or columns.score > best.columns.score + SECOND_LINE_GAIN:
            best = Header(rows[0].number, rows[lines - 1].number, columns)
    return best


def good_enough(columns: Columns, vocabulary: Vocabulary) -> bool:
    return len(columns.by_field) >= vocabulary.at_least and all(
        name in columns.by_field for name in vocabulary.needs
    )


def is_numbering(cells: Sequence[Cell]) -> bool:
    """The line "1 2 3 …" that offices put under a header: numbers that go up by one with the columns."""
    held = [(at, as_number(cell)) for at, cell in enumerate(cells) if cell is not None]
    if len(held) < 3 or any(number is None for _, number in held):
        return False
    steps = {(number or 0) - place for place, (_, number) in enumerate(held)}
    return len(steps) == 1 and held[0][1] in (0, 1, 2)


def repeats(cells: Sequence[Cell], columns: Columns) -> bool:
    """The header again in the middle of the table (printed lists repeat it on every page)."""
    held = [(at, key(cell)) for at, cell in enumerate(cells) if isinstance(cell, str)]
    known = {column.at: key(column.header) for column in columns.all}
    same = sum(1 for at, words in held if words and words in _parts(known.get(at, "")))
    return same >= 2 and same * 2 >= len(held) == sum(cell is not None for cell in cells)


def _parts(header: str) -> tuple[str, ...]:
    """A header of two lines may be repeated whole, or line by line."""
    words = header.split()
    return (
        *(" ".join(words[:upto]) for upto in range(1, len(words) + 1)),
        *(" ".join(words[at:]) for at in range(len(words))),
    )


def _may_be_header(cells: Sequence[Cell]) -> bool:
    """Short texts and no quantities; a numbering line or a row of data is none."""
    held = [cell for cell in cells if cell is not None]
    texts = [cell for cell in held if isinstance(cell, str)]
    return len(texts) >= 2 and len(texts) == len(held) and max(map(len, texts)) <= LONGEST_HEADER


def _readings(rows: Sequence[Row], merges: Sequence[Merge]) -> list[tuple[str, ...]]:
    """For each column what may be read as its header: all lines together, the lowest alone, the upper
    alone.
    """
    width = max(len(row.cells) for row in rows)
    lines = [_spread(row, width, merges, last=at == len(rows) - 1) for at, row in enumerate(rows)]
    lowest = [text_of(rows[-1].cells[at]) if at < len(rows[-1].cells) else "" for at in range(width)]
    read: list[tuple[str, ...]] = []
    for at in range(width):
        parts = list(dict.fromkeys(line[at] for line in lines if line[at]))
        own = [text_of(row.cells[at]) for row in rows if at < len(row.cells) and row.cells[at] is not None]
        read.append((" ".join(parts), lowest[at], *own[:1]) if own else ())
    return read


def _spread(row: Row, width: int, merges: Sequence[Merge], *, last: bool) -> list[str]:
    """The texts of an upper line, carried over the columns they stand above (merged, or empty to the
    right).
    """
    texts = [text_of(row.cells[at]) if at < len(row.cells) else "" for at in range(width)]
    if last:
        return texts
    spans = {merge.left - 1: merge.right for merge in merges if merge.top <= row.number <= merge.bottom}
    carried, until = "", -1
    for at in range(width):
        if texts[at]:
            carried, until = texts[at], spans.get(at, width if not merges else at + 1)
        elif at < until:
            texts[at] = carried
    return texts
