"""Fixed assets: bought, written off month by month to the last rupiah, let go, and each taken back."""

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.tenancy import within
from sentra.ledger.asset_models import Asset, AssetLine
from sentra.ledger.assets.operations import (
    Thing,
    book_depreciation,
    buy_asset,
    let_go,
    take_back_asset,
    take_back_month,
)
from sentra.ledger.assets.straight import every_life, lives_on, lost_until, months_used
from sentra.ledger.models import Posting
from sentra.ledger.operations import post_entry
from sentra.ledger.posting import credit, debit
from sentra.ledger.queries import balance_of
from tests.world import NOW

JUNE, JULY = date(2026, 6, 1), date(2026, 7, 1)
LOOM = Thing("Alat tenun", "kelompok1", 10_000_001, 400_000)
LATER = datetime(2026, 9, 5, tzinfo=UTC)


@pytest.fixture
def loom(world):
    lines = [debit("1-1200", 50_000_000), credit("3-1300", 50_000_000)]
    post_entry(date(2026, 6, 1), "Modal", lines, by=world.tari, at=NOW)
    return buy_asset(LOOM, method="bank", on=date(2026, 6, 20), by=world.tari, at=NOW)


def balances(world, *codes):
    with transaction.atomic(), within(world.weavers.pk):
        return [balance_of(code) for code in codes]


@given(worth=st.integers(0, 10**12), months=st.integers(1, 240))
def test_months_are_equal_to_a_rupiah_and_nothing_is_lost(worth, months):
    sums = [lost_until(worth, months, used) for used in range(months + 3)]
    each = [after - before for before, after in pairwise(sums[: months + 1])]
    assert (sums[0], sums[-1], sum(each)) == (0, worth, worth)
    assert max(each) - min(each) <= 1


def test_the_month_it_came_counts_whole():
    assert [months_used(date(2026, 6, 30), month) for month in (date(2026, 5, 1), JUNE, JULY)] == [0, 1, 2]
    assert {life.years for life in every_life()} == {4, 8, 16, 20, 10}
    assert all(life.source and not life.checked_by for life in every_life())


def test_useful_lives_are_dated():
    assert len(lives_on(JUNE)) == 6
    assert not lives_on(date(2008, 12, 31))  # before the first law the file knows


def test_bought_and_written_off(world, loom):
    assert balances(world, "1-2100", "1-1200") == [10_000_001, 39_999_999]
    book_depreciation(JUNE, by=world.tari, at=NOW)
    book_depreciation(JULY, by=world.tari, at=NOW)
    assert balances(world, "6-1600", "1-2190") == [400_000, -400_000]  # two of 48 months of 9,600,001
    with pytest.raises(Refused, match="booked already"):
        book_depreciation(JULY, by=world.tari, at=NOW)
    with pytest.raises(Refused, match="not over"):
        book_depreciation(date(2026, 8, 1), by=world.tari, at=NOW)


def test_a_month_left_out_comes_with_the_next(world, loom):
    book_depreciation(JULY, by=world.tari, at=NOW)
    assert balances(world, "6-1600") == [400_000]
    with pytest.raises(Refused, match="booked already"):
        book_depreciation(JUNE, by=world.tari, at=NOW)


def test_nothing_to_lose_is_refused(world):
    with pytest.raises(Refused, match="No asset"):
        book_depreciation(JUNE, by=world.tari, at=NOW)


@pytest.mark.parametrize(("proceeds", "result"), [(9_900_000, -99_999 + 0), (0, 9_800_001)])
def test_sold_or_thrown_away_with_its_gain_or_loss(world, loom, proceeds, result):
    book_depreciation(JUNE, by=world.tari, at=NOW)
    let_go(loom.pk, proceeds_idr=proceeds, method="bank", on=date(2026, 7, 9), by=world.tari, at=NOW)
    assert balances(world, "1-2100", "1-2190", "8-1300") == [0, 0, 9_800_001 - proceeds]
    assert result == 9_800_001 - proceeds
    with pytest.raises(Refused, match="not there"):
        let_go(loom.pk, proceeds_idr=1, method="bank", on=date(2026, 7, 9), by=world.tari, at=NOW)
    with pytest.raises(Refused, match="No asset"):
        book_depreciation(JULY, by=world.tari, at=NOW)


