"""A district shows what all its cooperatives show and nobody else's; the plain pages say what is true."""

import brotli
import pytest
from django.urls import reverse

from sentra.cooperative.membership import texts
from sentra.crafts.models import Product
from sentra.kernel.models import Tenant
from sentra.showroom.models import ShowroomListing
from tests.domain.orders.given import product, writing
from tests.web.showroom.given import OTHERS, at, foreign, in_district, shelf, text, visitor
from tests.web.showroom.test_catalogue_page import OVER_THE_AIR

SECOND = "Keranjang Amuntai"


@pytest.fixture
def goods(world):
    """The weavers', a second cooperative's of the same district, and one of another district."""
    second = Tenant.objects.create(
        kind="cooperative", slug="amuntai", name="Koperasi Amuntai", district_code="63.08"
    )
    made = product(second, "keranjang")
    with writing(second):
        Product.objects.filter(pk=made.pk).update(name=SECOND)
    foreign(world)
    return shelf(world)


def read(address, language="en"):
    answer = visitor(language).get(address)
    assert answer.status_code == 200, address
    return text(answer)


@pytest.mark.parametrize(("name", "queries"), [("home", 6), ("goods", 3)])
def test_a_district_shows_all_of_its_own(world, goods, name, queries, django_assert_num_queries):
    with django_assert_num_queries(queries):
        page = read(in_district(name))
    assert goods.name in page
    assert SECOND in page
    assert OTHERS not in page
    assert at("product", "tas-purun") in page
    assert reverse("public-product", args=["amuntai", "keranjang"]) in page
    assert "Koperasi Amuntai" in page
    assert len(brotli.compress(page.encode())) < OVER_THE_AIR


def test_its_home_leads_to_its_cooperatives(world, goods):
    page = read(in_district("home"))
    assert at("home") in page
    assert reverse("public-home", args=["amuntai"]) in page
    assert reverse("public-home", args=["wakaroros"]) not in page
    assert "dinas-hsu" not in page


def test_one_cooperative_never_shows_the_other(world, goods):
    for name in ("home", "goods"):
        assert SECOND not in read(at(name))
        assert goods.name not in read(reverse(f"public-{name}", args=["amuntai"]))


def test_a_district_with_nothing_says_so(world):
    page = read(in_district("home"))
    assert "The shelf is being filled" in page
    assert "Koperasi Galuh" in page
    assert "The shelf is being filled" in read(in_district("goods"))


@pytest.mark.parametrize("code", ["63.01", "99.99", "63"])
def test_a_district_where_nobody_works_is_not_found(world, code):
    assert visitor().get(f"/d/{code}/").status_code == 404
    assert visitor().get(f"/d/{code}/barang/").status_code == 404


@pytest.mark.parametrize("of", [at, in_district])
@pytest.mark.parametrize(("name", "queries"), [("about", 3), ("how", 1), ("privacy", 1)])
def test_plain_pages_cost_little(world, goods, name, queries, of, django_assert_num_queries):
    with django_assert_num_queries(queries):
        page = read(of(name))
    assert of("goods") in page
    assert "Aluh" not in page


def test_about_tells_where_and_what(world, goods):
    page = read(at("about"))
    assert "Hulu Sungai Utara" in page
    assert f"{at('goods')}?kerajinan=anyaman-purun" in page


COLUMNS = {  # of a listing, by the words that name them on the privacy page
    "nama": ["name", "makers", "maker_uids"],
    "keterangan": ["description"],
    "perawatan": ["care"],
    "kode": ["code"],
    "kerajinan": ["craft", "craft_code", "craft_en", "craft_family"],
    "motif dan ceritanya": ["motif", "motif_id", "motif_story"],
    "motif miliknya": ["motif_by"],
    "desa pengrajin": ["villages"],
    "ukuran": ["sizes"],
    "satuan": ["unit"],
    "harga": ["price_idr"],
    "foto": ["pictures"],
    "tahap dengan upah": ["stages", "techniques", "finishes"],
    "jumlah yang siap": ["ready"],
}
NOT_OF_PEOPLE = {  # whose it is, since when, and how it is searched and dated
    "id", "tenant_id", "product_id", "slug", "cooperative", "district_code", "spoken", "words", "changed_at",
    "weeks",
}  # fmt: skip


def test_the_privacy_page_names_every_column_of_a_listing(world):
    page = read(at("privacy"), "id")
    assert [words for words in COLUMNS if words not in page] == []
    named = {column for columns in COLUMNS.values() for column in columns}
    assert named | NOT_OF_PEOPLE == {field.name for field in ShowroomListing._meta.fields}


def test_the_privacy_page_says_that_consent_can_be_taken_back(world):
    page = read(at("privacy"), "id")
    assert "Menarik persetujuan" in page
    assert "langsung hilang" in page
    assert "langsung hilang" in texts.newest()["showroom"].stops


def test_who_comes_by_an_address_in_english_stays_in_english(world):
    """Search engines lead to such addresses; the links on the page name no language."""
    guest = visitor("id")
    first = guest.get(at("home"), {"bahasa": "en"})
    assert '<html lang="en"' in first.content.decode()
    assert '<html lang="en"' in guest.get(at("goods")).content.decode()
    assert '<html lang="id"' in visitor("id").get(at("goods")).content.decode()
