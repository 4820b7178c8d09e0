"""Header texts of many offices → our fields."""

import pytest

from sentra.crafts.registry.columns import name_columns
from sentra.crafts.registry.header import find_header
from sentra.crafts.registry.vocabulary import REGISTRY
from sentra.kernel.tables import sheet_of


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Nama Pemilik", "name"),
        ("NAMA PENGRAJIN", "name"),
        ("N  A  M  A", "name"),
        ("Nama Pengrajin/IKM", "name"),
        ("Nama Lengkap", "name"),
        ("Pembatik", "name"),
        ("N I K", "nik"),
        ("NIK / No. KTP", "nik"),
        ("Nomor Induk Kependudukan (NIK)", "nik"),
        ("No. HP", "phone"),
        ("HP/WA", "phone"),
        ("No. Telp./HP", "phone"),
        ("Kapasitas/bln", "capacity"),
        ("PRODUKSI PER BULAN", "capacity"),
        ("Kapasitas Produksi (lbr/bln)", "capacity"),
        ("JML PRODUKSI / BLN", "capacity"),
        ("Produksi/Minggu", "capacity"),
        ("TK", "workers"),
        ("JML TENAGA KERJA", "workers"),
        ("Jumlah Tenaga Kerja (orang)", "workers"),
        ("Satuan", "unit"),
        ("SAT", "unit"),
        ("KEC.", "subdistrict"),
        ("Kecmatan", "subdistrict"),
        ("Desa/Kel", "village"),
        ("Kel/Desa", "village"),
        ("Alamat (Desa/Kel.)", "village"),
        ("RT/RW", "address"),
        ("MERK", "business"),
        ("Nama Usaha", "business"),
        ("Jenis Komoditi", "craft"),
        ("Jenis Produk", "product"),
        ("Bentuk yg dijual", "selling_form"),
        ("KONDISI BARANG", "selling_form"),
        ("PEMASARAN", "sold_to"),
        ("Ket", "notes"),
        ("No. Urut", "number"),
        ("L/P", "sex"),
        ("Tgl. Lahir", "born_on"),
        ("Nilai Produksi (Rp)", ""),
        ("No. KK", ""),
        ("NPWP", ""),
        ("Jumlah Pengrajin", ""),
        ("Umur (th)", ""),
        ("Omset per Bulan", ""),
    ],
)
def test_a_header_is_understood(header, field):
    meanings = REGISTRY.meanings(header)
    assert meanings
    assert max(meanings, key=lambda meaning: meaning[1])[0] == field


def test_a_title_is_no_header():
    assert find_header(sheet_of([["DATA IKM KERAJINAN"], ["TAHUN 2026", "NAMA"]]), REGISTRY) is None


def test_one_field_goes_to_the_surest_column_only():
    columns = name_columns([["Nama"], ["Nama Pemilik"], ["Nama Usaha"]], REGISTRY)
    assert [column.field for column in columns.all] == ["", "name", "business"]
    assert columns.unnamed() == ("Nama",)


def test_the_officer_beats_every_guess():
    columns = name_columns(
        [["Nama"], ["Nama Pemilik"]], REGISTRY, mapping={"NAMA": "name", "nama pemilik": "business"}
    )
    assert [(column.field, column.how) for column in columns.all] == [
        ("name", "officer"),
        ("business", "officer"),
    ]


def test_header_may_start_anywhere_near_the_top():
    rows = (
        [["DAFTAR"]]
        + [[]] * 25
        + [[None, None, "No", "Nama", "Desa"], [None, None, 1, "Siti", "Babirik Hulu"]]
    )
    header = find_header(sheet_of(rows), REGISTRY)
    assert header is not None
    assert (header.top, header.columns.at("name")) == (27, 3)
