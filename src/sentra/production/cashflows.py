"""Every movement of money that running orders are still expected to bring: who, how much, in which week.

The rules, all of them:
- What is in the books already is not here: it is `ledger.queries.cash_position`.
- In: a down payment asked for and not paid, DOWN_PAYMENT_DAYS from today. An invoice on its due day;
  overdue OVERDUE_DAYS from today. The rest of a price payment_days after the promised day (if over: today).
- Out: the wages of work on the rate of grade A, week by week as planned. The cooperative's advance of them in
  the week of the work, the rest PAY_AFTER_WEEKS later. What is late counts as planned for the first week.
- Where a workshop has promised its workers more for that week than the usual advance, the advance is these
  wages, as far as the week's pay can bring them back above the floor (capital.caps); once a week each.
- Work nobody has yet: its advance when work can start (now, or with the missing down payment), the rest
  PAY_AFTER_WEEKS after the last day on which it can be finished for the buyer.
- Advances already paid (1-1330 by order) are taken off coming advances, earliest first. What they leave is
  taken off what is owed for accepted pieces of that order, above the floor; the rest stays with the maker.
- Material by recipe, when work starts: what the store and the maker lack, at the planned price. What was
  bought on credit is paid on its due day (if over: today).
- Accepted pieces not paid (2-1110, on approved slips or none) leave in the first week.
- Down payment beyond an invoice goes back to the buyer in the first week.
- Running costs, capital and savings are not in it; neither are deductions makers agreed to.
- `certain`: an invoice not overdue, offered or accepted work, what is owed. All else may come otherwise.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from django.db.models import Sum

from sentra.ledger.chart import ADVANCES, OWED_TO_ARTISANS
from sentra.ledger.queries import balances_by_order
from sentra.orders.models import Order
from sentra.orders.queries import Coming, coming
from sentra.orders.stages import PROMISED
from sentra.people.models import Party, Worker
from sentra.production.calendar import WEEK, rest_of, week_of
from sentra.production.material_needs import Making, Purchase, purchases
from sentra.production.models import Assignment
from sentra.production.queries import covers
from sentra.stock import material_queries

PAY_AFTER_WEEKS = 1
LAST_DAY = timedelta(days=5)  # Saturday, counted from Monday
DOWN_PAYMENT_DAYS = 7
OVERDUE_DAYS = 7
S = Assignment.State
BOUND = (S.OFFERED, S.ACCEPTED)


class Kind(StrEnum):
    DOWN_PAYMENT = "down_payment"
    INVOICE = "invoice"
    PRICE = "price"
    REFUND = "refund"
    OWED = "owed"
    ADVANCE = "advance"
    WAGE = "wage"
    MATERIAL = "material"
    SUPPLIER = "supplier"
    INSTALMENT = "instalment"  # of a revolving fund; told by capital, which lies above


@dataclass(frozen=True)
class Terms:
    """What the cooperative has set (`Tenant.settings`): permille, rupiah, days."""

    advance_permille: int = 500
    floor_permille: int = 500
    reserve_idr: int = 0
    finishing_days: int = 3

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> "Terms":
        return cls(**{name: int(settings[name]) for name in cls.__dataclass_fields__ if name in settings})

    def advance(self, rate_idr: int) -> int:
        """Of a piece's rate, what is paid ahead; rounded down as the splitting does."""
        return rate_idr * self.advance_permille // 1000

    def room(self, gross_idr: int) -> int:
        """The most a payout may take back of its gross (capital.slips)."""
        return gross_idr * (1000 - self.floor_permille) // 1000


@dataclass(frozen=True)
class Flow:
    """One movement, whole rupiah, in positive, out negative. `week` counts from the plan's first Monday."""

    week: int
    amount_idr: int
    kind: Kind
    due_on: date
    certain: bool
    order_id: int = 0  # 0: the books name no order
    order: str = ""
    party_id: int = 0  # 0: nobody has the work yet
    party: str = ""
    advanced_idr: int = 0  # of a wage: advance that was paid before today
    workers_idr: int = 0  # what her workers were promised for the week of this advance


@dataclass(frozen=True)
class Job:
    """Pieces of one order one maker (or nobody yet) finishes in a week."""

    order_id: int
    party_id: int
    on: date  # its Monday, or the day work can start
    paid_on: date  # when the rest of the wage leaves
    advance_idr: int
    gross_idr: int
    certain: bool
    making: tuple[tuple[int, int], ...] = ()  # (stage, pieces)
    workers_idr: int = 0


