"""A buyer's own size list: counted or asked, never guessed, and never with a name."""

import re
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from sentra.kernel.tables import TableRefused, read_table_file, sheet_of
from sentra.orders import sizes
from sentra.orders.size_words import ReadSize, read_size, read_sleeve
from sentra.orders.sizes import read_size_list

LIST = Path(__file__).parents[2] / "data" / "orders" / "ukuran-seragam-batik.xlsx"
HEADER = ["No", "NIP", "Nama", "Unit Kerja", "L/P", "Ukuran", "Lengan", "Ket"]


def read(*rows, header=HEADER, **options):
    found = read_size_list([sheet_of([["DAFTAR UKURAN"], [], header, *rows], name="UKURAN")], **options)
    assert found.counted + found.open_rows == found.rows_seen
    assert not options.get("pieces") or sum(found.matrix.values()) == sum(found.by_sleeve.values())
    return found


def person(number=1, size="M", sleeve="panjang", note=None, nip=None):
    return [number, nip, "Indah Maulana", "BAPPEDA", "P", size, sleeve, note]


@pytest.mark.parametrize(
    ("cell", "size"),
    [
        ("M", "M"),
        ("m", "M"),
        ("l ", "L"),
        ("Xl", "XL"),
        ("X L", "XL"),
        ("xxl", "XXL"),
        ("2XL", "XXL"),
        ("XXXL", "3XL"),
        ("3xl", "3XL"),
        ("4 XL", "4XL"),
        ("XXXXL", "4XL"),
        ("5XL", "5XL"),
        ("s.", "S"),
        ("XS", "XS"),
        ("Uk. L", "L"),
    ],
)
def test_a_size_is_known(cell, size):
    assert read_size(cell) == ReadSize(size)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("LL", "size_unknown"),
        ("jumbo", "size_unknown"),
        ("all size", "size_unknown"),
        ("besar", "size_unknown"),
        (42, "size_number"),
        ("42", "size_number"),
        ("L/XL", "size_two"),
        ("M-L", "size_two"),
        ("M atau L", "size_two"),
        ("M (dicek lagi)", "size_uncertain"),
        ("L?", "size_uncertain"),
        ("XL besar", "size_uncertain"),
        (None, "size_missing"),
        ("-", "size_missing"),
        ("6XL", "size_not_offered"),
        ("XXS", "size_not_offered"),
    ],
)
def test_a_size_is_asked_and_not_guessed(cell, code):
    answer = read_size(cell)
    assert (answer.size, answer.code) == ("", code)


@pytest.mark.parametrize(
    ("cell", "sleeve", "understood"),
    [
        ("pjg", "long", True),
        ("Panjang", "long", True),
        ("pendek", "short", True),
        ("pdk", "short", True),
        (None, "", True),
        ("-", "", True),
        ("3/4", "", False),
        ("P", "", False),
    ],
)
def test_sleeves(cell, sleeve, understood):
    assert read_sleeve(cell) == (sleeve, understood)


def test_the_governments_list_of_412():
    found = read_size_list(read_table_file(LIST))
    rows = [
        row
        for row in openpyxl.load_workbook(LIST).active.iter_rows(values_only=True)
        if isinstance(row[0], int)
    ]
    plain = Counter(str(row[5]).strip().upper() for row in rows)
    assert (found.rows_seen, found.counted, found.open_rows) == (412, 381, 31)
    assert len(rows) == 412
    assert found.matrix == {size: plain[size] for size in ("S", "M", "L", "XL", "XXL", "3XL")}
    assert Counter(one.code for one in found.questions) == {
        "size_unknown": plain["LL"] + plain["JUMBO"],
        "size_number": plain["42"],
        "size_two": plain["L/XL"],
        "size_uncertain": plain["M (DICEK LAGI)"],
        "size_missing": plain["NONE"],
    }
    told = Counter(one.code for one in found.remarks)
    assert told["sleeve_missing"] == sum(row[6] is None for row in rows)
    assert told["note_kept"] == sum(row[7] == "hamil, longgarkan" for row in rows)
    assert told["may_leave"] == sum(row[7] in ("mutasi", "pensiun Juli") for row in rows)
    assert {line.row for line in found.lines} == set(range(5, 424)) - {14, 32, 132, 150, 206, 293, 365}


