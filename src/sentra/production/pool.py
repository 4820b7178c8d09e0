"""The money new work may count on, week by week: the pool, all other running orders, what is promised."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from sentra.allocation import Cash, Plan, Problem
from sentra.allocation.promise import spent_by_week
from sentra.ledger.queries import cash_position
from sentra.production.cashflows import PAY_AFTER_WEEKS, Kind, Terms, flows
from sentra.production.models import Assignment

NOTHING: Mapping[int, Assignment] = MappingProxyType({})


def pool_of(
    start: date,
    weeks: int,
    *,
    terms: Terms,
    today: date,
    except_orders: Collection[int] = (),
    as_if: Mapping[int, Assignment] = NOTHING,
) -> Cash:
    """The pool new work may count on: money there is, and all other running orders week by week.

    Of an order whose down payment is missing only what is certain counts: its work does not start before.
    """
    known = flows(today, start, weeks, terms=terms, except_orders=except_orders, as_if=as_if)
    waiting = {flow.order_id for flow in known if flow.kind == Kind.DOWN_PAYMENT}
    by_week = [0] * weeks
    for flow in known:
        if flow.order_id not in waiting or (flow.certain and flow.amount_idr < 0):
            by_week[flow.week] += flow.amount_idr
    opening = cash_position().total_idr
    return Cash(opening, terms.reserve_idr, tuple(by_week), terms.advance_permille, PAY_AFTER_WEEKS)


def cash_for(
    orders: Collection[int],
    problem: Problem,
    start: date,
    *,
    terms: Terms,
    today: date,
    as_if: Mapping[int, Assignment],
) -> Cash:
    """The pool as these orders may count on it; their own prices and down payments only once they are paid.

    The splitting reckons accepted work anew, as if no rupiah of it were paid: so that is given back, and what
    is really still to be paid is taken.
    """
    pool = pool_of(start, problem.weeks, terms=terms, today=today, except_orders=orders, as_if=as_if)
    promised = Plan(problem.fixed, "partial", 0, 0, {})
    spent = spent_by_week(replace(problem, cash=pool), promised)
    again = (now - before for now, before in zip(spent, [0, *spent], strict=False))
    return replace(
        pool, inflows_idr=tuple(idr + back for idr, back in zip(pool.inflows_idr, again, strict=True))
    )
