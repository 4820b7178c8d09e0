"""One field at a time: what is cleaned, what is left open, and what is said about it."""

import json
from datetime import date
from pathlib import Path

import pytest

from sentra.crafts.registry.clean import (
    clean_capacity,
    clean_name,
    clean_nik,
    clean_phones,
    clean_selling_form,
    clean_status,
    clean_workers,
    name_key,
)
from tests.domain.registry.workbooks import TODAY

VECTORS = json.loads((Path(__file__).parents[2] / "data" / "nik_npwp_phone_vectors.json").read_text())
MONTHLY = "Kapasitas/bln"


def told(cleaned):
    return [one.code for one in cleaned.messages]


@pytest.mark.parametrize(
    ("cell", "unit", "low", "high", "name", "codes"),
    [
        ("20-30 lbr", "lbr", 20, 30, "lembar", []),
        ("30-37 buah/bln", "buah", 30, 37, "buah", []),
        (13, "bh", 13, 13, "buah", []),
        (13.0, "biji", 13, 13, "biji", []),
        ("20 s/d 30", "lbr", 20, 30, "lembar", []),
        ("20 lbr – 30 lbr", None, 20, 30, "lembar", []),
        ("5lbr", "lbr", 5, 5, "lembar", []),
        ("1.200 lbr", "lbr", 1200, 1200, "lembar", []),
        ("3 lembar sebulan", None, 3, 3, "lembar", []),
        ("12 psg", "pasang", 12, 12, "pasang", []),
        ("11 lembar per minggu", "lembar", 47, 47, "lembar", ["capacity_converted"]),  # 11 × 52 ÷ 12 = 47.67
        ("8 kodi per minggu", "kodi", 34, 34, "kodi", ["capacity_converted"]),
        ("seminggu 3 lembar", None, 13, 13, "lembar", ["capacity_converted"]),
        ("5 lbr/2 minggu", "lbr", 10, 10, "lembar", ["capacity_converted"]),
        ("3/hari", "bh", 75, 75, "buah", ["capacity_converted"]),
        ("60 bh/thn", "bh", 5, 5, "buah", ["capacity_converted"]),
        ("+/- 11", "lembar", 11, 11, "lembar", ["capacity_about"]),
        ("± 20-30", "bh", 20, 30, "buah", ["capacity_about"]),
        ("kurang lebih 5 bh", "bh", 5, 5, "buah", ["capacity_about"]),
        ("2,5 kodi", "kodi", 50, 50, "buah", ["capacity_in_pieces"]),
        ("2 ½ kodi", None, 50, 50, "buah", ["capacity_in_pieces"]),
        ("1/2 kodi", "kodi", 10, 10, "buah", ["capacity_in_pieces"]),
        (12.5, "lusin", 150, 150, "buah", ["capacity_in_pieces"]),
        ("30-20 lbr", "lbr", 20, 30, "lembar", ["capacity_turned"]),
        (">20 lbr", "lbr", 20, 20, "lembar", ["capacity_one_sided"]),
        ("5 lusin", "bh", 5, 5, "lusin", ["unit_differs"]),
        ("10 karung", "karung", 10, 10, "karung", ["unit_unknown"]),
        ("10 lbr/org", "lbr", 10, 10, "lembar", ["capacity_partly_read"]),
        ("25.000", "bh", 25000, 25000, "buah", ["capacity_unlikely"]),
        ("tdk tentu", "bh", None, None, "buah", ["capacity_unknown"]),
        ("tidak menentu, kadang 5", "bh", None, None, "buah", ["capacity_unknown"]),
        ("sesuai pesanan", "bh", None, None, "buah", ["capacity_unknown"]),
        (None, "lbr", None, None, "lembar", ["capacity_missing"]),
        ("-", "lbr", None, None, "lembar", ["capacity_missing"]),
        (0, "lbr", None, None, "lembar", ["capacity_unknown"]),
        (-3, "lbr", None, None, "lembar", ["capacity_unknown"]),
        ("1,200", "lbr", None, None, "lembar", ["capacity_unreadable"]),
        ("10 lbr tikar 5 topi", "lbr", None, None, "lembar", ["capacity_unreadable"]),
        ("dua puluh", "lbr", None, None, "lembar", ["capacity_unreadable"]),
        ("1 kodi (20 lbr)", "kodi", None, None, "kodi", ["capacity_unreadable"]),
        ("3 bh per tahun", "bh", None, None, "buah", ["capacity_below_one"]),
        (date(2026, 4, 3), "bh", None, None, "buah", ["capacity_became_date"]),
    ],
)
def test_capacity(cell, unit, low, high, name, codes):
    cleaned = clean_capacity(cell, unit=unit, header=MONTHLY)
    assert (cleaned.low, cleaned.high, cleaned.unit) == (low, high, name)
    assert told(cleaned) == codes
    if isinstance(cell, str) and cell != "-":
        assert cleaned.text.replace(" 1/2", " ½") == cell or cleaned.text == cell


