"""Lists as other offices keep them. Every expected number was counted by hand from the rows above it."""

import pytest

from sentra.kernel.tables import TableRefused, read_tables
from tests.domain.registry.workbooks import HEADER, check, codes, counts, maker, xlsx


def kinds(report):
    return {left.row: left.kind for left in report.left_out}


def test_other_column_order_and_words():
    report = check(
        [
            ["DINAS PERINDUSTRIAN"],
            [],
            [
                "KECAMATAN",
                "KELURAHAN/DESA",
                "NAMA PERAJIN",
                "NO. KTP",
                "TELP.",
                "JENIS PRODUK",
                "KAPASITAS PRODUKSI (LBR/BLN)",
                "KETERANGAN",
            ],
            ["Babirik", "Babirik Hulu", "ROSITA", "6308026809689904", "081299603082", "tikar", "12", None],
            ["Banjang", "Pandulangan", "Mina", None, None, "topi", "5-6", "pindah"],
        ]
    )
    assert counts(report) == (2, 2, 0, 0)
    first, second = report.rows
    assert (first.row, first.entry.name.text, first.entry.nik.nik) == (4, "Rosita", "6308026809689904")
    assert (first.entry.capacity.low, first.entry.capacity.unit) == (12, "lembar")
    assert first.entry.place.village == "63.08.02.2002"
    assert (second.entry.capacity.low, second.entry.capacity.high) == (5, 6)
    assert (second.entry.status.active, second.entry.status.reason) == (False, "moved")


