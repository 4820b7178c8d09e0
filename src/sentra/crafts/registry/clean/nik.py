"""The NIK as offices type it: with an apostrophe, as a number, with dots, a digit short. Kept only when
well formed.

A row is never rejected for its NIK; a bad one is left out and said so (domain.md §2 item 21). Messages
never carry the number.
"""

import re
from dataclasses import dataclass, field
from datetime import date

from sentra.crafts.registry.reasons import Message, message
from sentra.crafts.registry.words import is_ditto, is_nothing, text_of
from sentra.kernel.identity import Sex, check_nik
from sentra.kernel.tables import Cell

DIGITS = 16
EXACT_UP_TO = 2**53  # a larger number in a cell has already been rounded
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?\s*e\s*\+?\s*\d+", re.I)
_FLOATED = re.compile(r"\d{15,17}[.,]0+")
_QUOTES = "'’‘`´\"“”"
_ERRORS = {"birth_date": "nik_birth_date", "serial": "nik_serial"}
_WARNINGS = {
    "province": "nik_province",
    "birth_date_differs": "nik_born_differs",
    "sex_differs": "nik_sex_differs",
}


@dataclass(frozen=True, slots=True)
class CleanNik:
    """`nik` is "" unless well formed; `digits` is what was typed, to tell two people apart, and never
    stored.
    """

    nik: str = field(repr=False)
    digits: str = field(repr=False)
    messages: tuple[Message, ...] = ()


def clean_nik(cell: Cell, *, today: date, born_on: date | None = None, sex: Sex | None = None) -> CleanNik:
    """The 16 digits if they can be a NIK, and what is odd about them."""
    text = text_of(cell)
    if is_nothing(text):
        return CleanNik("", "", (message("nik_missing", "nik"),))
    digits, said = _digits(cell, text)
    if any(one.code in ("nik_digits_lost", "nik_not_digits") for one in said):
        return CleanNik("", digits, tuple(said))
    if len(digits) != DIGITS:
        return CleanNik("", digits, (*said, message("nik_length", "nik", digits=len(digits))))
    checked = check_nik(digits, today=today, born_on=born_on, sex=sex)
    if checked.errors:
        error = message(_ERRORS.get(checked.errors[0], "nik_region_code"), "nik")
        return CleanNik("", digits, (*said, error))
    said.extend(message(_WARNINGS[code], "nik") for code in checked.warnings)
    return CleanNik(checked.nik, digits, tuple(said))


def _digits(cell: Cell, text: str) -> tuple[str, list[Message]]:
    if isinstance(cell, int | float) or _FLOATED.fullmatch(text):
        digits = re.split("[.,]", text)[0]
        return digits, [_as_number(digits)]
    if _SCIENTIFIC.fullmatch(text):
        return "", [message("nik_digits_lost", "nik")]
    said: list[Message] = []
    bare = text.strip(_QUOTES + " ")
    if is_ditto(text) or not bare:
        return "", [message("nik_not_digits", "nik")]
    if bare != text.strip():
        said.append(message("nik_apostrophe", "nik"))
    bare = re.sub(r"\A(?:nik|ktp)\s*[:.]?\s*", "", bare, flags=re.I)
    digits = re.sub(r"[\s.,\-_]", "", bare)
    if not (digits.isascii() and digits.isdigit()):
        said.append(message("nik_not_digits", "nik"))
    elif digits != bare:
        said.append(message("nik_separators", "nik"))
    return digits, said


def _as_number(digits: str) -> Message:
    """Excel keeps 15 digits of a number, so a 16th that is 0 is most likely not what was typed."""
    if not digits.isdigit() or int(digits) > EXACT_UP_TO or (len(digits) == DIGITS and digits.endswith("0")):
        return message("nik_digits_lost", "nik")
    return message("nik_as_number", "nik")
