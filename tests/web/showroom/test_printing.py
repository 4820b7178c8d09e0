"""Public pages on paper: where the page is found stands at the foot, as a code when it is asked for."""

import pytest

from tests.domain.market.given import market
from tests.web.showroom.given import at, in_district, shelf, text, visitor

FOOT = '<p class="print-only">'


@pytest.mark.parametrize("query", ["", "?cari=tas"])
def test_every_page_says_where_it_is_found(world, query):
    shelf(world)
    page = text(visitor().get(at("goods") + query))
    foot = page.partition(FOOT)[2].partition("</p>")[0]
    assert foot == f"<span>http://testserver{at('goods')}{query}</span>"


def test_the_code_is_drawn_when_it_is_asked_for(world):
    tas, made = shelf(world), market(world)
    for address in (at("product", tas.code), f"{in_district('home')}pasar/{made.slug}/"):
        plain = text(visitor().get(address))
        assert 'href="?cetak=1"' in plain
        assert 'class="qr"' not in plain
        page = text(visitor().get(f"{address}?cetak=1"))
        assert page.count('class="qr"') == 1
        assert f"<span>http://testserver{address}</span>" in page
        assert f'href="{address}"' in page


def test_an_address_too_long_for_a_code_is_printed_as_words(world):
    shelf(world)
    page = text(visitor().get(at("goods") + "?cetak=1&lain=" + "x" * 600))
    assert 'class="qr"' not in page
    assert "x" * 600 in page.partition(FOOT)[2]
