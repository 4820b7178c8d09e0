"""The cash plan, reckoned by hand; what lifts it; what splitting may count on."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sentra.allocation import Plan
from sentra.allocation.promise import spent_by_week
from sentra.capital.operations import grant_advance
from sentra.kernel.tenancy import within
from sentra.ledger.queries import balances_by_order
from sentra.orders.models import Order
from sentra.production.cashfan import _draws, fan
from sentra.production.cashflows import Flow, Kind, Terms, flows
from sentra.production.cashplan import cash_plan
from sentra.production.models import Assignment
from sentra.production.operations import split_order
from sentra.production.problem import ask
from sentra.production.rules import Rules
from tests.domain.capital.given import all_paid, inspected, more_money, order_in_work, work_of
from tests.domain.orders.given import accepted, again, invoiced, line, pay, product, quoted, writing
from tests.domain.production.given import able, assignments
from tests.world import NOW, TODAY

HALF = Terms()
MONDAYS = [date(2026, 8, day).isoformat() for day in (3, 10, 17, 24)]


@pytest.fixture
def order(world):
    """Rp 7.4 million, 30 % paid. Aluh weaves 40 × 20,000 in weeks 0 and 1, Bariah 40 × 40,000 in 1 and 2."""
    made = order_in_work(world, down=300)
    with writing(world.weavers):
        for work in assignments(world, made):
            first = 0 if work.workshop.owner.name == "Aluh" else 1
            days = {MONDAYS[first]: 20, MONDAYS[first + 1]: 20}
            Assignment.objects.filter(pk=work.pk).update(weeks=days)
    return made


def planned(world, terms=HALF, **more):
    with writing(world.weavers):
        return cash_plan(TODAY, terms=terms, **more)


def moved(plan, kind):
    return [(flow.week, flow.amount_idr) for flow in plan.flows if flow.kind == kind]


def test_the_rest_of_the_price_waits_for_work_that_ends_after_the_promise(world, order):
    (promised,) = [flow for flow in planned(world).flows if flow.kind == Kind.PRICE]
    days = order.payment_days
    assert promised.due_on == order.promised_on + timedelta(days=days)
    late = order.promised_on + timedelta(days=14 - order.promised_on.weekday())
    with writing(world.weavers):
        Assignment.objects.filter(order=order).update(weeks={late.isoformat(): 40})
    (price,) = [flow for flow in planned(world).flows if flow.kind == Kind.PRICE]
    assert price.due_on == late + timedelta(days=5 + days)


def test_every_week_as_reckoned_by_hand(world, order):
    plan = planned(world)
    assert plan.opening_idr == 2_220_000
    assert moved(plan, Kind.ADVANCE) == [(0, -200_000), (1, -200_000), (1, -400_000), (2, -400_000)]
    assert moved(plan, Kind.WAGE) == [(1, -200_000), (2, -200_000), (2, -400_000), (3, -400_000)]
    assert plan.balances[:5] == [2_020_000, 1_220_000, 220_000, -180_000, -180_000]
    assert (plan.lowest.index, plan.lowest.balance_idr) == (3, -180_000)
    (price,) = plan.waits_for
    assert (price.amount_idr, price.order, price.kind) == (5_180_000, str(order), Kind.PRICE)
    assert price.due_on == date(2026, 10, 16)  # 14 days after the promised 2 October
    assert plan.weeks[price.week].balance_idr == 5_000_000
    assert not plan.rests_on


def test_what_lifts_it(world, order):
    mine = product(world.weavers, "dompet")
    offered = quoted(world, line(mine, 40))
    plan = planned(world, Terms(reserve_idr=20_000))
    assert plan.need_idr == 200_000
    loan, ahead, quotation = plan.lifts
    price = plan.waits_for[0]
    assert (loan.kind, loan.amount_idr, loan.before_on) == ("loan", 200_000, date(2026, 8, 24))
    assert loan.back_on == plan.weeks[price.week].monday
    assert (ahead.kind, ahead.order_id, ahead.percent) == (
        "down_payment",
        order.pk,
        33,
    )  # 2.42 of 7.4
    assert (quotation.kind, quotation.order_id, quotation.percent) == ("quotation", offered.pk, 36)  # 2.6
    more_money(world, 200_000)
    assert planned(world, Terms(reserve_idr=20_000)).lifts == ()


def test_an_advance_paid_is_not_paid_again_and_comes_back_with_the_wage(world, order):
    (work,) = work_of(world, order)
    grant_advance(work.pk, amount_idr=400_000, method="bank", paid_on=TODAY, by=world.tari, at=NOW)
    plan = planned(world)
    assert plan.opening_idr == 1_820_000
    assert moved(plan, Kind.ADVANCE) == [(1, -400_000), (2, -400_000)]
    assert plan.balances[:4] == [1_820_000, 1_220_000, 220_000, -180_000]
    inspected(world, work, 20)
    again_ = planned(world)
    assert moved(again_, Kind.OWED) == [(0, -200_000)]  # 400,000 less the half of it she has
    assert again_.balances[3] == -180_000
    all_paid(world)
    paid = planned(world)
    assert (paid.opening_idr, moved(paid, Kind.OWED)) == (1_620_000, [])
    assert paid.balances[3] == -180_000
    with writing(world.weavers):  # the slip names no order: it is taken off hers
        assert balances_by_order("1-1330") == {(world.aluh.party_id, order.pk): 200_000}
        assert balances_by_order("2-1110") == {}


def test_work_nobody_has_waits_for_the_down_payment(world):
    able(world, made := product(world.weavers))
    order = accepted(world, line(made, 40))
    plan = planned(world)
    assert moved(plan, Kind.DOWN_PAYMENT) == [(1, 2_220_000)]
    assert moved(plan, Kind.ADVANCE) == [(1, -1_200_000)]
    assert [flow.due_on for flow in plan.flows if flow.kind == Kind.WAGE] == [date(2026, 10, 6)]
    assert not any(flow.certain for flow in plan.flows)
    pay(world, order, "down_payment", 2_220_000)
    assert moved(planned(world), Kind.ADVANCE) == [(0, -1_200_000)]


def test_an_overdue_invoice_is_not_certain(world):
    invoiced(world, payment_days=14)
    with writing(world.weavers):
        (punctual,) = [one for one in flows(TODAY, TODAY, 9, terms=HALF) if one.kind == Kind.INVOICE]
        late = date(2026, 8, 31)
        (overdue,) = [one for one in flows(late, late, 9, terms=HALF) if one.kind == Kind.INVOICE]
    assert (punctual.week, punctual.amount_idr, punctual.certain) == (2, 5_180_000, True)
    assert (overdue.week, overdue.amount_idr, overdue.certain) == (1, 5_180_000, False)


def test_the_fan_is_the_same_twice_and_scenarios_are_what_they_say(world, order):
    (work,) = work_of(world, order)
    grant_advance(work.pk, amount_idr=400_000, method="bank", paid_on=TODAY, by=world.tari, at=NOW)
    plan = planned(world)
    drawn = fan(plan)
    assert drawn == fan(plan)
    assert list(_draws(plan, 16, 1)) != list(_draws(plan, 16, 2))
    assert len(list(_draws(plan, 16, 1))) == 200
    assert all(a <= b <= c for a, b, c in zip(drawn.low, drawn.middle, drawn.high, strict=True))
    late, largest, dropped = drawn.outcomes
    due = plan.waits_for[0].week
    assert (drawn.low[due], drawn.high[due]) == (-180_000, 5_000_000)
    assert late.balances[due] == largest.balances[due] == -180_000
    assert late.balances[due + 5] == largest.balances[due + 5] == 5_000_000
    assert largest.who == ("Dinas Pendidikan HSU",)
    assert set(dropped.who) == {"Aluh", "Bariah"}
    assert dropped.balances[:3] == (1_820_000, 1_820_000, 1_820_000)  # nobody works for two weeks
    assert dropped.balances[5] == -580_000  # her advance is paid to somebody else once more


def test_splitting_sees_accepted_work_once(world, order):
    (work,) = work_of(world, order)
    grant_advance(work.pk, amount_idr=400_000, method="bank", paid_on=TODAY, by=world.tari, at=NOW)
    with writing(world.weavers):
        problem = ask(Order.objects.get(pk=order.pk), Rules(), terms=HALF, today=TODAY).problem
        plan = cash_plan(TODAY, terms=HALF)
    cash = problem.cash
    assert cash.opening_idr == 1_820_000
    spent = spent_by_week(problem, Plan(problem.fixed, "partial", 0, 0, {}))
    held = [cash.opening_idr + sum(cash.inflows_idr[: week + 1]) - spent[week] for week in range(4)]
    assert held == plan.balances[:4] == [1_820_000, 1_220_000, 220_000, -180_000]
    assert cash.opening_idr + sum(cash.inflows_idr) - spent[-1] == -180_000  # its own price does not count


def test_splitting_leaves_others_wages_alone_and_waits_for_others_money(world):
    more_money(world, 2_400_000)
    first = order_in_work(world, down=0)  # its wages take all of it
    mine = product(world.weavers, "dompet")
    able(world, mine)
    second = accepted(world, line(mine, 10), down_payment_permille=0)
    split_order(second.pk, by=world.mira, at=NOW)
    due = date(2026, 10, 12)  # the Monday of the week in which the price of the first one comes
    assert min(work.starts_on for work in assignments(world, second)) == due
    more_money(world, 600_000)
    split_order(second.pk, by=world.mira, at=NOW)
    assert max(work.due_on for work in assignments(world, second)) < due
    assert again(first).stage == "making"


def test_splitting_begins_when_the_money_of_another_order_is_due(world):
    invoiced(world, payment_days=14)  # its makers are owed Rp 180,000 more than there is; paid on 17 August
    mine = product(world.weavers, "dompet")
    able(world, mine)
    order = accepted(world, line(mine, 10), down_payment_permille=0)
    split_order(order.pk, by=world.mira, at=NOW)
    found = assignments(world, order)
    assert sum(work.proposed for work in found) == 20
    assert min(work.starts_on for work in found) == date(2026, 8, 17)


def test_an_unpaid_down_payment_of_another_order_is_not_spent(world):
    able(world, made := product(world.weavers))
    accepted(world, line(made, 40), down_payment_permille=1000)
    mine = accepted(world, line(made, 10), down_payment_permille=0)
    with writing(world.weavers):
        problem = ask(Order.objects.get(pk=mine.pk), Rules(), terms=HALF, today=TODAY).problem
    assert set(problem.cash.inflows_idr) == {0}


def test_a_stranger_sees_her_own_money_only(world, order):
    with within(world.batik.pk):
        plan = cash_plan(TODAY, terms=HALF)
    assert (plan.opening_idr, plan.flows, set(plan.balances)) == (0, [], {0})


def test_the_number_of_queries_does_not_grow(world, order):
    with writing(world.weavers), CaptureQueriesContext(connection) as few:
        cash_plan(TODAY, terms=HALF)
    for code in ("dompet", "topi"):
        accepted(world, line(product(world.weavers, code), 5))
    with writing(world.weavers), CaptureQueriesContext(connection) as more:
        cash_plan(TODAY, terms=HALF)
    assert len(more) == len(few) <= 24


def test_the_plan_goes_on_to_the_last_movement_of_an_order(world, order):
    spent = Flow(20, -9_000_000, Kind.WAGE, date(2026, 12, 14), certain=True, order_id=order.pk)
    plan = planned(world, also=[spent])
    assert (len(plan.weeks), plan.lowest.index, plan.later) == (23, 20, ())
    lasting = Flow(30, -1_000, Kind.INSTALMENT, date(2027, 2, 22), certain=True)
    assert planned(world, also=[lasting]).later == (lasting,)
