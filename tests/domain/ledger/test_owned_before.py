"""Things owned before Sentra: taken over without money, written off from what was lost before, taken back."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from sentra.cooperative.closing.operations import close_period
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.tenancy import within
from sentra.ledger.asset_models import Asset
from sentra.ledger.assets.operations import (
    Thing,
    book_depreciation,
    let_go,
    own_asset,
    take_back_asset,
    take_back_month,
)
from sentra.ledger.assets.register import due, standings
from sentra.ledger.assets.straight import Worth, lost_before, lost_until
from sentra.ledger.queries import balance_of
from tests.world import NOW

BOUGHT, JULY = date(2024, 1, 15), date(2026, 7, 1)
LOOM = Thing("Alat tenun lama", "kelompok1", 4_800_000)  # 100.000 a month over 48 months


def balances(world, *codes):
    with transaction.atomic(), within(world.weavers.pk):
        return [balance_of(code) for code in codes]


def take_over(world, thing=LOOM, bought_on=BOUGHT, on=JULY, **more):
    return own_asset(thing, bought_on=bought_on, on=on, by=world.tari, at=NOW, **more)


def register(world, until=date.max, **more):
    with transaction.atomic(), within(world.weavers.pk):
        return [(one.asset.name, one.cost_idr, one.lost_idr) for one in standings(until, **more)]


def test_taken_over_with_what_was_lost_and_no_money_moves(world):
    loom = take_over(world)
    assert (loom.lost_before_idr, loom.since, loom.method) == (3_000_000, JULY, "")  # Jan 2024 to June 2026
    assert balances(world, "1-2100", "1-2190", "3-1800", "1-1100", "1-1200") == [
        4_800_000, -3_000_000, -1_800_000, 0, 0
    ]  # fmt: skip


def test_it_goes_on_from_what_was_lost_before(world):
    take_over(world)
    book_depreciation(JULY, by=world.tari, at=NOW)
    assert balances(world, "6-1600", "1-2190") == [100_000, -3_100_000]


def test_another_loss_goes_over_the_months_that_are_left(world):
    take_over(world, lost_idr=1_200_000)  # 3.600.000 left over 18 months
    book_depreciation(JULY, by=world.tari, at=NOW)
    assert balances(world, "6-1600") == [200_000]


def test_older_than_its_life_the_rest_goes_at_once(world):
    take_over(world, bought_on=date(2015, 1, 1), lost_idr=4_700_000)
    book_depreciation(JULY, by=world.tari, at=NOW)
    assert balances(world, "6-1600", "1-2190") == [100_000, -4_800_000]


def test_wholly_lost_it_loses_nothing_more(world):
    take_over(world, bought_on=date(2001, 1, 1))  # older than the law of its life, too
    assert balances(world, "3-1800", "1-2190") == [0, -4_800_000]
    with pytest.raises(Refused, match="No asset"):
        book_depreciation(JULY, by=world.tari, at=NOW)


@given(
    worth=st.integers(0, 10**12),
    months=st.integers(1, 240),
    used=st.integers(0, 300),
    part=st.integers(0, 1000),
)
def test_nothing_is_lost_in_rounding_whatever_was_lost_before(worth, months, used, part):
    since = date(2000 + used // 12, used % 12 + 1, 1)
    before = worth * part // 1000
    one = Worth(worth, months, date(2000, 1, 1), since, before)
    sums = [
        one.lost_at(date(year, month, 1))
        for year in range(since.year, since.year + 22)
        for month in range(1, 13)
    ]
    assert sums == sorted(sums)
    assert (sums[0] >= before, sums[-1]) == (True, worth)
    assert lost_before(worth, months, date(2000, 1, 1), since) == lost_until(worth, months, used)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"bought_on": JULY}, "bought_on"), ({"on": date(2026, 9, 1)}, "on"), ({"lost_idr": -1}, "lost_idr"),
        ({"lost_idr": 4_800_001}, "lost_idr"), ({"thing": Thing(" ", "kelompok1", 5)}, "name"),
        ({"thing": Thing("x", "abadi", 5)}, "life"), ({"thing": Thing("x", "kelompok1", 0)}, "cost_idr"),
        ({"thing": Thing("x", "kelompok1", 5, 6)}, "residual_idr"),
        ({"thing": Thing("x", "kelompok1", 5, 2), "lost_idr": 4}, "lost_idr"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_over(world, change, field):
    with pytest.raises(Refused) as refused:
        take_over(world, **change)
    assert refused.value.field == field


def test_sold_and_taken_back(world):
    loom = take_over(world)
    with pytest.raises(Refused, match="between"):
        let_go(loom.pk, proceeds_idr=0, method="cash", on=date(2026, 6, 30), by=world.tari, at=NOW)
    let_go(loom.pk, proceeds_idr=2_000_000, method="cash", on=date(2026, 7, 9), by=world.tari, at=NOW)
    assert balances(world, "1-2100", "1-2190", "8-1300") == [0, 0, -200_000]
    take_back_asset(loom.pk, "Tidak jadi", by=world.tari, at=NOW)
    take_back_asset(loom.pk, "Bukan milik kita", by=world.tari, at=NOW)
    assert balances(world, "1-2100", "1-2190", "8-1300", "3-1800", "1-1100") == [0, 0, 0, 0, 0]


def test_booked_months_keep_it(world):
    loom = take_over(world)
    july = book_depreciation(JULY, by=world.tari, at=NOW)
    with pytest.raises(Refused, match="Months of it"):
        take_back_asset(loom.pk, "Salah", by=world.tari, at=NOW)
    take_back_month(july.pk, "Salah", by=world.tari, at=NOW)
    take_back_asset(loom.pk, "Salah", by=world.tari, at=NOW)
    assert balances(world, "1-2100", "3-1800") == [0, 0]


def test_who_may_not_and_a_stranger(world):
    with pytest.raises(PermissionDenied):
        own_asset(LOOM, bought_on=BOUGHT, on=JULY, by=world.idah, at=NOW)
    loom = take_over(world)
    with pytest.raises((Asset.DoesNotExist, PermissionDenied)):
        take_back_asset(loom.pk, "Punya saya", by=world.zahra, at=NOW)


@pytest.mark.parametrize(
    "change", [{"lost_before_idr": 4_800_001}, {"since": BOUGHT}, {"since": None}, {"lost_before_idr": 1}]
)
def test_the_database_keeps_what_was_taken_over(world, change):
    loom = take_over(world)
    with pytest.raises(IntegrityError), transaction.atomic(), within(writes=world.weavers.pk):
        Asset.objects.filter(pk=loom.pk).update(**change)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"lost_before_idr": 5}, "asset_owned_before"),
        ({"since": BOUGHT}, "asset_owned_before"),
        ({"since": JULY, "lost_before_idr": 101}, "asset_owned_before"),
        ({"since": JULY, "left_on": BOUGHT, "proceeds_idr": 0}, "asset_leaves_after_it_came"),
    ],
)
def test_the_database_refuses_what_cannot_be(world, change, name):
    row = {"number": 9, "name": "x", "life": "kelompok1", "months": 48, "bought_on": BOUGHT, "cost_idr": 100}
    with (
        pytest.raises(IntegrityError, match=name),
        transaction.atomic(),
        within(writes=world.weavers.pk),
    ):
        Asset.objects.create(**row | change)


def test_the_register_on_a_day(world):
    loom = take_over(world)
    book_depreciation(JULY, by=world.tari, at=NOW)
    assert register(world, date(2026, 6, 30)) == []
    assert register(world, date(2026, 7, 30)) == [("Alat tenun lama", 4_800_000, 3_000_000)]
    assert register(world, date(2026, 7, 31)) == [("Alat tenun lama", 4_800_000, 3_100_000)]
    later = datetime(2026, 9, 5, tzinfo=UTC)
    let_go(loom.pk, proceeds_idr=0, method="cash", on=date(2026, 8, 9), by=world.tari, at=later)
    assert register(world, date(2026, 8, 8)) == register(world, gone=True)
    assert register(world, date(2026, 8, 9)) == register(world) == []
    take_back_asset(loom.pk, "Tidak jadi", by=world.tari, at=later)
    assert register(world) == [("Alat tenun lama", 4_800_000, 3_100_000)]


def waits(world, today):
    with transaction.atomic(), within(world.weavers.pk):
        found = due(today)
        return found and (found.month, [(one.name, idr) for one, idr in found.rows])


def test_the_month_that_waits(world):
    assert waits(world, date(2026, 8, 31)) is None
    take_over(world)
    assert waits(world, date(2026, 7, 30)) is None  # not over yet
    assert waits(world, date(2026, 9, 1)) == (JULY, [("Alat tenun lama", 100_000)])
    book_depreciation(JULY, by=world.tari, at=NOW)
    assert waits(world, date(2026, 8, 30)) is None
    assert waits(world, date(2026, 8, 31)) == (date(2026, 8, 1), [("Alat tenun lama", 100_000)])


def test_closed_months_do_not_wait_and_come_with_the_next(world):
    take_over(world, on=date(2026, 6, 1))
    close_period(date(2026, 6, 1), by=world.tari, at=NOW)
    assert waits(world, date(2026, 8, 4)) == (JULY, [("Alat tenun lama", 200_000)])


def test_a_thing_that_loses_nothing_makes_no_month_wait(world):
    take_over(world, bought_on=date(2001, 1, 1))
    assert waits(world, date(2026, 8, 31)) is None
