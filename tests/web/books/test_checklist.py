"""Each point of the checklist is seen open and ready."""

from datetime import date, timedelta

from django.db import transaction

from sentra.capital.models import Advance
from sentra.capital.operations import grant_advance, prepare_payout
from sentra.cooperative.models import CollectionSheet
from sentra.kernel.tenancy import within
from sentra.ledger.operations import post_entry
from sentra.ledger.posting import credit, debit
from sentra.quality.operations import hand_in
from sentra.web.books.checklist import checklist
from tests.domain.capital.given import all_made, delivered, more_money, order_in_work, work_of
from tests.domain.cooperative.given import member, saved
from tests.domain.cooperative.savings_given import rule
from tests.domain.orders.given import writing
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


def test_sheets_that_nobody_counted(world):
    with writing(world.weavers):
        CollectionSheet.objects.create(number=1, year=2026, held_on=TODAY, opened_at=NOW)
    assert open_points(world) == {"Collection sheets are closed": "1 collection sheet is not counted."}


def test_interest_that_the_rules_give(world):
    saved(world, member(world), voluntary=50_000)
    assert open_points(world) == {}
    rule(world, savings_interest_bp_year=600)
    assert list(open_points(world)) == ["Interest on savings is booked"]
