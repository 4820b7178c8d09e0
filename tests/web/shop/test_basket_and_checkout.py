"""From a product's page to an order that is paid: the basket, the checkout, the buyer's own page."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory

from sentra.crafts.models import Product
from sentra.kernel.models import Notice, Tenant
from sentra.kernel.tenancy import reading
from sentra.orders.models import Order, PaymentProof
from sentra.orders.operations import place_order, record_payment
from sentra.stock.models import Place
from sentra.stock.steps import move, place
from sentra.web.actors import guest_of
from sentra.web.shop.basket import COOKIE, MOST_KINDS, MOST_PIECES, Basket, basket_of
from tests.domain.crafts.test_products import picture
from tests.domain.orders.given import writing
from tests.domain.orders.test_buying import HOLD, basket, last_of, lay_out
from tests.web.showroom.given import at, foreign, in_district, many, shelf, text, visitor
from tests.world import NOW, TODAY

RINA = {"name": "Rina", "phone": "0812 3456 7890", "buyer_kind": "person", "way": "fetch"}


@pytest.fixture
def tas(world):
    made = shelf(world)
    lay_out(world, made, 3)
    return made


@pytest.fixture
def kain(world):
    """The other cooperative works in the district too; one piece of its own lies ready."""
    Tenant.objects.filter(pk=world.batik.pk).update(district_code="63.08")
    made = foreign(world)
    with writing(world.batik):
        made.save(update_fields=["name"])  # listed anew, where its cooperative is now
        move(place(Place.Kind.MAKING), place(Place.Kind.STORE), last_of(made), 1, cause="x",
             order_id=None, at=NOW)  # fmt: skip
    return made


def put(client, product, pieces=1, house=at):
    return client.post(house("cart-put"), {"product": product.pk, "pieces": pieces})


def filled(client, house=at, **more):
    """The checkout as she fills it in."""
    page = text(client.get(house("checkout")))
    seen, key = (re.search(rf'name="{name}" value="([^"]+)"', page)[1] for name in ("seen_idr", "_once"))
    return RINA | {"seen_idr": seen, "_once": key} | more


def order(client, house=at, **more):
    return client.post(house("place"), filled(client, house, **more))


def orders(*tenants):
    found = []
    for tenant in tenants:
        with writing(tenant):
            found += Order.objects.order_by("pk")
    return found


# ---- the basket -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cookie", ["", "x", "1-0", "0-1", "1-1000", "1-1.", "1--1", "1-1;", "9" * 19 + "-1", "1-1." * 500]
)
def test_a_cookie_that_is_none_of_ours_is_an_empty_basket(cookie):
    request = RequestFactory().get("/")
    request.COOKIES[COOKIE] = cookie
    assert basket_of(request) == Basket()


def test_a_basket_is_read_as_it_was_kept():
    request = RequestFactory().get("/")
    request.COOKIES[COOKIE] = "12-3.7-999"
    found = basket_of(request)
    assert list(found.pieces.items()) == [(12, 3), (7, 999)]
    assert found.and_(7, 5).pieces[7] == MOST_PIECES
    assert found.with_({12: 0}).pieces == {7: 999}


def test_what_is_put_in_stands_there_and_can_be_changed(world, tas, django_assert_num_queries):
    guest = visitor("id")
    assert put(guest, tas, 2).url == at("cart")
    with django_assert_num_queries(2):
        page = text(guest.get(at("cart")))
    assert "Keranjang (2)" in page
    assert "Rp370.000" in page
    guest.post(at("cart-change"), {f"pieces_{tas.pk}": "3"})
    assert "Rp555.000" in text(guest.get(at("cart")))
    guest.post(at("cart-change"), {"out": tas.pk})
    assert "Keranjang masih kosong" in text(guest.get(at("cart")))


def test_a_number_that_is_none_is_said_at_its_field_and_kept(world, tas):
    guest = visitor("id")
    put(guest, tas, 2)
    answer = guest.post(at("cart-change"), {f"pieces_{tas.pk}": "dua"})
    assert answer.status_code == 422
    assert f'id="pieces_{tas.pk}-wrong"' in text(answer)
    assert 'value="dua"' in text(answer)
    assert basket_of_(guest).pieces == {tas.pk: 2}


def basket_of_(client: Client) -> Basket:
    request = RequestFactory().get("/")
    request.COOKIES[COOKIE] = client.cookies[COOKIE].value
    return basket_of(request)


def test_fewer_left_and_made_to_order_are_told_apart(world, tas):
    (other,) = many(world, 1)
    guest = visitor("id")
    put(guest, tas, 4)
    put(guest, other, 2)
    page = text(guest.get(at("cart")))
    assert "Sisa lebih sedikit" in page
    assert "Dibuat sesuai pesanan" in page
    assert f"?produk={tas.code}&amp;jumlah=4&amp;produk={other.code}&amp;jumlah=2" in page
    assert at("checkout") not in page
    assert "Tidak ada barang siap" in text(guest.get(at("checkout")))


def test_what_is_offered_no_more_cannot_be_put_in(world, tas):
    answer = visitor("id").post(at("cart-put"), {"product": 10**9, "pieces": 1})
    assert answer.status_code == 422
    assert "Barang ini tidak ditawarkan lagi." in text(answer)


def test_a_basket_holds_so_many_kinds(world, tas):
    guest = visitor("id")
    guest.cookies[COOKIE] = ".".join(f"{n}-1" for n in range(10**6, 10**6 + MOST_KINDS))
    assert put(guest, tas).status_code == 422


def test_no_browser_keeps_the_pages_of_a_basket(world, tas):
    guest = visitor()
    put(guest, tas)
    for page in ("cart", "checkout"):
        answer = guest.get(at(page))
        assert "no-store" in answer["Cache-Control"]
        assert "Sentra-Keep" not in answer


# ---- the checkout ---------------------------------------------------------------------------------------


def test_from_the_shelf_to_a_paid_order(world, tas, django_assert_max_num_queries):
    guest = visitor("id")
    assert "Masukkan keranjang" in text(guest.get(at("product", tas.code)))
    put(guest, tas, 2)
    said = filled(guest)
    with django_assert_max_num_queries(34):  # nine of them savepoints of the test
        answer = guest.post(at("place"), said)
    assert not guest.cookies[COOKIE].value
    page = text(guest.get(answer.url))
    assert "Silakan bayar" in page
    (made,) = orders(world.weavers)
    assert (made.stage, made.total_idr, made.channel) == ("placed", 370_000, "web")
    record_payment(
        made.pk, kind="down_payment", method="bank", amount_idr=370_000, paid_on=TODAY, reference="",
        by=world.tari, at=NOW,
    )  # fmt: skip
    page = text(guest.get(answer.url))
    assert "Barang bisa diambil mulai" in page
    assert "Cara membayar" not in page


def test_sent_twice_it_is_one_order(world, tas):
    guest = visitor("id")
    put(guest, tas, 2)
    said, kept = filled(guest), guest.cookies[COOKIE].value
    first = guest.post(at("place"), said)
    guest.cookies[COOKIE] = kept  # the second press of the button carries what the first one carried
    assert guest.post(at("place"), said).url == first.url
    assert len(orders(world.weavers)) == 1


def test_another_price_than_she_saw_is_shown_before_she_orders(world, tas):
    guest = visitor("id")
    put(guest, tas)
    said = filled(guest)
    with writing(world.weavers):
        Product.objects.filter(pk=tas.pk).update(price_idr=200_000)
    answer = guest.post(at("place"), said)
    assert answer.status_code == 422
    assert "Jumlahnya berubah" in text(answer)
    assert 'name="seen_idr" value="200000"' in text(answer)
    assert 'value="Rina"' in text(answer)
    assert orders(world.weavers) == []


def test_who_was_quicker_has_it(world, tas):
    slow = visitor("id")
    put(slow, tas, 3)
    said = filled(slow)
    place_order(basket((tas, 2)), hold=HOLD, by=guest_of(world.weavers), at=NOW)
    answer = slow.post(at("place"), said)
    assert answer.status_code == 422
    assert "Jumlahnya berubah" in text(answer)
    assert len(orders(world.weavers)) == 1


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"name": ""}, "aria-invalid"),
        ({"phone": ""}, "Tulis nomor telepon"),
        ({"way": "send"}, "Tulis alamat"),
        ({"way": "fly"}, "error"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(world, tas, wrong, says):
    guest = visitor("id")
    put(guest, tas)
    answer = order(guest, note="Bungkus kado", **wrong)
    assert answer.status_code == 422
    assert says in text(answer)
    assert "Bungkus kado" in text(answer)
    assert basket_of_(guest).pieces == {tas.pk: 1}


# ---- her own page ---------------------------------------------------------------------------------------


def test_she_gives_it_up_and_others_can_have_it(world, tas):
    guest = visitor("id")
    put(guest, tas, 3)
    url = order(guest).url
    assert "Saya tidak jadi membeli" in text(guest.get(url))
    assert "Pesanan dibatalkan." in text(guest.post(f"{url}batal/", follow=True))
    assert "3 siap sekarang" in text(guest.get(at("product", tas.code)))
    assert guest.post(f"{url}batal/").status_code == 302  # twice is harmless


def test_a_picture_of_her_transfer_reaches_the_treasurer_and_pays_nothing(world, tas):
    guest = visitor("id")
    put(guest, tas)
    url = order(guest).url
    (made,) = orders(world.weavers)
    address = f"{url}{made.pk}/bukti/"
    bad = guest.post(address, {"picture": SimpleUploadedFile("a.jpg", b"x", "image/jpeg")})
    assert bad.status_code == 422
    good = {"picture": SimpleUploadedFile("a.jpg", picture(), "image/jpeg")}
    assert "1 foto bukti bayar" in text(guest.post(address, good, follow=True))
    with reading(world.tari):
        assert PaymentProof.objects.get().order_id == made.pk
        assert Notice.objects.filter(name="proof_sent", to="role:treasurer").exists()
    assert orders(world.weavers)[0].stage == "placed"


def test_anothers_order_is_not_reached_by_ones_own_link(world, tas):
    guest = visitor("id")
    for _each in range(2):
        put(guest, tas)
        url = order(guest).url
    first, _second = orders(world.weavers)
    good = {"picture": SimpleUploadedFile("a.jpg", picture(), "image/jpeg")}
    assert guest.post(f"{url}{first.pk}/bukti/", good).status_code == 404


# ---- a whole district -----------------------------------------------------------------------------------


def test_one_checkout_orders_at_two_cooperatives(world, tas, kain, django_assert_max_num_queries):
    guest = visitor("id")
    put(guest, tas, 2)
    put(guest, kain, 1, in_district)
    page = text(guest.get(in_district("cart")))
    assert "Koperasi Galuh" in page
    assert "Koperasi Wakaroros" in page
    with django_assert_max_num_queries(70):
        answer = order(guest, in_district)
    page = text(guest.get(answer.url))
    found = orders(world.weavers, world.batik)
    assert len({one.checkout for one in found}) == 1
    assert [one.total_idr for one in found] == [370_000, kain.price_idr]
    for one in found:
        assert str(one.uid) in page
    assert not guest.cookies[COOKIE].value
    assert Client().get(answer.url.replace(str(found[0].checkout), str(found[0].uid))).status_code == 404


def test_where_one_refuses_the_other_sets_nothing_aside(world, tas, kain, monkeypatch):
    guest = visitor("id")
    put(guest, tas, 2)
    put(guest, kain, 1, in_district)
    said = filled(guest, in_district)
    with writing(world.batik):  # sold at this moment, and the shelf does not show it yet
        move(place(Place.Kind.STORE), place(Place.Kind.SCRAP), last_of(kain), 1, cause="y",
             order_id=None, at=NOW)  # fmt: skip
    monkeypatch.setattr("sentra.web.shop.rows.wares", _as_before(kain))
    answer = guest.post(in_district("place"), said)
    assert answer.status_code == 422
    assert "Hanya" in text(answer)
    assert [one.stage for one in orders(world.weavers, world.batik)] == ["lapsed"]
    assert said["_once"] not in text(answer), "the next try is another request"
    monkeypatch.undo()
    guest.post(at("cart-change"), {"out": kain.pk})
    assert order(guest, in_district).status_code == 302
    assert [one.stage for one in orders(world.weavers, world.batik)] == ["lapsed", "placed"]


def _as_before(kain):
    from dataclasses import replace

    from sentra.showroom.queries.basket import wares

    def stale(products):
        found = wares(products)
        one = found[kain.pk]
        return found | {kain.pk: replace(one, card=replace(one.card, ready=1))}

    return stale
