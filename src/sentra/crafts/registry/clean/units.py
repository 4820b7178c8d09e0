"""Units of craft goods as offices write them, and how many pieces each holds."""

from dataclasses import dataclass

from sentra.crafts.registry.words import key


@dataclass(frozen=True, slots=True)
class Unit:
    """`name` is how we write it; units of one `kind` count the same things."""

    name: str
    kind: str
    pieces: int = 1


_UNITS = {
    Unit("lembar", "sheet"): ("lembar", "lbr", "lmbr", "lbar", "helai", "lb"),
    Unit("buah", "piece"): ("buah", "bh", "bua"),
    Unit("biji", "piece"): ("biji", "bj", "bji"),
    Unit("pcs", "piece"): ("pcs", "pc", "pieces", "unit", "potong", "ptg", "pot"),
    Unit("kodi", "score", 20): ("kodi", "kd", "kdi"),
    Unit("lusin", "dozen", 12): ("lusin", "lsn", "losin", "dosin", "dz"),
    Unit("gros", "gross", 144): ("gros", "gross"),
    Unit("pasang", "pair"): ("pasang", "psg", "psang", "pasangan"),
    Unit("set", "set"): ("set", "stel"),
    Unit("meter", "metre"): ("meter", "mtr", "m"),
    Unit("kg", "kilogram"): ("kg", "kilo", "kilogram"),
    Unit("gulung", "roll"): ("gulung", "rol", "roll", "glg"),
    Unit("ikat", "bundle"): ("ikat", "ikt"),
    Unit("keping", "slab"): ("keping", "kpg"),
}
KNOWN: dict[str, Unit] = {word: unit for unit, words in _UNITS.items() for word in words}
BUAH = KNOWN["buah"]
ANY = Unit("", "")


def unit_called(text: str) -> Unit | None:
    """ANY for a blank, the unit for a known word, None for a word we do not know."""
    words = key(text)
    return ANY if not words else KNOWN.get(words)
