"""Goods left to be sold, in the browser: the form, the receipt, giving back, and her phone."""

import pytest
from django.urls import reverse

from sentra.people.cards import new_secret
from sentra.people.models import User
from sentra.people.operations import issue_card
from sentra.stock.models import Batch, Consignment
from tests.domain.capital.given import more_money
from tests.domain.orders.given import PRICE, writing
from tests.domain.stock.test_consigned import HERS, back, batch_of, left, paid, sold, tas  # noqa: F401
from tests.kernel.pdf_text import pages
from tests.world import NOW

PIN = "482615"


@pytest.fixture
def sign_in(world, client, time_machine):
    time_machine.move_to(NOW, tick=False)

    def as_(who):
        client.force_login(User.objects.get(pk=who.user_id))
        return client

    return as_


def seen(answer):
    return answer.content.decode()


def typed(world, made, **more):
    said = {
        "workshop_id": world.workshops["Aluh"].pk,
        "stage_0": made.last,
        "pieces_0": "4",
        "price_0": "150.000",
    }
    return said | more


def test_received_printed_and_given_back(world, sign_in, tas):  # noqa: F811
    mira = sign_in(world.mira)
    assert mira.get(reverse("new-consigned")).status_code == 200
    answer = mira.post(
        reverse("receive-consigned"),
        typed(
            world, tas, stage_3=tas.last, pieces_3="1", price_3="160000", ends_on="2026-09-30", note="Merah"
        ),
    )
    with writing(world.weavers):
        made = Consignment.objects.get()
        first, second = Batch.objects.order_by("pk")
    assert answer.url == reverse("consignment", args=[made.pk])
    page = seen(mira.get(answer.url))
    assert "Aluh" in page
    assert "Merah" in page
    for size in ("", "80mm"):
        told = pages(mira.get(reverse("consignment-paper", args=[made.pk]), {"ukuran": size}).content)
        text = " ".join(" ".join(told).split())
        assert "001/TTT/VIII/2026" in text
        assert "Rp760.000" in text
    url = reverse("give-back-consigned", args=[made.pk, first.pk])
    assert mira.post(url, {"pieces": "3"}).status_code == 302
    with writing(world.weavers):
        assert Batch.objects.get(pk=first.pk).left == 1
    refused = mira.post(url, {"pieces": "2"})
    assert refused.status_code == 422
    listed = seen(mira.get(reverse("consigned")))
    assert reverse("consignment", args=[made.pk]) in listed
    mira.post(url, {"pieces": "1"})
    mira.post(reverse("give-back-consigned", args=[made.pk, second.pk]), {"pieces": "1"})
    gone = reverse("consignment", args=[made.pk])
    assert gone not in seen(mira.get(reverse("consigned")))
    assert gone in seen(mira.get(reverse("consigned"), {"semua": "1"}))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"price_0": ""}, "stage_0"), ({"price_0": str(PRICE + 1)}, "price_0"),
        ({"stage_2": "x", "pieces_2": "2"}, "stage_2"), ({"ends_on": "2026-08-01"}, "ends_on"),
    ],
)  # fmt: skip
def test_what_is_wrong_keeps_what_was_typed(world, sign_in, tas, wrong, field):  # noqa: F811
    mira = sign_in(world.mira)
    answer = mira.post(reverse("receive-consigned"), typed(world, tas, **wrong))
    assert answer.status_code == 422
    form = answer.context["form"]
    assert field in form.errors
    assert form["pieces_0"].value() == "4"
    with writing(world.weavers):
        assert not Consignment.objects.exists()


def test_who_only_reads_sees_no_form(world, sign_in, tas):  # noqa: F811
    made = left(world, tas, 2)
    for who in (world.tari, world.wati):
        client = sign_in(who)
        page = seen(client.get(reverse("consignment", args=[made.pk])))
        assert "give-back" not in page
        assert reverse("give-back-consigned", args=[made.pk, batch_of(world, made).pk]) not in page
        assert client.get(reverse("new-consigned")).status_code == 403
    stranger = sign_in(world.zahra)
    assert stranger.get(reverse("consignment", args=[made.pk])).status_code == 404
    assert stranger.get(reverse("consignment-paper", args=[made.pk])).status_code == 404


@pytest.fixture
def phone(world, client, time_machine):
    time_machine.move_to(NOW, tick=False)

    def enter(actor):
        secret = new_secret()
        issue_card(actor.party_id, secret=secret, pin=PIN, by=world.budi, at=NOW)
        client.post(reverse("card-login", args=[f"{world.weavers.pk}.{secret}"]), {"pin": PIN})
        return client

    return enter


def test_her_phone_shows_what_lies_is_sold_owed_and_paid(world, phone, tas):  # noqa: F811
    more_money(world)
    left(world, tas, 5)
    order = sold(world, tas, 2)
    slip = paid(world)
    sold(world, tas, 1)
    her = phone(world.aluh)
    page = seen(her.get(reverse("my-goods")))
    for told in (f"Rp{HERS:,}".replace(",", "."), "Rp300.000", "Gudang koperasi", str(order)):
        assert told in page
    assert f"Titipan terjual · Produk tas-purun · #{order}" in seen(
        her.get(reverse("my-slip", args=[slip.pk]))
    )
    assert reverse("my-goods") in seen(her.get(reverse("my-money")))
    back(world, order, tas, 1)
    assert "150.000" in seen(her.get(reverse("my-goods")))


def test_another_maker_sees_nothing_of_it(world, phone, tas, django_assert_num_queries):  # noqa: F811
    left(world, tas, 5)
    her = phone(world.bariah)
    her.get(reverse("my-goods"))
    with django_assert_num_queries(14):
        assert "Produk" not in seen(her.get(reverse("my-goods")))


def test_her_phone_asks_a_constant_number_of_queries(world, phone, tas, django_assert_num_queries):  # noqa: F811
    left(world, tas, 5)
    sold(world, tas, 2)
    her = phone(world.aluh)
    her.get(reverse("my-goods"))
    with django_assert_num_queries(19):
        her.get(reverse("my-goods"))
    left(world, tas, 2)
    sold(world, tas, 1)
    with django_assert_num_queries(19):
        her.get(reverse("my-goods"))


def test_lists_ask_a_constant_number_of_queries(world, sign_in, tas, django_assert_num_queries):  # noqa: F811
    mira = sign_in(world.mira)
    made = left(world, tas, 2)
    mira.get(reverse("consigned"))
    with django_assert_num_queries(10):
        mira.get(reverse("consigned"))
    with django_assert_num_queries(11):
        mira.get(reverse("consignment", args=[made.pk]))
    for _again in range(3):
        left(world, tas, 2, who="Bariah")
    with django_assert_num_queries(10):
        mira.get(reverse("consigned"))
