"""A bank's table, row by row, into lines: headings above, sums below and blank rows are no lines."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from sentra.kernel.tables import Cell, Row, Sheet
from sentra.payments.statements.amounts import Unclear, day_of, mark_of, sen_of
from sentra.payments.statements.columns import Columns
from sentra.payments.statements.told import Problem, Told, ToldLine
from sentra.payments.texts import tidy

_OPENING = re.compile(
    r"saldo\s*awal|opening\s*balance|beginning\s*balance|saldo\s*(?:sebelum|lalu|pindah)", re.I
)
_CLOSING = re.compile(r"saldo\s*akhir|closing\s*balance|ending\s*balance", re.I)
_PENDING = re.compile(r"\A\s*pend", re.I)
_YEAR = re.compile(r"(?<!\d)(20\d{2})(?!\d)")
_NUMBER = re.compile(r"(?:rekening|account)\D{0,20}([\d][\d .\-]{6,24}\d)", re.I)


@dataclass
class _Found:
    lines: list[ToldLine]
    problems: list[Problem]
    opening: int | None = None
    closing: int | None = None


def read_table(sheet: Sheet, columns: Columns) -> Told:
    """Every row below the headings: a line, or a problem that names it. Rows without a day and sums are left.

    Newest-first tables are turned round. Where the file tells no opening balance, the first running
    balance does.
    """
    year, month_first = _year(sheet), _month_first(sheet, columns)
    found = _Found([], [])
    for row in sheet.rows:
        if row.number <= columns.top or not _is_movement(row, columns, year=year):
            _note_sums(row, found)
        else:
            _take(row, columns, found, year=year, month_first=month_first)
    lines = _oldest_first(found.lines)
    opening = found.opening
    if opening is None and lines and lines[0].balance_sen is not None:
        opening = lines[0].balance_sen - lines[0].sen
    closing = found.closing
    if closing is None and lines:
        closing = lines[-1].balance_sen
    return Told(tuple(lines), opening, closing, tuple(found.problems), _account_number(sheet, columns))


def _cell(row: Row, columns: Columns, field: str) -> Cell:
    at = columns.at(field)
    return row.cells[at] if at is not None and at < len(row.cells) else None


def _is_movement(row: Row, columns: Columns, *, year: int | None) -> bool:
    """A row with something where the day stands, that is no sum or word below the table."""
    day = _cell(row, columns, "date")
    if day is None or (isinstance(day, str) and _PENDING.match(day)):
        return False
    if day_of(day, year=year or 2000):
        return not _is_balance_row(row, columns)
    return any(char.isdigit() for char in str(day)) and _has_amount(row, columns)


def _is_balance_row(row: Row, columns: Columns) -> bool:
    """A dated row that only tells the balance brought in or taken out."""
    words = " ".join(str(cell) for cell in row.cells if isinstance(cell, str))
    return bool(_OPENING.search(words) or _CLOSING.search(words)) and not _amount_told(row, columns)


def _amount_told(row: Row, columns: Columns) -> bool:
    for field in ("amount", "debit", "credit"):
        try:
            if sen_of(_cell(row, columns, field)):
                return True
        except Unclear:
            continue
    return False


def _has_amount(row: Row, columns: Columns) -> bool:
    return any(_cell(row, columns, field) is not None for field in ("amount", "debit", "credit"))


def _note_sums(row: Row, found: _Found) -> None:
    """ "Saldo Awal : 1.000,00" above or below the table."""
    words = " ".join(str(cell) for cell in row.cells if isinstance(cell, str))
    opening, closing = _OPENING.search(words), _CLOSING.search(words)
    if (not opening and not closing) or (opening and closing):
        return
    for cell in (_cut_up(row), *reversed(row.cells)):
        try:
            told = sen_of(cell)
        except Unclear:
            continue
        if opening and found.opening is None:
            found.opening = told
        elif closing:
            found.closing = told
        return


def _cut_up(row: Row) -> str:
    """ "Saldo Awal : 12,500,000.00" without quotes: the separator cut the amount, it is one again."""
    for at, cell in enumerate(row.cells):
        if isinstance(cell, str) and re.search(r"[:=]\s*[\d.,]+\Z", cell):
            rest = [str(one) for one in row.cells[at + 1 :] if one is not None]
            return re.split(r"[:=]", ",".join([cell, *rest]))[-1].strip()
    return ""


def _take(row: Row, columns: Columns, found: _Found, *, year: int | None, month_first: bool) -> None:
    on = day_of(_cell(row, columns, "date"), year=year, month_first=month_first)
    if on is None:
        found.problems.append(Problem(row.number, "no_day", {"day": str(_cell(row, columns, "date"))[:40]}))
        return
    try:
        sen = _amount(row, columns)
    except Unclear as trouble:
        found.problems.append(Problem(row.number, str(trouble) or "unclear_amount"))
        return
    if sen:
        texts = (str(cell) for cell in (_cell(row, columns, "text"), _cell(row, columns, "more")) if cell)
        reference = tidy(str(_cell(row, columns, "reference") or ""))[:80]
        text = tidy(" ".join(texts))[:300]
        found.lines.append(ToldLine(row.number, on, sen, text, reference, _balance(row, columns)))


def _amount(row: Row, columns: Columns) -> int:
    """Sen, money in positive. Refuses (Unclear, with the problem's code) what is missing or told twice."""
    if columns.at("amount") is not None:
        return _marked(row, columns)
    sides = [_side(_cell(row, columns, "credit")), _side(_cell(row, columns, "debit"))]
    if all(sides):
        raise Unclear("two_amounts")
    if sides == [None, None]:
        raise Unclear("no_amount")
    return abs(sides[0] or 0) - abs(sides[1] or 0)


def _marked(row: Row, columns: Columns) -> int:
    told = _cell(row, columns, "amount")
    if told is None:
        raise Unclear("no_amount")
    sen = sen_of(told)
    if columns.at("mark") is None:
        return sen
    sign = mark_of(_cell(row, columns, "mark"))
    if not sign:
        raise Unclear("no_mark")
    return sign * abs(sen)


def _side(cell: Cell) -> int | None:
    if cell is None or (isinstance(cell, str) and cell.strip() in {"-", ""}):
        return None
    return sen_of(cell)


def _balance(row: Row, columns: Columns) -> int | None:
    try:
        return sen_of(_cell(row, columns, "balance"))
    except Unclear:
        return None


def _oldest_first(lines: Sequence[ToldLine]) -> list[ToldLine]:
    """As they were booked: by the running balance where there is one, else by the days."""
    forward, backward = list(lines), list(reversed(lines))
    if breaks(forward) != breaks(backward):
        return min(forward, backward, key=breaks)
    return backward if lines and lines[0].on > lines[-1].on else forward


def breaks(lines: Sequence[ToldLine]) -> int:
    """How often a running balance does not follow from the one before."""
    pairs = itertools.pairwise(lines)
    return sum(
        before.balance_sen is not None and after.balance_sen not in {None, before.balance_sen + after.sen}
        for before, after in pairs
    )


def _year(sheet: Sheet) -> int | None:
    """The one year the words above and below the table name, for days written 31/08."""
    words = (str(cell) for row in sheet.rows[:20] for cell in row.cells if isinstance(cell, str))
    years = {found for word in words for found in _YEAR.findall(word)}
    return int(years.pop()) if len(years) == 1 else None


def _month_first(sheet: Sheet, columns: Columns) -> bool:
    """08/31/2026: some second part is above twelve and no first one is."""
    cells = [_cell(row, columns, "date") for row in sheet.rows if row.number > columns.top]
    texts = [cell for cell in cells if isinstance(cell, str)]
    wrong = sum(day_of(text, year=2000) is None for text in texts)
    return bool(wrong) and wrong > sum(day_of(text, year=2000, month_first=True) is None for text in texts)


def _account_number(sheet: Sheet, columns: Columns) -> str:
    for row in sheet.rows[:20]:
        if columns.top and row.number >= columns.top:
            break
        words = " ".join(str(cell) for cell in row.cells if cell is not None)
        if found := _NUMBER.search(words):
            return re.sub(r"\D", "", found[1])
    return ""
