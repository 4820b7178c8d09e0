"""Laporan perubahan ekuitas: each part of the members' own from the first morning to the last evening."""

from dataclasses import dataclass

from sentra.ledger.chart import YEAR_SURPLUS, charted
from sentra.ledger.snapshots import Sums
from sentra.ledger.statements.rows import in_indonesian, used
from sentra.ledger.statements.spans import Span


@dataclass(frozen=True)
class Change:
    """One part of equity. `added_idr` and `taken_idr` are zero or more; a loss of the period is taken."""

    key: str
    name: str
    name_en: str
    opening_idr: int
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


def equity(span: Span) -> Changes:
    """Raises AssertionError if a row does not lead from its opening to its closing."""
    codes = [code for code, one in charted().items() if one.group == "equity" and code != YEAR_SURPLUS]
    rows = [_of_account(code, span) for code in used(codes, [span])]
    shared_out = span.moved(YEAR_SURPLUS)
    rows.append(
        _change(
            ("unshared", "SHU tahun lalu yang belum dibagi", "Surplus of earlier years, not shared yet"),
            span.unshared_eve_idr, shared_out, span.unshared_idr, YEAR_SURPLUS,
        )
    )  # fmt: skip
    earned = Sums(max(-span.surplus_idr, 0), max(span.surplus_idr, 0))
    rows.append(
        _change(
            ("running", "SHU tahun berjalan", "Surplus of the current year"),
            span.running_eve_idr, earned, span.running_idr, "",
        )
    )  # fmt: skip
    columns = ("opening_idr", "added_idr", "taken_idr", "closing_idr")
    sums = {column: sum(getattr(row, column) for row in rows) for column in columns}
    return Changes(tuple(rows), Change("total", "Jumlah ekuitas", "Total equity", **sums))


def _of_account(code: str, span: Span) -> Change:
    one = charted()[code]
    opening, closing = -span.at_eve(code), -span.at_end(code)
    return _change((code, one.name, one.name_en), opening, span.moved(code), closing, code)


def _change(named: tuple[str, str, str], opening: int, moved: Sums, closing: int, code: str) -> Change:
    assert opening + moved.credit_idr - moved.debit_idr == closing, named[0]
    return Change(*named, opening, moved.credit_idr, moved.debit_idr, closing, code)
