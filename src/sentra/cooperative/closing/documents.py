"""The statements on paper: one, some or all five in one PDF. Indonesian, whoever asks.

`letter` is the house's head, number and day (`people.house.House.letter`), handed in by the screen.
The pack of the annual meeting takes `statement_data` of each kind and puts it into its own paper.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import override

from sentra.cooperative.closing.notes import Note, notes, split_rule
from sentra.cooperative.closing.reports import CASH, EQUITY, NOTES, POSITION, RESULTS, Report
from sentra.kernel.dates import written
from sentra.kernel.pdf import render
from sentra.ledger.statements.equity import Change, Changes
from sentra.ledger.statements.periods import Days
from sentra.ledger.statements.rows import LINE, TOTAL, Row

PAPER = "ledger/papers/statements.typ"
TITLES = {
    POSITION: "Laporan Posisi Keuangan (Neraca)",
    RESULTS: "Perhitungan Hasil Usaha",
    EQUITY: "Laporan Perubahan Ekuitas",
    CASH: "Laporan Arus Kas",
    NOTES: "Catatan atas Laporan Keuangan",
}
FOUR = ["Saldo awal", "Penambahan", "Pengurangan", "Saldo akhir"]


def statements_paper(
    report: Report,
    kinds: Sequence[str],
    *,
    letter: Mapping[str, Any],
    signers: Sequence[Mapping[str, str]],
    at: datetime,
    more: Sequence[Note] = (),
) -> bytes:
    """One PDF of these statements in this order. Refuses (PaperRefused) figures that do not agree."""
    title = TITLES[kinds[0]] if len(kinds) == 1 else "Laporan Keuangan"
    name = letter["org"]["name"]
    days = f"{written(report.days.since)} sampai {written(report.days.until)}"
    data = {
        "letter": letter,
        "title": title,
        "lead": f"{days}, dalam rupiah penuh, SAK EP",
        "signers": list(signers),
        "statements": [statement_data(kind, report, name, more=more) for kind in kinds],
    }
    return render(PAPER, data, at=at)


def statement_data(kind: str, report: Report, name: str, *, more: Sequence[Note] = ()) -> dict[str, Any]:
    """One statement as `statements.typ` reads it. `name`: of the cooperative; `more`: further notes."""
    with override("id"):
        made = {POSITION: _position, RESULTS: _results, EQUITY: _equity, CASH: _cash}
        told = [] if kind in made else notes(report, name, more=more)
        found = made[kind](report) if kind in made else _sections(report, told)
    empty: dict[str, Any] = {"rows": [], "heads": [], "adds": [], "notes": [], "sections": []}
    return {**empty, "title": TITLES[kind], "lead": _lead(kind, report), **found}


def _lead(kind: str, report: Report) -> str:
    if kind == POSITION:
        return f"Per {written(report.days.until)} dan {written(report.days_before.until)}"
    now, before = report.days, report.days_before
    return f"{_span(now)}, pembanding {_span(before)}"


def _span(days: Days) -> str:
    return f"{written(days.since)}–{written(days.until)}"


def _heads(report: Report) -> list[str]:
    return [written(report.days.until), written(report.days_before.until)]


def _rows(rows: Iterable[Row]) -> list[dict[str, Any]]:
    return [
        {"name": row.name, "code": row.code, "level": row.level, "idr": [row.now_idr, row.before_idr]}
        for row in rows
    ]


def _agree(what: str, stated: int, reckoned: int) -> dict[str, Any]:
    return {"what": what, "stated": stated, "reckoned": reckoned}


def _position(report: Report) -> dict[str, Any]:
    made = report.position
    assets, sources = made.row("assets"), made.row("sources")
    adds = [
        _agree("neraca", assets.now_idr, sources.now_idr),
        _agree("neraca pembanding", assets.before_idr, sources.before_idr),
    ]
    return {"rows": _rows(made.rows), "heads": _heads(report), "adds": adds}


def _results(report: Report) -> dict[str, Any]:
    made = report.results
    adds = [_agree("SHU", made.row("surplus").now_idr, report.now.surplus_idr)]
    return {
        "rows": _rows(made.rows),
        "heads": _heads(report),
        "adds": adds,
        "notes": list(split_rule(report)),
    }


def _cash(report: Report) -> dict[str, Any]:
    made = report.cash
    reached = made.row("opening").now_idr + made.row("net").now_idr
    adds = [_agree("kas akhir", made.row("closing").now_idr, reached)]
    return {"rows": _rows(made.rows), "heads": _heads(report), "adds": adds}


def _equity(report: Report) -> dict[str, Any]:
    now, before = report.equity
    adds = [_agree("ekuitas", now.total.closing_idr, report.position.row("equity").now_idr)]
    sections = [
        {
            "title": _span(days),
            "sentences": [], "facts": [], "heads": FOUR, "rows": _changes(changes),
        }
        for days, changes in ((report.days, now), (report.days_before, before))
    ]  # fmt: skip
    return {"adds": adds, "sections": sections}


def _changes(changes: Changes) -> list[dict[str, Any]]:
    return [*(_change(row, LINE) for row in changes.rows), _change(changes.total, TOTAL)]


def _change(row: Change, level: str) -> dict[str, Any]:
    amounts = [row.opening_idr, row.added_idr, -row.taken_idr, row.closing_idr]
    return {"name": row.name, "code": row.code, "level": level, "idr": amounts}


def _sections(report: Report, told: Iterable[Note]) -> dict[str, Any]:
    sections = [
        {
            "title": one.title,
            "sentences": list(one.sentences),
            "facts": [{"label": label, "text": text} for label, text in one.facts],
            "heads": _heads(report),
            "rows": _rows(one.rows),
        }
        for one in told
    ]
    return {"sections": sections}
