"""What would be closed next, and that the preview of the year is what closing books."""

from datetime import date

import pytest
from django.db import transaction

from sentra.cooperative.closing.due import due
from sentra.cooperative.closing.operations import close_period
from sentra.kernel.tenancy import within
from sentra.ledger.operations import post_entry
from sentra.ledger.posting import credit, debit
from sentra.ledger.queries import closing_lines
from tests.world import NOW, TODAY

NOVEMBER, DECEMBER = date(2025, 11, 1), date(2025, 12, 1)


@pytest.fixture
def year(world):
    for on, lines in (
        (date(2025, 11, 3), [debit("1-1200", 900), credit("4-1200", 900)]),
        (date(2025, 12, 3), [debit("6-1200", 1_000), credit("1-1200", 1_000)]),
    ):
        post_entry(on, "Uji", lines, by=world.tari, at=NOW)
    return world


def next_due(world, today=TODAY):
    with transaction.atomic(), within(world.weavers.pk):
        return due(world.weavers.pk, today=today)


def test_nothing_booked_nothing_due(world):
    assert next_due(world) is None


def test_an_ordinary_month_has_no_entry(year):
    found = next_due(year)
    assert (found.month, found.over, found.ends_year, found.lines) == (NOVEMBER, True, False, ())
    assert not next_due(year, date(2025, 11, 30)).over


def test_the_preview_is_what_closing_the_year_books(year):
    close_period(NOVEMBER, by=year.tari, at=NOW)
    found = next_due(year)
    assert (found.month, found.ends_year, found.surplus_idr) == (DECEMBER, True, -100)
    close_period(DECEMBER, by=year.tari, at=NOW)
    with transaction.atomic(), within(year.weavers.pk):
        booked = closing_lines(date(2025, 12, 31))
    assert {line.account.code: line.amount_idr for line in found.lines} == booked
