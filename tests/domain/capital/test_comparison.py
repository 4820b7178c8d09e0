"""The comparison as the screens get it: her own pace, today's prices, a measured wait."""

from datetime import timedelta

import pytest

from sentra.capital.operations import pay_slip
from sentra.capital.queries import comparisons, waited
from sentra.crafts.models import Capacity
from sentra.kernel.tenancy import reading
from sentra.people.models import Workshop
from tests.domain.capital.given import all_made, approved, order_in_work, slips
from tests.domain.orders.given import product, writing
from tests.domain.production.given import able
from tests.domain.trade.given import floor, fund_filled, material_counted, seen, stages_of
from tests.world import NOW, TODAY

ZONE = "Asia/Makassar"


def compared(world, by=None, **which):
    with reading(by or world.mira):
        return comparisons(today=TODAY, zone=ZONE, **which)


def only(world, name="Aluh", **which):
    (found,) = compared(world, workshop_id=world.workshops[name].pk, **which)
    return found


@pytest.fixture
def bag(world):
    made = product(world.weavers)  # stage 1 pays 20.000, stage 2 pays 40.000
    able(world, made, paces={"Aluh": 12})
    return made


def test_her_own_pace_decides_what_a_day_brings(world, bag):
    half, _last = stages_of(world, bag)
    seen(world, half, 17_000)
    floor(world, half, 19_000)
    fund_filled(world, 19_000)
    material_counted(world, bag, 2_000)
    aluh, cici = only(world), only(world, "Cici")
    assert (aluh.ways.collector_idr, aluh.ways.cash_idr) == (30_000, 34_000)  # two pieces a day
    assert cici.ways.collector_idr == 25_000  # ten a week in six days
    assert aluh.ways.cooperative_idr == 60_000  # 60.000 for one day: half a day for each stage
    assert (aluh.material_idr, aluh.order_idr, aluh.all_herself, aluh.own_pace) == (2_000, 60_000, True, True)


def test_an_empty_fund_is_no_way_to_sell_today(world, bag):
    half = stages_of(world, bag)[0]
    floor(world, half, 19_000)
    fund_filled(world, 18_999)
    found = only(world)
    assert (found.fund_empty, found.quick, found.ways.cash_idr) == (True, False, None)
    fund_filled(world, 1)
    found = only(world)
    assert (found.fund_empty, found.quick, found.ways.cash_idr) == (False, True, 38_000)


def test_fewer_days_a_week_make_a_better_day(world, bag):
    with writing(world.weavers):
        Workshop.objects.filter(pk=world.workshops["Aluh"].pk).update(working_days_a_week=3)
    assert only(world).ways.cooperative_idr == 120_000


def test_without_her_capacity_the_usual_pace_is_said(world, bag):
    with writing(world.weavers):
        Capacity.objects.filter(workshop=world.workshops["Aluh"]).delete()
    found = only(world)
    assert not found.own_pace
    assert [step.pieces_a_week for step in found.steps] == [10, 10]


def test_who_cannot_finish_is_paid_for_her_part(world):
    made = product(world.weavers)
    half, _last = stages_of(world, made)
    with writing(world.weavers):
        Capacity.objects.create(workshop=world.workshops["Aluh"], stage_id=half, pieces_a_week=12)
    found = only(world)
    assert (found.all_herself, found.order_idr, found.ways.cooperative_idr) == (False, 20_000, 40_000)
    assert compared(world, workshop_id=world.workshops["Bariah"].pk) == []


def test_missing_facts_stay_missing(world, bag):
    found = only(world)
    assert (found.collector, found.cash, found.material_idr, found.wait) == (None, None, None, None)
    assert found.ways.yearly_percent is None


def test_the_wait_is_measured_from_paid_lots(world):
    order = order_in_work(world)
    all_made(world, order)
    run = approved(world)
    with reading(world.mira):
        assert waited(today=TODAY, zone=ZONE) is None  # approved is not paid
    later = TODAY + timedelta(days=12)
    for slip in slips(world, run):
        pay_slip(slip.pk, paid_on=later, method="bank", by=world.tari, at=NOW + timedelta(days=12))
    with reading(world.mira):
        found = waited(today=later, zone=ZONE)
        assert (found.days, found.lots) == (12, 2)
        assert waited(today=later + timedelta(days=181), zone=ZONE) is None


def test_another_maker_or_cooperative_is_not_in_it(world, bag):
    her = compared(world, party_id=world.aluh.party_id)
    assert {one.workshop.owner_id for one in her} == {world.aluh.party_id}
    assert compared(world, by=world.zahra) == []


def test_many_makers_cost_no_more_queries(world, bag, django_assert_num_queries):
    with reading(world.mira), django_assert_num_queries(13):
        assert len(comparisons(today=TODAY, zone=ZONE)) == 3
