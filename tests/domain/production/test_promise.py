"""What is promised for an enquiry has a plan behind it, keeps what is promised already, and says what cash it
lacks."""

from dataclasses import replace
from datetime import timedelta

from sentra.production.cashflows import Terms
from sentra.production.load import benches
from sentra.production.operations import offer_plan
from sentra.production.promise import Promise, earliest_day, promise
from sentra.production.rules import Rules
from tests.domain.orders.given import product, writing
from tests.domain.production import given
from tests.world import NOW, TODAY, World

RULES = Rules()
TERMS = Terms()


def asked(
    world: World, made: object, pieces: int, rules: Rules = RULES, terms: Terms = TERMS, **more: object
) -> Promise:
    with writing(world.weavers):
        return promise([(made.pk, pieces)], rules=rules, terms=terms, today=TODAY, **more)  # type: ignore[attr-defined, arg-type]


def test_a_plain_promise_names_day_cost_and_cash(world: World) -> None:
    made = product(world.weavers)
    given.able(world, made)
    told = asked(world, made, 30)

    assert told.plain is not None
    assert told.plain.pieces == 30
    assert told.plain.ready_on > TODAY
    assert told.plain.proved
    assert 0 < told.plain.least_idr <= told.plain.cost_idr <= told.plain.most_idr
    assert told.price_idr == 30 * made.price_idr
    assert told.plain.cash_missing_idr <= told.down_payment_of(told.plain) <= told.price_idr
    assert told.in_time


def test_nobody_who_knows_it_promises_nothing(world: World) -> None:
    told = asked(world, product(world.weavers), 30)
    assert told.plain is None
    assert told.others == ()
    assert not told.in_time


def test_an_order_smaller_than_the_minimum_lot_is_one_lot(world: World) -> None:
    made = product(world.weavers)
    given.able(world, made)
    with writing(world.weavers):
        type(made).objects.update(minimum_lot=5)
        assert earliest_day([(made.pk, 1)], rules=RULES, today=TODAY) == earliest_day(
            [(made.pk, 5)], rules=RULES, today=TODAY
        )
    assert asked(world, made, 3).plain is not None


def test_a_wish_too_early_is_answered_with_fewer_and_sooner(world: World) -> None:
    made = product(world.weavers)
    given.able(world, made)
    plain = asked(world, made, 300).plain
    assert plain is not None
    told = asked(world, made, 300, wished_on=plain.ready_on - timedelta(days=28))
    ways = {way.kind: way for way in told.others}

    assert not told.in_time
    assert 0 < ways["fewer"].pieces < 300
    assert ways["fewer"].ready_on <= plain.ready_on - timedelta(days=28)
    assert ways["sooner"].ready_on < plain.ready_on
    assert ways["sooner"].cost_idr > plain.cost_idr
    assert ways["unfinished"].ready_on <= plain.ready_on


def test_a_wish_beyond_a_year_still_says_what_is_ready_by_the_wished_day(world: World) -> None:
    made = product(world.weavers)
    given.able(world, made)
    told = asked(world, made, 20_000, wished_on=TODAY + timedelta(days=70))

    assert told.plain is None
    assert not told.in_time
    [fewer] = [way for way in told.others if way.kind == "fewer"]
    assert 0 < fewer.pieces < 20_000
    assert fewer.ready_on <= TODAY + timedelta(days=70)


def test_offered_work_pushes_the_promise_back(world: World) -> None:
    order, plan = given.split(world, pieces=60)
    with writing(world.weavers):
        made = order.lines.get().product
    before = asked(world, made, 60).plain
    offer_plan(plan.pk, by=world.mira, at=NOW)
    after = asked(world, made, 60).plain
    assert before is not None
    assert after is not None
    assert after.ready_on > before.ready_on


def test_a_larger_reserve_asks_for_a_larger_down_payment(world: World) -> None:
    made = product(world.weavers)
    given.able(world, made)
    little = asked(world, made, 30).plain
    much = asked(world, made, 30, terms=replace(TERMS, reserve_idr=10_000_000)).plain
    assert little is not None
    assert much is not None
    assert much.cash_missing_idr > little.cash_missing_idr


def test_another_cooperative_has_no_say_in_it(world: World) -> None:
    made = product(world.weavers)
    given.able(world, made)
    with writing(world.batik):
        assert promise([(made.pk, 30)], rules=RULES, terms=TERMS, today=TODAY).plain is None
        assert all(bench.workshop.tenant_id == world.batik.pk for bench in benches().values())
