"""Units are stored in Indonesian; a reader of English sees English."""

import pytest
from django.utils.translation import override

from sentra.web.templatetags.formats import satuan


@pytest.mark.parametrize(
    ("unit", "count", "english"),
    [("buah", 30, "pieces"), ("buah", 1, "piece"), ("lembar", 4, "sheets"), ("rangkai", 4, "rangkai")],
)
def test_units_in_both_languages(unit, count, english):
    with override("en"):
        assert satuan(unit, count) == english
    with override("id"):
        assert satuan(unit, count) == unit
