"""Small facts about what offices type into cells: nothing, the same as above, and text worth comparing."""

import re
import unicodedata
from datetime import date

from sentra.kernel.tables import Cell

_SPACES = re.compile(r"\s+")
_NOT_WORD = re.compile(r"[^0-9a-z]+")
_SPELT_OUT = re.compile(r"\b(?:[a-z] ){2,}[a-z]\b")

NOTHING = frozenset(
    ["x", "xx", "xxx", "na", "n a", "nihil", "kosong", "none", "null", "nil"]
    + [
        f"{no} {verb}"
        for no in ("tidak", "tdk", "belum", "blm", "tak", "gak", "ga")
        for verb in ("ada", "punya", "diketahui")
    ]
)
_DITTO = re.compile(
    r"""\A\s*(?:-?\s*(?:["”“〃„]|''|``|,,|’’|‘‘)\s*-?|-["”“]-|s\.?\s?d\.?\s?a\.?|idem|ditto|id\.)\s*\Z""",
    re.I,
)


def text_of(cell: Cell) -> str:
    """What a person would read in the cell, with plain spaces: 3 → "3", 2.0 → "2", a date as 2026-03-02."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return squash(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def squash(text: str) -> str:
    """One kind of space, once, and none at the ends; look-alike characters become the plain ones."""
    if text.isascii() and "  " not in text and text == text.strip() and "\n" not in text and "\t" not in text:
        return text
    plain = unicodedata.normalize("NFKC", text.replace("½", " 1/2").replace("¼", " 1/4").replace("¾", " 3/4"))
    return _SPACES.sub(" ", plain.replace("\u200b", "").replace("\ufeff", "")).strip()


def key(text: str) -> str:
    """Lower case words with single spaces: "KEC. " → "kec", "N I K" → "nik"; accents are dropped."""
    folded = text.casefold()
    if not folded.isascii():
        folded = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode()
    words = _NOT_WORD.sub(" ", folded).strip()
    return _SPELT_OUT.sub(lambda spelt: spelt.group().replace(" ", ""), words)


def is_nothing(text: str) -> bool:
    """Blank, a dash, "tidak ada" and their relatives."""
    words = key(text)
    return not words or words in NOTHING


def is_ditto(text: str) -> bool:
    """A mark for "as above": the two strokes, sda, idem."""
    return bool(_DITTO.match(text))


def as_number(cell: Cell) -> int | None:
    """A running number: 12, 12.0, "12", "12.", "(12)"; anything else None."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int):
        return cell
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else None
    if isinstance(cell, str):
        found = re.fullmatch(r"\s*\(?\s*(\d{1,7})\s*[.)]?\s*", cell)
        return int(found.group(1)) if found else None
    return None


def plain_case(text: str) -> tuple[str, bool]:
    """Sentence case for text that is all capitals or all small ("ANYAMAN PURUN"); and whether it changed."""
    if len(text) > 1 and (text.isupper() or text.islower()):
        changed = text[0].upper() + text[1:].lower()
        return changed, changed != text
    return text, False
