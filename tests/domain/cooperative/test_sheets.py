"""The collection sheet: everybody's dues in minutes, counted once, the difference seen."""

import dataclasses
import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError

from sentra.cooperative.loans.operations import take_back_instalment
from sentra.cooperative.models import CollectionSheet, LoanPayment, SavingsMove
from sentra.cooperative.savings.collecting import Dues
from sentra.cooperative.savings.operations import (
    close_sheet,
    open_sheet,
    receive_dues,
    take_back_savings,
    take_dues,
)
from sentra.cooperative.savings.sheet import sheet_view, sheets
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.offline import Envelope
from tests.domain.cooperative.savings_given import balance, lent, member, rule, save
from tests.domain.orders.given import writing
from tests.world import NOW, TODAY


@pytest.fixture
def sheet(world):
    rule(world, principal_savings_idr=100_000, mandatory_savings_idr=20_000)
    return open_sheet(TODAY, place="Balai desa", by=world.budi, at=NOW)


def view(world, sheet):
    with writing(world.weavers):
        return sheet_view(sheet.pk)


def take(world, sheet, *rows, by=None):
    return take_dues(sheet.pk, rows=list(rows), by=by or world.budi, at=NOW)


def test_each_row_says_what_is_owed_this_month(world, sheet):
    aluh = member(world)
    member(world, "Bariah", 2, joined_on=TODAY)
    lent(world, aluh, on=date(2026, 7, 20))
    save(world, aluh, 100_000, "pokok")
    rows = view(world, sheet).rows
    assert [(row.dues_idr, row.loan_idr, row.owed_idr) for row in rows] == [
        (160_000, 112_000, 272_000),  # eight months since January; the instalment of 20 August
        (120_000, 0, 120_000),
    ]


def test_dues_pay_pokok_then_wajib_and_the_instalment_its_interest_first(world, sheet):
    aluh = member(world)
    lent(world, aluh, on=date(2026, 7, 20))
    take(world, sheet, Dues(aluh.pk, 150_000, 30_000, 50_000))
    assert balance(world, "3-1100", aluh) == -100_000
    assert balance(world, "3-1200", aluh) == -50_000
    assert balance(world, "2-1400", aluh) == -30_000
    assert balance(world, "4-1400") == -12_000
    assert balance(world, "1-1340", aluh) == 1_200_000 - 38_000
    shown = view(world, sheet)
    assert shown.rows[0].paid_idr == shown.taken_idr == 230_000


def test_nobody_is_counted_twice(world, sheet):
    aluh, bariah = member(world), member(world, "Bariah", 2)
    take(world, sheet, Dues(aluh.pk, 20_000))
    with pytest.raises(Refused, match=r"Aluh stands on this sheet already with Rp20\.000"):
        take(world, sheet, Dues(aluh.pk, 20_000), Dues(bariah.pk, 20_000))
    assert balance(world, "1-1100") == 20_000  # all or none


def test_the_database_too_refuses_a_second_line(world, sheet):
    aluh = member(world)
    take(world, sheet, Dues(aluh.pk, 200_000))
    with writing(world.weavers), pytest.raises(IntegrityError, match="savings_once_on_a_sheet"):
        SavingsMove.objects.create(
            number=99, year=2026, member=aluh, payer=aluh.party, kind="wajib", amount_idr=1, method="cash",
            moved_on=TODAY, sheet=sheet,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ((0,), "type what she brought"),
        ((-1, 5), "below zero"),
        ((0, 0, 5), "has no loan"),
    ],
)
def test_a_row_that_cannot_be(world, sheet, row, said):
    aluh = member(world)
    with pytest.raises(Refused, match=said):
        take(world, sheet, Dues(aluh.pk, *row))


def test_more_than_her_loan_asks_for_is_refused(world, sheet):
    aluh = member(world)
    lent(world, aluh, 300_000, 3, on=date(2026, 7, 20))
    with pytest.raises(Refused, match=r"owes Rp303\.000"):
        take(world, sheet, Dues(aluh.pk, 0, 0, 303_001))


def test_an_empty_sheet_takes_nothing(world, sheet):
    with pytest.raises(Refused, match="Tick at least one"):
        take(world, sheet)


def test_who_collects_corrects_while_the_sheet_is_open(world, sheet):
    aluh = member(world)
    lent(world, aluh, on=date(2026, 7, 20))
    take(world, sheet, Dues(aluh.pk, 20_000, 0, 50_000))
    with writing(world.weavers):
        wrong, paid = SavingsMove.objects.get(), LoanPayment.objects.get()
    take_back_savings(wrong.pk, reason="Salah ketik", by=world.budi, at=NOW)
    take_back_instalment(paid.pk, reason="Salah ketik", by=world.budi, at=NOW)
    take(world, sheet, Dues(aluh.pk, 25_000))
    close_sheet(sheet.pk, counted_idr=25_000, by=world.budi, at=NOW)
    with writing(world.weavers):
        second = SavingsMove.objects.latest("pk")
    with pytest.raises(PermissionDenied):
        take_back_savings(second.pk, reason="Salah ketik", by=world.budi, at=NOW)
    take_back_savings(second.pk, reason="Salah ketik", by=world.tari, at=NOW + timedelta(hours=1))
    assert view(world, sheet).taken_idr == 25_000  # the box was counted with it