def test_kodi_stays_the_unit_and_gives_the_pieces():
    cleaned = clean_capacity("8 kodi per minggu", unit="kodi", header=MONTHLY)
    assert (cleaned.pieces_per_unit, cleaned.low_pieces, cleaned.high_pieces) == (20, 680, 680)


@pytest.mark.parametrize(
    ("header", "low", "code"),
    [
        ("Kapasitas/bln", 12, None),
        ("Produksi per Minggu", 52, "capacity_converted"),
        ("KAPASITAS/TH", 1, "capacity_converted"),
        ("Kapasitas", 12, "capacity_period_assumed"),
        ("Kapasitas (lbr/bln)", 12, None),
    ],
)
def test_the_header_names_the_period(header, low, code):
    cleaned = clean_capacity(12, header=header)
    assert cleaned.low == low
    assert told(cleaned) == ([code] if code else [])


def test_the_text_beats_the_header():
    assert clean_capacity("10 lbr per bulan", header="Produksi per Minggu").low == 10


@pytest.mark.parametrize(
    ("cell", "nik", "codes"),
    [
        ("6308024209689904", "6308024209689904", []),
        ("'6308036808609921", "6308036808609921", ["nik_apostrophe"]),
        ("’6308036808609921", "6308036808609921", ["nik_apostrophe"]),
        (6308036202909973, "6308036202909973", ["nik_as_number"]),
        (6308036202909973.0, "6308036202909973", ["nik_as_number"]),
        ("6308024209689904.0", "6308024209689904", ["nik_as_number"]),
        ("6308 0242 0968 9904", "6308024209689904", ["nik_separators"]),
        ("6308.0242.0968.9904", "6308024209689904", ["nik_separators"]),
        (6308036202909970, "", ["nik_digits_lost"]),
        ("6,30804E+15", "", ["nik_digits_lost"]),
        ("630801451171994", "", ["nik_length"]),
        ("63080145117199400", "", ["nik_length"]),
        (630801451171994, "", ["nik_as_number", "nik_length"]),
        ("6308042902010001", "", ["nik_birth_date"]),
        ("6308041703850000", "", ["nik_serial"]),
        ("63080242O9689904", "", ["nik_not_digits"]),
        ("belum ada e-KTP", "", ["nik_not_digits"]),
        ("9908041703850001", "9908041703850001", ["nik_province"]),
        (None, "", ["nik_missing"]),
        ("-", "", ["nik_missing"]),
    ],
)
def test_nik(cell, nik, codes):
    cleaned = clean_nik(cell, today=TODAY)
    assert (cleaned.nik, told(cleaned)) == (nik, codes)


@pytest.mark.parametrize("case", VECTORS["nik_cases"], ids=lambda case: case["why"])
def test_nik_vectors(case):
    cleaned = clean_nik(case["nik"], today=TODAY)
    province_only = case["lokal_errors"] == ["province"]
    assert bool(cleaned.nik) is (case["expect_valid"] or province_only)
    assert bool(cleaned.messages) is not case["expect_valid"]