def test_leaving_purchase_and_month_are_taken_back(world, loom):
    june = book_depreciation(JUNE, by=world.tari, at=NOW)
    for _again in range(2):
        let_go(loom.pk, proceeds_idr=5, method="cash", on=date(2026, 7, 9), by=world.tari, at=NOW)
        with pytest.raises(Refused, match="has left"):
            take_back_month(june.pk, "Salah", by=world.tari, at=NOW)
        take_back_asset(loom.pk, "Tidak jadi dijual", by=world.tari, at=NOW)
    assert balances(world, "1-2100", "1-2190", "8-1300", "1-1100") == [10_000_001, -200_000, 0, 0]
    with pytest.raises(Refused, match="Months of it"):
        take_back_asset(loom.pk, "Salah beli", by=world.tari, at=NOW)
    take_back_month(june.pk, "Salah", by=world.tari, at=NOW)
    with pytest.raises(Refused, match="newest"):
        take_back_month(june.pk, "Salah", by=world.tari, at=NOW)
    take_back_asset(loom.pk, "Salah beli", by=world.tari, at=NOW)
    assert balances(world, "1-2100", "1-2190", "6-1600", "1-1200") == [0, 0, 0, 50_000_000]


def test_no_leaving_in_a_month_that_is_booked_nor_before_it_came(world, loom):
    book_depreciation(JULY, by=world.tari, at=NOW)
    for on, words in (
        (date(2026, 7, 9), "Depreciation"),
        (date(2026, 6, 19), "between"),
        (date(2026, 9, 1), "between"),
    ):
        with pytest.raises(Refused, match=words):
            let_go(loom.pk, proceeds_idr=0, method="cash", on=on, by=world.tari, at=NOW)


@pytest.mark.parametrize(
    "thing",
    [
        Thing(" ", "kelompok1", 5), Thing("x", "abadi", 5), Thing("x", "kelompok1", 0),
        Thing("x", "kelompok1", 5, 6), Thing("x", "kelompok1", 10**12),
    ],
)  # fmt: skip
def test_a_purchase_that_cannot_be(world, loom, thing):
    with pytest.raises(Refused):
        buy_asset(thing, method="bank", on=JUNE, by=world.tari, at=NOW)


def test_who_may_not_and_a_stranger(world, loom):
    with pytest.raises(PermissionDenied):
        buy_asset(LOOM, method="bank", on=JUNE, by=world.idah, at=NOW)
    with pytest.raises((Asset.DoesNotExist, PermissionDenied)):
        let_go(loom.pk, proceeds_idr=0, method="cash", on=JULY, by=world.zahra, at=NOW)


def test_every_posting_of_a_month_is_one_assets(world, loom):
    buy_asset(Thing("Mesin jahit", "kelompok2", 960_000), method="bank", on=JULY, by=world.tari, at=NOW)
    book_depreciation(JULY, by=world.tari, at=NOW)
    with transaction.atomic(), within(world.weavers.pk):
        booked = list(Posting.objects.filter(account_id="6-1600").order_by("pk"))
        assert [one.amount_idr for one in booked] == [400_000, 10_000]
        assert "Alat tenun, Mesin jahit" in booked[0].entry.memo


@pytest.mark.parametrize("change", [{"cost_idr": 1}, {"bought_on": JULY}])
def test_the_database_keeps_what_was_written(world, loom, change):
    book_depreciation(JUNE, by=world.tari, at=NOW)
    with (
        pytest.raises(IntegrityError, match="stays as it was"),
        transaction.atomic(),
        within(writes=world.weavers.pk),
    ):
        Asset.objects.filter(pk=loom.pk).update(**change)
    with (
        pytest.raises(IntegrityError, match="never edited"),
        transaction.atomic(),
        within(writes=world.weavers.pk),
    ):
        AssetLine.objects.update(amount_idr=1)
