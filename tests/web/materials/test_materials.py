"""Material on screen: bought, a recipe, handed out, seen on her phone, written down, lost with her yes."""

import pytest
from django.urls import reverse

from sentra.capital.models import Deduction
from sentra.crafts.models import Material
from sentra.crafts.operations import add_material
from sentra.kernel.tenancy import reading
from sentra.orders.models import Order
from sentra.people.cards import new_secret
from sentra.people.models import User
from sentra.people.operations import issue_card
from sentra.production.materials import hand_out
from sentra.stock import material_queries as stock
from sentra.stock.operations import buy_material
from tests.domain.capital.given import more_money, order_in_work, work_of
from tests.domain.orders.given import writing
from tests.world import NOW, TODAY

PIN = "482615"


@pytest.fixture
def as_(world, client, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"

    def sign_in(actor):
        client.force_login(User.objects.get(pk=actor.user_id))
        return client

    return sign_in


@pytest.fixture
def order(world):
    more_money(world)
    return order_in_work(world, pieces=10)


@pytest.fixture
def work(world, order):
    return work_of(world, order)[0]


@pytest.fixture
def purun(world, order):
    made = add_material(name="Purun kering", unit="ikat", price_idr=4_000, by=world.mira, at=NOW)
    buy_material(made.pk, units=50, total_idr=200_000, method="bank", bought_on=TODAY, by=world.tari, at=NOW)
    return made


def told(client, address, *args, **said):
    return client.post(reverse(address, args=args), said)


def test_from_the_list_into_the_store(world, order, as_):
    mira = as_(world.mira)
    assert told(mira, "add-material", name="Benang", unit="gulung", price_idr="12.500").status_code == 302
    with reading(world.mira):
        thread = Material.objects.get()
    bought = {"units": 4, "total_idr": "50.000", "method": "later", "bought_on": "2026-08-03"}
    assert told(mira, "buy-material", thread.pk, **bought).status_code == 422
    assert told(mira, "buy-material", thread.pk, **bought, due_on="2026-08-20").status_code == 302
    page = mira.get(reverse("materials")).content.decode()
    assert "Benang" in page
    assert "Still to be paid to suppliers" in page
    with reading(world.mira):
        (owed,) = stock.purchases(unpaid=True)
    paid = {"method": "bank", "paid_on": "2026-08-03"}
    assert told(as_(world.tari), "pay-purchase", thread.pk, owed.pk, **paid).status_code == 302


def test_a_mistyped_purchase_is_taken_back_on_the_page(world, order, purun, as_):
    with reading(world.mira):
        (one,) = stock.purchases(material_id=purun.pk)
    address = reverse("take-back-purchase", args=[purun.pk, one.pk])
    assert address not in as_(world.mira).get(reverse("material", args=[purun.pk])).content.decode()
    tari = as_(world.tari)
    assert address in tari.get(reverse("material", args=[purun.pk])).content.decode()
    empty = told(tari, "take-back-purchase", purun.pk, one.pk, reason="")
    assert empty.status_code == 422
    assert '<details class="more" open>' in empty.content.decode()
    assert told(tari, "take-back-purchase", purun.pk, one.pk, reason="Salah jumlah").status_code == 302
    page = tari.get(reverse("material", args=[purun.pk])).content.decode()
    assert "Salah jumlah" in page
    assert address not in page


def test_a_recipe_is_told_stage_by_stage(world, order, work, purun, as_):
    mira, product = as_(world.mira), work.stage.product_id
    field = {f"material_{purun.pk}": "3"}
    assert told(mira, "save-recipe", product, work.stage_id, **field).status_code == 302
    page = mira.get(reverse("recipe", args=[product])).content.decode()
    assert "Material of Rp" in page
    assert "30 ikat" in mira.get(reverse("order-materials", args=[order.pk])).content.decode()


def test_handed_out_and_seen_on_her_phone(world, order, work, purun, as_, client):
    budi = as_(world.budi)
    give = {"assignment": work.pk, "material": purun.pk, "units": 51}
    assert told(budi, "hand-out", order.pk, **give).status_code == 422
    assert told(budi, "hand-out", order.pk, **give | {"units": 20}).status_code == 302
    for place in ("order", "order-materials"):
        assert "Purun kering" in budi.get(reverse(place, args=[order.pk])).content.decode()
    client.logout()
    secret = new_secret()
    issue_card(work.workshop.owner_id, secret=secret, pin=PIN, by=world.budi, at=NOW)
    client.post(reverse("card-login", args=[f"{world.weavers.pk}.{secret}"]), {"pin": PIN})
    assert reverse("my-materials") in client.get(reverse("my-home")).content.decode()
    mine = client.get(reverse("my-materials")).content.decode().replace("\xa0", "")
    assert "20 ikat" in mine
    assert "Rp80.000" in mine


def test_given_back_used_and_lost(world, order, work, purun, as_):
    hand_out(work.pk, material_id=purun.pk, units=20, by=world.budi, at=NOW)
    hers = {"held": f"{work.pk}-{purun.pk}"}
    budi = as_(world.budi)
    assert told(budi, "tell-material", order.pk, **hers, what="back", units=5).status_code == 302
    assert told(budi, "tell-material", order.pk, **hers, what="used", units=5).status_code == 302
    assert told(budi, "lose-material", order.pk, **hers, units=1, reason="x").status_code == 403
    tari = as_(world.tari)
    gone = {"units": 10, "reason": "Hanyut", "charge_idr": "50.000"}
    assert told(tari, "lose-material", order.pk, **hers, **gone).status_code == 422
    assert told(tari, "lose-material", order.pk, **hers, **gone | {"charge_idr": "40.000"}).status_code == 302
    with reading(world.mira):
        assert not stock.with_makers()
        assert Deduction.objects.get().amount_idr == 40_000


def test_of_a_finished_order_material_is_given_back_or_lost(world, order, work, purun, as_):
    hand_out(work.pk, material_id=purun.pk, units=20, by=world.budi, at=NOW)
    budi, hers = as_(world.budi), {"held": f"{work.pk}-{purun.pk}"}
    assert "Used in her pieces" in budi.get(reverse("order-materials", args=[order.pk])).content.decode()
    with writing(world.weavers):
        Order.objects.filter(pk=order.pk).update(stage=Order.Stage.CLOSED)
    page = budi.get(reverse("order-materials", args=[order.pk])).content.decode()
    assert "Given back to the store" in page
    assert "Used in her pieces" not in page
    assert told(budi, "tell-material", order.pk, **hers, what="used", units=5).status_code == 422
    assert told(budi, "tell-material", order.pk, **hers, what="back", units=5).status_code == 302


def test_strangers_find_nothing(world, order, purun, as_):
    zahra = as_(world.zahra)
    for name, pk in (("material", purun.pk), ("order-materials", order.pk)):
        assert zahra.get(reverse(name, args=[pk])).status_code == 404
    assert "Purun" not in zahra.get(reverse("materials")).content.decode()


@pytest.mark.parametrize("makers", [1, 2])
def test_pages_cost_the_same_whoever_holds_how_much(
    world, order, purun, as_, makers, django_assert_num_queries
):
    for work in work_of(world, order)[:1] + (work_of(world, order, 2)[:1] if makers == 2 else []):
        hand_out(work.pk, material_id=purun.pk, units=5, by=world.budi, at=NOW)
    mira = as_(world.mira)
    for name, args, count in (
        ("materials", [], 12),
        ("material", [purun.pk], 13),
        ("order-materials", [order.pk], 19),
    ):
        with django_assert_num_queries(count):
            assert mira.get(reverse(name, args=args)).status_code == 200
