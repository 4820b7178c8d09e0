"""Which clock a province lives by: WIB, WITA or WIT (Keppres 41/1987; new provinces like their mother)."""

from typing import Final

WIB: Final = "Asia/Jakarta"
WITA: Final = "Asia/Makassar"
WIT: Final = "Asia/Jayapura"

ZONES: Final[dict[str, str]] = {
    # Sumatra, Java and Madura, West and Central Kalimantan
    **dict.fromkeys(("11", "12", "13", "14", "15", "16", "17", "18", "19", "21"), WIB),
    **dict.fromkeys(("31", "32", "33", "34", "35", "36", "61", "62"), WIB),
    # Bali, Nusa Tenggara, South, East and North Kalimantan, Sulawesi
    **dict.fromkeys(("51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"), WITA),
    # Maluku, Papua
    **dict.fromkeys(("81", "82", "91", "92", "93", "94", "95", "96"), WIT),
}


def zone_of(code: str) -> str:
    """The time zone of any place, by its Kemendagri code ("63.08" → Asia/Makassar). KeyError if unknown."""
    return ZONES[code[:2]]
