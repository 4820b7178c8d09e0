"""The way to the collecting place: classes of the region code, and what they do to a split."""

from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from sentra.kernel.errors import Refused
from sentra.kernel.models import AuditRow, Tenant
from sentra.people.models import Workshop
from sentra.production.cashflows import Terms
from sentra.production.distance import Roads
from sentra.production.operations import set_weights, split_order
from sentra.production.problem import ask
from sentra.production.queries import split_view
from sentra.production.rules import KILOMETRES, LIMITS, Rules
from tests.domain.orders.given import line, making, product, writing
from tests.domain.production.given import able, another_maker, assignments
from tests.world import NOW, TODAY

HERE = "63.08.01.2003"
NEXT, ACROSS, ABROAD = "63.08.01.2004", "63.08.02.2001", "64.08.01.2001"
ROADS = Rules(collecting_village=HERE).roads
USUAL = {name: getattr(Rules(), name) for name in LIMITS}


@pytest.mark.parametrize(
    ("village", "km"),
    [(HERE, 2), (NEXT, 7), ("63.08.01", 7), (ACROSS, 21), ("63.08", 21), (ABROAD, 60), ("63.09.01.2003", 60),
     ("", 21)],
)  # fmt: skip
def test_classes_of_the_code(village, km):
    assert ROADS.km(village) == km


def test_where_only_sub_districts_are_known_nobody_is_in_the_same_village():
    assert Rules(collecting_village="63.08.01").roads.km("63.08.01") == 7


def test_without_a_collecting_place_the_way_counts_for_nobody():
    assert {Rules().roads.km(village) for village in (HERE, ACROSS, ABROAD, "")} == {0}


PARTS = st.integers(1, 3)
CODES = st.one_of(st.just(""), st.builds("{:02d}.{:02d}.{:02d}.{:04d}".format, PARTS, PARTS, PARTS, PARTS))


@given(CODES, CODES, st.lists(st.integers(0, 500), min_size=4, max_size=4))
def test_the_same_village_is_never_farther(collecting, village, kilometres):
    roads = Roads(collecting, *sorted(kilometres))
    assert roads.km(collecting) <= roads.km(village) or not collecting
    assert not village or not collecting or roads.km(village) <= max(kilometres)


def given_villages(world, settings=None, **villages):
    """Makers alike in all but where they live, and an order one of them can make alone in time."""
    made = product(world.weavers)
    able(world, made, paces=dict.fromkeys(world.workshops, 40))
    with writing(world.weavers):
        for name, village in villages.items():
            Workshop.objects.filter(pk=world.workshops[name].pk).update(village=village)
        own = {"collecting_village": HERE, "fairness_permille": 0} | (settings or {})
        Tenant.objects.filter(pk=world.weavers.pk).update(settings=own)
    return making(world, line(made, 10), down_payment_permille=1000)


@pytest.mark.parametrize("near", ["Aluh", "Bariah", "Cici"])
def test_all_else_equal_the_nearer_maker_gets_the_work(world, near):
    order = given_villages(world, **({"Aluh": ACROSS, "Bariah": ACROSS, "Cici": None} | {near: HERE}))
    split_order(order.pk, by=world.mira, at=NOW)
    assert {work.workshop.owner.name for work in assignments(world, order)} == {near}


@pytest.mark.parametrize("near", ["Aluh", "Bariah", "Cici"])
def test_a_way_that_weighs_nothing_changes_nothing(world, near):
    order = given_villages(
        world, {"travel_idr_per_km": 0}, **(dict.fromkeys(world.workshops, ACROSS) | {near: HERE})
    )
    plan = split_order(order.pk, by=world.mira, at=NOW)
    assert {work.workshop.owner.name for work in assignments(world, order)} == {"Aluh"}
    assert "far" not in {one["code"] for one in plan.reasons}


def test_far_is_the_reason_only_where_the_way_alone_makes_her_dearer(world):
    order = given_villages(world, Aluh=HERE, Bariah=ACROSS, Cici=None)
    split_order(order.pk, by=world.mira, at=NOW)
    with writing(world.weavers):
        others = [one for rows in split_view(order.pk).reasons.values() for one in rows]
    told = {(one["workshop"], one["code"]): one["numbers"] for one in others}
    bariah, cici = (told[world.workshops[name].pk, "far"] for name in ("Bariah", "Cici"))
    assert (bariah["km"], bariah["usual_km"], bariah["unknown"]) == (21, 2, 0)
    assert bariah["more_idr"] == 19 * 500
    assert cici["unknown"] == 1


def test_the_objective_counts_the_way(world):
    order = given_villages(world, Aluh=HERE)
    near = split_order(order.pk, by=world.mira, at=NOW).objective
    with writing(world.weavers):
        Workshop.objects.update(village=NEXT)
    far = split_order(order.pk, by=world.mira, at=NOW).objective
    assert far - near == 2 * (7 - 2) * 500  # both stages are opened once


def test_more_makers_ask_no_more_of_the_database(world):
    order = given_villages(world)

    def queries():
        with writing(world.weavers), CaptureQueriesContext(connection) as asked:
            ask(order, Rules(collecting_village=HERE), terms=Terms(), today=TODAY)
        return len(asked)

    before = queries()
    for name in ("Dewi", "Esah", "Fitri"):
        maker = another_maker(world, name)
        with writing(world.weavers):
            Workshop.objects.filter(pk=maker.pk).update(village=ACROSS)
    assert queries() == before


@pytest.mark.parametrize("pair", list(pairwise(KILOMETRES)))
def test_a_farther_place_has_no_fewer_kilometres(world, pair):
    near, far = pair
    with pytest.raises(Refused, match="fewer kilometres"):
        set_weights(weights=USUAL | {near: 90, far: 89}, by=world.mira, at=NOW)


def test_the_collecting_place_is_set_kept_and_noted_in_the_audit(world):
    set_weights(weights=USUAL | {"km_village": 3}, village_code=HERE, by=world.mira, at=NOW)
    set_weights(weights=USUAL, by=world.mira, at=NOW)
    assert Tenant.objects.get(pk=world.weavers.pk).settings["collecting_village"] == HERE
    with writing(world.weavers):
        rows = AuditRow.objects.filter(operation__endswith="set_weights").order_by("pk")
        first, second = (row.details["changed"] for row in rows)
    assert first == {"km_village": [2, 3], "collecting_village": ["", HERE]}
    assert second == {"km_village": [3, 2]}
    with pytest.raises(Refused, match="village"):
        set_weights(weights=USUAL, village_code="63.08", by=world.mira, at=NOW)
