"""What is typed about a product."""

import pytest

from sentra.web.products.forms import Product

TYPED = {
    "name": "Kemeja",
    "craft_code": "batik-cap",
    "price_idr": "100000",
    "minimum_lot": "1",
    "unit": "buah",
}


@pytest.mark.parametrize(
    ("sizes", "kept"), [("S, M, s", None), ("S,S", None), (" S, M ,", ["S", "M"]), ("", [])]
)
def test_a_size_stands_once(sizes, kept):
    form = Product(TYPED | {"sizes": sizes}, crafts=[("batik-cap", "Batik cap")], motifs=[])
    assert form.is_valid() is (kept is not None), form.errors
    assert form.cleaned_data.get("sizes") == kept
