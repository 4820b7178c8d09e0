"""Workbooks as other offices might send them, made here: rows, merged cells, several sheets, hidden ones."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import openpyxl

from sentra.crafts.registry.check import check_workbook
from sentra.crafts.registry.entries import Report, RowResult
from sentra.kernel.tables import Sheet, read_tables, sheet_of
from sentra.people.regions import all_regions

TODAY = date(2026, 11, 22)
HEADER = [
    "No",
    "Nama",
    "NIK",
    "Desa/Kel",
    "Kecamatan",
    "Jenis Kerajinan",
    "Produk",
    "Kapasitas/bln",
    "Satuan",
    "No. HP",
    "Ket",
]

Cells = Sequence[Any]


def xlsx(
    *sheets: tuple[str, Sequence[Cells]], merges: Sequence[tuple[str, str]] = (), hidden: Sequence[str] = ()
) -> bytes:
    """A real workbook; `merges` are (sheet, "B2:D2")."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for at, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                if value is not None:
                    sheet.cell(at, column, value)
        if name in hidden:
            sheet.sheet_state = "hidden"
    for name, block in merges:
        book[name].merge_cells(block)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def check(
    source: bytes | Sequence[Cells] | Sequence[Sheet], *, district: str = "63.08", **options: Any
) -> Report:
    """The report on a file, on plain rows, or on sheets."""
    if isinstance(source, bytes):
        sheets: Sequence[Sheet] = read_tables(source)
    elif source and isinstance(source[0], Sheet):
        sheets = source  # type: ignore[assignment]
    else:
        sheets = [sheet_of(source, name="Data")]  # type: ignore[arg-type]
    report = check_workbook(sheets, office=all_regions().office(district), today=TODAY, **options)
    assert report.accepted + report.rejected + report.duplicates == report.rows_seen
    return report


def maker(number: object = 1, name: object = "Siti Aisyah", **other: object) -> list[object]:
    """One good row under HEADER; give only what matters."""
    row: dict[str, object] = {
        "number": number,
        "name": name,
        "nik": None,
        "village": "Babirik Hulu",
        "subdistrict": "Babirik",
        "craft": "Anyaman purun",
        "product": "tikar",
        "capacity": 10,
        "unit": "lbr",
        "phone": None,
        "notes": None,
    }
    return list((row | other).values())


def codes(row: RowResult) -> list[str]:
    return [one.code for one in row.messages]


def counts(report: Report) -> tuple[int, int, int, int]:
    """rows seen, accepted, rejected, duplicates"""
    return report.rows_seen, report.accepted, report.rejected, report.duplicates
