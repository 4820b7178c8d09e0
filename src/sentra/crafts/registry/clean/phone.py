"""Phone numbers to E.164: one or two in a cell, with the zero that Excel eats, fixed lines marked."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from sentra.crafts.registry.reasons import Message, message
from sentra.crafts.registry.words import is_nothing, text_of
from sentra.kernel.identity import e164
from sentra.kernel.tables import Cell

_BETWEEN = re.compile(r"\s*(?:[/;,&|]|\bdan\b|\batau\b)\s*", re.I)
_LABEL = re.compile(
    r"\A\W*[^\W\d_]+[.:]?(?=\W|\d|\Z)|(?<!\w)[^\W\d_]+[.:]?(?!\w)"
)  # never a letter among digits
_NEXT = re.compile(r"\s+(?=(?:0|\+?62)8)")
_AREA = re.compile(r"\(?0\d{2,3}\)?")
_MOBILE = "+628"


@dataclass(frozen=True, slots=True)
class Phones:
    """`primary` in E.164 or ""; `others` the further good ones; `text` as typed."""

    primary: str = field(default="", repr=False)
    others: tuple[str, ...] = field(default=(), repr=False)
    text: str = field(default="", repr=False)
    messages: tuple[Message, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        return (self.primary, *self.others) if self.primary else ()


def clean_phones(cell: Cell) -> Phones:
    """Good numbers in the order they stand; a bad one is warned of, "tidak ada" and "-" mean there is
    none.
    """
    text = text_of(cell)
    if is_nothing(text) or not text.strip("0 "):
        return Phones(text=text)
    good: list[str] = []
    said: list[Message] = []
    for at, part in enumerate(_parts(text)):
        number = _number(part)
        if number is None:
            said.append(message("phone_second_bad" if at else "phone_bad", "phone"))
        elif number not in good:
            good.append(number)
            said.extend(_about(number, part, as_number=isinstance(cell, int | float)))
    if len(good) > 1:
        said.append(message("phone_second", "phone"))
    return Phones(good[0] if good else "", tuple(good[1:]), text, tuple(said))


def _parts(text: str) -> list[str]:
    parts = [part for part in _BETWEEN.split(text) if part.strip()]
    if len(parts) > 1 and _AREA.fullmatch(parts[0]):  # 0527/61234 is one number
        parts[:2] = [parts[0] + parts[1]]
    if len(parts) == 1 and _number(text) is None:
        pieces = [piece for piece in _NEXT.split(text) if any(character.isdigit() for character in piece)]
        if len(pieces) > 1 and all(_number(piece) for piece in pieces):
            return pieces
    spoken = [part for part in parts if any(character.isdigit() for character in part)]
    return spoken or parts


@lru_cache(maxsize=10_000)
def _number(part: str) -> str | None:
    bare = _LABEL.sub(" ", part).replace("'", "").replace("’", "").strip()
    bare = re.sub(r"\(\s*\)", "", re.sub(r"[.,]0\Z", "", bare)).strip(" :=")
    if not bare or len(re.sub(r"\D", "", bare)) > 15:  # E.164 ends there
        return None
    return e164(bare)


def _about(number: str, part: str, *, as_number: bool) -> list[Message]:
    said: list[Message] = []
    if number.startswith(_MOBILE) and (as_number or part.strip().startswith("8")) and part.strip()[:1] == "8":
        said.append(message("phone_zero_restored", "phone"))
    if number.startswith("+62") and not number.startswith(_MOBILE):
        said.append(message("phone_landline", "phone"))
    return said
