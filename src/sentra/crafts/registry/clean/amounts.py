"""Takes a written amount apart: "+/- 2 ½ - 3 kodi per minggu" → 5/2, 3, kodi, week, an estimate."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from sentra.crafts.registry.clean.units import KNOWN, Unit

Period = Literal["day", "week", "month", "year"]

_PERIODS: dict[str, Period] = {
    "hari": "day", "hr": "day", "harian": "day", "minggu": "week", "mgg": "week", "mg": "week",
    "mggu": "week",
    "minggunya": "week", "pekan": "week", "mingguan": "week", "bulan": "month", "bln": "month", "bl": "month",
    "bulanan": "month", "bulannya": "month", "tahun": "year", "thn": "year", "th": "year", "tahunan": "year",
}  # fmt: skip
_PERIOD = re.compile(
    r"(?:/|\b(?:per|tiap|setiap|dalam|se|selama)\b|\bper|\bse)\s*(?:(\d{1,2})\s*|satu\s+)?"
    r"(" + "|".join(sorted(_PERIODS, key=len, reverse=True)) + r")\b\.?"
)
_ADVERB = re.compile(r"\b(harian|mingguan|bulanan|tahunan)\b")
_ABOUT = re.compile(
    r"\+\s*/\s*-+|±|\bkurang lebih\b|\bkrg lbh\b|\bk\.?\s?l\b\.?|\bkira[- ]?kira\b|\bkira2\b|\bsekitar\b"
    r"|\bsktr\b"
    r"|\brata[- ]?rata\b|\brata2\b|\bestimasi\b|\blebih kurang\b|≈|\A\s*~|\bhampir\b|\bbisa\b|\bskt\b|\+-"
)
_ONE_SIDED = re.compile(
    r"[<>≥≤]=?|\blebih dari\b|\bkurang dari\b|\bmin(?:imal|imum)?\b\.?|\bma(?:ks|x)(?:imal|imum)?\b\.?"
    r"|\bdi ?atas\b|\bdi ?bawah\b|\bpaling (?:banyak|sedikit)\b"
    r"|\bsampai dengan\b(?=\s*\d)|(?<=\d)\s*\+(?=\s|\Z)"
)
_NUMBER = r"(?:\d\s*/\s*\d(?!\d)|\d+(?:[.,]\d+)*(?:\s+\d\s*/\s*\d(?!\d))?)"
_RANGE = re.compile(
    rf"({_NUMBER})\s*"
    r"(?:-+|–|—|s\s?/\s?d|s\.d\.?|\bsd\b|\bsampai(?: dengan)?\b|\bhingga\b|~|\bto\b)"
    rf"\s*({_NUMBER})"
)
_ONE = re.compile(_NUMBER)
_LETTERS = re.compile(r"[a-z]+")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_DECIMAL = re.compile(r"\d+(?:[.,]\d{1,2})?")


@dataclass(frozen=True, slots=True)
class Amount:
    """`low` is None when the text holds no single number or range. `each` is 2 in "per 2 minggu"."""

    low: Fraction | None = None
    high: Fraction | None = None
    units: tuple[Unit, ...] = ()
    period: Period | None = None
    each: int = 1
    about: bool = False
    one_sided: bool = False
    rest: str = ""


@lru_cache(maxsize=20_000)
def read_amount(text: str) -> Amount:
    """What the text says; nothing in it is completed from elsewhere."""
    left = text.lower().replace("⁄", "/")
    period, each, left = _take_period(left)
    left, about = _ABOUT.subn(" ", left)
    left, one_sided = _ONE_SIDED.subn(" ", left)
    units = tuple(dict.fromkeys(_units(left)))
    left = _LETTERS.sub(lambda word: " " if word.group() in KNOWN else word.group(), left)
    between = _RANGE.search(left)
    if between:
        low, high = number_of(between[1]), number_of(between[2])
        left = left[: between.start()] + " " + left[between.end() :]
    elif one := _ONE.search(left):
        low = high = number_of(one.group())
        left = left[: one.start()] + " " + left[one.end() :]
    else:
        low = high = None
    if low is None or high is None or _ONE.search(left):
        return Amount(units=units, period=period, each=each, rest=left.strip())
    return Amount(
        low, high, units, period, each, bool(about), bool(one_sided), " ".join(_LETTERS.findall(left))
    )


def period_of(header: str) -> Period | None:
    """The period a column header names: "Kapasitas/bln", "PRODUKSI PER BULAN"."""
    said, _, _ = _take_period(header.lower())
    return said


def unit_in(header: str) -> Unit | None:
    """The one unit a column header names: "Kapasitas (lbr/bln)"."""
    found = list(_units(header.lower()))
    return found[0] if len(found) == 1 else None


def number_of(text: str) -> Fraction | None:
    """1.200 is twelve hundred, 2,5 and 2.5 two and a half, 2 1/2 too; 1,200 could be either and is None."""
    whole, _, part = text.strip().partition(" ")
    if "/" in text:
        top, _, bottom = (part or whole if part else whole).replace(" ", "").partition("/")
        if not bottom.isdigit() or not int(bottom):
            return None
        fraction = Fraction(int(top), int(bottom))
        start = number_of(whole) if part else Fraction(0)
        return None if start is None else start + fraction
    if _THOUSANDS.fullmatch(whole):
        return Fraction(whole.replace(".", "").replace(",", "."))
    return Fraction(whole.replace(",", ".")) if _DECIMAL.fullmatch(whole) else None


def _units(text: str) -> Iterator[Unit]:
    return (KNOWN[word] for word in _LETTERS.findall(text) if word in KNOWN)


def _take_period(text: str) -> tuple[Period | None, int, str]:
    found = _PERIOD.search(text)
    if found:
        rest = text[: found.start()] + " " + text[found.end() :]
        return _PERIODS[found[2]], max(1, int(found[1] or 1)), rest
    if adverb := _ADVERB.search(text):
        return _PERIODS[adverb[1]], 1, text[: adverb.start()] + " " + text[adverb.end() :]
    return None, 1, text
