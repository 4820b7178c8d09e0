"""Short links: made by staff, counted once a visit and never with who; texts to paste; chats and codes."""

import pytest
from django.db import DatabaseError, connection
from django.urls import reverse

from sentra.crafts.models import Product
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.models import Tenant
from sentra.people.models import User
from sentra.showroom.links import code_of, read
from sentra.showroom.models import LinkVisit, ShortLink
from sentra.showroom.operations import make_links
from tests.domain.orders.given import writing
from tests.web.showroom.given import at, foreign, shelf, text, visitor
from tests.world import NOW

PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"


@pytest.fixture(autouse=True)
def _clock(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def tas(world):
    return shelf(world)


@pytest.fixture
def mira(world, client):
    client.force_login(User.objects.get(pk=world.mira.user_id))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def made(world, product=None):
    return make_links(product and product.pk, by=world.mira, at=NOW)


def visits(world):
    with writing(world.weavers):
        return sum(LinkVisit.objects.values_list("times", flat=True))


def go(link, method="get", **headers):
    path = reverse("short-link", args=[code_of(link.tenant_id, link.number)])
    return getattr(visitor(), method)(path, headers={"User-Agent": PHONE} | headers)


def test_a_link_leads_to_its_product_and_counts(world, tas, django_assert_max_num_queries):
    [one, *_others] = made(world, tas)
    with django_assert_max_num_queries(12):  # in a test each scope has its savepoint too
        answer = go(one)
    assert answer.status_code == 302
    assert answer.url == at("product", "tas-purun")
    assert "no-store" in answer["Cache-Control"]
    go(one)
    assert visits(world) == 2
    with writing(world.weavers):
        assert LinkVisit.objects.count() == 1


def test_a_link_to_all_goods_and_one_to_what_is_hidden(world, tas):
    [whole, *_others] = made(world)
    assert go(whole).url == at("goods")
    [one, *_others] = made(world, tas)
    with writing(world.weavers):
        Product.objects.filter(pk=tas.pk).update(published=False)
    assert go(one).url == at("goods")


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        ("head", {}),
        ("get", {"Sec-Purpose": "prefetch;prerender"}),
        ("get", {"Purpose": "prefetch"}),
        ("get", {"X-Moz": "prefetch"}),
        ("get", {"User-Agent": "WhatsApp/2.23.20.0"}),
        ("get", {"User-Agent": "facebookexternalhit/1.1"}),
        ("get", {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"}),
    ],
)
def test_who_did_not_mean_to_visit_is_not_counted(world, tas, method, headers):
    [one, *_others] = made(world, tas)
    assert go(one, method, **headers).status_code == 302
    assert visits(world) == 0


@pytest.mark.parametrize(
    "code", ["1-1", "zz", "0-0", "x" * 300, "1-99999999", "zzzzzzzzzzzz-1", "-", "9-1-1"]
)
def test_an_unknown_link_is_not_found(world, tas, code):
    assert visitor().get(f"/s/{code}").status_code == 404


def test_an_address_of_elsewhere_is_never_reached(world, tas):
    """No open redirect: what is asked for beside the code changes nothing."""
    [one, *_others] = made(world, tas)
    path = reverse("short-link", args=[code_of(one.tenant_id, one.number)])
    for more in ("?next=https://example.com", "?url=//example.com"):
        assert visitor().get(path + more).url == at("product", "tas-purun")


@pytest.mark.parametrize(("tenant", "number"), [(1, 1), (35, 36), (10**9, 1295)])
def test_a_code_is_read_back(tenant, number):
    assert read(code_of(tenant, number)) == (tenant, number)


def test_links_are_made_once_for_each_channel(world, tas):
    assert len(made(world, tas)) == len(ShortLink.Channel)
    assert made(world, tas) == []
    numbers = [one.number for one in made(world)]
    assert numbers == [5, 6, 7, 8]


def test_only_for_what_is_shown_and_only_by_who_may(world, tas):
    with pytest.raises(PermissionDenied):
        make_links(tas.pk, by=world.wati, at=NOW)
    with pytest.raises(Product.DoesNotExist):
        make_links(tas.pk, by=world.zahra, at=NOW)
    with writing(world.weavers):
        Product.objects.filter(pk=tas.pk).update(published=False)
    with pytest.raises(Refused):
        make_links(tas.pk, by=world.mira, at=NOW)


def test_a_printed_link_never_changes_and_visits_are_ones_own(world, tas):
    [one, *_others] = made(world, tas)
    go(one)
    with pytest.raises(DatabaseError), writing(world.weavers):
        ShortLink.objects.filter(pk=one.pk).update(product=None)
    with writing(world.batik), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM showroom_linkvisit")
        assert cursor.fetchone() == (0,)


def test_nothing_of_a_visitor_is_kept():
    assert {one.name for one in LinkVisit._meta.fields} == {"id", "tenant", "link", "on", "times"}


def test_staff_make_links_and_see_where_visitors_came_from(world, tas, mira):
    page = text(mira.get(reverse("share-product", args=[tas.pk])))
    assert "http://testserver" + at("product", "tas-purun") in page
    mira.post(reverse("link-product", args=[tas.pk]))
    with writing(world.weavers):
        first = ShortLink.objects.order_by("number")[0]
    go(first)
    page = text(mira.get(reverse("share-product", args=[tas.pk])))
    assert f"http://testserver/s/{code_of(first.tenant_id, first.number)}" in page
    assert '<svg class="qr"' in page.replace("  ", " ") or 'class="qr"' in page
    mira.post(reverse("link-all-goods"))
    desk = text(mira.get(reverse("marketing")))
    assert "1 visit by a short link in 30 days." in desk
    assert "Visits by channel" in desk
    assert "/umpan/google.xml" in desk


def test_the_card_for_other_sites_is_a_text_to_copy(world, tas, mira):
    with writing(world.weavers):
        Product.objects.filter(pk=tas.pk).update(name='Tas "besar" <b>')
    page = text(mira.get(reverse("share-product", args=[tas.pk])))
    assert "<iframe" not in page
    assert "&lt;iframe src=&quot;http://testserver/k/galuh/produk/tas-purun/kartu/&quot;" in page
    assert "title=&quot;Tas &amp;quot;besar&amp;quot; &amp;lt;b&amp;gt;&quot;" in page


def test_texts_stand_in_both_languages_whoever_reads(world, tas, mira):
    page = text(mira.get(reverse("share-product", args=[tas.pk])))
    assert "*Produk tas-purun*" in page
    assert "Dibuat tangan oleh pengrajin Koperasi Galuh." in page
    assert "Made by hand by the makers of Koperasi Galuh." in page
    assert "#anyamanpurun" in page
    assert "Rp185.000 per buah" in page


def test_a_hidden_product_has_no_texts(world, tas, mira):
    with writing(world.weavers):
        Product.objects.filter(pk=tas.pk).update(published=False)
    page = text(mira.get(reverse("share-product", args=[tas.pk])))
    assert "Show the product to everybody first" in page


def test_the_code_to_print_is_a_file(world, tas, mira):
    [*_others, printed] = made(world, tas)
    answer = mira.get(reverse("link-qr", args=[printed.pk]))
    assert answer["Content-Type"] == "image/svg+xml"
    assert b"<svg" in answer.content
    assert mira.get(reverse("link-qr", args=[printed.pk + 99])).status_code == 404


@pytest.mark.parametrize(("name", "args", "queries"), [("marketing", [], 12), ("share-product", None, 14)])
def test_the_desk_asks_a_known_number_of_times(
    world, tas, mira, name, args, queries, django_assert_max_num_queries
):
    made(world, tas)
    with django_assert_max_num_queries(queries):
        mira.get(reverse(name, args=[tas.pk] if args is None else args))


@pytest.mark.parametrize("name", ["marketing", "share-product"])
def test_strangers_stay_outside(world, tas, client, name):
    address = reverse(name, args=[tas.pk] if name == "share-product" else [])
    assert visitor().get(address).status_code == 302
    client.force_login(User.objects.get(pk=world.zahra.user_id))
    assert client.get(reverse("share-product", args=[tas.pk])).status_code == 404


@pytest.mark.parametrize(
    ("phone", "offered"), [("", False), ("+6251234567", False), ("+6281234567890", True)]
)
def test_a_chat_is_offered_where_a_mobile_number_is_shown(world, tas, phone, offered):
    Tenant.objects.filter(pk=world.weavers.pk).update(phone=phone)
    page = text(visitor().get(at("product", "tas-purun")))
    assert ("https://wa.me/6281234567890?text=Hello%20Koperasi%20Galuh" in page) == offered
    if offered:
        assert "tas-purun" in page.split("wa.me/")[1].split('"')[0]
    foreign(world)