def test_header_of_two_lines_with_merged_groups_and_a_numbering_line():
    rows = [
        ["REKAPITULASI DATA PERAJIN"],
        [],
        [
            "No",
            "Identitas",
            None,
            "Alamat",
            None,
            None,
            "Kapasitas Produksi",
            None,
            "Tenaga Kerja",
            None,
            "HP/WA",
            "Ket.",
        ],
        [None, "Nama", "NIK", "RT", "Desa", "Kec.", "Per Bulan", "Satuan", "L", "P", None, None],
        [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
        [
            1,
            "Siti",
            "6308026809689904",
            "RT 1",
            "Babirik Hulu",
            "Babirik",
            "3",
            "lbr",
            1,
            2,
            "081299603082",
            "aktif",
        ],
        [2, "Ana", None, "RT 2", "Babirik Hilir", "Babirik", "4 kodi/minggu", "kodi", None, 1, None, None],
    ]
    merges = [
        ("Data", block) for block in ("A1:L1", "B3:C3", "D3:F3", "G3:H3", "I3:J3", "A3:A4", "K3:K4", "L3:L4")
    ]
    report = check(xlsx(("Data", rows), merges=merges))
    assert counts(report) == (2, 2, 0, 0)
    assert kinds(report) == {5: "numbering"}
    assert [row.entry.workers for row in report.rows] == [3, 1]
    assert report.rows[1].entry.capacity.low == 17  # 4 × 52 ÷ 12 = 17.33
    assert report.sheets[0].header_bottom == 4


def test_two_line_header_without_merge_information_reads_the_same():
    report = check(
        [
            ["No", "Identitas", None, "Alamat", None, None, "Tenaga Kerja", None],
            [None, "Nama", "NIK", "RT", "Desa", "Kec.", "L", "P"],
            [1, "Siti", None, "RT 1", "Babirik Hulu", "Babirik", 1, 2],
        ]
    )
    assert counts(report) == (1, 1, 0, 0)
    assert report.rows[0].entry.workers == 3
    assert report.rows[0].entry.place.village == "63.08.02.2002"


def test_sections_per_subdistrict_with_totals_and_signature():
    report = check(
        [
            ["DAFTAR PENGRAJIN"],
            [],
            ["No", "Nama", "NIK", "Desa", "Produk", "HP"],
            ["I.", "KECAMATAN BABIRIK"],
            [1, "Siti", None, "Babirik Hulu", "tikar", None],
            [2, "Ana", None, "Babirik Hilir", "tas", None],
            [None, "Jumlah Kec. Babirik", 2],
            ["II.", "KECAMATAN AMUNTAI SELATAN"],
            [1, "Mina", None, "Keramat", "tikar", None],
            [None, "Jumlah Kec. Amuntai Selatan", 1],
            [None, "TOTAL", 3],
            [],
            ["", "", "", "Amuntai, 12 Oktober 2026"],
            ["", "", "", "Kepala Dinas"],
            [],
            ["", "", "", "H. ABDUL KADIR, S.E."],
            ["", "", "", "NIP. 19700101 199903 1 001"],
        ]
    )
    assert counts(report) == (3, 3, 0, 0)
    assert [row.entry.place.village for row in report.rows] == [
        "63.08.02.2002",
        "63.08.02.2001",
        "63.08.04.2018",
    ]
    assert set(kinds(report).values()) == {"heading", "total", "signature"}
    assert report.about_file == ()


def test_signature_written_in_the_name_column_is_nobody():
    report = check(
        [
            HEADER,
            maker(1, "Siti"),
            maker(2, "Ana", village="Babirik Hilir"),
            [],
            [None, "Mengetahui,"],
            [None, "Kepala Bidang Perindustrian"],
            [],
            [None, "H. RAHMAN, SE"],
            [None, "NIP. 19690101 199003 1 002"],
        ]
    )
    assert counts(report) == (2, 2, 0, 0)


def test_a_summary_below_the_list_is_nobody():
    report = check(
        [
            HEADER,
            maker(1, "Siti"),
            maker(2, "Ana", village="Babirik Hilir"),
            [],
            ["REKAP PER KECAMATAN"],
            ["No", "Kecamatan", "Jumlah"],
            [1, "Babirik", 2],
            [2, "Banjang", 0],
            [None, "Jumlah", 2],
        ]
    )
    assert counts(report) == (2, 2, 0, 0)


def test_a_sheet_for_each_subdistrict_a_summary_and_a_hidden_one():
    header = ["No", "Nama Pengrajin", "Desa", "Produk", "Kapasitas"]
    book = xlsx(
        ("REKAP", [["No", "Kecamatan", "Jumlah Pengrajin"], [1, "Babirik", 1], [2, "Haur Gading", 2]]),
        ("Babirik", [["KEC. BABIRIK"], header, [1, "Siti", "Babirik Hulu", "tikar", "3/bln"]]),
        ("Haur Gading", [header, [1, "Ana", "Keramat", "tas", "3"], [2, "Ana", "Keramat", "tas", "3"]]),
        ("lama", [header, [1, "Basri", "Keramat", "tas", "3"]]),
        hidden=["lama"],
    )
    report = check(book)
    assert counts(report) == (3, 2, 0, 1)
    assert [row.entry.place.village for row in report.rows][:2] == ["63.08.02.2002", "63.08.08.2011"]
    assert [one.code for one in report.about_file] == ["sheet_without_table", "sheet_hidden"]
    assert "capacity_period_assumed" in codes(report.rows[1])


def test_header_repeated_on_every_printed_page():
    report = check(
        [HEADER, maker(1, "Siti"), HEADER, list(range(1, 12)), maker(2, "Ana"), HEADER, maker(3, "Mina")]
    )
    assert counts(report) == (3, 3, 0, 0)
    assert kinds(report) == {3: "header", 4: "numbering", 6: "header"}


def test_a_second_table_with_other_columns_below():
    report = check(
        [
            ["No", "Nama", "Desa", "Kecamatan", "Produk"],
            [1, "Siti", "Babirik Hulu", "Babirik", "tikar"],
            [],
            ["PEMBATIK"],
            ["No", "Kecamatan", "Desa", "Nama", "HP"],
            [1, "Banjang", "Pandulangan", "Ana", "081299603082"],
        ]
    )
    assert counts(report) == (2, 2, 0, 0)
    assert report.rows[1].entry.name.text == "Ana"
    assert report.rows[1].entry.phones.primary == "+6281299603082"


def test_ditto_marks_mean_the_row_above_and_say_so():
    report = check(
        [
            HEADER,
            maker(1, "Siti", phone="081299603082"),
            maker(2, "Ana", village='"', subdistrict="sda", craft="idem", product="s.d.a", phone=None),
            maker(3, "Mina", village='"', subdistrict="''", craft="〃", product="tas"),
        ]
    )
    assert counts(report) == (3, 3, 0, 0)
    assert {row.entry.place.village for row in report.rows} == {"63.08.02.2002"}
    assert [row.entry.product for row in report.rows] == ["Tikar", "Tikar", "Tas"] or report.rows[
        1
    ].entry.product
    assert codes(report.rows[1]).count("ditto") == 4
    assert codes(report.rows[2]).count("ditto") == 3


def test_ditto_with_nothing_above_is_left_open():
    report = check([HEADER, maker(1, "Siti", craft='"')])
    assert counts(report) == (1, 1, 0, 0)
    assert "ditto_nothing_above" in codes(report.rows[0])
    assert report.rows[0].entry.craft == ""


def test_merged_down_place_belongs_to_all_below():
    rows = [
        HEADER,
        maker(1, "Siti"),
        maker(2, "Ana", village=None, subdistrict=None),
        maker(3, "Mina", subdistrict=None),
    ]
    report = check(xlsx(("Data", rows), merges=[("Data", "D2:D3"), ("Data", "E2:E4")]))
    assert counts(report) == (3, 3, 0, 0)
    assert {row.entry.place.village for row in report.rows} == {"63.08.02.2002"}
    assert codes(report.rows[1]).count("merged_down") == 2


def test_a_nik_merged_over_two_people_is_only_of_the_first():
    rows = [HEADER, maker(1, "Siti", nik="6308026809689904"), maker(2, "Ana")]
    report = check(xlsx(("Data", rows), merges=[("Data", "C2:C3")]))
    assert counts(report) == (2, 2, 0, 0)
    assert "nik_missing" in codes(report.rows[1])


def test_second_product_line_of_a_person_is_no_second_person():
    rows = [
        HEADER,
        maker(1, "Siti"),
        maker(None, None, village=None, subdistrict=None, product="topi"),
        maker(2, "Ana", village="Babirik Hilir"),
    ]
    for merges in ([], [("Data", "A2:A3"), ("Data", "B2:B3"), ("Data", "D2:D3")]):
        report = check(xlsx(("Data", rows), merges=merges))
        assert counts(report) == (2, 2, 0, 0)
        assert "continued" in codes(report.rows[0])
        assert kinds(report) == {3: "continued"}


def test_numbers_prepared_for_names_still_to_come_are_nobody():
    report = check([HEADER, maker(1, "Siti"), [2], [3], [4]])
    assert counts(report) == (1, 1, 0, 0)
    assert set(kinds(report).values()) == {"only_number"}


def test_rejected_are_those_without_a_name_with_nothing_else_or_from_another_district():
    report = check(
        [
            HEADER,
            maker(1, None, nik="6308026809689904"),
            maker(2, "-", phone="081299603082"),
            [3, "Rahmah"],
            maker(4, "Ana", village="Pugaan", subdistrict="Kelua"),
            maker(5, "Mina"),
        ]
    )
    assert counts(report) == (5, 1, 4, 0)
    assert [row.messages[0].code for row in report.rows[:4]] == [
        "no_name",
        "no_name",
        "nothing_but_name",
        "other_district",
    ]
    assert "Kabupaten Tabalong" in report.rows[3].messages[0].sentence()


def test_text_numbers_and_no_number_column():
    report = check(
        [
            ["Nama", "NIK", "Desa", "Kec", "Kapasitas per bulan", "TK", "HP"],
            ["Siti", "6308026809689904", "Babirik Hulu", "Babirik", "12", "2", "81299603082"],
            ["ANA", "6308 0268 0968 9905", "Babirik Hilir", "Babirik", "12,5", "3", "0812-9960-3083"],
        ]
    )
    assert counts(report) == (2, 2, 0, 0)
    assert [row.entry.workers for row in report.rows] == [2, 3]
    assert [row.entry.capacity.low for row in report.rows] == [12, 12]
    assert report.rows[0].entry.phones.primary == "+6281299603082"


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_of_any_kind(delimiter, encoding):
    lines = [
        ["No", "Nama", "NIK", "Desa", "Kecamatan", "Kapasitas/bln"],
        ["1", "Noraïni", "6308026809689904", "Babirik Hulu", "Babirik", '"2,5 kodi"'],
        ["2", "Ana", "", "Babirik Hilir", "Babirik", "tdk tentu"],
    ]
    content = "\r\n".join(delimiter.join(line) for line in lines).encode(encoding)
    report = check(content)
    assert counts(report) == (2, 2, 0, 0)
    assert report.rows[0].entry.name.text == "Noraïni"
    assert report.rows[0].entry.capacity.low == 50


def test_total_that_differs_is_told():
    report = check([HEADER, maker(1, "Siti"), maker(2, "Ana"), [], [None, "Jumlah", 3]])
    assert counts(report) == (2, 2, 0, 0)
    assert [one.code for one in report.about_file] == ["total_differs"]


def test_the_officer_says_what_a_column_is():
    rows = [
        ["No", "Warga", "Desa", "Kecamatan", "Barang jadi"],
        [1, "Siti", "Babirik Hulu", "Babirik", "tikar"],
    ]
    with pytest.raises(TableRefused, match="header_not_found"):
        check(rows)
    report = check(rows, mapping={"Warga": "name", "Barang jadi": "product"})
    assert counts(report) == (1, 1, 0, 0)
    assert report.rows[0].entry.product == "Tikar"
    aside = check(rows, mapping={"WARGA": "name", "Desa": ""})
    assert aside.rows[0].entry.place.village == ""


def test_everything_in_one_address_column():
    report = check(
        [
            ["No", "Nama", "Alamat", "HP"],
            [1, "Siti", "Desa Babirik Hulu RT 3 Kec. Babirik", None],
            [2, "Ana", "Ds. Keramat, Kec. Haur Gading", None],
            [3, "Mina", "Jl. Pasar No. 4", None],
        ]
    )
    assert counts(report) == (3, 3, 0, 0)
    assert [row.entry.place.village for row in report.rows] == ["63.08.02.2002", "63.08.08.2011", ""]
    assert "village_from_address" in codes(report.rows[0])
    assert "place_missing" in codes(report.rows[2])


def test_a_district_without_known_villages_is_matched_as_far_as_it_goes():
    report = check([HEADER, maker(1, "Siti", village="Pugaan", subdistrict="Klua")], district="63.09")
    assert counts(report) == (1, 1, 0, 0)
    assert report.rows[0].entry.place.subdistrict == "63.09.02"
    assert {"village_unchecked", "subdistrict_alike"} <= set(codes(report.rows[0]))
    assert [one.code for one in report.about_file] == ["villages_not_checked"]


def test_a_file_without_a_list_is_refused():
    with pytest.raises(TableRefused, match="header_not_found"):
        check(xlsx(("A", [["Laporan"], ["Bulan", "Tahun"], [1, 2]])))


def test_ods_and_xls_are_read_by_content_not_by_name():
    assert read_tables(xlsx(("A", [["x"]])))[0].rows[0].cells == ("x",)
