"""Working money: how much, to whom, from what, and how it comes back."""

import pytest
from django.db import IntegrityError, transaction

from sentra.capital.models import Advance
from sentra.capital.operations import (
    bounce_slip,
    grant_advance,
    repay_advance,
    write_off_advance,
)
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.models import Notice, Tenant
from sentra.people.roles import RoleName
from sentra.production.models import Assignment
from tests.domain.capital.given import (
    all_paid,
    balance,
    books_hold,
    inspected,
    once_more,
    order_in_work,
    slip_of,
    work_of,
)
from tests.domain.orders.given import writing
from tests.world import NOW, TODAY, staff


def grant(world, work, amount_idr, **more):
    said = {"method": "bank", "paid_on": TODAY, "by": world.tari, "at": NOW} | more
    return grant_advance(work.pk, amount_idr=amount_idr, **said)


def worth(work):
    return work.accepted * work.rate_idr


def test_half_of_her_piecework_can_be_advanced_and_she_is_told(world):
    work = work_of(world, order_in_work(world))[0]
    advance = grant(world, work, worth(work) // 2)
    assert balance(world, "1-1330", advance.party_id) == worth(work) // 2
    with writing(world.weavers):
        assert Notice.objects.filter(to=f"party:{advance.party_id}", name="advance_paid").exists()
    books_hold(world)


def test_more_than_the_share_is_refused_with_the_amount_and_earlier_ones_count(world):
    work = work_of(world, order_in_work(world))[0]
    grant(world, work, worth(work) // 2 - 10_000)
    with pytest.raises(Refused, match=r"Rp10\.000"):
        grant(world, work, 10_001)
    grant(world, work, 10_000)


def test_the_share_is_the_cooperatives_own(world):
    Tenant.objects.filter(pk=world.weavers.pk).update(settings={"advance_permille": 100})
    work = work_of(world, order_in_work(world))[0]
    with pytest.raises(Refused):
        grant(world, work, worth(work) // 10 + 1)


def test_the_pool_keeps_its_reserve(world):
    order = order_in_work(world)
    work = work_of(world, order)[0]
    Tenant.objects.filter(pk=world.weavers.pk).update(settings={"reserve_idr": order.total_idr - 10_000})
    with pytest.raises(Refused, match=r"reserve|cadangan"):
        grant(world, work, 10_001)
    grant(world, work, 10_000)


def test_an_empty_cash_box_pays_nothing(world):
    work = work_of(world, order_in_work(world))[0]
    with pytest.raises(Refused):
        grant(world, work, 1_000, method="cash")


@pytest.mark.parametrize("wrong", [{"amount_idr": 0}, {"amount_idr": -1}])
def test_an_amount_is_more_than_zero(world, wrong):
    work = work_of(world, order_in_work(world))[0]
    with pytest.raises(Refused):
        grant(world, work, **wrong)


def test_work_she_has_finished_needs_no_advance(world):
    work = work_of(world, order_in_work(world))[0]
    inspected(world, work)
    with pytest.raises(Refused):
        grant(world, work, 1_000)


def test_the_inspector_may_not_hand_out_money(world):
    work = work_of(world, order_in_work(world))[0]
    with pytest.raises(PermissionDenied):
        grant(world, work, 1_000, by=world.idah)


def test_another_cooperative_does_not_find_the_work(world):
    work = work_of(world, order_in_work(world))[0]
    with pytest.raises(Assignment.DoesNotExist):
        grant(world, work, 1_000, by=world.zahra)


def test_she_hands_it_back_in_two_parts(world):
    work = work_of(world, order_in_work(world))[0]
    advance = grant(world, work, 50_000)
    for amount in (20_000, 30_000):
        repay_advance(advance.pk, amount_idr=amount, method="cash", paid_on=TODAY, by=world.tari, at=NOW)
    with pytest.raises(Refused):
        repay_advance(advance.pk, amount_idr=1, method="cash", paid_on=TODAY, by=world.tari, at=NOW)
    assert balance(world, "1-1100") == 50_000
    assert once_more(world, advance).owing_idr == 0
    books_hold(world)


def test_writing_off_needs_a_reason_and_stops_at_what_is_open(world):
    advance = grant(world, work_of(world, order_in_work(world))[0], 50_000)
    with pytest.raises(Refused):
        write_off_advance(advance.pk, reason=" ", by=world.mira, at=NOW)
    with pytest.raises(Refused):
        write_off_advance(advance.pk, reason="Sakit", amount_idr=50_001, by=world.mira, at=NOW)
    write_off_advance(advance.pk, reason="Sakit", amount_idr=20_000, by=world.mira, at=NOW)
    write_off_advance(advance.pk, reason="Sakit", by=world.mira, at=NOW)
    assert balance(world, "8-1100") == 50_000
    books_hold(world)


def test_who_granted_it_may_not_write_it_off(world):
    work = work_of(world, order_in_work(world))[0]
    advance = grant(world, work, 50_000, by=world.mira)
    with pytest.raises(Refused, match="somebody else"):
        write_off_advance(advance.pk, reason="Sakit", by=world.mira, at=NOW)
    other = staff(world.weavers, "Mawar", RoleName.MANAGER)
    write_off_advance(advance.pk, reason="Sakit", by=other, at=NOW)
    books_hold(world)


def test_a_repayment_after_a_bounce_is_booked_though_the_sums_repeat(world):
    work = work_of(world, order_in_work(world))[0]
    advance = grant(world, work, 50_000)
    inspected(world, work, 16)
    slip = slip_of(world, all_paid(world), advance.party_id)
    assert slip.recovered_idr == 20_000

    def hand_back(amount_idr):
        return repay_advance(
            advance.pk, amount_idr=amount_idr, method="cash", paid_on=TODAY, by=world.tari, at=NOW
        )

    hand_back(5_000)  # 25,000 have come back
    bounce_slip(slip.pk, reason="Rekening salah", by=world.tari, at=NOW)
    hand_back(15_000)  # 20,000 again
    hand_back(5_000)
    assert balance(world, "1-1100") == 25_000
    books_hold(world)


def test_the_treasurer_who_pays_may_not_write_off(world):
    advance = grant(world, work_of(world, order_in_work(world))[0], 50_000)
    with pytest.raises(PermissionDenied):
        write_off_advance(advance.pk, reason="Sakit", by=world.tari, at=NOW)
    with pytest.raises(Advance.DoesNotExist):
        write_off_advance(advance.pk, reason="Sakit", by=world.zahra, at=NOW)


@pytest.mark.parametrize(
    "change", ["recovered_idr = 30000, reserved_idr = 20001", "recovered_idr = 50001", "written_off_idr = -1"]
)
def test_the_database_takes_back_no_more_than_was_advanced(world, change):
    from django.db import connection

    advance = grant(world, work_of(world, order_in_work(world))[0], 50_000)
    with (
        pytest.raises(IntegrityError),
        writing(world.weavers),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE capital_advance SET {change} WHERE id = %s", [advance.pk])
