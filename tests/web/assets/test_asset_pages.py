"""Fixed assets on screen: write down, preview, book, let go, take back; who may, and how many queries."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sentra.kernel.tenancy import within
from sentra.ledger.asset_models import Asset, AssetMonth
from sentra.ledger.assets.operations import Thing, book_depreciation, let_go, own_asset
from sentra.ledger.models import Entry
from sentra.ledger.operations import post_entry
from sentra.ledger.posting import credit, debit
from sentra.people.models import User
from sentra.reports.administration import BY_SLUG
from tests.world import NOW

LATER = datetime(2026, 9, 2, 3, tzinfo=UTC)
JULY = date(2026, 7, 1)
LOOM = Thing("Alat tenun lama", "kelompok1", 4_800_000)


def signed_in(client, actor):
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


@pytest.fixture
def tari(world, client, time_machine):
    time_machine.move_to(LATER, tick=False)
    return signed_in(client, world.tari)


@pytest.fixture
def loom(world):
    return own_asset(LOOM, bought_on=date(2024, 1, 15), on=JULY, by=world.tari, at=NOW)


def shown(client, name, *args, **query):
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return answer.content.decode().replace("\xa0", "")


def send(client, page, /, *args, key="k1", **fields):
    return client.post(reverse(page, args=args), {"_once": f"{key}", **fields})


def inside(world, ask):
    with transaction.atomic(), within(world.weavers.pk):
        return ask()


def test_an_empty_register_says_what_to_do(tari):
    page = shown(tari, "assets")
    assert "Belum ada barang" in page
    assert reverse("asset-bought") in page
    assert reverse("asset-owned") in page
    assert reverse("assets") in shown(tari, "books")


def test_a_purchase_is_written_down_and_shown(world, tari):
    lines = [debit("1-1200", 10_000_000), credit("3-1300", 10_000_000)]
    post_entry(JULY, "Modal", lines, by=world.tari, at=NOW)
    fields = {"name": "Mesin jahit", "life": "kelompok1", "method": "bank", "on": "2026-08-03"}
    made = send(tari, "buy-asset", cost_idr="4.800.000", residual_idr="", **fields)
    asset = inside(world, Asset.objects.get)
    assert made.url == reverse("asset", args=[asset.pk])
    page = shown(tari, "asset", asset.pk)
    assert "Rp4.800.000" in page
    assert "Mesin jahit" in shown(tari, "assets")
    entry = inside(world, lambda: Entry.objects.get(source=f"asset:{asset.pk}"))
    assert reverse("entry", args=[entry.pk]) in page
    assert reverse("asset", args=[asset.pk]) in shown(tari, "entry", entry.pk)


def test_what_was_typed_stays_when_it_is_refused(tari):
    fields = {"name": "Mesin jahit", "life": "kelompok2", "method": "cash", "on": "2026-08-03"}
    page = send(tari, "buy-asset", cost_idr="4.800.000", **fields).content.decode()
    assert 'value="Mesin jahit"' in page
    assert 'value="4.800.000"' in page
    assert '<option value="kelompok2" selected>' in page
    assert "Rp" in page


def test_owned_before_sentra(world, tari):
    fields = {"name": "Gerobak", "life": "kelompok1", "bought_on": "2024-01-15", "on": "2026-07-01"}
    send(tari, "own-asset", cost_idr="4.800.000", lost_idr="", **fields)
    asset = inside(world, Asset.objects.get)
    assert asset.lost_before_idr == 3_000_000
    page = shown(tari, "asset", asset.pk)
    assert "Rp1.800.000" in page
    refused = send(tari, "own-asset", key="k2", cost_idr="5", lost_idr="6", **fields).content.decode()
    assert "tidak boleh melebihi" in refused
    assert 'value="Gerobak"' in refused


def test_the_month_is_seen_before_it_is_booked(world, tari, loom):
    preview = shown(tari, "depreciation")
    assert "Alat tenun lama" in preview
    assert "Rp100.000" in preview
    assert 'name="month" value="2026-07-01"' in preview
    send(tari, "book-depreciation", month="2026-07-01")
    made = inside(world, AssetMonth.objects.get)
    after = shown(tari, "depreciation")
    assert 'value="2026-08-01"' in after
    assert reverse("asset-month", args=[made.pk]) in after
    again = send(tari, "book-depreciation", key="k2", month="2026-07-01").content.decode()
    assert "sudah" in again
    entry = inside(world, lambda: Entry.objects.get(source=f"depreciation:{made.pk}"))
    assert reverse("asset-month", args=[made.pk]) in shown(tari, "entry", entry.pk)
    assert reverse("entry", args=[entry.pk]) in shown(tari, "asset", loom.pk)


def test_the_newest_month_is_taken_back(world, tari, loom):
    july = book_depreciation(JULY, by=world.tari, at=NOW)
    assert reverse("take-back-month", args=[july.pk]) in shown(tari, "asset-month", july.pk)
    assert send(tari, "take-back-month", july.pk, reason="").status_code == 422
    send(tari, "take-back-month", july.pk, key="k2", reason="Salah bulan")
    page = shown(tari, "asset-month", july.pk)
    assert "Salah bulan" in page
    assert reverse("take-back-month", args=[july.pk]) not in page
    assert 'value="2026-07-01"' in shown(tari, "depreciation")


def test_an_older_month_has_no_way_back(world, tari, loom):
    july = book_depreciation(JULY, by=world.tari, at=NOW)
    book_depreciation(date(2026, 8, 1), by=world.tari, at=LATER)
    assert reverse("take-back-month", args=[july.pk]) not in shown(tari, "asset-month", july.pk)


def test_it_is_sold_and_comes_back(world, tari, loom):
    send(tari, "let-go-asset", loom.pk, proceeds_idr="2.000.000", method="cash", on="2026-08-09")
    page = shown(tari, "asset", loom.pk)
    assert "Rp2.000.000" in page
    assert reverse("let-go-asset", args=[loom.pk]) not in page
    assert "Alat tenun lama" in shown(tari, "assets")
    send(tari, "take-back-asset", loom.pk, key="k2", reason="Tidak jadi")
    page = shown(tari, "asset", loom.pk)
    assert reverse("let-go-asset", args=[loom.pk]) in page
    send(tari, "take-back-asset", loom.pk, key="k3", reason="Bukan milik kita")
    assert "Bukan milik kita" in shown(tari, "asset", loom.pk)
    assert "Alat tenun lama" not in shown(tari, "assets")


def test_thrown_away_needs_no_amount_and_a_wrong_day_is_said(world, tari, loom):
    early = send(tari, "let-go-asset", loom.pk, proceeds_idr="", method="cash", on="2026-06-09")
    assert 'value="2026-06-09"' in early.content.decode()
    send(tari, "let-go-asset", loom.pk, key="k2", proceeds_idr="", method="cash", on="2026-08-09")
    assert inside(world, Asset.objects.get).proceeds_idr == 0


def test_with_booked_months_its_coming_cannot_be_taken_back(world, tari, loom):
    book_depreciation(JULY, by=world.tari, at=NOW)
    assert reverse("take-back-asset", args=[loom.pk]) not in shown(tari, "asset", loom.pk)


def test_who_only_reads_sees_no_buttons(world, client, loom, time_machine):
    time_machine.move_to(LATER, tick=False)
    signed_in(client, world.wati)
    page = shown(client, "assets")
    assert reverse("asset-bought") not in page
    assert reverse("book-depreciation") not in shown(client, "depreciation")
    assert send(client, "book-depreciation", month="2026-07-01").status_code == 403
    assert client.get(reverse("asset-bought")).status_code == 403


def test_who_may_not_read_the_books_and_a_stranger(world, client, loom, time_machine):
    time_machine.move_to(LATER, tick=False)
    assert signed_in(client, world.zahra).get(reverse("asset", args=[loom.pk])).status_code in {403, 404}
    signed_in(client, world.idah)
    for name in ("assets", "depreciation"):
        assert client.get(reverse(name)).status_code == 403


def test_the_inventory_book_lists_what_is_there_and_what_has_left(world, tari, loom):
    book_depreciation(JULY, by=world.tari, at=NOW)
    let_go(loom.pk, proceeds_idr=0, method="cash", on=date(2026, 8, 1), by=world.tari, at=NOW)
    assert inside(world, lambda: list(BY_SLUG["inventaris"].rows())) == [
        (1, "Alat tenun lama", date(2024, 1, 15), 4_800_000, 3_100_000, 1_700_000, date(2026, 8, 1))
    ]


def queries_of(client, name, *args):
    with CaptureQueriesContext(connection) as found:
        shown(client, name, *args)
    return len(found)


@pytest.mark.parametrize("things", [1, 4])
def test_a_fixed_number_of_queries(world, tari, loom, things):
    for n in range(things):
        own_asset(LOOM, bought_on=date(2025, 1, n + 1), on=JULY, by=world.tari, at=NOW)
    july = book_depreciation(JULY, by=world.tari, at=NOW)
    pages = [("assets",), ("asset", loom.pk), ("depreciation",), ("asset-month", july.pk)]
    assert [queries_of(tari, *one) for one in pages] == [14, 15, 14, 12]
