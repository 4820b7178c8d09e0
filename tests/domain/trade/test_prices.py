"""What collectors pay and what the cooperative pays at once: noted, set, never edited."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from sentra.crafts.models import Stage
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.tenancy import reading, within
from sentra.trade.models import CollectorPrice, FloorPrice
from sentra.trade.queries import collector_prices, floor_prices, noted_prices
from tests.domain.orders.given import product
from tests.domain.trade.given import floor, seen, stages_of
from tests.world import TODAY


@pytest.fixture
def stages(world):
    return stages_of(world, product(world.weavers))


def counting(world, on=TODAY):
    with reading(world.mira):
        return {stage: one.price_idr for stage, one in collector_prices(on).items()}


def test_the_newest_of_the_last_30_days_counts_and_the_rest_stays(world, stages):
    seen(world, stages[0], 17_000, days_ago=3)
    seen(world, stages[0], 16_000, days_ago=10)  # noted later, seen earlier
    assert counting(world) == {stages[0]: 17_000}
    with reading(world.mira):
        assert [(one.price.price_idr, one.counts) for one in noted_prices(TODAY)] == [
            (17_000, True), (16_000, False),
        ]  # fmt: skip


def test_two_of_one_day_the_last_noted_counts(world, stages):
    seen(world, stages[0], 17_000)
    seen(world, stages[0], 18_000)
    assert counting(world) == {stages[0]: 18_000}


def test_after_30_days_a_price_says_nothing_any_more(world, stages):
    seen(world, stages[0])
    assert counting(world, TODAY + timedelta(days=29)) == {stages[0]: 18_000}
    assert counting(world, TODAY + timedelta(days=30)) == {}


@pytest.mark.parametrize("said", [{"price_idr": 0}, {"days_ago": -1}, {"place": " "}])
def test_a_note_that_cannot_be_is_refused(world, stages, said):
    with pytest.raises(Refused):
        seen(world, stages[0], **said)


def test_the_floor_that_has_begun_holds_and_zero_ends_it(world, stages):
    floor(world, stages[0], 19_000)
    floor(world, stages[0], 0, from_on=TODAY + timedelta(days=7))
    with reading(world.mira):
        assert floor_prices(TODAY)[stages[0]].price_idr == 19_000
        assert floor_prices(TODAY + timedelta(days=7)) == {}


@pytest.mark.parametrize("said", [{"price_idr": -1}, {"source": ""}])
def test_a_floor_that_cannot_be_is_refused(world, stages, said):
    with pytest.raises(Refused):
        floor(world, stages[0], **said)


def test_a_finished_piece_has_no_floor(world, stages):
    with pytest.raises(Refused, match="half-finished"):
        floor(world, stages[1])


def test_who_may(world, stages):
    for who in (world.tari, world.idah, world.aluh):
        with pytest.raises(PermissionDenied):
            seen(world, stages[0], by=who)
    for who in (world.budi, world.idah, world.aluh):
        with pytest.raises(PermissionDenied):
            floor(world, stages[0], by=who)


def test_a_stranger_finds_no_stage_and_sees_no_price(world, stages):
    with pytest.raises(Stage.DoesNotExist):
        seen(world, stages[0], by=world.zahra)
    with pytest.raises(Stage.DoesNotExist):
        floor(world, stages[0], by=world.zahra)
    seen(world, stages[0])
    with reading(world.zahra):
        assert collector_prices(TODAY) == {}


@pytest.mark.parametrize("model", [CollectorPrice, FloorPrice])
@pytest.mark.parametrize("verb", ["UPDATE {} SET price_idr = 1", "DELETE FROM {}"])
def test_no_price_is_edited_or_deleted(world, stages, model, verb):
    seen(world, stages[0])
    floor(world, stages[0])
    with (
        pytest.raises(IntegrityError, match="never edited"),
        transaction.atomic(),
        within(writes=world.weavers.pk),
    ):
        connection.cursor().execute(verb.format(model._meta.db_table))
