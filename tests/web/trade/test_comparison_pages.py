"""The comparison on her phone and for the staff."""

import pytest
from django.urls import reverse

from sentra.people.cards import new_secret
from sentra.people.models import User
from sentra.people.operations import issue_card
from sentra.trade.models import CollectorPrice
from tests.domain.orders.given import product, writing
from tests.domain.production.given import able
from tests.domain.trade.given import floor, fund_filled, material_counted, seen, stages_of
from tests.world import NOW

PIN = "482615"


@pytest.fixture
def bag(world):
    made = product(world.weavers)
    able(world, made, paces={"Aluh": 12})
    return made


@pytest.fixture
def sign_in(world, client, time_machine):
    time_machine.move_to(NOW, tick=False)

    def as_(who):
        client.force_login(User.objects.get(pk=who.user_id))
        return client

    return as_


@pytest.fixture
def aluh(world, client, time_machine):
    time_machine.move_to(NOW, tick=False)
    secret = new_secret()
    issue_card(world.aluh.party_id, secret=secret, pin=PIN, by=world.budi, at=NOW)
    client.post(reverse("card-login", args=[f"{world.weavers.pk}.{secret}"]), {"pin": PIN})
    return client


def text(answer):
    return answer.content.decode()


def test_she_finds_it_from_her_home_and_reads_three_ways(world, bag, aluh):
    half = stages_of(world, bag)[0]
    seen(world, half, 17_000)
    floor(world, half, 19_000)
    fund_filled(world)
    material_counted(world, bag, 2_000)
    assert reverse("my-comparisons") in text(aluh.get(reverse("my-home")))
    assert reverse("my-comparison", args=[bag.pk]) in text(aluh.get(reverse("my-comparisons")))
    page = text(aluh.get(reverse("my-comparison", args=[bag.pk])))
    for figure in ("30.000", "34.000", "60.000", "Pasar Kamis"):
        assert figure in page
    assert "Pesanan memberi uang terbanyak" in page


def test_an_empty_fund_is_said(world, bag, aluh, sign_in):
    floor(world, stages_of(world, bag)[0], 19_000)
    page = text(aluh.get(reverse("my-comparison", args=[bag.pk])))
    assert "dana beli tunai sedang kosong" in page
    assert "19.000" in page
    assert "belum ada harga tunai" in page
    staff = text(sign_in(world.mira).get(reverse("product-comparison", args=[bag.pk])))
    assert "dananya sedang kosong" in staff


def test_if_the_collector_pays_better_the_screen_says_so(world, bag, aluh):
    seen(world, stages_of(world, bag)[0], 95_000)
    page = text(aluh.get(reverse("my-comparison", args=[bag.pk])))
    assert "pengepul memberi uang terbanyak" in page


def test_nothing_is_invented_where_nobody_knows(world, bag, aluh):
    page = text(aluh.get(reverse("my-comparison", args=[bag.pk])))
    assert "Belum bisa dikatakan" in page
    assert "persen" not in page


def test_a_product_she_does_not_make_is_no_page_of_hers(world, aluh):
    other = product(world.weavers, "lain")
    assert aluh.get(reverse("my-comparison", args=[other.pk])).status_code == 404
    assert aluh.get(reverse("collector-prices")).status_code == 403


def test_her_pages_ask_a_fixed_number_of_queries(world, bag, aluh, django_assert_num_queries):
    with django_assert_num_queries(25):
        aluh.get(reverse("my-comparison", args=[bag.pk]))
    able(world, product(world.weavers, "lain"))
    with django_assert_num_queries(25):
        aluh.get(reverse("my-comparisons"))


def test_a_price_is_noted_and_shown(world, bag, sign_in):
    half = stages_of(world, bag)[0]
    form = {"stage_id": half, "price_idr": "17.500", "seen_on": "2026-08-01", "place": "Pak Haji, Amuntai"}
    budi = sign_in(world.budi)
    assert budi.post(reverse("note-collector-price"), form).status_code == 302
    assert "17.500" in text(budi.get(reverse("collector-prices")))
    wrong = budi.post(reverse("note-collector-price"), form | {"seen_on": "2026-08-09"})
    assert wrong.status_code == 422
    assert "Pak Haji" in text(wrong)
    with writing(world.weavers):
        assert CollectorPrice.objects.count() == 1
    assert sign_in(world.idah).post(reverse("note-collector-price"), form).status_code == 403


def test_the_staff_see_it_by_maker_and_by_product(world, bag, sign_in):
    seen(world, stages_of(world, bag)[0], 17_000)
    mira = sign_in(world.mira)
    by_product = text(mira.get(reverse("product-comparison", args=[bag.pk])))
    assert all(name in by_product for name in ("Aluh", "Bariah", "Cici"))
    by_maker = text(mira.get(reverse("maker-comparison", args=[world.workshops["Aluh"].pk])))
    assert bag.name in by_maker
    zahra = sign_in(world.zahra)
    assert zahra.get(reverse("product-comparison", args=[bag.pk])).status_code == 404
    assert zahra.get(reverse("maker-comparison", args=[world.workshops["Aluh"].pk])).status_code == 404


def test_staff_pages_ask_a_fixed_number_of_queries(world, bag, sign_in, django_assert_num_queries):
    half, mira = stages_of(world, bag)[0], sign_in(world.mira)
    for _again in range(2):
        seen(world, half)
        with django_assert_num_queries(13):
            mira.get(reverse("collector-prices"))
        with django_assert_num_queries(24):
            mira.get(reverse("product-comparison", args=[bag.pk]))
