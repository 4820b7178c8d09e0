"""Material: bought, handed out, used by recipe, given back, lost; never below zero, and the books agree."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from sentra.capital.models import Deduction
from sentra.capital.operations import cancel_order, close_order, lose_material
from sentra.console.books import materials as proofs
from sentra.crafts.materials import recipes
from sentra.crafts.models import Material
from sentra.crafts.operations import add_material, change_material, set_recipe
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.tenancy import within
from sentra.production.cashflows import Kind, Terms, flows, store_left
from sentra.production.materials import declare_used, hand_out, take_material_back
from sentra.stock import material_queries as stock
from sentra.stock.operations import buy_material, pay_purchase, write_off_material
from tests.domain.capital.given import (
    all_made,
    all_paid,
    balance,
    delivered_and_paid,
    inspected,
    more_money,
    of_order,
    order_in_work,
    work_of,
)
from tests.domain.orders.given import writing
from tests.domain.production.given import actor_of
from tests.world import NOW, TODAY


@pytest.fixture
def purun(world):
    return add_material(name="Purun kering", unit="ikat", price_idr=4_000, by=world.mira, at=NOW)


@pytest.fixture
def order(world):
    more_money(world)
    return order_in_work(world, pieces=10)


@pytest.fixture
def work(world, order):
    return work_of(world, order)[0]


def bought(world, material, units=100, total_idr=401_000, **more):
    said = {"method": "bank", "bought_on": TODAY, "supplier": "Toko Purun"} | more
    return buy_material(material.pk, units=units, total_idr=total_idr, **said, by=world.tari, at=NOW)


def given(world, work, material, units=30):
    return hand_out(work.pk, material_id=material.pk, units=units, by=world.budi, at=NOW)


def holds(world, work):
    with writing(world.weavers):
        return sum(one.units for one in stock.with_makers(party_id=work.workshop.owner_id))


def in_store(world, material):
    with writing(world.weavers):
        found = stock.in_store().get(material.pk)
        return (found.units, found.value_idr) if found else (0, 0)


def agrees(world):
    with writing(world.weavers):
        assert not proofs.levels(world.weavers.pk).faults
        assert not proofs.booked(world.weavers.pk).faults


def test_what_is_bought_lies_in_the_store_and_in_the_books(world, order, purun):
    before = balance(world, "1-1200")
    bought(world, purun)
    assert in_store(world, purun) == (100, 401_000)
    assert balance(world, "1-1400") == 401_000
    assert balance(world, "1-1200") == before - 401_000
    agrees(world)


def test_bought_on_credit_is_owed_until_it_is_paid(world, order, purun):
    one = bought(world, purun, method="later", due_on=TODAY + timedelta(days=14))
    assert balance(world, "2-1100") == -401_000
    with writing(world.weavers):
        coming = [f for f in flows(TODAY, TODAY, 20, terms=Terms()) if f.kind == Kind.SUPPLIER]
    assert [(f.amount_idr, f.week) for f in coming] == [(-401_000, 2)]
    pay_purchase(one.pk, method="bank", paid_on=TODAY, by=world.tari, at=NOW)
    assert balance(world, "2-1100") == 0
    with pytest.raises(Refused):
        pay_purchase(one.pk, method="bank", paid_on=TODAY, by=world.tari, at=NOW)
    agrees(world)


@pytest.mark.parametrize(
    "wrong",
    [
        {"units": 0},
        {"total_idr": 0},
        {"method": "later"},
        {"method": "leaf"},
        {"bought_on": TODAY + timedelta(days=1)},
        {"total_idr": 10**12},
    ],
)
def test_a_purchase_that_cannot_be_is_refused(world, order, purun, wrong):
    with pytest.raises(Refused):
        bought(world, purun, **wrong)


def test_handed_out_used_by_recipe_given_back(world, order, work, purun):
    bought(world, purun)
    set_recipe(work.stage_id, units={purun.pk: 2}, by=world.mira, at=NOW)
    given(world, work, purun)
    assert (in_store(world, purun), holds(world, work)) == ((70, 280_700), 30)
    goods = of_order(world, order, "1-1410")
    found = inspected(world, work, 10)
    assert holds(world, work) == 10
    assert of_order(world, order, "1-1410") == goods + found.payable_idr + 80_200
    take_material_back(
        work.workshop_id, order_id=order.pk, material_id=purun.pk, units=10, by=world.budi, at=NOW
    )
    assert in_store(world, purun) == (80, 320_800)
    with writing(world.weavers):
        (gone,) = stock.of_order(order.pk)
    assert (gone.out, gone.used, gone.back, gone.lost, gone.left) == (30, 20, 10, 0, 0)
    agrees(world)


def test_work_never_waits_for_material(world, order, work, purun):
    """She used her own: nothing is taken that she does not hold."""
    set_recipe(work.stage_id, units={purun.pk: 7}, by=world.mira, at=NOW)
    bought(world, purun)
    given(world, work, purun, 5)
    inspected(world, work, 3)
    assert holds(world, work) == 0
    inspected(world, work, 3)
    agrees(world)


def test_what_she_says_she_used(world, order, work, purun):
    bought(world, purun)
    given(world, work, purun)
    declare_used(work.pk, material_id=purun.pk, units=12, by=world.budi, at=NOW)
    assert holds(world, work) == 18
    with pytest.raises(Refused):
        declare_used(work.pk, material_id=purun.pk, units=19, by=world.budi, at=NOW)
    with pytest.raises(PermissionDenied):
        declare_used(work.pk, material_id=purun.pk, units=1, by=actor_of(world, work), at=NOW)


def test_nothing_is_used_for_an_order_that_is_over(world, order, work, purun):
    """Its goods accounts ended at zero: a cost booked there would stay. Back and lost stay possible."""
    bought(world, purun)
    given(world, work, purun)
    cancel_order(order.pk, reason="Pembeli batal", today=TODAY, by=world.mira, at=NOW)
    with pytest.raises(Refused, match="over"):
        declare_used(work.pk, material_id=purun.pk, units=12, by=world.budi, at=NOW)
    assert of_order(world, order, "1-1410") == of_order(world, order, "1-1420") == 0
    take_material_back(
        work.workshop_id, order_id=order.pk, material_id=purun.pk, units=20, by=world.budi, at=NOW
    )
    lost(world, work, purun)
    assert holds(world, work) == 0
    agrees(world)


def lost(world, work, material, units=10, charge_idr=0, by=None, reason="Hanyut"):
    return lose_material(
        work.workshop_id, order_id=work.order_id, material_id=material.pk, units=units, reason=reason,
        charge_idr=charge_idr, by=by or world.tari, at=NOW,
    )  # fmt: skip


def test_what_is_lost_is_ours_and_hers_only_with_her_yes(world, order, work, purun):
    bought(world, purun)
    given(world, work, purun)
    lost(world, work, purun, charge_idr=40_100)
    assert holds(world, work) == 20
    assert of_order(world, order, "8-1100") == 40_100
    with writing(world.weavers):
        asked = Deduction.objects.get()
    assert (asked.amount_idr, asked.agreed_at, asked.open_idr) == (40_100, None, 0)
    assert "Purun kering 10 ikat: Hanyut" in asked.reason
    agrees(world)


def test_nobody_is_asked_for_more_than_it_cost(world, order, work, purun):
    bought(world, purun)
    given(world, work, purun)
    for wrong in ({"charge_idr": 40_101}, {"charge_idr": -1}, {"reason": " "}, {"units": 31}):
        with pytest.raises(Refused):
            lost(world, work, purun, **wrong)
    with pytest.raises(PermissionDenied):
        lost(world, work, purun, by=world.budi)
    assert holds(world, work) == 30


def test_more_than_there_is_is_refused(world, order, work, purun):
    bought(world, purun, units=10, total_idr=40_000)
    with pytest.raises(Refused):
        given(world, work, purun, 11)
    with pytest.raises(Refused):
        given(world, work, purun, 0)
    with pytest.raises(Refused):
        write_off_material(purun.pk, units=11, reason="Busuk", by=world.mira, at=NOW)
    write_off_material(purun.pk, units=10, reason="Busuk", by=world.mira, at=NOW)
    assert in_store(world, purun) == (0, 0)
    agrees(world)


def test_an_order_closes_only_when_no_material_is_out(world, order, work, purun):
    bought(world, purun)
    given(world, work, purun, 3)
    all_made(world, order)
    delivered_and_paid(world, order)
    all_paid(world)
    with pytest.raises(Refused, match=r"Aluh 3 ikat Purun kering"):
        close_order(order.pk, today=TODAY, by=world.mira, at=NOW)
    lost(world, work, purun, 3)
    close_order(order.pk, today=TODAY, by=world.mira, at=NOW)


def test_a_stranger_finds_nothing(world, order, work, purun):
    bought(world, purun)
    with pytest.raises(Material.DoesNotExist):
        buy_material(purun.pk, units=1, total_idr=1, method="bank", bought_on=TODAY, by=world.zahra, at=NOW)
    with pytest.raises(Material.DoesNotExist):
        change_material(purun.pk, name="x", price_idr=1, by=world.zahra, at=NOW)
    with pytest.raises(type(work).DoesNotExist):
        hand_out(work.pk, material_id=purun.pk, units=1, by=world.zahra, at=NOW)
    with transaction.atomic(), within(world.batik.pk):
        assert not stock.in_store()
        assert not stock.with_makers()


def test_a_material_has_a_name_a_unit_and_a_price(world, purun):
    for wrong in ({"name": " "}, {"unit": ""}, {"price_idr": 0}, {"name": "purun KERING"}):
        with pytest.raises(Refused):
            add_material(
                **({"name": "Benang", "unit": "gulung", "price_idr": 1} | wrong), by=world.mira, at=NOW
            )
    with pytest.raises(PermissionDenied):
        add_material(name="Benang", unit="gulung", price_idr=1, by=world.budi, at=NOW)
    assert change_material(purun.pk, name="Purun", price_idr=5_000, by=world.mira, at=NOW).unit == "ikat"


def test_a_recipe_is_replaced_as_a_whole(world, order, work, purun):
    for units in ({purun.pk: 2}, {purun.pk: 0}, {purun.pk: 5}):
        set_recipe(work.stage_id, units=units, by=world.mira, at=NOW)
        with writing(world.weavers):
            said = {one.material_id: one.units for one in recipes([work.stage_id]).get(work.stage_id, [])}
        assert said == {pk: n for pk, n in units.items() if n}
    for wrong in ({purun.pk: -1}, {purun.pk: 1_000_000}):
        with pytest.raises(Refused):
            set_recipe(work.stage_id, units=wrong, by=world.mira, at=NOW)


def test_the_plan_buys_what_store_and_maker_lack(world, order, work, purun):
    """10 pieces × 3 bundles = 30; she holds 6, the store has 4: 20 are bought at 4,000."""
    set_recipe(work.stage_id, units={purun.pk: 3}, by=world.mira, at=NOW)
    bought(world, purun, units=10, total_idr=40_000)
    given(world, work, purun, 6)
    with writing(world.weavers):
        found = [f for f in flows(TODAY, TODAY, 20, terms=Terms()) if f.kind == Kind.MATERIAL]
        assert sum(f.amount_idr for f in found) == -80_000
        assert {f.order_id for f in found} == {order.pk}
        assert store_left(TODAY, terms=Terms())[purun.pk] == 0
        assert store_left(TODAY, terms=Terms(), except_orders=[order.pk])[purun.pk] == 4


@pytest.mark.parametrize(
    ("statement", "fence"),
    [
        ("UPDATE stock_materialmove SET units = 1", "never edited"),
        ("DELETE FROM stock_materialmove", "never edited"),
        ("UPDATE stock_materiallevel SET units = 1000", "levels follow moves"),
        ("UPDATE stock_materialpurchase SET total_idr = 1", "stays as it was made"),
        (
            (
                "INSERT INTO stock_materialmove (tenant_id, source_id, target_id, material_id, units,"
                ' value_idr, cause, note, "on", at) SELECT tenant_id, target_id, source_id, material_id,'
                " units + 1, 0, 'x', '', \"on\", at FROM stock_materialmove"
            ),
            "material_level_not_negative",
        ),
        (
            (
                "INSERT INTO stock_materialmove (tenant_id, source_id, target_id, material_id, units,"
                ' value_idr, cause, note, "on", at) SELECT tenant_id, target_id, source_id, material_id,'
                " units, 1, 'x', '', \"on\", at FROM stock_materialmove"
            ),
            "nothing_is_worth_nothing",
        ),
    ],
)
def test_plain_sql_cannot_invent_material(world, order, purun, statement, fence):
    bought(world, purun)
    with (
        pytest.raises(IntegrityError, match=fence),
        writing(world.weavers),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