def test_what_is_said_names_no_person():
    found = read_size_list(read_table_file(LIST))
    truth = openpyxl.load_workbook(LIST).active
    for one in (*found.questions, *found.remarks):
        told = f"{one.sentence()} {one.office}"
        assert str(truth.cell(one.row, 3).value) not in told
        assert not re.search(r"\d{6}", told)


def test_sleeves_are_counted_apart_and_blank_ones_stay_unsaid():
    found = read(person(1), person(2, sleeve="pdk"), person(3, sleeve=None), person(4, sleeve="3/4"))
    assert found.by_sleeve == {("M", ""): 2, ("M", "long"): 1, ("M", "short"): 1}
    assert [one.code for one in found.remarks] == ["sleeve_missing", "sleeve_unknown"]


def test_a_sleeve_in_the_size_cell():
    found = read(person(1, size="L pjg", sleeve=None))
    assert found.by_sleeve == {("L", "long"): 1}


def test_a_list_without_sleeves_does_not_ask_for_them():
    found = read([1, "Indah", "M"], [2, "Ana", None], header=["No", "Nama", "Ukuran"])
    assert (found.matrix, found.open_rows, found.remarks) == ({"M": 1}, 1, ())


def test_lines_without_a_name_are_pieces_all_the_same():
    header = ["No", "Unit Kerja", "Ukuran"]
    found = read(
        [1, "Kecamatan Rantau Pulung", "M"],
        [2, "Kecamatan Rantau Pulung", None],
        [3, "RSUD", "L"],
        header=header,
    )
    assert (found.rows_seen, found.matrix, found.open_rows) == (3, {"M": 1, "L": 1}, 1)


def test_a_column_of_pieces_is_counted():
    header = ["No", "Nama", "Ukuran", "Jumlah"]
    found = read(
        [1, "Indah", "M", 2],
        [2, "Ana", "M", "1"],
        [3, "Ina", "L", "banyak"],
        [None, "Jumlah", None, 3],
        header=header,
    )
    assert (found.rows_seen, found.matrix) == (3, {"M": 3})
    assert [one.code for one in found.questions] == ["pieces_unreadable"]


def test_sections_totals_signature_and_summary_are_nobody():
    found = read(
        [None, "DINAS KESEHATAN"],
        person(1),
        person(2, size="l "),
        [],
        [None, None, "Jumlah", None, None, 2],
        [],
        ["REKAP"],
        [None, "M", 1],
        [None, "L", 1],
        [],
        [None, None, "Sangatta, 5 Mei 2026"],
        [None, None, "Kepala Bagian Umum"],
    )
    assert (found.rows_seen, found.matrix) == (2, {"M": 1, "L": 1})


def test_the_same_number_twice_is_remarked_and_counted():
    found = read(person(1, nip="19890821 200710 1 960"), person(2, nip="198908212007101960"))
    assert found.counted == 2
    assert [(one.code, one.params) for one in found.remarks] == [("repeats_row", {"row": 4})]


def test_only_what_is_made_is_counted():
    found = read(person(1, size="5XL"), person(2), offered=("S", "M", "L"))
    assert found.matrix == {"M": 1}
    assert [one.code for one in found.questions] == ["size_not_offered"]


def test_a_file_without_sizes_is_refused():
    with pytest.raises(TableRefused, match="header_not_found"):
        read([1, "Indah"], header=["No", "Nama"])


def test_control_a_guessing_reader_would_be_noticed(monkeypatch):
    monkeypatch.setattr(sizes, "read_size", lambda cell, **_: ReadSize("L"))
    assert read_size_list(read_table_file(LIST)).open_rows != 31
