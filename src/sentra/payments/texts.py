"""The bank's words, made comparable: without dates, numbers of transactions, and the spaces banks add."""

import re
from functools import lru_cache

_DATE = re.compile(r"(?<!\d)\d{1,2}[/.\-]\d{1,2}[/.\-](?:\d{4}|\d{2})(?!\d)|(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")
_TOKEN = re.compile(r"[A-Z0-9]+")
_SPACE = re.compile(r"\s+")


def tidy(text: str) -> str:
    """One space between words, none at the ends."""
    return _SPACE.sub(" ", text).strip()


def without_dates(text: str) -> str:
    return _DATE.sub(" ", text)


@lru_cache(maxsize=20_000)
def tokens(text: str) -> tuple[str, ...]:
    """Words and numbers, in capitals."""
    return tuple(_TOKEN.findall(text.upper()))


@lru_cache(maxsize=20_000)
def words_of(text: str) -> tuple[str, ...]:
    """Only the words that are the same next month: letters alone, in order, each once."""
    plain = (word for word in tokens(without_dates(text)) if word.isalpha() and len(word) > 1)
    return tuple(dict.fromkeys(plain))
