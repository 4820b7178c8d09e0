"""What a maker says she can make in a month, in her unit: whole units, low and high, with her own words kept.

Conversions are rounded down, so that no more is promised than was said: a week × 52 ÷ 12, a working day × 25,
a year ÷ 12. Kodi and lusin stay the unit; the pieces follow from it.
"""

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor

from sentra.crafts.registry.clean.amounts import Amount, Period, period_of, read_amount, unit_in
from sentra.crafts.registry.clean.units import ANY, BUAH, Unit, unit_called
from sentra.crafts.registry.reasons import Message, message
from sentra.crafts.registry.words import is_nothing, key, text_of
from sentra.kernel.tables import Cell

A_MONTH: dict[Period, Fraction] = {
    "day": Fraction(25), "week": Fraction(52, 12), "month": Fraction(1), "year": Fraction(1, 12),
}  # fmt: skip
RULES: dict[Period, str] = {"day": "× 25", "week": "× 52 ÷ 12", "month": "", "year": "÷ 12"}
UNLIKELY_PIECES = 20_000

_UNCERTAIN = re.compile(
    r"\b(?:(?:tdk|tidak|tak|blm|belum) (?:\w+ )?(?:tentu|menentu|pasti|tetap|diketahui|terhitung|ada data)"
    r"|tergantung|tgt|sesuai|pesanan|order|musiman|kadang\w*|menyesuaikan|borongan|bervariasi|variasi|situasional)\b"
)


@dataclass(frozen=True, slots=True)
class Capacity:
    """`low` and `high` are whole `unit`s a month, None when left open; `text` is what the list says."""

    text: str = ""
    low: int | None = None
    high: int | None = None
    unit: str = ""
    pieces_per_unit: int = 1
    messages: tuple[Message, ...] = ()

    @property
    def low_pieces(self) -> int | None:
        return None if self.low is None else self.low * self.pieces_per_unit

    @property
    def high_pieces(self) -> int | None:
        return None if self.high is None else self.high * self.pieces_per_unit


def clean_capacity(cell: Cell, *, unit: Cell = None, header: str = "") -> Capacity:
    """Reads the capacity with its unit column and its header, which may name the period and the unit."""
    text = text_of(cell)
    column, said = _column_unit(unit, header)
    if isinstance(cell, date):
        return _open(text, column, message("capacity_became_date", "capacity"))
    if is_nothing(text):
        return _open("", column, message("capacity_missing", "capacity"), *said)
    if _UNCERTAIN.search(key(text)):
        return _open(text, column, message("capacity_unknown", "capacity", text=text[:60]), *said)
    amount = _amount(cell, text)
    if amount.low is None or amount.high is None or len({one.kind for one in amount.units}) > 1:
        return _open(text, column, message("capacity_unreadable", "capacity", text=text[:60]), *said)
    if amount.high <= 0:
        return _open(text, column, message("capacity_unknown", "capacity", text=text[:60]), *said)
    own = amount.units[0] if amount.units else column
    if amount.units and column.kind and own.kind != column.kind:
        said.append(message("unit_differs", "unit", text=own.name, unit=column.name))
    said.extend(_shown(amount, text, column))
    return _a_month(amount, text, own, period_of(header), header, said)


def _amount(cell: Cell, text: str) -> Amount:
    if isinstance(cell, int | float):
        number = Fraction(str(cell))
        return Amount(number, number)
    return read_amount(text)


def _column_unit(cell: Cell, header: str) -> tuple[Unit, list[Message]]:
    text = text_of(cell)
    if is_nothing(text):
        return unit_in(header) or ANY, []
    unit = unit_called(text)
    if unit is not None:
        return unit, []
    return Unit(text[:30], ""), [message("unit_unknown", "unit", text=text[:30])]


def _open(text: str, unit: Unit, *said: Message) -> Capacity:
    return Capacity(text, None, None, unit.name, unit.pieces, said)


def _shown(amount: Amount, text: str, unit: Unit) -> list[Message]:
    said: list[Message] = []
    if amount.about:
        said.append(message("capacity_about", "capacity", text=text[:60]))
    if amount.one_sided:
        said.append(message("capacity_one_sided", "capacity", text=text[:60]))
    if amount.rest and amount.rest != unit.name.lower():
        said.append(message("capacity_partly_read", "capacity", text=text[:60]))
    if amount.low is not None and amount.high is not None and amount.low > amount.high:
        said.append(message("capacity_turned", "capacity", text=text[:60]))
    return said


def _a_month(
    amount: Amount, text: str, unit: Unit, heads: Period | None, header: str, said: list[Message]
) -> Capacity:
    period = amount.period or heads or "month"
    if amount.period is None and heads is None and header:
        said.append(message("capacity_period_assumed", "capacity"))
    factor = A_MONTH[period] / amount.each
    low, high = sorted((Fraction(amount.low or 0) * factor, Fraction(amount.high or 0) * factor))
    if unit.pieces > 1 and period == "month" and (low.denominator > 1 or high.denominator > 1):
        low, high, unit = low * unit.pieces, high * unit.pieces, BUAH
        said.append(message("capacity_in_pieces", "capacity", text=text[:60]))
    if floor(high) < 1:
        return _open(text, unit, message("capacity_below_one", "capacity", text=text[:60]), *said)
    if factor != 1:
        rule = RULES[period] + (f" ÷ {amount.each}" if amount.each > 1 else "")
        said.append(
            message(
                "capacity_converted", "capacity", text=text[:60], low=floor(low), high=floor(high), rule=rule
            )
        )
    if floor(high) * unit.pieces > UNLIKELY_PIECES:
        said.append(message("capacity_unlikely", "capacity", text=str(floor(high))))
    return Capacity(text, floor(low), floor(high), unit.name, unit.pieces, tuple(said))
