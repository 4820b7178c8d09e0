"""Strangers' files: read by content, within limits, in a process that may die; bombs are refused before
parsing.
"""

import io
import random
import struct
import time
import zipfile
import zlib
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from sentra.kernel import table_limits, tables
from sentra.kernel.tables import Merge, TableRefused, read_table_file, read_tables, sheet_of

WORKBOOK = Path(__file__).parents[1] / "data" / "registry" / "pengrajin-kutai-timur-b.xlsx"


def xlsx(fill) -> bytes:
    book = openpyxl.Workbook()
    fill(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def refused(content: bytes) -> TableRefused:
    started = time.monotonic()
    with pytest.raises(TableRefused) as refusal:
        read_tables(content)
    assert time.monotonic() - started < 10
    return refusal.value


def test_numbers_rows_merges_and_kinds_of_cells():
    def fill(book):
        sheet = book.active
        sheet.title = "Isi"
        sheet["C5"], sheet["D5"], sheet["C7"] = "  teks ", date(2026, 3, 2), 6308036202909973
        sheet["D7"], sheet["E7"], sheet["F7"] = 12.5, True, 81299603082
        sheet.merge_cells("C9:C11")
        sheet["C9"] = "gabung"
        hidden = book.create_sheet("sembunyi")
        hidden["A1"], hidden.sheet_state = 1, "hidden"

    shown, hidden = read_tables(xlsx(fill))
    assert [row.number for row in shown.rows] == [5, 7, 9]
    assert shown.rows[0].cells == (None, None, "teks", date(2026, 3, 2))
    assert shown.rows[1].cells == (None, None, 6308036202909973, 12.5, "TRUE", 81299603082)
    assert shown.merges == (Merge(9, 3, 11, 3),)
    assert (shown.name, shown.hidden, hidden.name, hidden.hidden) == ("Isi", False, "sembunyi", True)


def test_a_formula_gives_its_last_result_and_is_never_run():
    sheet = read_tables(xlsx(lambda book: book.active.append(["=1+1", "x"])))[0]
    assert sheet.rows[0].cells == (None, "x")


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("a;b,c;d\n1;2;3\n", ("a", "b,c", "d")),
        ("a,b,c\n1,2,3\n", ("a", "b", "c")),
        ("a\tb\n1\t2\n", ("a", "b")),
        ('"a;b";c\n"1";2\n', ("a;b", "c")),
        ("sep=;\na;b\n", ("a", "b")),
        ("Ibu Noraïni;b\nx;y\n", ("Ibu Noraïni", "b")),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv(text, cells, encoding):
    sheet = read_tables(text.encode(encoding))[0]
    assert sheet.rows[0].cells == cells
    assert sheet.rows[0].number == (2 if text.startswith("sep") else 1)


def test_the_office_files_are_read_with_excels_own_row_numbers():
    sheet = read_table_file(WORKBOOK)[0]
    truth = openpyxl.load_workbook(WORKBOOK).active
    for row in sheet.rows:
        said = tuple(
            cell.value.strip() if isinstance(cell.value, str) else cell.value for cell in truth[row.number]
        )
        assert row.cells == said[: len(row.cells)]
    assert sheet_of([["a"], [], ["b"]]).rows[1].number == 3


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\x00" * 100, "empty"),
        (b"%PDF-1.7 ...", "not_a_table"),
        (b"\x89PNG\r\n\x1a\n....", "not_a_table"),
        (b"abc\x00def", "not_a_table"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "web_page"),
        (b"PK\x03\x04 and then nothing", "broken"),
        (zipped({"word/document.xml": b"<x/>"}), "not_a_table"),
        (zipped({"xl/workbook.xml": b"no xml at all"}), "broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512, "broken"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512 + "EncryptedPackage".encode("utf-16-le"),
            "encrypted",
        ),
    ],
)
def test_what_is_no_table_is_refused_with_its_reason(content, code):
    assert refused(content).code == code


def test_a_file_too_large_is_refused_without_being_read(tmp_path, monkeypatch):
    path = tmp_path / "large.xlsx"
    with path.open("wb") as large:
        large.truncate(100 * table_limits.MB)
    monkeypatch.setattr(Path, "read_bytes", lambda self: pytest.fail("read"))
    with pytest.raises(TableRefused, match="too_large"):
        read_table_file(path)
    assert refused(b"PK\x03\x04" + b"x" * table_limits.FILE_BYTES).code == "too_large"


@pytest.fixture
def no_child(monkeypatch):
    """Refused before parsing means: no process was started."""
    monkeypatch.setattr(tables, "_run_child", lambda *_: pytest.fail("parsed"))


BOMBS = {
    "one part of 200 MB in 200 kB": lambda: zipped(
        {"xl/workbook.xml": b"<x/>", "xl/sheet.xml": b" " * (200 * table_limits.MB)}
    ),
    "one part squeezed 1000 times": lambda: zipped(
        {"xl/workbook.xml": b"<x/>", "xl/sheet.xml": b"0" * (20 * table_limits.MB)}
    ),
    "a thousand parts": lambda: zipped(
        {"xl/workbook.xml": b"<x/>"} | {f"xl/{at}.xml": b"x" for at in range(1000)}
    ),
}


