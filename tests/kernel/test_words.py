"""Amounts in words, against the vectors of the project."""

import json
from datetime import date
from pathlib import Path

import pytest

from sentra.kernel.rupiah import formatted
from sentra.kernel.words import day_in_words, kuitansi, terbilang

VECTORS = json.loads((Path(__file__).parents[1] / "data" / "terbilang_vectors.json").read_text())


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: str(case["n"]))
def test_every_vector(case):
    assert terbilang(case["n"]) == case["terbilang"]
    assert kuitansi(case["n"]) == case["kwitansi"]
    assert formatted(case["n"]) == case["rupiah"]


@pytest.mark.parametrize(("number", "right", "wrong", "_lokal"), VECTORS["disagreements"])
def test_the_seribu_that_num2words_gets_wrong(number, right, wrong, _lokal):
    assert terbilang(int(number)) == right != wrong


def test_refusals():
    with pytest.raises(ValueError, match="negative"):
        kuitansi(-1)
    with pytest.raises(ValueError, match="large"):
        terbilang(10**21)
    with pytest.raises(TypeError):
        terbilang(1.5)
    assert terbilang(-5) == "minus lima"


def test_the_day_as_a_bast_spells_it():
    spelt = "Rabu, tanggal dua puluh bulan Januari tahun dua ribu dua puluh tujuh"
    assert day_in_words("2027-01-20") == day_in_words(date(2027, 1, 20)) == spelt
