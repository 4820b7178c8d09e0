"""Villages and sub-districts as written → Kemendagri codes, every doubt said, nothing guessed in silence."""

import pytest

from sentra.crafts.registry.line_kinds import Heading
from sentra.crafts.registry.places import Places
from sentra.people.regions import all_regions

HSU = Places(all_regions().office("63.08"))


def found(*texts, **more):
    place = HSU.find(*texts, **more)
    return place.village or place.subdistrict, [one.code for one in place.messages]


@pytest.mark.parametrize(
    ("village", "subdistrict", "code", "codes"),
    [
        ("KALUMPANG LUAR", "Babirik", "63.08.02.2018", []),
        (" kalumpang  luar", "BABIRIK ", "63.08.02.2018", []),
        ("Ds. Air Tawar", "Kec. Amuntai Utara", "63.08.06.2035", []),
        ("Sei Turak", "Amuntai Utara", "63.08.06.2012", ["village_spelling"]),
        ("S. Turak", "Amuntai Utara", "63.08.06.2012", ["village_spelling"]),
        ("Teluk Masjid", "Sungai Pandan", "63.08.03.2038", ["village_spelling"]),
        ("Sungai Pandan Hulu", "Sei Pandan", "63.08.03.2015", ["subdistrict_spelling"]),
        ("Sungai Malang", "Amuntay Tengah", "63.08.05.1005", ["subdistrict_alike"]),
        ("Kalumpng Luar", "Babirik", "63.08.02.2018", ["village_alike"]),
        ("Hilir Mesjid", "Amuntai Selatan", "63.08.04.2005", ["village_alike"]),  # Ilir Mesjid there
        ("Sungai Luang Hilr", "Babirik", "63.08.02.2008", ["village_alike"]),
        # Sungai Luang Hulu is 87 % alike
        ("Hilir Mesjid", "Sungai Tabukan", "63.08.10.2010", []),
        ("Keramat", "Haur Gading", "63.08.08.2011", ["village_qualified"]),
        ("Keramat", "Amuntai Selatan", "63.08.04.2018", ["village_qualified"]),
        ("Murung Sari", "Amuntai Tengah", "63.08.05.1002", ["village_qualified"]),
        ("Keramat", "", "", ["village_ambiguous"]),
        ("Murung Sari", "", "", ["village_ambiguous"]),
        ("Kel. Murung Sari", "", "63.08.05.1002", ["subdistrict_from_village"]),
        ("Desa Murung Sari", "", "63.08.04.2030", ["subdistrict_from_village"]),
        ("Babirik Hulu", "", "63.08.02.2002", ["subdistrict_from_village"]),
        ("Babirik Hulu", "Banjang", "63.08.07", ["village_elsewhere"]),
        ("Pajukungan", "Babirik", "63.08.02", ["village_unknown_near"]),
        ("Qwxyz", "Babirik", "63.08.02", ["village_unknown"]),
        ("", "Babirik", "63.08.02", ["place_missing"]),
        ("-", "", "", ["place_missing"]),
        ("Babirik Hulu", "Amuntai", "63.08.02.2002", ["subdistrict_unknown"]),
        ("Babirik Hulu", "Kelua", "", ["subdistrict_elsewhere"]),
        ("Babirik Hulu, Kec. Babirik", "", "63.08.02.2002", []),
    ],
)
def test_a_place(village, subdistrict, code, codes):
    assert found(village, subdistrict) == (code, codes)


def test_every_official_name_finds_its_own_code():
    regions = all_regions()
    for district in ("63.08", "64.08"):
        places = Places(regions.office(district))
        for sub in regions.parts(district):
            for village in regions.parts(sub.code):
                assert places.find(village.name, sub.name).village == village.code
                assert places.find(village.name.upper(), f"KEC. {sub.name.upper()}").village == village.code


def test_upstream_is_never_taken_for_downstream():
    """ "Rukam Hilir" and "Rukam Hulu" are near in letters and far in the field."""
    names = {village.name for village in all_regions().office("63.08").villages}
    for name in names:
        for here, there in (("Hulu", "Hilir"), ("Hilir", "Hulu"), ("Dalam", "Luar"), ("Besar", "Kecil")):
            other = name.replace(here, there)
            if here in name and other not in names:
                code = HSU.find(other, "").village
                assert not code or all_regions().places[code].name != name


def test_a_score_is_shown_with_every_likeness():
    (one,) = HSU.find("Kalumpng Luar", "Babirik").messages
    assert one.params["place"] == "Kalumpang Luar"
    assert 84 <= int(one.params["score"]) < 100


def test_another_district_is_named():
    assert HSU.find("Pugaan", "Kelua").other_district == "Kabupaten Tabalong"
    assert (
        HSU.find("Air Tawar", "Amuntai Utara", district="Kab. Tabalong").other_district
        == "Kabupaten Tabalong"
    )
    assert HSU.find("Air Tawar", "Amuntai Utara", district="Kab. Hulu Sungai Utara").other_district == ""


def test_headings_fill_only_what_the_row_leaves_blank():
    assert found("Air Tawar", "", heading=Heading("Amuntai Utara")) == (
        "63.08.06.2035",
        ["subdistrict_from_heading"],
    )
    assert found("Keramat", "Haur Gading", heading=Heading("Amuntai Selatan"))[0] == "63.08.08.2011"
    assert found("Keramat", "", heading=Heading("Tahun 2026"))[0] == ""
    assert found("Keramat", "", heading=Heading(bare=("AMUNTAI SELATAN",)))[0] == "63.08.04.2018"


def test_a_sheet_called_like_a_subdistrict_gives_no_village():
    """Danau Panggang is a sub-district and a village in it."""
    assert found("", "", heading=Heading(bare=("Danau Panggang",))) == (
        "63.08.01",
        ["subdistrict_from_heading", "place_missing"],
    )


@pytest.mark.parametrize(
    ("address", "subdistrict", "code"),
    [
        ("Desa Babirik Hulu RT 2", "Babirik", "63.08.02.2002"),
        ("Babirik Hulu RT.02/01", "Babirik", "63.08.02.2002"),
        ("Jl. Raya Babirik Hulu No. 3", "", "63.08.02.2002"),
        ("Bayur RT 3", "Haur Gading", "63.08.08.2004"),
        ("Jl. Bayur RT 3 dekat pasar", "Haur Gading", "63.08.08"),
        ("Ds. Keramat, Kec. Haur Gading", "", "63.08.08.2011"),
        ("RT 4", "Babirik", "63.08.02"),
    ],
)
def test_an_address_gives_the_village_when_no_column_does(address, subdistrict, code):
    place, codes = found("", subdistrict, address=address)
    assert place == code
    assert ("village_from_address" in codes) is (len(code) > 8)


def test_an_address_never_overrules_the_village_column():
    assert found("Babirik Hilir", "Babirik", address="Babirik Hulu RT 1") == ("63.08.02.2001", [])