def flows(
    today: date,
    start: date,
    weeks: int,
    *,
    terms: Terms,
    except_orders: Collection[int] = (),
    as_if: Mapping[int, Assignment] = MappingProxyType({}),
) -> list[Flow]:
    """Every expected movement in the weeks from `start` (a Monday), by week. Eighteen queries for any size,
    two more with recipes.

    `except_orders`: neither their buyers' money nor work of them that nobody was offered; what their makers
    are owed and were offered stays. `as_if`: shares by id as they would be.
    """
    buyers = [one for one in coming() if one.order.pk not in except_orders]
    jobs = [*_promised(today, terms, except_orders, as_if), *_unplanned(buyers, today, terms)]
    found = [
        *_from_buyers(buyers, _made_by(jobs), today),
        *_to_makers(jobs, today, terms),
        *_for_materials(jobs, today),
    ]
    names = _names(found)
    placed = (_placed(flow, start, *names) for flow in found)
    return sorted((flow for flow in placed if flow.week < weeks), key=_order_of)


def _order_of(flow: Flow) -> tuple[int, bool, str, int, int]:
    return (flow.week, flow.amount_idr < 0, flow.kind, flow.order_id, flow.party_id)


def _placed(flow: Flow, start: date, orders: Mapping[int, Order], parties: Mapping[int, str]) -> Flow:
    order = orders.get(flow.order_id)
    return Flow(
        max(0, week_of(flow.due_on, start)), flow.amount_idr, flow.kind, flow.due_on, flow.certain,
        flow.order_id, str(order) if order else "", flow.party_id, parties.get(flow.party_id, ""),
        flow.advanced_idr, flow.workers_idr,
    )  # fmt: skip


def _names(found: Iterable[Flow]) -> tuple[dict[int, Order], dict[int, str]]:
    orders, parties = {flow.order_id for flow in found}, {flow.party_id for flow in found}
    named = Order.objects.filter(pk__in=orders).only("number", "year")
    return {one.pk: one for one in named}, dict(
        Party.objects.filter(pk__in=parties).values_list("pk", "name")
    )


# ---- buyers -------------------------------------------------------------------------------------


def _made_by(jobs: Iterable[Job]) -> dict[int, date]:
    """Order → the Saturday of the last week in which anybody works on it, as planned."""
    last: dict[int, date] = {}
    for job in jobs:
        last[job.order_id] = max(job.on + LAST_DAY, last.get(job.order_id, date.min))
    return last


def _from_buyers(buyers: Iterable[Coming], made_by: Mapping[int, date], today: date) -> Iterator[Flow]:
    """Nobody pays the rest before it is promised, nor before it is made."""
    for one in buyers:
        order, invoice = one.order, one.invoice
        about: dict[str, Any] = {"order_id": order.pk, "party_id": order.buyer_id}
        if one.down_missing_idr:
            day = today + timedelta(days=DOWN_PAYMENT_DAYS)
            yield Flow(0, one.down_missing_idr, Kind.DOWN_PAYMENT, day, certain=False, **about)
        if invoice and one.money.open_idr > 0:
            punctual = invoice.due_on >= today
            day = invoice.due_on if punctual else today + timedelta(days=OVERDUE_DAYS)
            yield Flow(0, one.money.open_idr, Kind.INVOICE, day, certain=punctual, **about)
        if one.rest_idr:
            ready = max(order.promised_on, today, made_by.get(order.pk, date.min))
            day = ready + timedelta(days=order.payment_days)
            yield Flow(0, one.rest_idr, Kind.PRICE, day, certain=False, **about)
        if one.refund_idr:
            yield Flow(0, -one.refund_idr, Kind.REFUND, today, certain=True, **about)


# ---- makers -------------------------------------------------------------------------------------


def _promised(
    today: date,
    terms: Terms,
    except_orders: Collection[int],
    as_if: Mapping[int, Assignment] = MappingProxyType({}),
) -> Iterator[Job]:
    """Pieces given out and not yet accepted by inspection, by maker and week. Two queries."""
    wages, paid = _weekly_wages(), set[tuple[int, date]]()
    shares = Assignment.objects.filter(state__in=[S.PROPOSED, *BOUND]).select_related("workshop")
    for work in (as_if.get(share.pk, share) for share in shares.order_by("pk")):
        if work.state not in {S.PROPOSED, *BOUND}:
            continue
        if work.state == S.PROPOSED and work.order_id in except_orders:
            continue
        for day, pieces in rest_of(work.weeks, work.final or 0).items():
            on, gross = max(date.fromisoformat(day), today), pieces * work.rate_idr
            workers = 0 if (work.workshop_id, on) in paid else wages.get(work.workshop_id, 0)
            paid.add((work.workshop_id, on))
            yield Job(
                work.order_id, work.workshop.owner_id, on, on + PAY_AFTER_WEEKS * WEEK,
                max(pieces * terms.advance(work.rate_idr), min(workers, terms.room(gross))), gross,
                certain=work.state in BOUND, making=((work.stage_id, pieces),), workers_idr=workers,
            )  # fmt: skip


