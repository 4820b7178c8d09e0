"""The places of Indonesia are there as soon as the tables are."""

from collections import Counter

from sentra.people.models import Region
from sentra.people.zones import ZONES, zone_of


def test_every_place_of_the_files_is_in_the_table(db):
    levels = Counter(code.count(".") for code in Region.objects.values_list("code", flat=True))
    assert levels[0] == 38
    assert levels[1] == 514
    assert levels[2] == 7285
    assert levels[3] == 219 + 141  # Hulu Sungai Utara and Kutai Timur


def test_a_village_knows_the_way_up(db):
    village = Region.objects.select_related("parent__parent__parent").get(code="63.08.01.2003")
    assert (village.name, village.kind, village.postal_code) == ("Sungai Namang", "desa", "71453")
    assert village.parent.parent.name == "Kabupaten Hulu Sungai Utara"
    assert village.parent.parent.parent_id == "63"


def test_every_province_has_a_clock(db):
    assert set(Region.objects.filter(parent=None).values_list("code", flat=True)) == set(ZONES)
    assert zone_of("63.08") == "Asia/Makassar"
    assert zone_of("61.01") == "Asia/Jakarta"
    assert zone_of("94.01") == "Asia/Jayapura"
