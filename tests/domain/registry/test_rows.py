"""Which lines are people: nobody counted who is no person, and no person lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sentra.crafts.registry.header import find_header
from sentra.crafts.registry.rows import read_lines
from sentra.crafts.registry.vocabulary import REGISTRY
from sentra.kernel.tables import sheet_of
from tests.domain.registry.workbooks import HEADER, check, counts, maker


def lines(*rows):
    sheet = sheet_of([HEADER, maker(1, "Siti"), maker(2, "Mina"), *rows], name="Data")
    return read_lines(sheet, find_header(sheet, REGISTRY), REGISTRY)


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ([None, "Jumlah", 2], "total"),
        (["Jumlah", None, 2], "total"),
        ([None, "TOTAL KESELURUHAN"], "total"),
        ([None, "Sub Total Kec. Babirik", 14], "total"),
        ([None, None, None, None, None, None, None, "Mengetahui, Kepala Bidang"], "signature"),
        ([None, "Amuntai,      Oktober 2026"], "signature"),
        ([None, None, "NIP. 19700101 199903 1 001"], "signature"),
        ([None, None, "NIP. 19700101 199903"], "signature"),
        ([None, "KECAMATAN BABIRIK"], "heading"),
        (["A", "Anyaman purun"], "heading"),
        (["II.", "KECAMATAN : BANJANG"], "heading"),
        ([1, "Kec. Banjang"], "heading"),
        ([None, "Desa Babirik Hulu"], "heading"),
        ([None, "Kelompok Melati"], "heading"),
        ([None, "PENGRAJIN PURUN"], "heading"),
        ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], "numbering"),
        (["(1)", "(2)", "(3)", "(4)"], "numbering"),
        (HEADER, "header"),
        ([3], "only_number"),
        ([None, "Keterangan: lbr = lembar"], "remark"),
        (["*) data sementara"], "remark"),
    ],
)
def test_a_line_that_is_no_person(row, kind):
    found = lines(row)
    assert len(found.people) == 2
    assert [left.kind for left in found.left_out] == [kind]


@pytest.mark.parametrize(
    "row",
    [
        maker(3, "Jumlahudin"),
        maker(3, "Kelana", notes="Kepala Desa"),
        maker(3, "Siti", notes="jumlah anggota 3"),
        [3, "Rahmah"],
        [3, "Rahmah", None, None, None, None, None, None, None, None, "Petugas"],
        maker(3, None, nik="6308026809689904"),
        [None, "Rahmah", None, "Babirik Hulu", "Babirik"],
        maker("3.", "Total Rahman"),
        maker(3, "Desa Rahmawati"),
        maker("3a", "Nip Suryani", subdistrict="Kec. Babirik"),
    ],
)
def test_a_person_is_never_lost(row):
    assert len(lines(row).people) == 3


def test_people_after_a_blank_line_a_total_or_a_page_break_count():
    report = check(
        [
            HEADER,
            maker(1),
            [],
            maker(2, "Ana"),
            [None, "Jumlah", 2],
            [],
            maker(3, "Mina"),
            [None, "Mengetahui"],
            maker(4, "Rina"),
        ]
    )
    assert counts(report) == (4, 4, 0, 0)


def test_a_table_that_starts_with_the_subdistrict_and_has_no_numbers():
    report = check(
        [["Kecamatan", "Nama", "Ket"], ["Kec. Babirik", "Siti", "aktif"], ["Kec. Banjang", "Ana", "Petugas"]]
    )
    assert counts(report) == (2, 2, 0, 0)


WORDS = st.sampled_from(
    [
        "Siti",
        "Jumlah",
        "Kec. Babirik",
        '"',
        "sda",
        "-",
        "6308026809689904",
        "0812-9960-3082",
        "20-30 lbr",
        "Mengetahui",
        "No",
        "Nama",
        "1",
        "meninggal",
        "alm.",
        "½",
        "=1+1",
        "\u200b",
        "x" * 200,
    ]
)
CELLS = st.one_of(
    st.none(),
    WORDS,
    st.integers(-(10**18), 10**18),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=20),
    st.dates(),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=13), max_size=8))
def test_whatever_stands_in_the_rows_every_line_has_one_fate(rows):
    report = check([HEADER, *rows])
    told = [row.row for row in report.rows] + [left.row for left in report.left_out]
    assert len(told) == len(set(told))
    held = {number for number, row in enumerate(rows, 2) if any(cell is not None for cell in row)}
    assert set(told) <= held
    assert held - set(told) <= {number for number, row in enumerate(rows, 2) if row[:2] == HEADER[:2]}
    for reason in report.reasons(notes=True):
        reason.message.sentence()
