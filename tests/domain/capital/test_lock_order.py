"""Locks are taken in one order: who comes the other way round would wait for somebody who waits for her."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from sentra.capital.operations import cancel_order, grant_advance
from sentra.crafts.operations import add_material, set_recipe
from sentra.production.materials import hand_out
from sentra.stock.operations import buy_material
from tests.domain.capital.given import inspected, more_money, order_in_work, work_of
from tests.world import NOW, TODAY


def locks(doing):
    """The tables whose rows were locked, in order of their first lock."""
    with CaptureQueriesContext(connection) as seen:
        doing()
    asked = [one["sql"] for one in seen if one["sql"].startswith("SELECT") and "UPDATE" in one["sql"][-60:]]
    return list(dict.fromkeys(sql.split('FROM "')[1].split('"')[0] for sql in asked))


def test_an_order_ends_as_others_pay_the_pool_before_the_advances(world):
    more_money(world)
    order = order_in_work(world)
    said = {"amount_idr": 20_000, "method": "bank", "paid_on": TODAY}
    grant_advance(work_of(world, order)[0].pk, **said, by=world.tari, at=NOW)
    held = locks(lambda: cancel_order(order.pk, reason="Batal", today=TODAY, by=world.mira, at=NOW))
    wanted = ["orders_order", "production_assignment", "kernel_tenant", "capital_advance"]
    assert [one for one in held if one in wanted] == wanted


def test_used_material_is_held_before_what_she_has_of_it(world):
    more_money(world)
    work = work_of(world, order_in_work(world, pieces=10))[0]
    names = ("Zat warna", "Purun")  # by name the other way round than by id
    both = [add_material(name=name, unit="ikat", price_idr=4_000, by=world.mira, at=NOW) for name in names]
    set_recipe(work.stage_id, units={one.pk: 1 for one in both}, by=world.mira, at=NOW)
    for one in both:
        said = {"units": 50, "total_idr": 200_000, "method": "bank", "bought_on": TODAY}
        buy_material(one.pk, **said, by=world.tari, at=NOW)
        hand_out(work.pk, material_id=one.pk, units=20, by=world.budi, at=NOW)
    held = locks(lambda: inspected(world, work, 3))
    wanted = ["crafts_material", "stock_materiallevel"]
    assert [one for one in held if one in wanted] == wanted
