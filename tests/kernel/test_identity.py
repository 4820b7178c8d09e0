"""NIK, NPWP and phone: every vector, the seals and the masks."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentra.kernel.identity import (
    SealBroken,
    check_nik,
    e164,
    fingerprint,
    masked,
    npwp16,
    npwp_shown,
    opened,
    phone_shown,
    resealed,
    sealed,
)

VECTORS = json.loads((Path(__file__).parents[1] / "data" / "nik_npwp_phone_vectors.json").read_text())
TODAY = date(2026, 11, 22)
NIK = "6308041703850001"
OLD, NEW = b"o" * 32, b"n" * 32


@pytest.mark.parametrize("case", VECTORS["nik_cases"], ids=lambda case: case["why"])
def test_every_nik_vector(case):
    check = check_nik(case["nik"], today=TODAY)
    assert check.valid == case["expect_valid"]
    if case["expect_valid"]:
        assert check.born_on == date.fromisoformat(case["lokal_birth"])
        assert check.sex == case["lokal_gender"]


def test_an_unknown_province_warns_but_does_not_refuse():
    check = check_nik("9908041703850001", today=TODAY)
    assert (check.refused, check.errors, check.warnings) == (False, (), ("province",))


@pytest.mark.parametrize(
    ("nik", "code"),
    [("6308047203850001", "birth_date"), ("6308041703850000", "serial"), ("630804170385000", "format"),
     ("6300041703850001", "wilayah"), ("63080417O3850001", "format"), ("\uff16308041703850001", "format")],
)  # fmt: skip
def test_refused_with_a_code(nik, code):
    check = check_nik(nik, today=TODAY)
    assert check.refused
    assert check.errors == (code,)


def test_what_the_person_says_only_warns():
    check = check_nik(NIK, today=TODAY, born_on=date(1985, 3, 18), sex="P")
    assert not check.refused
    assert check.warnings == ("birth_date_differs", "sex_differs")
    assert check_nik(NIK, today=TODAY, born_on=date(1985, 3, 17), sex="L").valid


def test_a_birthday_later_this_year_is_of_the_last_century():
    assert check_nik("6308043112260001", today=TODAY).born_on == date(1926, 12, 31)
    assert check_nik("6308042911260001", today=date(2026, 11, 29)).born_on == date(2026, 11, 29)
    assert check_nik("6308042902000001", today=date(2000, 2, 1)).errors == ("birth_date",)


def test_dots_and_spaces_do_not_matter():
    assert check_nik("6308 0417 0385 0001", today=TODAY).nik == NIK


@pytest.mark.parametrize("case", VECTORS["phone_cases"], ids=lambda case: case["input"])
def test_every_phone_vector(case):
    assert e164(case["input"]) == case["expect_e164"]


@pytest.mark.parametrize(
    ("text", "stored"),
    [("+62 812-3456-7890", "+6281234567890"), ("0062 812 3456 7890", "+6281234567890"),
     ("+62 0812 3456 7890", None),
     ("(0511) 555-1234", "+625115551234"), ("+60 12-345 6789", "+60123456789"), ("+1", None), ("", None),
     ("0812 3456 789O", None), ("+62", None), ("\uff1081234567890", None)],
)  # fmt: skip
def test_phones_as_people_write_them(text, stored):
    assert e164(text) == stored


def test_phones_as_people_read_them():
    assert phone_shown("+6281234567890") == "0812-3456-7890"
    assert phone_shown("+60123456789") == "+60123456789"


@pytest.mark.parametrize("case", VECTORS["npwp_cases"], ids=lambda case: case["note"])
def test_every_npwp_vector(case):
    assert (npwp16(case["input"], today=TODAY) is not None) == case["lokal_valid"]


def test_npwp_forms():
    assert npwp16("12.345.678.9-012.000", today=TODAY) == "0123456789012000"
    assert npwp_shown("0123456789012000") == "12.345.678.9-012.000"
    assert npwp16(NIK, today=TODAY) == NIK
    assert npwp_shown(NIK) == "6308 0417 0385 0001"
    for nothing in ("", "0" * 15, "0" * 16, "123", "6308047203850001"):
        assert npwp16(nothing, today=TODAY) is None


def test_only_the_last_four_show():
    assert masked(NIK) == "••••••••••••0001"
    assert masked("123") == masked("999") == "•••"
    assert masked("1234") == "••••"


@given(text=st.text())
def test_a_seal_opens_with_its_key_and_after_rotation(text):
    seal = sealed(text, [OLD])
    assert opened(seal, [NEW, OLD]) == text
    assert opened(resealed(seal, [NEW, OLD]), [NEW]) == text


def test_a_seal_hides_the_text_and_differs_each_time():
    assert NIK.encode() not in sealed(NIK, [OLD])
    assert sealed(NIK, [OLD]) != sealed(NIK, [OLD])


def test_an_altered_seal_or_a_lost_key_is_refused():
    seal = sealed(NIK, [OLD])
    with pytest.raises(SealBroken):
        opened(seal, [NEW])
    with pytest.raises(SealBroken):
        opened(seal[:-5] + b"AAAAA", [OLD])


def test_fingerprints_find_duplicates_and_nothing_else():
    mark = fingerprint(NIK, key=OLD, purpose="nik")
    assert mark == fingerprint(NIK, key=OLD, purpose="nik")
    assert (
        len({mark, fingerprint(NIK, key=NEW, purpose="nik"), fingerprint(NIK, key=OLD, purpose="npwp")}) == 3
    )
    with pytest.raises(ValueError, match="32"):
        fingerprint(NIK, key=b"short", purpose="nik")
