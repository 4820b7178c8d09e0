"""Who announces a market, says what is different on a day, sets its stalls; and who may read it."""

from datetime import date, time, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from sentra.crafts.models import Craft
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.models import AuditRow, Tenant
from sentra.kernel.tenancy import within
from sentra.market.models import DayChange, Market, Stall
from sentra.market.operations import add_market, change_day, change_market, take_back_change
from sentra.market.operations.stalls import StallFacts, lay_out_stalls, remove_stall, set_stall
from sentra.market.queries import market_at, markets_of, markets_where, plan_of
from sentra.people.models import Party
from sentra.people.zones import WITA
from tests.domain.market.given import at, facts, market
from tests.domain.orders.given import writing
from tests.domain.showroom.given import agree, bag, take_back
from tests.world import NOW

FIRST, THEN = date(2026, 8, 6), date(2026, 8, 13)  # Thursdays after NOW


def test_the_office_announces_a_market_and_everybody_finds_it(world):
    made = market(world)
    assert (made.slug, made.district_code, made.zone) == ("pasar-kerajinan-kamis", "63.08", WITA)
    [coming] = markets_of("63.08", at=NOW)
    assert coming.market == made
    assert coming.days[0].on == FIRST
    assert markets_of("64.08", at=NOW) == []


def test_a_cooperative_announces_its_own_too(world):
    made = add_market(facts(name="Pasar Galuh"), by=world.mira, at=NOW)
    assert made.tenant_id == world.weavers.pk


def test_two_markets_of_one_name_have_two_addresses_even_when_hidden(world):
    hidden = market(world, shown=False)
    second = add_market(facts(), by=world.mira, at=NOW)
    assert (hidden.slug, second.slug) == ("pasar-kerajinan-kamis", "pasar-kerajinan-kamis-2")


def test_a_night_market_closes_on_the_day_after(world):
    assert add_market(facts(opens=time(18), closes=time(1)), by=world.omar, at=NOW).closes == time(1)


def test_one_days_hours_are_looked_at_with_the_usual_ones(world):
    made = market(world)
    with pytest.raises(Refused) as refusal:
        change_day(made.pk, on=FIRST, held_on=FIRST, reason="Haul", closes=time(5), by=world.omar, at=NOW)
    assert refusal.value.field == "closes"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"village_code": "64.08.01.1001"}, "village_code"),
        ({"village_code": "63.08.99.9999"}, "village_code"),
        ({"closes": time(6)}, "closes"),
        ({"opens": time(15), "closes": time(8)}, "closes"),
        ({"until": date(2025, 1, 1)}, "until"),
        ({"latitude": Decimal("-2.4")}, "longitude"),
        ({"weekday": 7}, "weekday"),
    ],
)
def test_what_is_no_market_is_refused(world, wrong, field):
    with pytest.raises(Refused) as refusal:
        market(world, **wrong)
    assert refusal.value.field == field


def test_who_may_not_and_a_stranger(world):
    made = market(world)
    for who in (world.tari, world.aluh, world.budi):
        with pytest.raises(PermissionDenied):
            add_market(facts(), by=who, at=NOW)
    with pytest.raises(Market.DoesNotExist):
        change_market(made.pk, facts(name="Pasar curian"), by=world.mira, at=NOW)
    with pytest.raises(Market.DoesNotExist):
        change_day(made.pk, on=FIRST, reason="Tutup", by=world.zahra, at=NOW)


def test_a_stranger_is_refused_by_the_database_as_well(world):
    made = market(world)
    with transaction.atomic(), within(writes=world.weavers.pk), connection.cursor() as cursor:
        cursor.execute("UPDATE market_market SET name = 'x' WHERE id = %s", [made.pk])
        assert cursor.rowcount == 0


def test_hidden_is_hidden_with_all_that_belongs_to_it(world):
    made = market(world, shown=False)
    change_day(made.pk, on=FIRST, reason="Tutup", by=world.omar, at=NOW)
    lay_out_stalls(made.pk, rows=1, cols=2, by=world.omar, at=NOW)
    tables = ("market_market", "market_daychange", "market_stall")
    assert [_seen(table) for table in tables] == [0, 0, 0]
    change_market(made.pk, facts(), by=world.omar, at=NOW)
    assert [_seen(table) for table in tables] == [1, 1, 2]


