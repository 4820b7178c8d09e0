"""Closing a month: in order, never the future, and nothing is booked into it afterwards."""

from datetime import date

import psycopg
import pytest
from django.db import connection, transaction

from sentra.cooperative.closing.operations import close_period
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.tenancy import within
from sentra.ledger import queries
from sentra.ledger.models import Period, Snapshot
from sentra.ledger.operations import post_entry
from sentra.ledger.posting import credit, debit
from sentra.ledger.snapshots import Sums, end_of, month_after
from tests.world import NOW, World

JUNE, JULY, AUGUST = date(2026, 6, 1), date(2026, 7, 1), date(2026, 8, 1)


def _book(world, on, idr, account="1-1200"):
    return post_entry(on, "Uji", [debit(account, idr), credit("3-1300", idr)], by=world.tari, at=NOW)


@pytest.fixture
def two_months(world):
    _book(world, date(2026, 6, 30), 100)
    _book(world, date(2026, 7, 1), 20, "1-1100")
    _book(world, date(2026, 7, 31), 30)
    _book(world, date(2026, 8, 2), 7)
    return world


def test_months_close_in_order_and_keep_their_sums(two_months):
    with pytest.raises(Refused, match="2026-06"):
        close_period(JULY, by=two_months.mira, at=NOW)
    close_period(date(2026, 6, 17), by=two_months.mira, at=NOW)
    close_period(JULY, by=two_months.tari, at=NOW)

    with transaction.atomic(), within(two_months.weavers.pk):
        assert list(Period.objects.order_by("month").values_list("month", flat=True)) == [JUNE, JULY]
        kept = Snapshot.objects.filter(month=JULY).values_list("account_id", "debit_idr", "credit_idr")
        assert sorted(kept) == [("1-1100", 20, 0), ("1-1200", 130, 0), ("3-1300", 0, 150)]


def test_a_month_is_closed_once_and_never_before_it_is_over(two_months):
    close_period(JUNE, by=two_months.mira, at=NOW)
    with pytest.raises(Refused, match="already"):
        close_period(JUNE, by=two_months.mira, at=NOW)
    with pytest.raises(Refused, match="not over"):
        close_period(AUGUST, by=two_months.mira, at=NOW)


def test_the_last_month_of_the_book_year_takes_income_and_costs_into_the_surplus(world):
    def book(on, account, idr):
        lines = [debit("1-1200", idr), credit(account, idr)]
        post_entry(on, "Uji", lines, by=world.tari, at=NOW)

    book(date(2025, 11, 3), "4-1200", 900)
    book(date(2025, 12, 31), "5-1200", -300)
    close_period(date(2025, 11, 1), by=world.tari, at=NOW)
    with transaction.atomic(), within(world.weavers.pk):
        assert queries.balance_of("3-1900") == 0
    close_period(date(2025, 12, 1), by=world.tari, at=NOW)
    with transaction.atomic(), within(world.weavers.pk):
        left = {row.code: row.turnover.balance_idr for row in queries.trial_balance(date(2025, 12, 31)).rows}
    assert left == {"1-1200": 600, "3-1900": -600, "4-1200": 0, "5-1200": 0}


def test_a_year_without_business_closes_too(world):
    _book(world, date(2025, 12, 31), 100)
    close_period(date(2025, 12, 1), by=world.tari, at=NOW)
    with transaction.atomic(), within(world.weavers.pk):
        assert queries.balance_of("3-1900") == 0


def test_nothing_is_booked_into_a_closed_month_nor_before_it(two_months):
    close_period(JUNE, by=two_months.mira, at=NOW)
    for day in (date(2026, 6, 30), date(2026, 6, 1), date(2026, 5, 31), date(2020, 1, 1)):
        with pytest.raises(Refused, match="closed"):
            _book(two_months, day, 1)
    _book(two_months, date(2026, 7, 1), 1)


