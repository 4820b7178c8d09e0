"""What could become of a cash plan: named scenarios, and a fan of draws with a fixed seed. Whole numbers.

Delays a draw takes from, each entry equally likely. They are assumptions, stated here and on the screen,
until a cooperative's own history replaces them.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from sentra.production.calendar import week_of
from sentra.production.cashflows import Flow, Kind
from sentra.production.cashplan import CashPlan, balances

SEED = 20_260
DRAWS = 200
LATE_DAYS = 30
REDONE_DAYS = 14
BUYER_DAYS = (0, 0, 0, 0, 7, 7, 14, 14, 30, 60)  # one draw a buyer: how late all he owes comes
MAKING_DAYS = (0, 0, 0, 0, 0, 0, 7, 7, 14, 28)  # one draw an order: how late its goods are


@dataclass(frozen=True)
class Outcome:
    """One scenario: what stands at the end of each week; `who` it is about, where it names somebody."""

    code: str
    balances: tuple[int, ...]
    who: tuple[str, ...] = ()

    @property
    def lowest_idr(self) -> int:
        return min(self.balances)

    @property
    def lowest_week(self) -> int:
        return self.balances.index(self.lowest_idr)


@dataclass(frozen=True)
class Fan:
    """By week, the balance that 10, 50 and 90 of 100 draws stay at or below; and the named scenarios."""

    low: tuple[int, ...]
    middle: tuple[int, ...]
    high: tuple[int, ...]
    outcomes: tuple[Outcome, ...]


Scenario = Callable[[CashPlan], tuple[list[Flow], tuple[str, ...]]]


def _all_late(plan: CashPlan) -> tuple[list[Flow], tuple[str, ...]]:
    """Every buyer pays LATE_DAYS late."""
    return [_moved(plan, flow, LATE_DAYS) if flow.amount_idr > 0 else flow for flow in plan.flows], ()


def _largest_late(plan: CashPlan) -> tuple[list[Flow], tuple[str, ...]]:
    """The buyer with most still to pay pays LATE_DAYS late."""
    who = _most((flow for flow in plan.flows if flow.amount_idr > 0), 1)
    late = [
        _moved(plan, flow, LATE_DAYS) if flow.amount_idr > 0 and flow.party_id in who else flow
        for flow in plan.flows
    ]
    return late, tuple(who.values())


def _two_drop_out(plan: CashPlan) -> tuple[list[Flow], tuple[str, ...]]:
    """The two makers with most work to come stop: others do it again REDONE_DAYS later.

    The advances the two have are not taken back in time, so the others' wages are paid whole; the buyers
    of those orders get their goods, and pay, as much later.
    """
    work = [flow for flow in plan.flows if flow.kind in {Kind.ADVANCE, Kind.WAGE} and flow.party_id]
    who = _most(work, 2)
    orders = {flow.order_id for flow in work if flow.party_id in who}
    return [_redone(plan, flow, who, orders) for flow in plan.flows], tuple(who.values())


def _redone(plan: CashPlan, flow: Flow, who: Mapping[int, str], orders: set[int]) -> Flow:
    if flow.kind in {Kind.ADVANCE, Kind.WAGE} and flow.party_id in who:
        whole = replace(flow, amount_idr=flow.amount_idr - flow.advanced_idr)
        return _moved(plan, whole, REDONE_DAYS)
    if flow.kind == Kind.PRICE and flow.order_id in orders:
        return _moved(plan, flow, REDONE_DAYS)
    return flow


SCENARIOS: Mapping[str, Scenario] = {
    "all_late": _all_late,
    "largest_late": _largest_late,
    "two_drop_out": _two_drop_out,
}


def fan(plan: CashPlan, scenarios: Mapping[str, Scenario] = SCENARIOS, seed: int = SEED) -> Fan:
    """The scenarios and DRAWS random ones. The same plan and seed give the same fan. No query."""
    weeks = len(plan.weeks)
    named = [(code, *scenario(plan)) for code, scenario in scenarios.items()]
    outcomes = tuple(
        Outcome(code, tuple(balances(found, weeks, plan.opening_idr)), who) for code, found, who in named
    )
    by_week = [sorted(week) for week in zip(*_draws(plan, weeks, seed), strict=True)]
    low, middle, high = (
        tuple(drawn[permille * DRAWS // 1000 - 1] for drawn in by_week) for permille in (100, 500, 900)
    )
    return Fan(low, middle, high, outcomes)


def _draws(plan: CashPlan, weeks: int, seed: int) -> Iterator[list[int]]:
    """Each draw: a delay for every buyer and one for every order; what goes out goes out as planned."""
    drawn = random.Random(seed)  # noqa: S311  # no secret: the same picture every time
    out = balances((flow for flow in plan.flows if flow.amount_idr < 0), weeks, plan.opening_idr)
    coming = [flow for flow in plan.flows if flow.amount_idr > 0]
    buyers = sorted({flow.party_id for flow in coming})
    orders = sorted({flow.order_id for flow in coming})
    for _draw in range(DRAWS):
        late = {buyer: drawn.choice(BUYER_DAYS) for buyer in buyers}
        slow = {order: drawn.choice(MAKING_DAYS) for order in orders}
        moved = [
            _moved(plan, flow, late[flow.party_id] + (slow[flow.order_id] if flow.kind == Kind.PRICE else 0))
            for flow in coming
        ]
        yield [one + other for one, other in zip(out, balances(moved, weeks, 0), strict=True)]


def _moved(plan: CashPlan, flow: Flow, days: int) -> Flow:
    due = flow.due_on + timedelta(days=days)
    return replace(flow, due_on=due, week=max(0, week_of(due, plan.starts_on)))


def _most(found: Iterable[Flow], many: int) -> dict[int, str]:
    """The parties of the largest sums, by name; ties fall to the older party."""
    sums: dict[int, int] = defaultdict(int)
    names = {}
    for flow in found:
        sums[flow.party_id] += abs(flow.amount_idr) + flow.advanced_idr
        names[flow.party_id] = flow.party
    largest = sorted(sums, key=lambda party: (-sums[party], party))[:many]
    return {party: names[party] for party in largest}
