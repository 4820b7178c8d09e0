"""What was there before Sentra is brought, not earned or moved: no flow, no change of the year (0017)."""

from datetime import date

import pytest
from django.db import transaction

from sentra.cooperative.closing.documents import statement_data
from sentra.cooperative.closing.operations import close_period
from sentra.cooperative.closing.reports import CASH, EQUITY, report
from sentra.kernel.tenancy import within
from sentra.ledger.assets.operations import Thing, book_depreciation, own_asset, take_back_asset
from sentra.ledger.operations import post_entry
from sentra.ledger.posting import Booking, credit, debit, post
from sentra.ledger.statements.periods import MONTH, YEAR
from tests.domain.cooperative.surplus.given import member
from tests.world import NOW

CUT_OVER, DECEMBER = date(2025, 6, 30), date(2025, 12, 1)


def booked(world, cause, source, *lines):
    with transaction.atomic(), within(writes=world.weavers.pk):
        return post(cause, source, "Saldo awal", Booking(CUT_OVER, world.tari, NOW), list(lines))


@pytest.fixture
def opened(world):
    """Brought: money 1,000, a loom worth 600, savings 400, surplus of half a year 200, reserve 1,000."""
    aluh = member(world, 1)
    booked(
        world, "opening:1", "opening:1",
        debit("1-1100", 300), debit("1-1200", 700), credit("4-1200", 250), debit("6-1200", 30),
        debit("6-1600", 20), credit("3-1500", 1_000), debit("3-1800", 200),
    )  # fmt: skip
    booked(
        world, "savings:1:opened", f"member:{aluh.pk}",
        debit("3-1800", 400), credit("3-1200", 400, aluh.party_id),
    )  # fmt: skip
    loom = Thing("Alat tenun", "kelompok1", 4_800)
    asset = own_asset(
        loom, bought_on=date(2023, 1, 1), on=date(2025, 6, 30), lost_idr=4_200, by=world.tari, at=NOW
    )
    return world, aluh, asset


def year(world):
    with transaction.atomic(), within(world.weavers.pk):
        told = report(YEAR, DECEMBER)
        return told.cash, told.equity[0], told.results.row("surplus").now_idr


def amounts(flow):
    return {row.key: row.now_idr for row in flow.rows if row.level != "head"}


def test_opening_entries_alone_are_no_flow_at_all(opened):
    flow, changes, surplus = year(opened[0])
    assert amounts(flow) == {
        "surplus": 200, "brought-surplus": -200, "sum-operating": 0, "sum-investing": 0, "sum-financing": 0,
        "net": 0, "opening": 0, "brought": 1_000, "closing": 1_000,
    }  # fmt: skip
    assert surplus == 200
    assert {(row.added_idr, row.taken_idr) for row in changes.rows} == {(0, 0)}
    assert {row.key: row.brought_idr for row in changes.rows} == {
        "3-1200": 400, "3-1500": 1_000, "3-1800": 0, "unshared": 0, "running": 200,
    }  # fmt: skip


def trade(world, aluh):
    for lines in (
        [debit("1-1200", 900), credit("4-1200", 900)],
        [debit("6-1200", 150), credit("1-1200", 150)],
        [debit("1-1100", 50), credit("3-1200", 50, aluh.party_id)],
        [debit("1-2100", 480), credit("1-1200", 480)],
    ):
        post_entry(date(2025, 8, 4), "Uji", lines, by=world.tari, at=NOW)


def test_a_year_of_trade_after_the_cut_over(opened):
    world, aluh, _asset = opened
    trade(world, aluh)
    book_depreciation(date(2025, 7, 1), by=world.tari, at=NOW)
    flow, changes, surplus = year(world)
    lost = -(surplus - 200 - 900 + 150)
    assert lost > 0
    assert amounts(flow) == {
        "surplus": 950 - lost, "brought-surplus": -200, "6-1600": lost, "sum-operating": 750,
        "fixed": -480, "sum-investing": -480, "3-1200": 50, "sum-financing": 50,
        "net": 320, "opening": 0, "brought": 1_000, "closing": 1_320,
    }  # fmt: skip
    told = {row.key: row for row in changes.rows}
    savings, running = told["3-1200"], told["running"]
    assert (savings.brought_idr, savings.added_idr, savings.closing_idr) == (400, 50, 450)
    assert (running.brought_idr, running.added_idr, running.closing_idr) == (200, 750 - lost, 950 - lost)


def test_every_figure_adds_up_from_its_accounts_and_says_what_it_leaves_out(opened):
    world, aluh, _asset = opened
    trade(world, aluh)
    flow, _changes, _surplus = year(world)
    for row in flow.rows:
        if row.parts and row.key not in {"sum-operating", "net"}:
            assert row.now_idr == sum(part.now_idr for part in row.parts), row.key
    savings = flow.row("3-1200")
    assert savings.code == ""  # its card shows more than this figure: it opens the page that says so
    assert savings.parts[0].left_out_idr == 400


def test_the_next_year_has_it_at_the_beginning(opened):
    world, _aluh, _asset = opened
    for month in range(6, 13):
        close_period(date(2025, month, 1), by=world.tari, at=NOW)
    with transaction.atomic(), within(world.weavers.pk):
        told = report(YEAR, date(2026, 12, 1))
    flow, (now, before) = told.cash, told.equity
    assert (flow.row("opening").now_idr, flow.row("brought").now_idr) == (1_000, 0)
    assert (flow.row("brought").before_idr, flow.row("net").before_idr) == (1_000, 0)
    assert (now.any_brought, before.any_brought) == (False, True)


def test_taken_back_in_another_month_it_is_no_flow_there_either(opened):
    world, _aluh, asset = opened
    take_back_asset(asset.pk, "Bukan milik kita", by=world.tari, at=NOW)
    with transaction.atomic(), within(world.weavers.pk):
        told = report(MONTH, NOW.date())
    flow, changes = told.cash, told.equity[0]
    assert {row.now_idr for row in flow.rows if row.key not in {"opening", "closing"}} == {0}
    assert {row.key: row.brought_idr for row in changes.rows}["3-1800"] == -600


def test_a_thing_worth_nothing_any_more_is_brought_too(world):
    """It leaves nothing on 3-1800: only its cause tells."""
    loom = Thing("Alat tenun", "kelompok1", 4_800)
    own_asset(loom, bought_on=date(2010, 1, 1), on=CUT_OVER, by=world.tari, at=NOW)
    flow, _changes, _surplus = year(world)
    assert "fixed" not in amounts(flow)


def test_balances_without_a_rest_on_the_counter_account_are_brought_too(world):
    booked(world, "opening:1", "opening:1", debit("1-1100", 300), credit("3-1500", 300))
    flow, changes, _surplus = year(world)
    assert (flow.row("net").now_idr, flow.row("brought").now_idr) == (0, 300)
    assert changes.total.brought_idr == 300


def test_papers_have_the_column_only_where_something_was_brought(opened):
    world, _aluh, _asset = opened
    with transaction.atomic(), within(world.weavers.pk):
        told = report(YEAR, DECEMBER)
        equity, cash = statement_data(EQUITY, told, "Galuh"), statement_data(CASH, told, "Galuh")
    assert [len(part["heads"]) for part in equity["sections"]] == [5, 4]
    assert {len(row["idr"]) for row in equity["sections"][0]["rows"]} == {5}
    assert [(one["stated"], one["reckoned"]) for one in cash["adds"]] == [(1_000, 1_000)]
