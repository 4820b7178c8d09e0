"""Spellings of place names: prefixes off, abbreviations written out, and how alike two names are."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from rapidfuzz import fuzz, process

from sentra.crafts.registry.words import key

_PREFIX = re.compile(
    r"\A(?:(?:desa|ds|kelurahan|kel|kecamatan|kec|kampung|kmp|kp|dusun|dsn|kabupaten|kab|kota|nagari"
    r"|gampong) )+(?=\w)"
)
_WRITTEN_OUT = {
    "sei": "sungai", "sg": "sungai", "s": "sungai", "sngai": "sungai", "tlk": "teluk", "tl": "teluk",
    "tk": "teluk", "ma": "muara", "mr": "muara", "muar": "muara", "tg": "tanjung", "tj": "tanjung",
    "tjg": "tanjung",
    "amt": "amuntai", "bt": "batu", "pd": "padang", "p": "pulau", "pl": "pulau", "sgt": "sangatta",
    "sangata": "sangatta",
    "sengata": "sangatta", "utr": "utara", "sel": "selatan", "slt": "selatan", "tgh": "tengah",
    "tngh": "tengah", "brt": "barat", "tmr": "timur", "dlm": "dalam", "masjid": "mesjid", "kb": "kebun",
    "simp": "simpang", "sp": "simpang", "rtu": "rantau", "tmb": "tambalang",
}  # fmt: skip
QUALIFIERS = frozenset(
    [
        "hulu",
        "hilir",
        "tengah",
        "dalam",
        "luar",
        "darat",
        "laut",
        "kecil",
        "besar",
        "baru",
        "lama",
        "hanyar",
        "barat",
        "timur",
        "utara",
        "selatan",
        "seberang",
        "atas",
        "bawah",
        "raya",
        "kanan",
        "kiri",
        "satu",
        "dua",
        "i",
        "ii",
        "iii",
        "iv",
    ]
)
_SAME = {"ulu": "hulu", "ilir": "hilir"}


@lru_cache(maxsize=50_000)
def plain_place(text: str) -> str:
    """Lower case without prefix and punctuation: "Ds. Sei Malang" → "sei malang"."""
    return _PREFIX.sub("", key(text))


@lru_cache(maxsize=50_000)
def written_out(text: str) -> str:
    """`plain_place` with abbreviations written out and no spaces: "Sei Malang" and "S. Malang" →
    "sungaimalang".
    """
    return "".join(_WRITTEN_OUT.get(word, word) for word in plain_place(text).split())


def _qualifiers(text: str) -> frozenset[str]:
    words = (_WRITTEN_OUT.get(word, word) for word in plain_place(text).split())
    return frozenset(_SAME.get(word, word) for word in words) & QUALIFIERS


def at_odds(text: str, name: str) -> bool:
    """ "Pajukungan Hulu" is never a misspelt "Pajukungan Hilir": the word that tells them apart is there."""
    said, known = _qualifiers(text), _qualifiers(name)
    return bool(said - known) or (
        bool(known - said) and len(plain_place(text).split()) < len(plain_place(name).split())
    )


def most_alike(
    text: str, names: Mapping[str, str] | Iterable[str], *, least: int, limit: int = 5
) -> list[tuple[str, int]]:
    """The names most like the text with their score (0-100), best first."""
    choices = list(names)
    found = process.extract(
        written_out(text), choices, scorer=fuzz.ratio, processor=None, score_cutoff=least, limit=limit
    )
    return [(name, round(score)) for name, score, _ in found]
