"""Ready goods are bought: set aside at once, binding with the money, free again when none comes."""

from datetime import timedelta
from functools import partial

import psycopg
import pytest
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from sentra.capital.operations import cancel_order
from sentra.console.books import stock as books_of_stock
from sentra.crafts.models import Product, Stage
from sentra.kernel.actor import system
from sentra.kernel.errors import Refused
from sentra.ledger import recipes
from sentra.ledger.chart import COST_OF_SALES, FINISHED, HALF_FINISHED
from sentra.ledger.posting import Booking
from sentra.ledger.queries import balance_of, cost_of_free_goods
from sentra.orders.facts import BasketFacts, BasketLine, BuyerFacts
from sentra.orders.models import Order, OrderLine
from sentra.orders.operations import deliver, issue_invoice, lapse_unpaid, place_order, record_payment
from sentra.people.roles import Permission
from sentra.production.queries import covers
from sentra.stock import queries as stock
from sentra.stock.models import Place
from sentra.stock.steps import move, place
from sentra.web.actors import guest_of
from tests.domain.orders.given import PRICE, product, writing
from tests.domain.orders.test_at_once import together
from tests.world import NOW, TODAY, World

HOLD = timedelta(hours=24)
LATER = NOW + HOLD + timedelta(minutes=1)
RINA = BuyerFacts("Rina", "person", phone="081234567890")


@pytest.fixture
def tas(world):
    return product(world.weavers)


def last_of(made: Product) -> int:
    return int(Stage.objects.filter(product=made).order_by("-position").values_list("pk", flat=True)[0])


def lay_out(world, made, pieces, cause="freed"):
    """Free pieces in the store, as another order left them."""
    with writing(world.weavers):
        move(place(Place.Kind.MAKING), place(Place.Kind.STORE), last_of(made), pieces, cause=cause,
             order_id=None, at=NOW)  # fmt: skip


def basket(*lines, **more):
    told = {"buyer": RINA, "promised_on": TODAY, "way": "fetch"}
    return BasketFacts(lines=tuple(BasketLine(made.pk, n) for made, n in lines), **told | more)


def buy(world, *lines, by=None, **more):
    return place_order(basket(*lines, **more), hold=HOLD, by=by or guest_of(world.weavers), at=NOW)


def free(world, made):
    with writing(world.weavers):
        return stock.on_hand(last_of(made), None)


def pay(world, order, amount, at=NOW):
    return record_payment(
        order.pk, kind="down_payment", amount_idr=amount, method="bank", paid_on=TODAY, by=world.tari, at=at
    )


def again(world, order):
    with writing(world.weavers):
        return Order.objects.get(pk=order.pk)


def lapse(world, at=LATER):
    by = system(world.weavers.pk, frozenset({Permission.QUOTE}), world.weavers.zone)
    return lapse_unpaid(by=by, at=at)


def test_what_is_bought_is_nobody_elses(world, tas):
    lay_out(world, tas, 5)
    order = buy(world, (tas, 3))
    assert (order.stage, order.total_idr, order.held_until) == ("placed", 3 * PRICE, NOW + HOLD)
    assert free(world, tas) == 2
    with pytest.raises(Refused) as refusal:
        buy(world, (tas, 3))
    assert refusal.value.field == f"pieces_{tas.pk}"
    assert "2" in str(refusal.value)
    assert free(world, tas) == 2


def test_the_money_makes_it_binding_and_nothing_is_made(world, tas):
    lay_out(world, tas, 5)
    order = buy(world, (tas, 3))
    pay(world, order, PRICE)
    assert again(world, order).stage == "placed"
    pay(world, order, 2 * PRICE)
    assert again(world, order).stage == "making"
    with writing(world.weavers):
        assert covers([order.pk]) == {order.pk: []}
        line = OrderLine.objects.get(order=order)
    deliver(order.pk, pieces={line.pk: 3}, delivered_on=TODAY, received_by="Rina", by=world.mira, at=NOW)
    issue_invoice(order.pk, issued_on=TODAY, by=world.tari, at=NOW)
    assert again(world, order).stage == "paid"
    with writing(world.weavers):
        assert not books_of_stock.levels(world.weavers.pk).faults


