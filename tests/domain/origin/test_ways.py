"""Batik is told by its stages; printing never carries its name."""

import pytest

from sentra.kernel.errors import Refused
from sentra.origin.ways import Way, way_of

PRINT = ("cetak-tekstil", "printing")
DRAW, STAMP, SPLASH, DYE = (
    ("canting-tulis", "batik"),
    ("cap", "batik"),
    ("ciprat", "batik"),
    ("pewarnaan", "batik"),
)
WEAVE = ("anyam-purun", "weaving")


def way(*techniques, craft="batik", family="batik", named="Kain panjang"):
    return way_of(craft, family=family, techniques=techniques, named=named)


@pytest.mark.parametrize(
    ("techniques", "craft", "found"),
    [
        ([DRAW, DYE], "batik-tulis", Way.TULIS),
        ([STAMP, DYE], "batik-cap", Way.CAP),
        ([DRAW, STAMP, DYE], "batik-kombinasi", Way.KOMBINASI),
        ([SPLASH, DYE], "batik-ciprat", Way.CIPRAT),
        ([SPLASH, DRAW], "batik", Way.CIPRAT),  # the lesser claim
        ([DRAW], "batik", Way.TULIS),
    ],
)
def test_the_stages_say_which_batik(techniques, craft, found):
    assert way(*techniques, craft=craft) == found


def test_weaving_is_a_handicraft_and_printed_cloth_is_told_as_printed():
    assert way(WEAVE, craft="anyaman-purun", family="weaving") == Way.OTHER
    assert way(PRINT, craft="tekstil-cetak", family="textile") == Way.PRINTED


@pytest.mark.parametrize(
    "said",
    [
        {"craft": "batik-tulis"},
        {"craft": "batik"},
        {"craft": "tekstil-cetak", "family": "textile", "named": "Kemeja Batik Sasirangan"},
        {"craft": "tekstil-cetak", "family": "textile", "named": "Kain motif-batik kawung"},
    ],
)
def test_printing_is_never_called_batik(said):
    with pytest.raises(Refused, match="may not be called batik"):
        way(PRINT, **said)


@pytest.mark.parametrize("wax", [DRAW, STAMP, SPLASH])
def test_printing_and_wax_are_never_mixed(wax):
    with pytest.raises(Refused, match="printed"):
        way(wax, PRINT, craft="tekstil-cetak", family="textile")


def test_batik_without_wax_is_none():
    with pytest.raises(Refused, match="no batik"):
        way(DYE, craft="batik-tulis")


@pytest.mark.parametrize("craft", ["batik-tulis", "batik-kombinasi", "batik-ciprat"])
def test_a_craft_that_the_stages_deny_is_refused(craft):
    with pytest.raises(Refused, match="stamped batik"):
        way(STAMP, craft=craft)