def _seen(table):
    """What raw SQL sees without any scope."""
    with transaction.atomic(), within(), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]


def test_the_database_keeps_a_market_in_its_owners_district(world):
    made = market(world)
    with writing(world.office), pytest.raises(IntegrityError, match="outside"), transaction.atomic():
        Market.objects.filter(pk=made.pk).update(district_code="64.08")


def test_closed_moved_besides_and_as_always_again(world):
    made = market(world)
    closed = change_day(made.pk, on=FIRST, reason="Jalan diperbaiki", by=world.omar, at=NOW)
    change_day(
        made.pk, on=THEN, held_on=date(2026, 8, 14), opens=time(7), reason="Haul", by=world.omar, at=NOW
    )
    found = market_at("63.08", made.slug, at=NOW).days
    assert [(one.on.day, str(one.state)) for one in found][:3] == [
        (6, "closed"),
        (13, "closed"),
        (14, "held"),
    ]
    take_back_change(closed.pk, by=world.omar, at=NOW)
    assert market_at("63.08", made.slug, at=NOW).days[0].state == "held"
    with writing(world.office):
        said = AuditRow.objects.filter(operation="market.change_day").order_by("pk")
        assert said[0].details["reason"] == "Jalan diperbaiki"


def test_said_again_replaces_what_was_said(world):
    made = market(world)
    change_day(made.pk, on=FIRST, held_on=FIRST, opens=time(8), reason="Hujan", by=world.omar, at=NOW)
    change_day(made.pk, on=FIRST, reason="Banjir", by=world.omar, at=NOW)
    with writing(world.office):
        [kept] = DayChange.objects.all()
    assert (kept.held_on, kept.opens, kept.reason) == (None, None, "Banjir")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"on": FIRST, "reason": " "}, "reason"),
        ({"on": date(2026, 7, 30), "reason": "Tutup"}, "on"),
        ({"on": FIRST, "reason": "Pindah", "held_on": date(2026, 8, 1)}, "held_on"),
        ({"on": date(2026, 8, 7), "reason": "Tutup"}, "on"),
        ({"on": FIRST, "reason": "Pindah", "held_on": THEN}, "held_on"),
        ({"on": FIRST, "reason": "Jam lain", "held_on": FIRST, "opens": time(10)}, "closes"),
    ],
)
def test_what_cannot_be_said_of_a_day(world, said, field):
    made = market(world)
    with pytest.raises(Refused) as refusal:
        change_day(made.pk, **said, by=world.omar, at=NOW)
    assert refusal.value.field == field


def test_no_second_market_is_brought_to_a_day(world):
    made = market(world)
    friday = date(2026, 8, 7)
    change_day(made.pk, on=FIRST, held_on=friday, reason="Pindah", by=world.omar, at=NOW)
    for on, held_on in ((THEN, friday), (friday, friday)):
        with pytest.raises(Refused, match="already"):
            change_day(made.pk, on=on, held_on=held_on, reason="Pindah", by=world.omar, at=NOW)


def test_a_field_of_stalls_keeps_those_that_stand_there(world):
    made = market(world)
    set_stall(made.pk, StallFacts("7", 1, 1), by=world.omar, at=NOW)
    lay_out_stalls(made.pk, rows=2, cols=3, by=world.omar, at=NOW)
    plan = plan_of(made, shown=True)
    assert [(one.stall.number, one.stall.row, one.stall.col) for one in plan] == [
        ("7", 1, 1), ("8", 1, 2), ("9", 1, 3), ("10", 2, 1), ("11", 2, 2), ("12", 2, 3),
    ]  # fmt: skip
    with pytest.raises(Refused):
        lay_out_stalls(made.pk, rows=31, cols=1, by=world.omar, at=NOW)
    remove_stall(plan[0].stall.pk, by=world.omar, at=NOW)
    assert len(plan_of(made, shown=True)) == 5