@pytest.mark.parametrize(("counted", "difference"), [(20_000, 0), (19_000, -1_000), (20_500, 500)])
def test_closing_books_the_difference(world, sheet, counted, difference):
    aluh = member(world)
    take(world, sheet, Dues(aluh.pk, 20_000))
    close_sheet(sheet.pk, counted_idr=counted, by=world.budi, at=NOW)
    assert balance(world, "1-1100") == counted
    assert balance(world, "8-1200") == -difference
    assert view(world, sheet).difference_idr == difference


def test_a_closed_sheet_takes_and_changes_nothing(world, sheet):
    aluh = member(world)
    close_sheet(sheet.pk, counted_idr=0, by=world.budi, at=NOW)
    for verb in (
        lambda: take(world, sheet, Dues(aluh.pk, 5)),
        lambda: close_sheet(sheet.pk, counted_idr=1, by=world.budi, at=NOW),
    ):
        with pytest.raises(Refused, match="sheet is closed"):
            verb()
    with writing(world.weavers), pytest.raises(IntegrityError, match="stays as it was closed"):
        CollectionSheet.objects.filter(pk=sheet.pk).update(counted_idr=5)


def test_the_database_too_refuses_a_line_on_a_closed_sheet(world, sheet):
    aluh = member(world)
    close_sheet(sheet.pk, counted_idr=0, by=world.budi, at=NOW)
    with writing(world.weavers), pytest.raises(IntegrityError, match="is closed"):
        SavingsMove.objects.create(
            number=99, year=2026, member=aluh, payer=aluh.party, kind="wajib", amount_idr=1, method="cash",
            moved_on=TODAY, sheet=sheet,
        )  # fmt: skip


def letter(on_sheet, one, **body):
    told = {"sheet": on_sheet.pk, "member": one.pk, "dues": "20000"} | body
    return Envelope(uuid.uuid4(), "hp", 1, datetime(2026, 8, 3, tzinfo=UTC), "dues", 1, told)


def test_a_row_from_a_phone_counts_once_however_often_it_is_sent(world, sheet):
    aluh = member(world)
    sent = letter(sheet, aluh, voluntary=5_000)
    first = receive_dues(sent, by=world.budi, at=NOW)
    assert receive_dues(sent, by=world.budi, at=NOW) == first == {"member": aluh.pk, "paid": 25_000}
    assert balance(world, "1-1100") == 25_000
    with pytest.raises(Refused, match="already"):
        receive_dues(letter(sheet, aluh), by=world.budi, at=NOW)


@pytest.mark.parametrize("body", [{"member": "x"}, {"sheet": None}, {"dues": "banyak"}])
def test_a_broken_envelope_is_refused(world, sheet, body):
    with pytest.raises(Refused, match="incomplete"):
        receive_dues(letter(sheet, member(world), **body), by=world.budi, at=NOW)
    with pytest.raises(Refused, match="not known"):
        receive_dues(
            dataclasses.replace(letter(sheet, member(world, "Bariah", 2)), kind="progress"),
            by=world.budi, at=NOW,
        )  # fmt: skip


def test_who_may_not_and_no_stranger(world, sheet):
    aluh = member(world)
    for nobody in (world.idah, world.aluh, world.mira):
        with pytest.raises(PermissionDenied):
            take(world, sheet, Dues(aluh.pk, 5), by=nobody)
    thief = dataclasses.replace(world.budi, tenant_id=world.batik.pk)
    with pytest.raises(CollectionSheet.DoesNotExist):
        take(world, sheet, Dues(aluh.pk, 5), by=thief)


def test_a_meeting_is_not_tomorrow(world):
    with pytest.raises(Refused, match="future"):
        open_sheet(TODAY + timedelta(days=1), by=world.budi, at=NOW)


@pytest.mark.parametrize("people", [2, 12])
def test_rows_cost_the_same_queries(world, sheet, people, django_assert_num_queries):
    listed = [member(world, f"Orang {number}", number) for number in range(1, people + 1)]
    lent(world, listed[0], on=date(2026, 7, 20))
    take(world, sheet, *(Dues(one.pk, 20_000) for one in listed[1:]))
    with writing(world.weavers), django_assert_num_queries(9):
        sheet_view(sheet.pk)
    with writing(world.weavers), django_assert_num_queries(4):
        assert sheets()[0][1] == 20_000 * (people - 1)
