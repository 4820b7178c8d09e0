"""Which word was meant: how words sound, how far two lie apart, the nearest of some. Plain text in and out.

`sound` folds old spelling (oe/u, dj/j, tj/c, sj/sy) and letters that are heard alike; PostgreSQL's
`showroom_sound` does the same and a test compares them. Source of the old spelling: EYD 1972 against the
Soewandi spelling of 1947 and Van Ophuijsen's of 1901.
"""

import re
import unicodedata
from dataclasses import dataclass

OLD = (
    ("oe", "u"),
    ("dj", "j"),
    ("tj", "c"),
    ("nj", "ny"),
    ("sj", "s"),
    ("sy", "s"),
    ("sh", "s"),
    ("kh", "k"),
    ("ck", "k"),
    ("x", "ks"),
)
ALIKE = str.maketrans("yqvfz", "jkpps")
TWICE = re.compile(r"(.)\1+")


def words_of(text: str) -> list[str]:
    """The words of what somebody typed: small letters without accents, each once, in their order."""
    plain = unicodedata.normalize("NFKD", text.lower())
    plain = "".join(one for one in plain if not unicodedata.combining(one))
    return list(dict.fromkeys(re.findall(r"[a-z0-9]+", plain)))


def sound(word: str) -> str:
    """As it is heard: "poeroen" and "purun" sound the same."""
    for old, new in OLD:
        word = word.replace(old, new)
    return TWICE.sub(r"\1", word.translate(ALIKE))


def distance(one: str, other: str) -> int:
    """Letters to add, drop, change or swap with their neighbour (optimal string alignment)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        row = [i]
        for j, b in enumerate(other, start=1):
            least = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                least = min(least, before[j - 2] + 1)
            row.append(least)
        before, last = last, row
    return last[-1]


@dataclass(frozen=True)
class Candidate:
    """A word that is known, and in how many listings it stands."""

    word: str
    sound: str
    listings: int


def nearest(word: str, among: list[Candidate]) -> str | None:
    """The candidate that was most likely meant; None when all are too far. Same answer for any order."""
    heard = sound(word)
    ranked = sorted((_far(heard, one.sound), -one.listings, one.word) for one in among)
    if not ranked or ranked[0][0][0] > allowed(heard):
        return None
    return ranked[0][2]


def allowed(heard: str) -> int:
    """How many mistakes a word of this length may have."""
    return 1 if len(heard) <= 4 else 2 if len(heard) <= 7 else 3


def _far(heard: str, known: str) -> tuple[int, int, int]:
    """Fewest mistakes, a word begun counting as one; then the same consonants; then the longer beginning."""
    begun = len(heard) >= 3 and known.startswith(heard)
    mistakes = min(distance(heard, known), 1 if begun else 99)
    return mistakes, -(_bones(heard) == _bones(known)), -_same_beginning(heard, known)


def _bones(heard: str) -> str:
    return "".join(sorted(one for one in heard if one not in "aeiou"))


def _same_beginning(one: str, other: str) -> int:
    return next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
