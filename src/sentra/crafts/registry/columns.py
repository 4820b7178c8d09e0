"""Names the columns of a table: header texts of any office → our fields, by word, by likeness, or as the
officer said.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from rapidfuzz import fuzz, process

from sentra.crafts.registry.words import key

How = Literal["word", "part", "alike", "officer"]

ALIKE = 86  # rapidfuzz ratio, 0 to 100: "kecmatan" and "kecamatan" are 94
PART_WEIGHT = 78  # a known word inside a longer header counts less than the word alone
MOST_OF_IT = 0.6  # known words that fill this much of a header beat a likeness
LONG_ENOUGH = 4  # characters; shorter words are too easily alike
SURE = 60  # below this a column stays unnamed


@dataclass(frozen=True)
class Vocabulary:
    """Known words by field with their weight (0-100). A table must have every field of `needs`.

    A line that gives a field of `enough` counts as a person even without a name.
    """

    fields: Mapping[str, Mapping[str, int]]
    needs: tuple[str, ...]
    at_least: int = 3
    enough: frozenset[str] = frozenset()

    @cached_property
    def weights(self) -> dict[str, list[tuple[str, int]]]:
        """Each known word with the fields it may mean, the likeliest first."""
        known: dict[str, list[tuple[str, int]]] = {}
        for name, words in self.fields.items():
            for word, weight in words.items():
                known.setdefault(word, []).append((name, weight))
        return {word: sorted(meanings, key=lambda meaning: -meaning[1]) for word, meanings in known.items()}

    @cached_property
    def _seen(self) -> dict[str, list[tuple[str, float, How]]]:
        return {}

    def meanings(self, header: str) -> list[tuple[str, float, How]]:
        """(field, weight, how) for one header text, "" being a column we know and leave aside."""
        words = key(header)
        if words not in self._seen:
            self._seen[words] = self._meant(words) if words else []
        return self._seen[words]

    def _meant(self, words: str) -> list[tuple[str, float, How]]:
        """The word itself; or the longest known words inside ("kapasitas produksi lembar"); or a misspelt
        one.
        """
        if words in self.weights:
            return [(name, float(weight), "word") for name, weight in self.weights[words]]
        if len(words) > 60 or words.isdigit():
            return []
        held = [word for word in self.weights if len(word) > 2 and f" {word} " in f" {words} "]
        longest = max(held, key=lambda word: (len(word), word), default="")
        if len(longest) < MOST_OF_IT * len(words):
            alike = process.extractOne(words, self.weights.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE)
            if alike and len(words) > LONG_ENOUGH:
                return [(name, weight * alike[1] / 110, "alike") for name, weight in self.weights[alike[0]]]
        if not longest:
            return []
        coverage = min(1.0, 0.75 + len(longest) / len(words))
        return [(name, min(weight, PART_WEIGHT) * coverage, "part") for name, weight in self.weights[longest]]


def weighted(words: Mapping[int, str]) -> dict[str, int]:
    """{100: "no hp, hp wa"} → {"no hp": 100, "hp wa": 100}: a table of words that reads well."""
    return {word.strip(): weight for weight, listed in words.items() for word in listed.split(",")}


@dataclass(frozen=True)
class Column:
    """One column of a table: what stands over it, and the field we take it for ("" for none)."""

    at: int  # from 0
    header: str
    field: str
    how: How | Literal[""] = ""
    weight: float = 0


@dataclass(frozen=True)
class Columns:
    """The columns of a table with their fields; at most one column a field."""

    all: tuple[Column, ...]
    by_field: Mapping[str, Column] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_field", {column.field: column for column in self.all if column.field})

    @property
    def score(self) -> float:
        return sum(column.weight for column in self.all if column.field)

    def at(self, name: str) -> int | None:
        column = self.by_field.get(name)
        return None if column is None else column.at

    def unnamed(self) -> tuple[str, ...]:
        """Headers that no field was found for, so that the officer can say."""
        return tuple(column.header for column in self.all if column.header and not column.field)


def name_columns(
    headers: Sequence[Iterable[str]], vocabulary: Vocabulary, *, mapping: Mapping[str, str] | None = None
) -> Columns:
    """Give each column at most one field and each field at most one column, the surest first.

    `headers` holds for each column its readings, best first ("Tenaga Kerja L", "L", "Tenaga Kerja").
    `mapping` (header text → field, "" to leave the column aside) is the officer's word and beats every guess.
    """
    readings = [tuple(dict.fromkeys(text for text in texts if text)) for texts in headers]
    chosen = _said(readings, mapping or {})
    offers = [
        (weight - rank * 5, -at, name, how)
        for at, texts in enumerate(readings)
        for rank, text in enumerate(texts)
        for name, weight, how in vocabulary.meanings(text)
        if at not in chosen
    ]
    taken = {column.field for column in chosen.values()}
    for weight, minus_at, name, how in sorted(offers, key=lambda offer: offer[:3], reverse=True):
        if weight < SURE or -minus_at in chosen or (name and name in taken):
            continue
        chosen[-minus_at] = Column(-minus_at, readings[-minus_at][0], name, how, weight)
        taken.add(name)
    return Columns(
        tuple(
            chosen.get(at) or Column(at, texts[0] if texts else "", "") for at, texts in enumerate(readings)
        )
    )


def _said(readings: Sequence[Sequence[str]], mapping: Mapping[str, str]) -> dict[int, Column]:
    """The columns the officer named; of two columns with one name for one field, the first."""
    said = {key(header): name for header, name in mapping.items()}
    chosen: dict[int, Column] = {}
    for at, texts in enumerate(readings):
        told = next((said[key(text)] for text in texts if key(text) in said), None)
        if told is not None and (not told or told not in {column.field for column in chosen.values()}):
            chosen[at] = Column(at, texts[0], told, "officer", 100)
    return chosen