def _weekly_wages() -> dict[int, int]:
    """Workshop → what its workers are promised for a week."""
    promised = Worker.objects.filter(active=True, weekly_wage_idr__gt=0)
    return dict(promised.order_by().values_list("workshop").annotate(idr=Sum("weekly_wage_idr")))


def _unplanned(buyers: Iterable[Coming], today: date, terms: Terms) -> Iterator[Job]:
    """Pieces of promised orders that nobody was offered. Five queries."""
    promised = {one.order.pk: one for one in buyers if one.order.stage in PROMISED}
    for order_id, stages in covers(promised).items():
        one = promised[order_id]
        start = today + timedelta(days=DOWN_PAYMENT_DAYS if one.down_missing_idr else 0)
        last = max(one.order.promised_on - timedelta(days=terms.finishing_days), start)
        gross = sum(stage.open * stage.stage.rate_idr for stage in stages)
        if gross:
            ahead = sum(stage.open * terms.advance(stage.stage.rate_idr) for stage in stages)
            making = tuple((stage.stage.pk, stage.open) for stage in stages if stage.open)
            paid_on = last + PAY_AFTER_WEEKS * WEEK
            yield Job(order_id, 0, start, paid_on, ahead, gross, certain=False, making=making)


def _to_makers(jobs: Iterable[Job], today: date, terms: Terms) -> Iterator[Flow]:
    """Advances and wages of the jobs, then what is owed for accepted pieces. Two queries."""
    paid = {key: idr for key, idr in balances_by_order(ADVANCES).items() if idr > 0}
    paid = {(order, party): idr for (party, order), idr in paid.items()}
    for job in sorted(jobs, key=lambda one: (one.on, one.order_id, one.party_id)):
        key = (job.order_id, job.party_id)
        covered = min(paid.get(key, 0), job.advance_idr)
        if covered:
            paid[key] -= covered
        yield from _paid_for(job, covered)
    for (party, order), balance in balances_by_order(OWED_TO_ARTISANS).items():
        gross = max(0, -balance)
        taken = min(paid.get((order, party), 0), terms.room(gross))
        if gross > taken:
            yield Flow(0, taken - gross, Kind.OWED, today, certain=True, order_id=order, party_id=party)


def _paid_for(job: Job, covered: int) -> Iterator[Flow]:
    about: dict[str, Any] = {"certain": job.certain, "order_id": job.order_id, "party_id": job.party_id}
    if job.advance_idr > covered:
        yield Flow(0, covered - job.advance_idr, Kind.ADVANCE, job.on, workers_idr=job.workers_idr, **about)
    if job.gross_idr > job.advance_idr or covered:
        rest = job.advance_idr - job.gross_idr
        yield Flow(0, rest, Kind.WAGE, job.paid_on, advanced_idr=covered, **about)


# ---- suppliers ----------------------------------------------------------------------------------


def material_of(jobs: Iterable[Job]) -> tuple[list[Purchase], Counter[int]]:
    """What these jobs have to buy, and what they leave in the store."""
    return purchases(
        Making(job.order_id, job.party_id, stage, pieces, job.on, job.certain)
        for job in jobs
        for stage, pieces in job.making
    )


def _for_materials(jobs: Iterable[Job], today: date) -> Iterator[Flow]:
    """What has to be bought, then what is owed for material bought before. Two to four queries."""
    for one in material_of(jobs)[0]:
        about: dict[str, Any] = {"order_id": one.order_id, "party_id": one.party_id, "certain": one.certain}
        yield Flow(0, -one.amount_idr, Kind.MATERIAL, one.on, **about)
    for owed in material_queries.purchases(unpaid=True):
        yield Flow(0, -owed.total_idr, Kind.SUPPLIER, max(owed.due_on or today, today), certain=True)


def store_left(today: date, *, terms: Terms, except_orders: Collection[int] = ()) -> Counter[int]:
    """Material → units in the store that no other running order's planned work will take."""
    buyers = [one for one in coming() if one.order.pk not in except_orders]
    jobs = [*_promised(today, terms, except_orders), *_unplanned(buyers, today, terms)]
    return material_of(job for job in jobs if job.order_id not in except_orders)[1]
