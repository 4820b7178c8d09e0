"""The price helper: arithmetic by hand, what is refused, what is kept."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from sentra.crafts.costing import Effort, Material, Terms, counted, price_above
from sentra.crafts.models import CostSheet, Product, Stage, WageFloor
from sentra.crafts.operations import (
    StageFacts,
    add_product,
    count_price,
    set_stages,
    set_wage_floor,
    use_price,
)
from sentra.crafts.prices import sheet_view, sheets, wage_floor
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.tenancy import reading, within
from tests.world import NOW, TODAY

TERMS = Terms(hour_idr=15_000, hours_a_day=8, overhead_permille=100, fee_permille=150)
PURUN = Material("Purun", "1 ikat", 12_000)
HANDLE = Material("Tali kulit", "2 helai", 8_500)
IDR = st.lists(st.integers(0, 10_000_000), max_size=5)
MINUTES = st.lists(st.integers(0, 6_000), max_size=4)


def test_a_bag_counted_by_hand():
    found = counted([PURUN, HANDLE], [Effort(1, "Anyam", 90, 20_000), Effort(2, "Jahit", 40, 8_000)], TERMS)
    assert (found.material_idr, found.work_idr) == (20_500, 22_500 + 10_000)
    assert found.overhead_idr == 5_300
    assert found.cost_idr == 58_300
    assert found.price_idr == 69_000  # 58.300 ÷ 0,85 = 68.588, up to the next 500
    assert [one.day_idr for one in found.stages] == [106_666, 96_000]  # 20.000 × 480 ÷ 90 minutes
    assert [one.below_floor for one in found.stages] == [True, True]  # a day is worth 120.000
    assert found.paid_idr == 28_000


def test_a_stage_without_hours_says_nothing_about_a_day():
    stage = counted([PURUN], [Effort(1, "Anyam", 0, 20_000)], TERMS).stages[0]
    assert (stage.day_idr, stage.below_floor, stage.worth_idr) == (None, False, 0)


@given(IDR, MINUTES, st.integers(1, 100_000), st.integers(0, 5_000), st.integers(0, 900))
def test_the_price_pays_the_cost_and_at_least_the_fee(materials, minutes, hour_idr, overhead, fee):
    terms = Terms(hour_idr, 8, overhead, fee)
    found = counted(
        [Material("x", "", idr) for idr in materials],
        [Effort(1, "x", spent, 1_000) for spent in minutes],
        terms,
    )
    assert found.cost_idr + found.fee_idr == found.price_idr
    assert found.fee_idr * 1000 >= found.price_idr * terms.fee_permille
    assert found.price_idr % 500 == 0
    before = found.price_idr - 500
    assert found.price_idr == 0 or (before - found.cost_idr) * 1000 < before * terms.fee_permille


@pytest.mark.parametrize(
    "terms", [replace(TERMS, fee_permille=1000), replace(TERMS, hour_idr=-1), replace(TERMS, hours_a_day=0)]
)
def test_impossible_terms_are_refused(terms):
    with pytest.raises(ValueError, match="fee"):
        counted([PURUN], [], terms)


def test_a_price_that_is_already_round_stays():
    assert price_above(85_000, 150) == 100_000


@pytest.fixture
def bag(world):
    made = add_product(name="Tas", craft_code="anyaman-purun", price_idr=50_000, by=world.mira, at=NOW)
    steps = [
        StageFacts("Anyam", "half_finished", "anyam-purun", 20_000, 12),
        StageFacts("Jahit", "finished", "finishing-jahit-kait", 8_000, 30),
    ]
    return set_stages(made.pk, stages=steps, by=world.mira, at=NOW)


def floor(world, **said):
    facts = {"hour_idr": 15_000, "hours_a_day": 8, "from_on": TODAY, "source": "Rapat anggota 2026"} | said
    return set_wage_floor(**facts, by=world.tari, at=NOW)


def stages(world, bag):
    with reading(world.mira):
        return list(Stage.objects.filter(product=bag).values_list("pk", flat=True))


def count(world, bag, by=None, **said):
    weave, sew = stages(world, bag)
    facts = {
        "materials": [PURUN, HANDLE], "minutes": {weave: 90, sew: 40}, "overhead_permille": 100,
        "fee_permille": 150,
    } | said  # fmt: skip
    return count_price(bag.pk, **facts, by=by or world.mira, at=NOW)


def test_a_sheet_is_kept_and_says_the_same_again(world, bag):
    floor(world)
    made = count(world, bag)
    assert (made.cost_idr, made.price_idr) == (58_300, 69_000)
    with reading(world.mira):
        view = sheet_view(sheets(bag.pk)[0])
    assert view.answer.price_idr == made.price_idr
    assert view.materials == (PURUN, HANDLE)


def test_an_old_sheet_keeps_its_own_floor(world, bag):
    floor(world)
    count(world, bag)
    floor(world, hour_idr=30_000)
    count(world, bag)
    with reading(world.mira):
        new, old = (sheet_view(one) for one in sheets(bag.pk))
    assert (old.answer.work_idr, new.answer.work_idr) == (32_500, 65_000)


def test_the_latest_floor_that_has_begun_holds(world):
    first = floor(world)
    floor(world, from_on=TODAY + timedelta(days=30), hour_idr=99_000)
    with reading(world.mira):
        assert wage_floor(TODAY).pk == first.pk
        assert wage_floor(TODAY + timedelta(days=30)).hour_idr == 99_000
        assert wage_floor(TODAY - timedelta(days=1)) is None


def test_without_a_floor_nothing_is_counted(world, bag):
    with pytest.raises(Refused, match="wage floor"):
        count(world, bag)


@pytest.mark.parametrize(
    "said",
    [
        {"fee_permille": 901}, {"fee_permille": -1}, {"overhead_permille": 5_001}, {"overhead_permille": -1},
        {"materials": [replace(PURUN, idr=-1)]}, {"materials": [replace(PURUN, name=" ")]},
        {"materials": [], "minutes": {}},
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(world, bag, said):
    floor(world)
    with pytest.raises(Refused):
        count(world, bag, **said)


def test_a_stage_of_another_product_is_refused(world, bag):
    floor(world)
    with pytest.raises(Refused, match="stages"):
        count(world, bag, minutes={10**9: 60})
    with pytest.raises(Refused, match="stages"):
        count(world, bag, materials=[replace(PURUN, stage_id=10**9)])


@pytest.mark.parametrize("said", [{"source": " "}, {"hour_idr": 0}, {"hours_a_day": 25}])
def test_a_floor_without_a_reason_or_sense_is_refused(world, said):
    with pytest.raises(Refused):
        floor(world, **said)


def test_the_price_is_used_only_from_the_newest_sheet(world, bag):
    floor(world)
    old = count(world, bag)
    new = count(world, bag, fee_permille=0)
    with pytest.raises(Refused, match="newest"):
        use_price(old.pk, by=world.mira, at=NOW)
    assert use_price(new.pk, by=world.mira, at=NOW).price_idr == 58_500


def test_who_may(world, bag):
    with pytest.raises(PermissionDenied):
        set_wage_floor(hour_idr=1, hours_a_day=8, from_on=TODAY, source="Saya", by=world.idah, at=NOW)
    floor(world)
    made = count(world, bag)
    with pytest.raises(PermissionDenied):
        count(world, bag, by=world.tari)
    with pytest.raises(PermissionDenied):
        use_price(made.pk, by=world.tari, at=NOW)


def test_a_stranger_finds_neither_product_nor_sheet(world, bag):
    floor(world)
    made = count(world, bag)
    with pytest.raises(Product.DoesNotExist):
        count(world, bag, by=world.zahra)
    with pytest.raises(CostSheet.DoesNotExist):
        use_price(made.pk, by=world.zahra, at=NOW)


@pytest.mark.parametrize("model", [WageFloor, CostSheet])
def test_what_was_set_or_counted_is_never_edited(world, bag, model):
    floor(world)
    count(world, bag)
    with (
        pytest.raises(IntegrityError, match="never edited"),
        transaction.atomic(),
        within(writes=world.weavers.pk),
    ):
        connection.cursor().execute(f"UPDATE {model._meta.db_table} SET id = id")


def test_the_database_refuses_a_price_below_the_cost(world, bag):
    set_ = floor(world)
    facts = {"product": bag, "wage_floor": set_, "materials": [], "minutes": {}, "counted_at": NOW}
    facts |= {"overhead_permille": 0, "fee_permille": 0}
    with (
        pytest.raises(IntegrityError, match="covers_cost"),
        transaction.atomic(),
        within(writes=world.weavers.pk),
    ):
        CostSheet.objects.create(**facts, cost_idr=10, price_idr=9)
