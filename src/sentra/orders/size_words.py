"""One cell of a buyer's size list: which size, which sleeve, and what may not be guessed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sentra.crafts.registry.words import is_nothing, key, text_of
from sentra.kernel.tables import Cell

SIZES: tuple[str, ...] = ("XS", "S", "M", "L", "XL", "XXL", "3XL", "4XL", "5XL")
"""From small to large, as we write them."""

Sleeve = Literal["", "long", "short"]

SLEEVE_WORDS = {"long": "Lengan panjang", "short": "lengan pendek", "": "lengan belum disebut"}

_SAME = {"2XL": "XXL", "XXXL": "3XL", "XXXXL": "4XL", "XXXXXL": "5XL", "1XL": "XL"}
_SLEEVES: dict[str, Sleeve] = {
    "panjang": "long", "pjg": "long", "pnjg": "long", "pj": "long", "pnj": "long", "lengan panjang": "long",
    "l panjang": "long", "l pjg": "long", "lgn panjang": "long", "lgn pjg": "long", "long": "long",
    "pendek": "short", "pdk": "short", "pndk": "short", "pnd": "short", "lengan pendek": "short",
    "l pendek": "short", "l pdk": "short", "lgn pendek": "short", "lgn pdk": "short", "short": "short",
}  # fmt: skip
_CALLED = re.compile(r"\A(?:ukuran|uk|size|sz)\b[ .:]*", re.I)
_LETTERS = re.compile(r"[1-9]?[A-Z]+")
_LEAVES = re.compile(
    r"\b(?:mutasi|pensiun|pindah|meninggal|wafat|resign|keluar|berhenti|cuti|tugas belajar|bup|purna)\b"
)


@dataclass(frozen=True, slots=True)
class ReadSize:
    """`size` is "" when it must be asked; then `code` says why. A sleeve may stand in the size cell."""

    size: str
    sleeve: Sleeve = ""
    code: str = ""
    text: str = ""


def read_size(cell: Cell, *, offered: tuple[str, ...] = SIZES) -> ReadSize:
    """ "m", "l " and "Xl" are sizes; "LL", "jumbo", 42, "L/XL", "M (dicek lagi)" and a blank are
    questions.
    """
    text = text_of(cell)
    if is_nothing(text) and key(text) not in ("x", "xx"):
        return ReadSize("", code="size_missing", text=text)
    word, sleeve = _without_sleeve(_CALLED.sub("", text))
    if size := _size(word):
        return ReadSize(size, sleeve) if size in offered else ReadSize("", code="size_not_offered", text=text)
    parts = [part for part in re.split(r"[/,;&-]|\batau\b|\bdan\b", word, flags=re.I) if part.strip()]
    if len(parts) > 1 and all(_size(part) for part in parts):
        return ReadSize("", code="size_two", text=text)
    if re.fullmatch(r"\d+(?:[.,]\d+)?", word):
        return ReadSize("", code="size_number", text=text)
    first = _size(re.split(r"[\s(?*!]", word, maxsplit=1)[0])
    return ReadSize("", code="size_uncertain" if first else "size_unknown", text=text)


def read_sleeve(cell: Cell) -> tuple[Sleeve, bool]:
    """The sleeve, and whether the cell could be understood (a blank can: nothing is said)."""
    text = text_of(cell)
    if is_nothing(text):
        return "", True
    sleeve = _SLEEVES.get(key(text), "")
    return sleeve, bool(sleeve)


def sleeves_in_words(sleeves: Mapping[str, Mapping[str, int]]) -> str:
    """ "Lengan panjang: M 60, L 20; lengan pendek: M 50": a remark for the line, in the papers' language.

    `sleeves`: size → "long", "short", "" → pieces; "" when nobody spoke of sleeves.
    """
    order = {size: at for at, size in enumerate(SIZES)}
    told = []
    for sleeve, words in SLEEVE_WORDS.items():
        counted = [(size, of[sleeve]) for size, of in sleeves.items() if of.get(sleeve)]
        counted.sort(key=lambda pair: order.get(pair[0], len(order)))
        if counted:
            told.append(f"{words}: " + ", ".join(f"{size} {pieces}" for size, pieces in counted))
    return "; ".join(told)[:300]


def may_leave(text: str) -> bool:
    """Remarks after which the person may not be there to wear it: transfer, retirement, leave."""
    return bool(_LEAVES.search(key(text)))


def _without_sleeve(text: str) -> tuple[str, Sleeve]:
    first, _, rest = text.partition(" ")
    sleeve = _SLEEVES.get(key(rest), "") if rest else ""
    return (first, sleeve) if sleeve else (text, "")


def _size(text: str) -> str:
    plain = re.sub(r"[\s.\"']", "", text).upper()
    plain = _SAME.get(plain, plain)
    return plain if plain in {*SIZES, "6XL", "7XL", "XXS"} and _LETTERS.fullmatch(plain) else ""
