"""What a visitor means: mistyped words are corrected against a small vocabulary, then searched as text.

Trigrams on a million titles took 576 ms, a vocabulary and full text 10 ms (issue 6): the full text then
finds its rows through one index. Two queries at most before the rows themselves.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db import connection

from sentra.showroom.spelling import Candidate, nearest, sound, words_of
from sentra.showroom.synonyms import grouped, single_words

MOST_WORDS = 8
SHORTEST = 3  # letters of a word that may be corrected
UNLIKE = 0.3  # pg_trgm's own threshold, stated by the query

KNOWN = """
SELECT asked FROM unnest(%s::text[]) asked
 WHERE EXISTS (SELECT FROM showroom_word w WHERE w.word = asked)
    OR EXISTS (SELECT FROM showroom_word w WHERE w.stem = showroom_stem(asked))
"""
LIKE = """
SELECT asked, near.word, near.sound, near.listings FROM unnest(%s::text[], %s::text[]) typed(asked, heard)
 CROSS JOIN LATERAL (
   (SELECT w.word, w.sound, w.listings FROM showroom_word w WHERE w.sound %% typed.heard
     ORDER BY similarity(w.sound, typed.heard) DESC, w.word LIMIT 20)
   UNION
   (SELECT w.word, w.sound, w.listings FROM showroom_word w WHERE w.bones = showroom_bones(typed.heard)
     ORDER BY w.listings DESC, w.word LIMIT 20)) near
"""


@dataclass(frozen=True)
class Meant:
    """`text`: the words as understood; `corrected`: other than typed. `ideas`: each with its synonyms."""

    text: str
    corrected: bool
    ideas: tuple[tuple[str, ...], ...]

    def query(self, *, by_name: bool = False, any_idea: bool = False) -> str:
        """For `to_tsquery`: every idea (or any), in a title only where asked. Letters and digits alone."""
        mark = ":A" if by_name else ""
        ideas = (
            "("
            + " | ".join("(" + " <-> ".join(f"{word}{mark}" for word in one.split()) + ")" for one in idea)
            + ")"
            for idea in self.ideas
        )
        return (" | " if any_idea else " & ").join(ideas)

    def literally(self) -> str:
        """For `to_tsquery`: each word of `text` itself in the title, no synonym. Letters and digits alone."""
        return " & ".join(f"({word}:A)" for word in self.text.split())


def understood(text: str) -> Meant:
    """What was meant by what was typed: at most eight words, unknown ones replaced by the nearest known."""
    typed = words_of(text)[:MOST_WORDS]
    unknown = [
        word for word in typed if len(word) >= SHORTEST and word.isalpha() and word not in single_words()
    ]
    fixed = _corrected(_unknown(unknown)) if unknown else {}
    words = [fixed.get(word, word) for word in typed]
    return Meant(" ".join(words), words != typed, tuple(grouped(words)))


def _rows(statement: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _unknown(words: list[str]) -> list[str]:
    known = {row[0] for row in _rows(KNOWN, [words])}
    return [word for word in words if word not in known]


def _corrected(words: list[str]) -> dict[str, str]:
    """Unknown word → the word of the vocabulary or of the synonyms it was most likely meant to be."""
    if not words:
        return {}
    near = defaultdict(list)
    for asked, word, heard, listings in _rows(LIKE, [words, [sound(word) for word in words]]):
        near[asked].append(Candidate(word, heard, listings))
    others = [Candidate(word, sound(word), 0) for word in single_words()]
    found = {word: nearest(word, near[word] + others) for word in words}
    return {word: meant for word, meant in found.items() if meant}
