"""Words that mean the same to a visitor: tas and bag, tikar and mat. From data/synonyms.json, read once."""

import json
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data" / "synonyms.json"
LONGEST = 3  # words of a synonym


@cache
def groups() -> dict[str, tuple[str, ...]]:
    """Each synonym → its whole group, itself among them."""
    listed = json.loads(DATA.read_text(encoding="utf-8"))["groups"]
    return {word: tuple(group) for group in listed for word in group}


@cache
def single_words() -> frozenset[str]:
    """Every word that stands in some synonym: known to the search, whether goods have it or not."""
    return frozenset(part for word in groups() for part in word.split())


def grouped(words: list[str]) -> list[tuple[str, ...]]:
    """What was typed as ideas: each a tuple of words or phrases that mean it. Longest synonyms first."""
    found, n = [], 0
    while n < len(words):
        taken = next((k for k in range(LONGEST, 0, -1) if " ".join(words[n : n + k]) in groups()), 1)
        said = " ".join(words[n : n + taken])
        found.append(groups().get(said, (said,)))
        n += taken
    return found
