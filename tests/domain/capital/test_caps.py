"""How much working money, and which limit binds: by rule, by examples from the tables, for a whole order."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from sentra.capital.caps import Cap, Limit, Need, Record, Rules, cap, together
from sentra.capital.models import Advance
from sentra.capital.operations import grant_advance, grant_advances, write_off_advance
from sentra.capital.queries import advance_caps
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.models import Tenant
from sentra.people.models import Worker
from sentra.production.models import Assignment
from tests.domain.capital.given import balance, books_hold, inspected, more_money, order_in_work, work_of
from tests.domain.orders.given import writing
from tests.domain.production.given import accepted_by_all, assignments
from tests.world import NOW, TODAY

FULL = 10**12


def of(need, record=Record(), *, permille=500, floor=500, pool=FULL, rules=Rules()):  # noqa: B008  # frozen
    return cap(need, record, rules, permille=permille, floor_permille=floor, pool_idr=pool)


@pytest.mark.parametrize(
    ("record", "most", "binds"),
    [
        (Record(), 500_000, Limit.SHARE),  # nothing speaks against a newcomer
        (Record(100, 90), 500_000, Limit.SHARE),
        (Record(100, 89), 300_000, Limit.RECORD),
        (Record(100, 69), 150_000, Limit.RECORD),
        (Record(100, 100, written_off=1), 150_000, Limit.RECORD),
        (Record(0, 0, written_off=1), 150_000, Limit.RECORD),
    ],
)
def test_her_record_by_the_table(record, most, binds):
    found = of(Need(1_000_000), record)
    assert (found.most_idr, found.binds) == (most, binds)


def test_a_cooperative_sets_its_own_table():
    rules = Rules.of({"kept": [[500, 1000], [0, 0]], "new": 200, "written_off": 0})
    assert of(Need(1_000_000), Record(10, 5), rules=rules).most_idr == 500_000
    assert of(Need(1_000_000), Record(10, 4), rules=rules).most_idr == 0
    assert of(Need(1_000_000), rules=rules).most_idr == 100_000


def test_her_workers_wages_raise_it_as_far_as_her_pay_can_bring_them_back():
    need = Need(1_000_000, weeks=4, weekly_wages_idr=100_000)
    assert (of(need, permille=300).most_idr, of(need, permille=300).binds) == (400_000, Limit.WAGES)
    assert of(Need(1_000_000, weeks=9, weekly_wages_idr=100_000), permille=300).most_idr == 500_000
    assert of(need, permille=500).binds == Limit.SHARE


def test_what_she_has_counts_and_the_pool_is_everybodys():
    found = of(Need(1_000_000, before_idr=300_000), pool=50_000)
    assert (found.most_idr, found.binds) == (50_000, Limit.POOL)
    assert of(Need(1_000_000, before_idr=600_000)).most_idr == 0


@given(
    st.integers(0, 10**9), st.integers(0, 10**9), st.integers(0, 8), st.integers(0, 10**7),
    st.integers(0, 500), st.integers(0, 500), st.integers(0, 1000), st.integers(-(10**6), 10**9),
)  # fmt: skip
def test_no_cap_is_above_any_limit(worth, before, weeks, weekly, promised, kept, floor, pool):
    record = Record(promised, min(kept, promised))
    found = of(Need(worth, before, weeks, weekly), record, floor=floor, pool=pool)
    assert 0 <= found.most_idr <= max(0, pool)
    assert found.most_idr <= max(worth * 500, worth * (1000 - floor)) // 1000


@given(st.lists(st.integers(0, 10**7), max_size=8), st.integers(-(10**6), 10**7))
def test_together_nobody_gets_more_and_the_pool_is_not_overdrawn(most, pool):
    caps = [Cap(idr, Limit.SHARE, Need(0), Record(), 1000, pool) for idr in most]
    given_ = together(caps, pool)
    assert all(0 <= one <= idr for one, idr in zip(given_, most, strict=True))
    assert sum(given_) == min(sum(most), max(0, pool))


# ---- from the tables -----------------------------------------------------------------------------------


def caps_of(world, shares, today=TODAY):
    with writing(world.weavers):
        return advance_caps(shares, tenant_id=world.weavers.pk, pool_idr=FULL, today=today)


def test_late_work_and_an_advance_not_paid_back_tell_in_her_record(world):
    more_money(world)
    first = work_of(world, order_in_work(world))[0]
    inspected(world, first, 10)
    with writing(world.weavers):
        Assignment.objects.filter(pk=first.pk).update(due_on=TODAY)
    later = work_of(world, order_in_work(world, code="tikar"))[0]
    record = caps_of(world, [later], TODAY + timedelta(days=1))[later.pk].record
    assert (record.promised, record.kept, record.written_off) == (first.accepted, 10, 0)
    assert caps_of(world, [later])[later.pk].record == Record()  # not late yet
    lost = grant_advance(first.pk, amount_idr=10_000, method="bank", paid_on=TODAY, by=world.mira, at=NOW)
    write_off_advance(lost.pk, reason="Pindah", by=chair_too(world), at=NOW)
    assert caps_of(world, [later])[later.pk].record == Record(0, 0, 1)


def chair_too(world):
    from dataclasses import replace

    return replace(world.mira, user_id=world.wati.user_id)


def test_handed_in_after_the_day_is_late_even_when_it_is_good(world):
    first = work_of(world, order_in_work(world))[0]
    with writing(world.weavers):
        Assignment.objects.filter(pk=first.pk).update(due_on=TODAY - timedelta(days=1))
    inspected(world, first)
    assert caps_of(world, [first])[first.pk].record == Record(first.accepted, 0)


def test_her_record_is_a_refusal_with_the_amount(world):
    first = work_of(world, order_in_work(world))[0]
    with writing(world.weavers):
        Assignment.objects.filter(pk=first.pk).update(due_on=TODAY - timedelta(days=1))
    later = work_of(world, order_in_work(world, code="tikar"))[0]
    usual = later.accepted * later.rate_idr // 2
    with pytest.raises(Refused):
        grant_advance(later.pk, amount_idr=usual, method="bank", paid_on=TODAY, by=world.mira, at=NOW)
    assert grant_advance(
        later.pk, amount_idr=usual * 3 // 10, method="bank", paid_on=TODAY, by=world.mira, at=NOW
    )


def test_workers_wages_are_part_of_the_need(world):
    Tenant.objects.filter(pk=world.weavers.pk).update(settings={"advance_permille": 100})
    work = work_of(world, order_in_work(world))[0]
    with writing(world.weavers):
        Worker.objects.create(workshop=work.workshop, name="Siti", weekly_wage_idr=40_000)
    found = caps_of(world, [work])[work.pk]
    assert found.need.weeks == len(work.weeks) > 1
    assert (found.most_idr, found.binds) == (40_000 * len(work.weeks), Limit.WAGES)


def test_weeks_once_though_two_shares_take_them(world):
    first = work_of(world, order_in_work(world))[0]
    later = work_of(world, order_in_work(world, code="tikar"))[0]
    with writing(world.weavers):
        Worker.objects.create(workshop=first.workshop, name="Siti", weekly_wage_idr=40_000)
        Assignment.objects.filter(pk=later.pk).update(weeks=first.weeks)
        later.refresh_from_db()
    found = caps_of(world, [first, later])
    assert (found[first.pk].need.weeks, found[later.pk].need.weeks) == (len(first.weeks), 0)


# ---- a whole order -------------------------------------------------------------------------------------


def all_of(world, order, amounts, **more):
    told = {"method": "bank", "paid_on": TODAY, "by": world.mira, "at": NOW} | more
    return grant_advances(order.pk, amounts=amounts, **told)


def test_many_makers_at_once_in_one_entry_each(world):
    order = accepted_by_all(world)
    amounts = {work.pk: 10_000 + at for at, work in enumerate(assignments(world, order))}
    before = balance(world, "1-1200")
    made = all_of(world, order, amounts | {min(amounts): 0})
    assert {one.assignment_id: one.amount_idr for one in made} == {
        pk: idr for pk, idr in amounts.items() if pk != min(amounts)
    }
    assert before - balance(world, "1-1200") == sum(one.amount_idr for one in made)
    books_hold(world)


def test_one_too_much_and_nobody_is_paid(world):
    order = accepted_by_all(world)
    shares = assignments(world, order)
    last = shares[-1]
    amounts = {work.pk: 10_000 for work in shares} | {last.pk: last.accepted * last.rate_idr}
    with pytest.raises(Refused) as refusal:
        all_of(world, order, amounts)
    assert last.workshop.owner.name in str(refusal.value)
    with writing(world.weavers):
        assert not Advance.objects.exists()


def test_the_pool_is_asked_for_all_together(world):
    order = accepted_by_all(world)
    amounts = {work.pk: 10_000 for work in assignments(world, order)}
    Tenant.objects.filter(pk=world.weavers.pk).update(
        settings={"reserve_idr": balance(world, "1-1200") - 10_001}
    )
    with pytest.raises(Refused):
        all_of(world, order, amounts)
    with pytest.raises(Refused):
        all_of(world, order, {})


def test_another_orders_share_a_stranger_and_who_may_not(world):
    order = accepted_by_all(world)
    other = work_of(world, order_in_work(world, code="tikar"))[0]
    amounts = {assignments(world, order)[0].pk: 10_000}
    with pytest.raises(Assignment.DoesNotExist):
        all_of(world, order, amounts | {other.pk: 10_000})
    with pytest.raises(Assignment.DoesNotExist):
        all_of(world, order, amounts, by=world.zahra)
    with pytest.raises(PermissionDenied):
        all_of(world, order, amounts, by=world.idah)


def test_it_asks_no_more_for_many_makers_than_for_one(world):
    order = accepted_by_all(world)
    shares, counts = assignments(world, order), []
    for some in (shares[:1], shares[1:]):
        with CaptureQueriesContext(connection) as asked:
            all_of(world, order, {work.pk: 10_000 for work in some})
        counts.append(len(asked))
    assert len(shares) > 2
    assert counts[0] == counts[1]
