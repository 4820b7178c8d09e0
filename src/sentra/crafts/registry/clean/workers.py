"""How many people work: "2 org", 2, "2-3 orang", or men and women in two columns."""

import re

from sentra.crafts.registry.reasons import Message, message
from sentra.crafts.registry.words import is_nothing, key, text_of
from sentra.kernel.tables import Cell

UNLIKELY = 200
_COUNT = re.compile(r"(\d{1,5})(?: (?:org|orang|jiwa|tk|pekerja|pr|lk|perempuan|wanita|laki laki|pria))?")
_RANGE = re.compile(r"(\d{1,5}) ?(?:s d|sd|sampai)? ?(\d{1,5})(?: (?:org|orang|jiwa|tk))?")
_ALONE = {"sendiri", "perorangan", "satu", "diri sendiri", "satu orang"}

Counted = tuple[int | None, tuple[Message, ...]]


def clean_workers(total: Cell, male: Cell = None, female: Cell = None) -> Counted:
    """The total as written; otherwise men and women together. None when the list does not say."""
    if not is_nothing(text_of(total)):
        return _one(total)
    parts = [_one(cell) for cell in (male, female) if not is_nothing(text_of(cell))]
    counts = [count for count, _ in parts if count is not None]
    said = tuple(one for _, messages in parts for one in messages)
    return (sum(counts) if counts and not said else None), said


def _one(cell: Cell) -> Counted:
    text = text_of(cell)
    if isinstance(cell, int | float):
        whole = float(cell).is_integer() and 0 <= cell < 100_000
        return _likely(int(cell), text) if whole else _unreadable(text)
    words = key(text)
    if words in _ALONE:
        return 1, ()
    if "-" not in text.strip(" -") and (count := _COUNT.fullmatch(words)):
        return _likely(int(count[1]), text)
    if between := _RANGE.fullmatch(words):
        low, high = sorted((int(between[1]), int(between[2])))
        return low, (message("workers_range", "workers", text=f"{low}-{high}"),)
    return _unreadable(text)


def _likely(count: int, text: str) -> Counted:
    return count, (message("workers_unlikely", "workers", text=text),) if count > UNLIKELY else ()


def _unreadable(text: str) -> Counted:
    return None, (message("workers_unreadable", "workers", text=text[:40]),)
