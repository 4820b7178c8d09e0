"""A streamed workbook is the same table `write_xlsx` makes, and leaves in pieces."""

import io
import tracemalloc
from datetime import date

import openpyxl
import pytest

from sentra.kernel.sheet_stream import xlsx_stream
from sentra.kernel.sheets import Column, Sheet, SheetRefused, write_xlsx
from tests.kernel.test_sheets import AT, PAYLOADS, back

COLUMNS = [Column("Nama & <asal>"), Column("Jumlah", "number"), Column("Rp", "idr"), Column("Ket")]
ROWS = [[payload, at, -at, None] for at, payload in enumerate(PAYLOADS)] + [[None, None, 2**53, "\x01 \r\n"]]


def streamed(rows, columns=COLUMNS):
    return b"".join(xlsx_stream(Sheet("Data", columns, rows), made_at=AT))


def written(rows):
    out = io.BytesIO()
    write_xlsx(out, [Sheet("Data", COLUMNS, rows)], made_at=AT)
    return out.getvalue()


def looks(content):
    tab = openpyxl.load_workbook(io.BytesIO(content)).active
    return [
        [(one.value, one.number_format, one.data_type, one.quotePrefix) for one in row]
        for row in tab.iter_rows()
    ], {name: size.width for name, size in tab.column_dimensions.items()}


def test_it_is_the_table_that_write_xlsx_makes():
    assert looks(streamed(ROWS)) == looks(written(ROWS))
    assert back(streamed(ROWS)) == back(written(ROWS))


def test_a_day_is_a_day_for_excel_and_one_it_does_not_know_stays_words():
    columns = [Column("Hari", "date")]
    tab = openpyxl.load_workbook(
        io.BytesIO(streamed([[date(2026, 5, 26)], [None], [date(1800, 1, 1)]], columns))
    ).active
    assert tab["A2"].is_date
    assert tab["A2"].value.date() == date(2026, 5, 26)
    assert tab["A2"].number_format == "dd/mm/yyyy"
    assert [tab["A3"].value, tab["A4"].value] == [None, "1800-01-01"]


def test_an_empty_table_opens():
    assert looks(streamed([])) == looks(written([]))


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["x"], "columns"),
        (["x" * 32_768, 1, 1, ""], "text_too_long"),
        (["x", 2**53 + 1, 1, ""], "number_too_large"),
    ],
)
def test_what_excel_would_cut_is_refused(row, code):
    with pytest.raises(SheetRefused, match=code):
        streamed([row])


def test_the_first_bytes_come_before_the_last_row_and_memory_stays_flat():
    asked = 0

    def rows():
        nonlocal asked
        for asked in range(20_000):  # counted outside
            yield [f"Siti {asked}", asked, asked, "x" * 200]

    parts = xlsx_stream(Sheet("Data", COLUMNS, rows()), made_at=AT)
    assert next(parts)
    assert asked < 1_000
    tracemalloc.start()
    size = sum(len(part) for part in parts)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size > 100_000
    assert peak < 3_000_000
