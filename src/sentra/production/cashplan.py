"""The cash plan: the pool week by week for all running orders, its lowest point, and what would lift it.

What is expected and when is told in `cashflows`. A week's balance is what stands at its end.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sentra.ledger.queries import cash_position
from sentra.orders.models import Order
from sentra.orders.queries import open_quotations
from sentra.orders.stages import PROMISED
from sentra.production.calendar import monday
from sentra.production.cashflows import Flow, Kind, Terms, flows

AFTERWARDS = 3  # weeks from an order's last movement to the end of the plan
LOOKED_AT = 104  # weeks of which flows are read, so that what comes after the last shown week has a name
NAMED = 3  # at most so many orders are named as what the plan waits for, rests on, or can be lifted by


@dataclass(frozen=True)
class Week:
    """One week; whole rupiah. `out_idr` is positive. `balance_idr` at its end."""

    index: int
    monday: date
    flows: tuple[Flow, ...]
    in_idr: int
    out_idr: int
    balance_idr: int


@dataclass(frozen=True)
class Lift:
    """One way to stay above the reserve: so much by `before_on`.

    `kind`: "loan" (or aid; `back_on`: the first day it can be given back, None: not within the plan),
    "down_payment" (of a running order: `percent` of its price in all, paid ahead) or "quotation" (of an
    order not accepted yet: `percent` also pays that order's own wages).
    """

    kind: str
    amount_idr: int
    before_on: date
    back_on: date | None = None
    order_id: int = 0
    order: str = ""
    buyer: str = ""
    percent: int = 0


@dataclass(frozen=True)
class CashPlan:
    """`waits_for`: the largest sums that come after the lowest week. `rests_on`: the largest that are not
    certain and are counted on up to it. `need_idr`: what the lowest week lacks to the reserve, or 0."""

    today: date
    starts_on: date
    opening_idr: int
    reserve_idr: int
    weeks: tuple[Week, ...]
    later: tuple[Flow, ...]  # after the last shown week
    lowest: Week
    waits_for: tuple[Flow, ...]
    rests_on: tuple[Flow, ...]
    need_idr: int
    lifts: tuple[Lift, ...]

    @property
    def flows(self) -> list[Flow]:
        """All of them, also those after the last shown week."""
        return [flow for week in self.weeks for flow in week.flows] + list(self.later)

    @property
    def balances(self) -> list[int]:
        return [week.balance_idr for week in self.weeks]


def cash_plan(today: date, weeks: int = 16, *, terms: Terms, also: Iterable[Flow] = ()) -> CashPlan:
    """The pool by week from this week's Monday on. `also`: movements that layers above know of.

    At least so many `weeks`, and on to the last movement of an order: no low point hides behind the end,
    also not when makers stop and others make it two weeks later (`cashfan`).
    Twenty-two queries for any number of orders.
    """
    start = today - timedelta(days=today.weekday())
    told = (one for one in also if one.week < LOOKED_AT)
    known = [*flows(today, start, LOOKED_AT, terms=terms), *told]
    opening = cash_position().total_idr
    weeks = max([weeks, *(flow.week + AFTERWARDS for flow in known if flow.order_id)])
    shown = _weeks(known, start, weeks, opening)
    lowest = min(shown, key=lambda week: (week.balance_idr, week.index))
    coming = [flow for flow in known if flow.amount_idr > 0]
    before = (flow for flow in coming if flow.week <= lowest.index and not flow.certain)
    need = max(0, terms.reserve_idr - lowest.balance_idr)
    return CashPlan(
        today=today,
        starts_on=start,
        opening_idr=opening,
        reserve_idr=terms.reserve_idr,
        weeks=shown,
        later=tuple(flow for flow in known if flow.week >= weeks),
        lowest=lowest,
        waits_for=_largest(flow for flow in coming if flow.week > lowest.index),
        rests_on=_largest(before),
        need_idr=need,
        lifts=tuple(_lifts(shown, known, need, terms)) if need else (),
    )


def balances(known: Iterable[Flow], weeks: int, opening_idr: int) -> list[int]:
    """What stands at the end of each week."""
    by_week, held, found = [0] * weeks, opening_idr, []
    for flow in known:
        if flow.week < weeks:
            by_week[flow.week] += flow.amount_idr
    for idr in by_week:
        held += idr
        found.append(held)
    return found


def _weeks(known: Sequence[Flow], start: date, weeks: int, opening_idr: int) -> tuple[Week, ...]:
    found = []
    for index, balance in enumerate(balances(known, weeks, opening_idr)):
        own = tuple(flow for flow in known if flow.week == index)
        came = sum(flow.amount_idr for flow in own if flow.amount_idr > 0)
        went = came - sum(flow.amount_idr for flow in own)
        found.append(Week(index, monday(index, start), own, came, went, balance))
    return tuple(found)


def _largest(found: Iterable[Flow]) -> tuple[Flow, ...]:
    return tuple(sorted(found, key=lambda flow: (-flow.amount_idr, flow.due_on, flow.order_id))[:NAMED])


# ---- what would lift it -------------------------------------------------------------------------


def _lifts(weeks: Sequence[Week], known: Sequence[Flow], need_idr: int, terms: Terms) -> Iterator[Lift]:
    """Each way lifts the plan by itself. Six queries."""
    short = [week.index for week in weeks if week.balance_idr < terms.reserve_idr]
    before_on = weeks[short[0]].monday
    after = weeks[short[-1] + 1 :]
    yield Lift("loan", need_idr, before_on, after[0].monday if after else None)
    prices = [flow for flow in known if flow.kind == Kind.PRICE and flow.week > short[-1]]
    yield from _smallest(_paid_ahead(prices, need_idr, before_on))
    yield from _smallest(_quoted(need_idr, before_on))


def _smallest(found: Iterable[Lift]) -> list[Lift]:
    able = (lift for lift in found if lift.percent <= 100)
    return sorted(able, key=lambda lift: (lift.percent, lift.order_id))[:NAMED]


def _paid_ahead(prices: Sequence[Flow], need_idr: int, before_on: date) -> Iterator[Lift]:
    """A part of a price that comes after the last short week, paid before the first one."""
    bound = Order.objects.filter(stage__in=PROMISED, pk__in=[flow.order_id for flow in prices])
    totals = dict(bound.values_list("pk", "total_idr"))
    for flow in prices:
        total = totals.get(flow.order_id, 0)
        if total and need_idr <= flow.amount_idr:
            ahead = total - flow.amount_idr + need_idr
            yield Lift(
                "down_payment", need_idr, before_on, order_id=flow.order_id, order=flow.order,
                buyer=flow.party, percent=-(-100 * ahead // total),
            )  # fmt: skip


def _quoted(need_idr: int, before_on: date) -> Iterator[Lift]:
    """A quotation is not in the plan: its down payment must carry its own wages before it lifts others."""
    for order in open_quotations():
        lines = [(line.pieces, line.product.stages.all()) for line in order.lines.all()]
        wages = sum(pieces * stage.rate_idr for pieces, stages in lines for stage in stages)
        if order.total_idr:
            yield Lift(
                "quotation", need_idr + wages, before_on, order_id=order.pk, order=str(order),
                buyer=order.buyer.name, percent=-(-100 * (need_idr + wages) // order.total_idr),
            )  # fmt: skip
