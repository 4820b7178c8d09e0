"""Decides what one line under a header is: a person, more of the person above, a heading, a total, a
signature …

The order of the questions matters: a NIK, or a number with three facts, is a person whatever words stand
there; then the line may say itself what it is; then it depends on whether it has a name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sentra.crafts.registry.columns import Columns, Vocabulary
from sentra.crafts.registry.header import is_numbering, repeats
from sentra.crafts.registry.line_kinds import is_heading, is_marker, is_remark, is_signature, is_total
from sentra.crafts.registry.words import as_number, is_nothing, key, text_of
from sentra.kernel.tables import Cell, Row

Kind = Literal[
    "person", "continued", "numbering", "header", "total", "heading", "signature", "remark", "summary",
    "only_number",
    "stray",
]  # fmt: skip
ENDS_LIST: tuple[Kind, ...] = ("signature", "remark", "summary")

NIK_LIKE = range(12, 18)  # digits that make a cell a number of identity rather than a count
PERSON_FACTS = 3
CLOSE = 3  # rows; a second product stands right under the first
_NOT_FACTS = frozenset({"number", "name", "unit", "notes", "sex", "born_on", "district"})
_DIGITS = frozenset({"nik", "phone"})
_WORDS = frozenset(
    {"business", "village", "subdistrict", "craft", "product", "selling_form", "sold_to", "office"}
)
MOST_OF_A_COUNT = 4  # digits; a longer number is no count
_PLACE = frozenset({"village", "subdistrict", "address"})
_OWN = frozenset({"nik", "phone", "business", "village", "subdistrict"})
"""What a second product line of the same person does not repeat."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What stood above: whether the list has ended, how far the last person is, whether the name cell is
    merged.
    """

    ended: bool
    rows_since_person: int | None
    name_merged: bool
    wide: bool


@dataclass(frozen=True)
class Judge:
    """For one table; `numbered` if most people of the table have a running number."""

    columns: Columns
    vocabulary: Vocabulary
    numbered: bool

    def kind(self, row: Row, cells: Mapping[str, Cell], seen: Seen) -> Kind:
        if is_numbering(row.cells):
            return "numbering"
        if repeats(row.cells, self.columns):
            return "header"
        facts = {name for name, cell in cells.items() if _says_something(name, text_of(cell))}
        numbered = as_number(cells.get("number")) is not None
        enough = 1 if self.columns.at("name") is None else PERSON_FACTS
        if _has_nik(cells) or (numbered and len(facts) >= enough):
            return "person"
        name = text_of(cells.get("name"))
        if is_nothing(name):
            return self._spoken(row, cells, facts, seen) or self._nameless(facts, seen, numbered=numbered)
        if numbered:
            return "heading" if is_heading(name) and not facts else self._named(row, cells, facts, seen)
        return self._spoken(row, cells, facts, seen) or self._named(row, cells, facts, seen)

    def _spoken(self, row: Row, cells: Mapping[str, Cell], facts: set[str], seen: Seen) -> Kind | None:
        """Lines that say in words what they are."""
        texts = [text for text in texts_of(row) if not is_marker(text)]
        if not texts:
            return None
        few = sum(cell is not None for cell in row.cells) <= 4
        remarks, name = text_of(cells.get("notes")), text_of(cells.get("name"))
        if few and len(facts) <= 1 and any(is_signature(text) for text in texts if text != remarks):
            return "signature"
        other_name = not is_nothing(name) and name != texts[0]
        if few and not other_name and is_heading(texts[0]) and len(facts - _PLACE) <= 1:
            return "heading"
        return None if as_number(cells.get("number")) is not None else self._unnumbered(texts, seen)

    def _unnumbered(self, texts: list[str], seen: Seen) -> Kind | None:
        if is_total(texts[0]):
            return "total"
        if len(texts) <= 2 and is_remark(texts[0]):
            return "remark"
        if len(texts) == 1 and seen.wide:
            return "remark" if seen.ended else "heading"
        known = all(key(text) in self.vocabulary.weights for text in texts)
        return "summary" if len(texts) > 1 and known else None

    def _named(self, row: Row, cells: Mapping[str, Cell], facts: set[str], seen: Seen) -> Kind:
        counted = as_number(cells.get("number")) is not None
        if seen.ended:
            return "person" if len(facts) + counted >= PERSON_FACTS else "signature"
        marked = is_marker(text_of(cells.get("number")))
        alone = sum(cell is not None for cell in row.cells) == 1 + marked
        if alone and self.numbered and not counted:
            return "heading"
        return "continued" if seen.name_merged else "person"

    def _nameless(self, facts: set[str], seen: Seen, *, numbered: bool) -> Kind:
        if not facts:
            return "only_number" if numbered else "stray"
        if facts & self.vocabulary.enough and not seen.ended:
            return "person"
        close = seen.rows_since_person is not None and seen.rows_since_person <= CLOSE
        if close and not seen.ended and (seen.name_merged or (not numbered and not facts & _OWN)):
            return "continued"
        if seen.ended or (numbered and facts <= {"workers"}):
            return "signature" if seen.ended else "only_number"
        told = numbered or len(facts) >= PERSON_FACTS or facts & {"nik", "phone"}
        return "person" if told else "stray"


def _says_something(name: str, text: str) -> bool:
    """Whether a cell tells about a person: a count in the column of crafts, or a word in that of NIKs, does
    not.
    """
    if name in _NOT_FACTS or is_nothing(text):
        return False
    if name in _DIGITS:
        return sum(character.isdigit() for character in text) > MOST_OF_A_COUNT
    return name not in _WORDS or any(character.isalpha() for character in text)


def texts_of(row: Row) -> list[str]:
    """The cells of a row that are words."""
    return [text_of(cell) for cell in row.cells if isinstance(cell, str) and as_number(cell) is None]


def _has_nik(cells: Mapping[str, Cell]) -> bool:
    """Digits enough for a NIK, a few lost or doubled; the NIP of who signs has 18."""
    text = text_of(cells.get("nik"))
    return sum(character.isdigit() for character in text) in NIK_LIKE and not is_signature(text)