@pytest.mark.parametrize("bomb", BOMBS)
@pytest.mark.usefixtures("no_child")
def test_bombs_are_refused_before_parsing_and_fast(bomb):
    content = BOMBS[bomb]()
    started = time.monotonic()
    assert refused(content).code == "bomb"
    assert time.monotonic() - started < 1


def test_control_without_the_ratio_the_bomb_would_reach_the_parser(monkeypatch):
    monkeypatch.setattr(table_limits, "ZIP_RATIO", 10**9)
    monkeypatch.setattr(table_limits, "RATIO_FROM_BYTES", 10**12)
    started = []
    monkeypatch.setattr(tables, "_run_child", lambda *_: started.append(1))
    with pytest.raises(TableRefused):
        read_tables(BOMBS["one part squeezed 1000 times"]())
    assert started


def test_an_encrypted_part_is_refused():
    content = bytearray(zipped({"xl/workbook.xml": b"<x/>"}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.find(mark) + at] |= 1
    assert refused(bytes(content)).code == "encrypted"


def test_a_directory_that_lies_about_sizes_is_found_out():
    """The part says 1,000 bytes and unpacks to 50 MB."""
    content = bytearray(
        zipped({"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": b" " * (50 * table_limits.MB)})
    )
    at = 0
    while (at := content.find(b"xl/worksheets/sheet1.xml", at)) >= 0:
        central = content[at - 46 : at - 42] == b"PK\x01\x02"
        start = at - 46 + 24 if central else at - 30 + 22
        content[start : start + 4] = struct.pack("<I", 1000)
        at += 1
    assert refused(bytes(content)).code == "broken"


def test_a_cell_far_away_costs_the_child_and_not_the_server():
    def fill(book):
        book.active["A1"], book.active["XFD1048576"] = "x", "y"

    assert refused(xlsx(fill)).code == "too_complex"


def test_a_parser_that_hangs_is_stopped(monkeypatch, tmp_path):
    slow = tmp_path / "slow.py"
    slow.write_text("import time; time.sleep(60)")
    monkeypatch.setattr(tables, "CHILD", slow)
    monkeypatch.setattr(table_limits, "WALL_SECONDS", 0.5)
    assert refused(b"a;b").code == "too_complex"


def test_an_answer_cut_short_is_not_taken_for_the_whole(monkeypatch, tmp_path):
    half = tmp_path / "half.py"
    half.write_text("""print('{"sheet":"a","hidden":false,"merged":[]}\\n[1,"x"]')""")
    monkeypatch.setattr(tables, "CHILD", half)
    assert refused(b"a;b").code == "too_complex"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"a;b\n" * (table_limits.ROWS + 1), "too_many_rows"),
        ((b";" * table_limits.COLUMNS + b"x\n") * 2, "too_many_columns"),
        (b"a;" + b"x" * (table_limits.CELL_CHARACTERS + 1), "cell_too_long"),
    ],
)
def test_rows_columns_and_cells_are_counted(content, code):
    assert refused(content).code == code


def test_60_000_rows_pass():
    assert len(read_tables(b"a;b\n" * table_limits.ROWS)[0].rows) == table_limits.ROWS


def test_mutated_files_are_read_or_refused_and_nothing_else():
    """REL-17 in small: whatever a broken file is, the answer is a table or TableRefused."""
    chance, original = random.Random(7), WORKBOOK.read_bytes()
    for _ in range(60):
        content = bytearray(original)
        for _ in range(chance.choice((1, 4, 40))):
            content[chance.randrange(len(content))] = chance.randrange(256)
        if chance.random() < 0.2:
            content = content[: chance.randrange(len(content))]
        told = "read"
        try:
            read_tables(bytes(content))
        except TableRefused as refusal:
            told = refusal.code
        assert told in {"read", "broken", "bomb", "not_a_table", "encrypted", "too_complex", "empty"}


def test_deflated_garbage_inside_a_sheet_is_refused():
    parts = {
        "xl/workbook.xml": b"<workbook/>",
        "xl/worksheets/sheet1.xml": zlib.compress(random.Random(1).randbytes(5000)),
    }
    assert refused(zipped(parts)).code == "broken"


MANIFEST = b'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'


def ods(rows: str) -> bytes:
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = " ".join(f'xmlns:{name}="{urn}:{name}:1.0"' for name in ("office", "table", "text"))
    table = f'<table:table table:name="Isi">{rows}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    content = f"<office:document-content {spaces}>{body}</office:document-content>"
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    parts = {"mimetype": kind, "META-INF/manifest.xml": MANIFEST, "content.xml": content.encode()}
    return zipped(parts)


def ods_cell(text: str, more: str = "") -> str:
    return f'<table:table-cell {more} office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def test_ods():
    rows = (ods_cell("Nama") + ods_cell("NIK"), ods_cell("Siti"))
    sheet = read_tables(ods("".join(f"<table:table-row>{row}</table:table-row>" for row in rows)))[0]
    assert [(line.number, line.cells) for line in sheet.rows] == [(1, ("Nama", "NIK")), (2, ("Siti",))]


def test_an_ods_cell_repeated_a_billion_times_is_refused():
    cell = ods_cell("x", 'table:number-columns-repeated="16384"')
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    assert refused(ods(row)).code in {"too_complex", "too_many_columns", "broken"}
