"""Each point of the checklist is seen open and ready."""

from datetime import UTC, date, datetime, timedelta

from django.db import transaction

from sentra.capital.models import Advance
from sentra.capital.operations import grant_advance, prepare_payout
from sentra.cooperative.models import CollectionSheet
from sentra.kernel.tenancy import within
from sentra.ledger.assets.operations import Thing, book_depreciation, own_asset
from sentra.ledger.operations import post_entry
from sentra.ledger.posting import credit, debit
from sentra.payments.operations import confirm_count, confirm_matches, count_cash
from sentra.payments.operations.matches import Choice
from sentra.quality.operations import hand_in
from sentra.web.books.checklist import checklist
from tests.domain.capital.given import all_made, delivered, more_money, order_in_work, work_of
from tests.domain.cooperative.given import member, saved
from tests.domain.cooperative.savings_given import rule
from tests.domain.orders.given import writing
from tests.domain.payments.given import one_line
from tests.world import NOW, TODAY

AUGUST, JULY = date(2026, 8, 1), date(2026, 7, 1)


def open_points(world, month=AUGUST):
    with transaction.atomic(), within(world.weavers.pk):
        return {point.label: point.note for point in checklist(month, "Asia/Makassar") if not point.ready}


def test_nothing_is_open_in_quiet_books(world):
    assert open_points(world) == {}


def test_a_cash_box_below_zero(world):
    lines = [debit("6-1200", 5), credit("1-1100", 5)]
    post_entry(TODAY, "Uji", lines, by=world.tari, at=NOW)
    assert open_points(world) == {
        "No cash box is below zero": "A cash box cannot hold less than nothing: 1-1100 −Rp5."
    }
    assert open_points(world, JULY) == {}


def test_half_way_payouts_and_goods_without_an_invoice(world):
    order = order_in_work(world)
    all_made(world, order)
    prepare_payout(today=TODAY, by=world.tari, at=NOW)
    delivered(world, order)
    assert open_points(world) == {
        "Payouts are finished": "1 payout is half-way.",
        "What was delivered is invoiced": "1 delivered order has no invoice.",
    }
    assert open_points(world, JULY) == {}


def test_lots_that_wait_and_old_advances(world):
    order = order_in_work(world)
    work = work_of(world, order)[0]
    more_money(world)
    paid = grant_advance(work.pk, amount_idr=1_000, method="bank", paid_on=TODAY, by=world.tari, at=NOW)
    hand_in(work.pk, pieces=2, by=world.idah, at=NOW)
    assert open_points(world) == {"What came in is inspected": "1 lot is not inspected."}
    with writing(world.weavers):
        Advance.objects.filter(pk=paid.pk).update(paid_on=date(2026, 8, 31) - timedelta(days=91))
    assert (
        open_points(world)["No advance is open for long"] == "1 advance is open for more than three months."
    )


def test_depreciation_of_the_month(world):
    loom = Thing("Alat tenun", "kelompok1", 4_800_000)
    own_asset(loom, bought_on=date(2024, 1, 1), on=JULY, by=world.tari, at=NOW)
    said = {"Depreciation is booked": "Things lose value each month; this month's is not booked."}
    assert open_points(world, JULY) == said
    assert open_points(world, date(2026, 6, 1)) == {}
    book_depreciation(JULY, by=world.tari, at=NOW)
    assert open_points(world, JULY) == {}
    assert open_points(world) == said


def test_the_cash_box_is_counted_late_in_the_month_or_after(world):
    post_entry(TODAY, "Uji", [debit("1-1100", 3_000), credit("4-1900", 3_000)], by=world.tari, at=NOW)
    said = {"The cash box is counted": "Count the cash box in the last days of the month or after."}
    assert open_points(world) == said
    assert open_points(world, JULY) == {}  # nothing was in it then
    for day, found in ((27, said), (28, {})):
        later = datetime(2026, 9, 2, tzinfo=UTC)
        made = count_cash({1_000: 3}, counted_on=date(2026, 8, day), reason="", by=world.tari, at=later)
        confirm_count(made.pk, by=world.mira, at=later)
        assert open_points(world) == found


def test_lines_of_the_bank_that_wait(world):
    line = one_line(world, "BIAYA ADM", -1_000)
    assert open_points(world) == {"Lines of the bank are matched": "1 line of the bank waits."}
    assert open_points(world, JULY) == {}
    confirm_matches([Choice(line.pk, "a:6-1300")], by=world.tari, at=NOW)
    assert open_points(world) == {}


def test_sheets_that_nobody_counted(world):
    with writing(world.weavers):
        CollectionSheet.objects.create(number=1, year=2026, held_on=TODAY, opened_at=NOW)
    assert open_points(world) == {"Collection sheets are closed": "1 collection sheet is not counted."}


def test_interest_that_the_rules_give(world):
    saved(world, member(world), voluntary=50_000)
    interest = "Interest on savings is booked"
    assert interest not in open_points(world)
    rule(world, savings_interest_bp_year=600)
    assert interest in open_points(world)