def test_nik_is_compared_with_what_the_list_says():
    assert told(clean_nik("6308041703850001", today=TODAY, born_on=date(1985, 3, 18), sex="P")) == [
        "nik_born_differs",
        "nik_sex_differs",
    ]


def test_no_message_and_no_repr_carries_a_nik_or_a_phone():
    cleaned = clean_nik("'6308036808609921", today=TODAY)
    assert "6308036808609921" not in repr(cleaned)
    assert "81523194875" not in repr(clean_phones("081523194875 / 08"))


@pytest.mark.parametrize(
    ("cell", "primary", "others", "codes"),
    [
        ("0812-3456-7890", "+6281234567890", (), []),
        ("6281541252427", "+6281541252427", (), []),
        ("+62 81465167612", "+6281465167612", (), []),
        (81299603082, "+6281299603082", (), ["phone_zero_restored"]),
        (81299603082.0, "+6281299603082", (), ["phone_zero_restored"]),
        ("81299603082", "+6281299603082", (), ["phone_zero_restored"]),
        ("081523194875 / 081523194877", "+6281523194875", ("+6281523194877",), ["phone_second"]),
        ("0812-1111-2222 atau 0813-1111-2222", "+6281211112222", ("+6281311112222",), ["phone_second"]),
        ("0812 1111 2222 0813 1111 3333", "+6281211112222", ("+6281311113333",), ["phone_second"]),
        ("081211112222, 081211112222", "+6281211112222", (), []),
        ("0812-1111-2222/33", "+6281211112222", (), ["phone_second_bad"]),
        ("08123 / 081211112222", "+6281211112222", (), ["phone_bad"]),
        ("WA: 0812 1111 2222", "+6281211112222", (), []),
        ("HP0812.1111.2222 (anak)", "+6281211112222", (), []),
        ("0527-61234", "+6252761234", (), ["phone_landline"]),
        ("0527/61234", "+6252761234", (), ["phone_landline"]),
        ("(0527) 61234", "+6252761234", (), ["phone_landline"]),
        ("08123", "", (), ["phone_bad"]),
        ("62 0812 3456 7890", "", (), ["phone_bad"]),
        ("08121111O222", "", (), ["phone_bad"]),
        ("61234", "", (), ["phone_bad"]),
        ("lewat ketua", "", (), ["phone_bad"]),
        ("tidak ada", "", (), []),
        ("-", "", (), []),
        ("0", "", (), []),
        (None, "", (), []),
    ],
)
def test_phones(cell, primary, others, codes):
    cleaned = clean_phones(cell)
    assert (cleaned.primary, cleaned.others, told(cleaned)) == (primary, others, codes)


@pytest.mark.parametrize("case", VECTORS["phone_cases"], ids=lambda case: case["input"])
def test_phone_vectors(case):
    assert (clean_phones(case["input"]).primary or None) == case["expect_e164"]


@pytest.mark.parametrize(
    ("cell", "name", "deceased", "codes"),
    [
        ("Siti Aisyah", "Siti Aisyah", False, []),
        ("  Siti   Aisyah ", "Siti Aisyah", False, []),
        ("SITI AISYAH", "Siti Aisyah", False, ["name_case"]),
        ("siti", "Siti", False, ["name_case"]),
        ("HJ. NOR'AINI", "Hj. Nor'aini", False, ["name_case"]),
        ("AHMAD BIN ALI", "Ahmad bin Ali", False, ["name_case"]),
        ("Siti Aisyah, S.Pd", "Siti Aisyah, S.Pd", False, []),
        ("SITI, S.Pd", "Siti, S.Pd", False, ["name_case"]),
        ("R.A. Kartini", "R.A. Kartini", False, []),
        ("12. Siti", "Siti", False, ["name_numbered"]),
        ("Alm. H. Basri", "H. Basri", True, []),
        ("Siti (almh)", "Siti", True, []),
        ("Almira", "Almira", False, []),
        ("Siti / Aminah", "Siti / Aminah", False, ["name_two"]),
        ("KUB Melati", "KUB Melati", False, ["name_not_person"]),
        ("Siti2", "Siti2", False, ["name_strange"]),
        ("-", "", False, []),
        ("xxx", "", False, []),
        (None, "", False, []),
        ("???", "", False, []),
        (123, "", False, ["name_strange"]),
    ],
)
def test_name(cell, name, deceased, codes):
    cleaned = clean_name(cell)
    assert (cleaned.text, cleaned.deceased, told(cleaned)) == (name, deceased, codes)