def test_the_trial_balance_is_the_same_with_and_without_snapshots(two_months):
    days = [date(2026, 6, 29), date(2026, 6, 30), date(2026, 7, 15), date(2026, 7, 31), date(2026, 8, 3)]

    def trials():
        with transaction.atomic(), within(two_months.weavers.pk):
            return [queries.trial_balance(day) for day in days]

    before = trials()
    close_period(JUNE, by=two_months.mira, at=NOW)
    close_period(JULY, by=two_months.mira, at=NOW)

    assert trials() == before
    assert [trial.debit_idr for trial in before] == [0, 100, 120, 150, 157]
    assert all(trial.balanced for trial in before)


def test_the_trial_balance_reads_only_what_came_after_the_snapshot(committed_db, owner_url):
    """Counted by PostgreSQL itself (EXPLAIN ANALYZE): postings touched, before and after closing."""
    world = World.made()
    _book(world, date(2026, 8, 2), 7)
    with transaction.atomic(), within(writes=world.weavers.pk), connection.cursor() as cursor:
        cursor.execute(MANY, [world.weavers.pk])
    with psycopg.connect(owner_url(committed_db), autocommit=True) as owner:
        owner.execute("VACUUM (ANALYZE) ledger_posting")  # as autovacuum does
    all_open = _rows_of_trial_balance(world)
    for month in (JUNE, JULY):
        close_period(month, by=world.mira, at=NOW)

    assert (all_open, _rows_of_trial_balance(world)) == (10_002, 2)


def _rows_of_trial_balance(world):
    with transaction.atomic(), within(world.weavers.pk):
        return _rows_read(lambda: queries.trial_balance(date(2026, 8, 3)))


MANY = """
WITH entry AS (
  INSERT INTO ledger_entry (tenant_id, booked_on, memo, cause, source, at)
  SELECT %s, date '2026-06-01' + (n %% 2) * 30, 'x', 'many:' || n, 'many', now()
    FROM generate_series(1, 5000) n
  RETURNING id, tenant_id, booked_on
)
INSERT INTO ledger_posting (tenant_id, entry_id, booked_on, account_id, amount_idr)
SELECT tenant_id, id, booked_on, line.account, line.amount
  FROM entry, (VALUES ('1-1200', 5), ('3-1300', -5)) AS line (account, amount)
"""


def _rows_read(query):
    """Index and heap rows the planner's statement really touched, from EXPLAIN (ANALYZE)."""
    seen = []

    def explained(execute, sql, params, many, context):
        if "FROM ledger_posting" in sql:
            with connection.connection.cursor() as cursor:
                cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + sql, params)
                seen.append(cursor.fetchone()[0][0]["Plan"])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explained):
        query()
    return sum(_touched(plan) for plan in seen)


def _touched(plan):
    own = 0
    if plan.get("Relation Name") == "ledger_posting":
        own = round((plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0)) * plan["Actual Loops"])
    return own + sum(_touched(part) for part in plan.get("Plans", []))


def test_the_first_close_is_the_month_of_the_first_entry(world):
    close_period(date(2026, 3, 1), by=world.mira, at=NOW)  # no entries yet: any month that is over
    with pytest.raises(Refused, match="2026-04"):
        close_period(JULY, by=world.mira, at=NOW)


def test_the_inspector_may_not(world):
    with pytest.raises(PermissionDenied):
        close_period(JUNE, by=world.idah, at=NOW)


def test_another_cooperative_closes_its_own_books(two_months):
    close_period(JUNE, by=two_months.zahra, at=NOW)
    _book(two_months, date(2026, 6, 1), 1)  # the weavers' June is still open


def test_months_know_their_ends():
    assert (end_of(date(2024, 2, 1)), month_after(date(2026, 12, 1))) == (date(2024, 2, 29), date(2027, 1, 1))
    assert Sums(5, 3) + Sums(1, 1) == Sums(6, 4)