def test_a_stall_names_its_cooperative_and_a_maker_while_she_consents(world):
    made, craft = market(world), Craft.objects.order_by("pk")[0]
    bag(world)
    with writing(world.weavers):
        aluh = Party.objects.get(pk=world.aluh.party_id).uid
    told = StallFacts("1", 1, 1, craft.pk, "Tas", world.weavers.uid, aluh)
    with pytest.raises(Refused, match="showroom names"):
        set_stall(made.pk, told, by=world.omar, at=NOW)
    agree(world, "Aluh")
    set_stall(made.pk, told, by=world.omar, at=NOW)
    [place] = plan_of(made, shown=True)
    assert (place.cooperative, place.maker.name) == (world.weavers, "Aluh")
    assert [one.market for one in markets_where(world.weavers, at=NOW)] == [made]
    assert markets_where(world.batik, at=NOW) == []
    take_back(world, "Aluh")
    [place] = plan_of(made, shown=True)
    assert (place.cooperative, place.maker) == (world.weavers, None)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"number": ""}, "number"),
        ({"number": "1"}, "number"),
        ({"row": 1, "col": 1}, "col"),
        ({"row": 31}, "row"),
        ({"craft_code": "tidak-ada"}, "craft_code"),
        ({"cooperative": uuid4()}, "cooperative"),
        ({"maker": uuid4()}, "cooperative"),
    ],
)
def test_what_is_no_stall_is_refused(world, wrong, field):
    made = market(world)
    set_stall(made.pk, StallFacts("1", 1, 1), by=world.omar, at=NOW)
    with pytest.raises(Refused) as refusal:
        set_stall(made.pk, StallFacts(**{"number": "2", "row": 2, "col": 2} | wrong), by=world.omar, at=NOW)
    assert refusal.value.field == field


def test_who_is_named_at_a_stall_lies_in_the_district_and_is_not_another(world):
    made = market(world)
    with pytest.raises(Refused, match="your district"):
        set_stall(made.pk, StallFacts("1", 1, 1, cooperative=world.batik.uid), by=world.omar, at=NOW)
    with pytest.raises(Refused, match="your district"):
        set_stall(made.pk, StallFacts("1", 1, 1, cooperative=world.office.uid), by=world.omar, at=NOW)
    other = Tenant.objects.create(kind="cooperative", slug="lain", name="Lain", district_code="63.08")
    own = add_market(facts(name="Pasar Galuh"), by=world.mira, at=NOW)
    with pytest.raises(Refused, match="Only the office"):
        set_stall(own.pk, StallFacts("1", 1, 1, cooperative=other.uid), by=world.mira, at=NOW)
    set_stall(made.pk, StallFacts("1", 1, 1, cooperative=other.uid), by=world.omar, at=NOW)


def test_what_is_over_is_told_no_more(world):
    made = market(world, until=date(2026, 8, 6))
    assert len(markets_of("63.08", at=NOW)) == 1
    assert markets_of("63.08", at=at("2026-08-06", "10:00")) == []
    assert Stall.public.count() == 0
    assert market_at("63.08", made.slug, at=at("2026-08-06", "10:00")).days == ()


def test_numbers_of_stalls_do_not_outgrow_their_column(world):
    made = market(world)
    set_stall(made.pk, StallFacts("999999", 1, 1), by=world.omar, at=NOW)
    with pytest.raises(Refused):
        lay_out_stalls(made.pk, rows=2, cols=2, by=world.omar, at=NOW)
    with pytest.raises(Stall.DoesNotExist):
        set_stall(made.pk, StallFacts("7", 2, 2), stall_id=0, by=world.omar, at=NOW)


def test_another_weekday_waits_until_what_was_said_of_days_is_taken_back(world):
    made = market(world)
    said = change_day(made.pk, on=FIRST, reason="Tutup", by=world.omar, at=NOW)
    with pytest.raises(Refused, match="06-08-2026"):
        change_market(made.pk, facts(weekday=5), by=world.omar, at=NOW)
    with pytest.raises(Refused, match="06-08-2026"):
        change_market(made.pk, facts(until=FIRST - timedelta(days=1)), by=world.omar, at=NOW)
    change_market(made.pk, facts(name="Pasar pagi"), by=world.omar, at=NOW)
    take_back_change(said.pk, by=world.omar, at=NOW)
    assert change_market(made.pk, facts(weekday=5), by=world.omar, at=NOW).weekday == 5


def test_a_day_moved_to_what_becomes_the_usual_day_is_named(world):
    made = market(world)
    change_day(made.pk, on=FIRST, held_on=FIRST + timedelta(days=2), reason="Banjir", by=world.omar, at=NOW)
    with pytest.raises(Refused, match="Take back"):
        change_market(made.pk, facts(weekday=5), by=world.omar, at=NOW)
