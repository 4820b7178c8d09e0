"""How a piece is cared for: typed by staff, kept in its listing, shown on the product's page."""

from sentra.crafts.operations import change_product
from tests.domain.showroom.given import bag, faults, listed
from tests.web.showroom.given import at, text, visitor
from tests.world import NOW

CARE = "Lap dengan kain lembap.\nJangan dijemur."


def test_care_stands_in_the_listing_and_on_the_page(world):
    tas = bag(world)
    assert listed(tas).care == ""
    assert 'id="care"' not in text(visitor().get(at("product", tas.code)))
    change_product(
        tas.pk,
        name=tas.name,
        craft_code=tas.craft_id,
        price_idr=tas.price_idr,
        care=f" {CARE} ",
        by=world.mira,
        at=NOW,
    )
    assert listed(tas).care == CARE
    assert faults(world.weavers) == []
    page = text(visitor().get(at("product", tas.code)))
    assert "Lap dengan kain lembap.<br>Jangan dijemur." in page