def test_what_nobody_pays_for_is_free_again(world, tas):
    lay_out(world, tas, 5)
    order, paid = (
        buy(world, (tas, 3)),
        buy(world, (tas, 1), buyer=BuyerFacts("Wati", "person", phone="081233334444")),
    )
    pay(world, paid, 5)
    assert lapse(world, at=NOW) == []
    assert [one.pk for one in lapse(world)] == [order.pk]
    assert again(world, order).stage == "lapsed"
    assert again(world, paid).stage == "placed"  # part of the money is there: somebody decides
    assert free(world, tas) == 4


def test_its_cost_leaves_the_pool_of_free_goods_with_the_money(world, tas):
    """Ten pieces of a cancelled order cost 600,000: four of them take 240,000 along."""
    lay_out(world, tas, 10)
    with writing(world.weavers):
        told = Booking(TODAY, world.tari, NOW)
        recipes.goods_freed(999, told, costs={HALF_FINISHED: 200_000, FINISHED: 400_000})
    order = buy(world, (tas, 4))
    with writing(world.weavers):
        assert sum(map(cost_of_free_goods, (HALF_FINISHED, FINISHED))) == 600_000
    pay(world, order, 4 * PRICE)
    with writing(world.weavers):
        assert sum(map(cost_of_free_goods, (HALF_FINISHED, FINISHED))) == 360_000
    last = buy(world, (tas, 6))
    pay(world, last, 6 * PRICE)
    with writing(world.weavers):
        assert sum(map(cost_of_free_goods, (HALF_FINISHED, FINISHED))) == 0
    cancel_order(order.pk, reason="Batal", refund_idr=4 * PRICE, today=TODAY, by=world.mira, at=NOW)
    with writing(world.weavers):
        assert sum(map(cost_of_free_goods, (HALF_FINISHED, FINISHED))) == 240_000
        assert balance_of(COST_OF_SALES) == 0
    assert free(world, tas) == 4


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"way": "agreed"}, "way"),
        ({"way": "send"}, "send_to"),
        ({"channel": "radio"}, "channel"),
        ({"buyer": BuyerFacts("", "person")}, "name"),
    ],
)
def test_what_cannot_be_meant_is_refused(world, tas, wrong, field):
    lay_out(world, tas, 5)
    with pytest.raises(Refused) as refusal:
        buy(world, (tas, 1), **wrong)
    assert refusal.value.field == field
    assert free(world, tas) == 5


def test_sizes_are_made_to_order(world):
    shirt = product(world.weavers, "kemeja", sizes=("M", "L"))
    lay_out(world, shirt, 5)
    with pytest.raises(Refused) as refusal:
        buy(world, (shirt, 1))
    assert refusal.value.field == f"pieces_{shirt.pk}"


def test_nobody_sets_all_aside_without_paying(world, tas):
    lay_out(world, tas, 9)
    for _n in range(3):
        buy(world, (tas, 1))
    with pytest.raises(Refused):
        buy(world, (tas, 1))
    assert free(world, tas) == 6


def test_the_database_keeps_a_hold_with_what_is_placed(world, tas):
    lay_out(world, tas, 1)
    order = buy(world, (tas, 1))
    with pytest.raises(IntegrityError), transaction.atomic(), writing(world.weavers):
        Order.objects.filter(pk=order.pk).update(held_until=None)


def _buyer(n):
    return BuyerFacts(f"Pembeli {n}", "person", phone=f"0812000{n:05}")


@pytest.fixture
def living(committed_db):
    return World.made()


def crowd(world, made, buyers=20):
    """All want the last piece at the same moment; how many got it."""
    asked = [partial(buy, world, (made, 1), buyer=_buyer(n)) for n in range(buyers)]
    came = together(*asked)
    assert len(came) == buyers
    return sum(isinstance(one, Order) for one in came)


def test_the_last_one_is_sold_once(living):
    made = product(living.weavers)
    lay_out(living, made, 1)
    assert crowd(living, made) == 1
    assert free(living, made) == 0


def test_without_its_fences_the_same_crowd_oversells(living, committed_db, owner_url, monkeypatch):
    """The control: no lock on what is read, and no CHECK on what is left."""
    made = product(living.weavers)
    lay_out(living, made, 1)
    with psycopg.connect(owner_url(committed_db)) as owner:
        owner.execute("ALTER TABLE stock_level DROP CONSTRAINT level_not_negative")
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_how: rows)
    assert crowd(living, made) > 1
    assert free(living, made) < 0