def test_one_name_in_two_spellings():
    assert name_key("Hj. Nor Hayati, S.Pd") == name_key("NORHAYATI")
    assert name_key("M. Noor") == name_key("Muh. Noor") == name_key("Muhammad Noor")
    assert name_key("Siti") != name_key("Sita")


@pytest.mark.parametrize(
    ("cell", "count", "codes"),
    [
        (1, 1, []),
        (2.0, 2, []),
        ("2 org", 2, []),
        ("3 orang", 3, []),
        ("sendiri", 1, []),
        (None, None, []),
        ("-", None, []),
        ("2-3 org", 2, ["workers_range"]),
        ("banyak", None, ["workers_unreadable"]),
        (2.5, None, ["workers_unreadable"]),
        (-1, None, ["workers_unreadable"]),
        (500, 500, ["workers_unlikely"]),
    ],
)
def test_workers(cell, count, codes):
    value, said = clean_workers(cell)
    assert (value, [one.code for one in said]) == (count, codes)


def test_workers_in_two_columns():
    assert clean_workers(None, 1, "2 org") == (3, ())
    assert clean_workers("-", None, 2) == (2, ())


@pytest.mark.parametrize(
    ("cell", "stages"),
    [
        ("jadi", ("finished",)),
        ("1/2 jadi", ("half_finished",)),
        ("½ jadi", ("half_finished",)),
        ("setengah jadi", ("half_finished",)),
        ("stgh jadi", ("half_finished",)),
        ("mentah", ("raw",)),
        ("jadi & setengah jadi", ("half_finished", "finished")),
        ("Jadi, mentah", ("raw", "finished")),
        ("jadi/setengah jadi", ("half_finished", "finished")),
        (None, ()),
        ("-", ()),
    ],
)
def test_selling_form(cell, stages):
    cleaned = clean_selling_form(cell)
    assert cleaned.stages == stages
    assert not cleaned.messages


def test_an_unknown_selling_form_is_left_open():
    assert clean_selling_form("jadi, campur").stages == ()
    assert told(clean_selling_form("campur")) == ["selling_form_unknown"]


@pytest.mark.parametrize(
    ("cell", "reason", "trained", "year", "codes"),
    [
        ("aktif", "", None, None, []),
        ("meninggal 2025", "deceased", None, None, ["proposed_deceased"]),
        ("alm.", "deceased", None, None, ["proposed_deceased"]),
        ("pindah", "moved", None, None, ["proposed_moved"]),
        ("tdk aktif", "stopped", None, None, ["proposed_stopped"]),
        ("Tidak aktif lagi", "stopped", None, None, ["proposed_stopped"]),
        ("sudah berhenti", "stopped", None, None, ["proposed_stopped"]),
        ("suami meninggal", "", None, None, ["status_about_other"]),
        ("sudah pelatihan 2024", "", True, 2024, ["training_yes"]),
        ("blm pernah pelatihan", "", False, None, ["training_no"]),
        ("belum pernah ikut pelatihan", "", False, None, ["training_no"]),
        ("pindah, sudah pelatihan 2023", "moved", True, 2023, ["proposed_moved", "training_yes"]),
        (None, "", None, None, []),
    ],
)
def test_status(cell, reason, trained, year, codes):
    status = clean_status(cell)
    assert (status.reason, status.active, status.trained, status.trained_year) == (
        reason,
        not reason,
        trained,
        year,
    )
    assert told(status) == codes
