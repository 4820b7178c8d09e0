"""Laporan perubahan ekuitas: each part of the members' own from the first morning to the last evening.

What opening entries brought from older books was no change of the period: it has a column of its own
(decision 0017).
"""

from dataclasses import dataclass

from sentra.ledger.chart import YEAR_SURPLUS, charted
from sentra.ledger.snapshots import Sums
from sentra.ledger.statements.rows import in_indonesian, used
from sentra.ledger.statements.spans import Span


@dataclass(frozen=True)
class Change:
    """One part of equity. `added_idr` and `taken_idr` are zero or more; a loss of the period is taken.

    `brought_idr`: from older books, in the period; below zero where less than nothing was brought.
    """

    key: str
    name: str
    name_en: str
    opening_idr: int
    brought_idr: int
    added_idr: int
    taken_idr: int
    closing_idr: int
    code: str = ""

    @property
    def title(self) -> str:
        return self.name if in_indonesian() else self.name_en


@dataclass(frozen=True)
class Changes:
    """Of one period; `total` has the sum of every column."""

    rows: tuple[Change, ...]
    total: Change

    @property
    def any_brought(self) -> bool:
        """Is there anything in the column of what older books brought?"""
        return any(row.brought_idr for row in self.rows)


def equity(span: Span) -> Changes:
    """Raises AssertionError if a row does not lead from its opening to its closing."""
    codes = [code for code, one in charted().items() if one.group == "equity" and code != YEAR_SURPLUS]
    rows = [_of_account(code, span) for code in used(codes, [span])]
    rows.append(
        _change(
            ("unshared", "SHU tahun lalu yang belum dibagi", "Surplus of earlier years, not shared yet"),
            (span.unshared_eve_idr, -span.brought(YEAR_SURPLUS), span.unshared_idr),
            span.happened(YEAR_SURPLUS), YEAR_SURPLUS,
        )
    )  # fmt: skip
    earned_idr = span.surplus_idr - span.brought_surplus_idr
    rows.append(
        _change(
            ("running", "SHU tahun berjalan", "Surplus of the current year"),
            (span.running_eve_idr, span.brought_surplus_idr, span.running_idr),
            Sums(max(-earned_idr, 0), max(earned_idr, 0)), "",
        )
    )  # fmt: skip
    columns = ("opening_idr", "brought_idr", "added_idr", "taken_idr", "closing_idr")
    sums = {column: sum(getattr(row, column) for row in rows) for column in columns}
    return Changes(tuple(rows), Change("total", "Jumlah ekuitas", "Total equity", **sums))


def _of_account(code: str, span: Span) -> Change:
    one = charted()[code]
    held = -span.at_eve(code), -span.brought(code), -span.at_end(code)
    return _change((code, one.name, one.name_en), held, span.happened(code), code)


def _change(named: tuple[str, str, str], held: tuple[int, int, int], moved: Sums, code: str) -> Change:
    """`held`: at the beginning, brought, at the end; `moved`: what happened between."""
    opening, brought, closing = held
    assert opening + brought + moved.credit_idr - moved.debit_idr == closing, named[0]
    return Change(*named, opening, brought, moved.credit_idr, moved.debit_idr, closing, code)
