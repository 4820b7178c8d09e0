"""Amounts and days as banks write them, into whole sen and dates. Nothing unclear is guessed.

`1.250.000,00` and `1,250,000.00` are the same: the last mark with one or two digits behind it parts the sen,
a mark with three digits behind it parts thousands. `DB`, `D`, a minus or brackets take money out.
"""

import re
from datetime import date
from typing import Final

from sentra.kernel.tables import Cell

MOST_DIGITS: Final = 17  # of sen: Rp999 trillion
TOO_LARGE: Final = "amount_too_large"
_SIGN = re.compile(r"(?:\bIDR\b|\bRP\b\.?)", re.IGNORECASE)
_MARK = re.compile(r"(?:\s|(?<=\d)|^)(CR|DB|DR|C|D|K)\.?\Z", re.IGNORECASE)
_BARE = re.compile(r"\d+")
OUT: Final = frozenset({"D", "DB", "DR", "DEBIT", "DEBET", "OUT", "KELUAR"})
INTO: Final = frozenset({"C", "CR", "K", "KREDIT", "CREDIT", "IN", "MASUK"})


class Unclear(ValueError):
    """No amount, or one that could be read in two ways; says TOO_LARGE where that is the trouble."""


def sen_of(cell: Cell) -> int:
    """Sen of a cell, with its sign. Refuses (Unclear) what is empty or could be two amounts."""
    text = _plain(cell)
    marked = _MARK.search(text)
    sign = -1 if marked and marked[1].upper() in OUT else 1
    text = text[: marked.start()].strip() if marked else text
    if text.startswith("(") and text.endswith(")"):
        sign, text = -sign, text[1:-1].strip()
    if text[:1] in {"-", "+"} or text[-1:] in {"-", "+"}:
        sign = -sign if "-" in {text[:1], text[-1:]} else sign
        text = text.strip("+-").strip()
    return sign * _unsigned(text)


def _plain(cell: Cell) -> str:
    if cell is None or isinstance(cell, date):
        raise Unclear
    text = repr(cell) if not isinstance(cell, str) else cell
    text = text.replace("\u00a0", " ").replace("\u2212", "-").strip().strip("'\"")
    return _SIGN.sub("", text).strip()


def _unsigned(text: str) -> int:
    digits = text.replace(" ", "")
    whole, sen = _parted(digits)
    if not _BARE.fullmatch(whole):
        raise Unclear
    if len(whole.lstrip("0")) + 2 > MOST_DIGITS:
        raise Unclear(TOO_LARGE)
    return int(whole) * 100 + int(sen.ljust(2, "0"))


def _parted(digits: str) -> tuple[str, str]:
    """Whole rupiah without marks, and the digits of the sen."""
    found = re.search(r"[.,](\d{1,2})\Z", digits)
    sen = found[1] if found else "0"
    head = digits[: found.start()] if found else digits
    if found and digits[found.start()] in head:
        raise Unclear  # 1,250,00: the mark of the sen stands among the thousands
    if head.endswith((".", ",")) and not found:
        head = head[:-1] if head.count(head[-1]) == 1 else head
    marks = {mark for mark in head if mark in ".,'"}
    if len(marks) > 1:
        raise Unclear
    if marks and not re.fullmatch(r"\d{1,3}(?:[.,']\d{3})+", head):
        raise Unclear
    return re.sub(r"[.,']", "", head), sen


def mark_of(cell: Cell) -> int:
    """+1 for money in, −1 for money out, 0 for neither."""
    word = str(cell or "").strip().strip(".").upper()
    return -1 if word in OUT else 1 if word in INTO else 0


_MONTHS = {
    name: number
    for number, names in enumerate(
        ("JAN JANUARI JANUARY", "FEB PEB FEBRUARI FEBRUARY", "MAR MRT MARET MARCH", "APR APRIL", "MEI MAY",
         "JUN JUNI JUNE", "JUL JULI JULY", "AGU AGT AGS AUG AGUSTUS AUGUST", "SEP SEPT SEPTEMBER",
         "OKT OCT OKTOBER OCTOBER", "NOV NOP NOVEMBER", "DES DEC DESEMBER DECEMBER"), 1,
    )
    for name in names.split()
}  # fmt: skip
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_DMY = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?!\d)")
_NAMED = re.compile(r"(\d{1,2})[-/. ]?([A-Za-z]{3,9})\.?[-/. ,]*(\d{4}|\d{2})(?!\d)")
_SOLID = re.compile(r"(20\d{2})(\d{2})(\d{2})(?!\d)")
_SHORT = re.compile(r"(\d{1,2})[-/](\d{1,2})\Z")


def day_of(cell: Cell, *, year: int | None = None, month_first: bool = False) -> date | None:
    """The day a cell names, a time behind it left aside; None when it names none.

    `year` completes "31/08". `month_first` reads 08/31/2026.
    """
    if isinstance(cell, date):
        return cell
    text = str(cell if cell is not None else "").strip().strip("'")
    for pattern, order in ((_ISO, "ymd"), (_SOLID, "ymd"), (_DMY, "mdy" if month_first else "dmy")):
        if found := pattern.match(text):
            return _day(dict(zip(order, found.groups(), strict=True)))
    if found := _NAMED.match(text):
        month = _MONTHS.get(found[2].upper())
        return _day({"d": found[1], "m": str(month), "y": found[3]}) if month else None
    if year and (found := _SHORT.match(text)):
        first, second = (found[2], found[1]) if month_first else (found[1], found[2])
        return _day({"d": first, "m": second, "y": str(year)})
    return None


def _day(parts: dict[str, str]) -> date | None:
    year = int(parts["y"])
    try:
        return date(year + 2000 if year < 100 else year, int(parts["m"]), int(parts["d"]))
    except ValueError:
        return None
