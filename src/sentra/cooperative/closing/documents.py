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
from sentra.ledger.statements.cash import REACHED
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
OF_EQUITY = {
    "opening_idr": "Saldo awal", "brought_idr": "Dari pembukuan lama", "added_idr": "Penambahan",
    "taken_idr": "Pengurangan", "closing_idr": "Saldo akhir",
}  # fmt: skip


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
    reached = sum(row.now_idr for row in made.rows if row.key in REACHED)
    adds = [_agree("kas akhir", made.row("closing").now_idr, reached)]
    return {"rows": _rows(made.rows), "heads": _heads(report), "adds": adds}


def _equity(report: Report) -> dict[str, Any]:
    now, before = report.equity
    adds = [_agree("ekuitas", now.total.closing_idr, report.position.row("equity").now_idr)]
    sections = [
        {"title": _span(days), "sentences": [], "facts": [], **_changes(changes)}
        for days, changes in ((report.days, now), (report.days_before, before))
    ]
    return {"adds": adds, "sections": sections}


def _changes(changes: Changes) -> dict[str, Any]:
    """The column of what older books brought only where they brought something."""
    columns = [one for one in OF_EQUITY if one != "brought_idr" or changes.any_brought]
    rows = [*((row, LINE) for row in changes.rows), (changes.total, TOTAL)]
    return {
        "heads": [OF_EQUITY[one] for one in columns],
        "rows": [_change(row, level, columns) for row, level in rows],
    }


def _change(row: Change, level: str, columns: Sequence[str]) -> dict[str, Any]:
    amounts = [-row.taken_idr if one == "taken_idr" else getattr(row, one) for one in columns]
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
