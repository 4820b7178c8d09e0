"""“Ten more for her”: what a hand-made change of a proposed plan costs, from the model and on today's data.

Only proposals of this order move. What was offered or accepted is fixed in the problem, as in every split;
proposals of orders it was split together with keep their hours and their cash.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from sentra.allocation import Plan as Answer
from sentra.allocation import Problem, Share, Why, check
from sentra.allocation.explain import Reader
from sentra.allocation.objective import objective
from sentra.allocation.solve import finish, solve
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.orders.models import Order
from sentra.production.calendar import week_of
from sentra.production.cashflows import Terms
from sentra.production.models import Assignment, Plan
from sentra.production.problem import Asked, ask_together
from sentra.production.rules import Rules
from sentra.production.standing import named

SPLITTABLE = (Order.Stage.ACCEPTED, Order.Stage.MAKING)


@dataclass(frozen=True)
class Wish:
    """So many pieces more of one stage of a line for one workshop."""

    workshop_id: int
    line_id: int
    stage_id: int
    pieces: int

    @property
    def pair(self) -> tuple[str, str, str]:
        return (named(self.workshop_id), named(self.line_id), named(self.stage_id))


Move = tuple[int, int, int]  # workshop, stage, pieces


@dataclass(frozen=True)
class Shift:
    """A wish answered. `answer` None: there is no way; `why` says what is in it, `most` what would go.

    `more_idr`: the whole plan then counts so many rupiah more (negative: less), all weights included.
    `gives`: who gives up how many of which stage, the most first; `takes`: who besides her has more.
    """

    wish: Wish
    asked: Asked
    answer: Answer | None
    more_idr: int
    gives: list[Move]
    takes: list[Move]
    why: Why | None = None
    most: int = 0


def shift(plan: Plan, wish: Wish, settings: Mapping[str, Any], *, today: date) -> Shift:
    """The cheapest plan found in which her wish holds, by the cooperative's `settings`. Writes nothing.

    Refused: an older plan, one already offered, or one that no longer holds on today's data.
    """
    asked, current = current_plan(plan, settings, today)
    problem = _of_one_order(plan, asked, current)
    reader = Reader(problem, current, thorough=True)
    if wish.pieces < 1:
        raise Refused(_("Give at least one piece."), field="pieces")
    if wish.pair[0] not in reader.makers or wish.pair[1] not in reader.lines:
        raise Refused(_("This maker cannot be given this work."))
    found = reader.instead(*wish.pair, wish.pieces)
    if found is None:
        return _no_way(wish, asked, Reader(problem, current))
    answer = finish(asked.problem, found.shares, min(current.bound, objective(asked.problem, found.shares)))
    more_idr = answer.objective - current.objective
    return Shift(wish, asked, answer, more_idr, *_moves(current.shares, answer.shares, wish))


def _of_one_order(plan: Plan, asked: Asked, current: Answer) -> Problem:
    """The question with the other orders' proposals standing like accepted work: only this order's move."""
    others = [share for share in current.shares if asked.order_of[int(share.line)] != plan.order_id]
    own = [share for share in asked.problem.fixed if asked.order_of[int(share.line)] == plan.order_id]
    return replace(asked.problem, fixed=_joined([*others, *own]))


def _no_way(wish: Wish, asked: Asked, reader: Reader) -> Shift:
    maker, line, stage = wish.pair
    why = [one for one in reader.by_stage(maker, line) if one.stage == stage]
    return Shift(wish, asked, None, 0, [], [], why[0] if why else Why("not_skilled"), _most(reader, wish))


def note(shift: Shift, *, by: Actor, at: datetime) -> dict[str, Any]:
    """What the new plan keeps of it: who, when, for whom, from whom, and its price in rupiah."""
    return {
        **asdict(shift.wish),
        "more_idr": shift.more_idr,
        "gives": shift.gives,
        "by": by.name,
        "user": by.user_id,
        "at": at.isoformat(),
    }


def current_plan(plan: Plan, settings: Mapping[str, Any], today: date) -> tuple[Asked, Answer]:
    """The proposals of this plan on top of what stands, as the splitting sees them today.

    Refused: an older plan, one already offered, or one that no longer holds on today's data.
    """
    order: Order = plan.order
    proposals = list(Assignment.objects.filter(order=order, state=Assignment.State.PROPOSED).order_by("pk"))
    newest = Plan.objects.filter(order=order).order_by("-round").values_list("pk", flat=True).first()
    if order.stage not in SPLITTABLE or newest != plan.pk or not proposals:
        raise Refused(_("This plan was changed or offered meanwhile. Look at it again."))
    others = mates(plan)
    asked = ask_together([order, *others], Rules.of(settings), terms=Terms.of(settings), today=today)
    proposals += Assignment.objects.filter(order__in=others, state=Assignment.State.PROPOSED).order_by("pk")
    shares = _joined([*asked.problem.fixed, *(share for one in proposals for share in _shares(one, asked))])
    whole = len(others) + 1 >= len(plan.policy.get("together", []))
    bound = plan.bound if whole else solve(asked.problem).bound
    bound = min(bound, objective(asked.problem, shares))  # the plan's is of its day: today may be cheaper
    current = finish(asked.problem, shares, bound)
    if any(not one.startswith("sums") for one in check(asked.problem, current)):
        raise Refused(_("Weeks or cash changed since this split. Split once more."))
    return asked, current


def mates(plan: Plan) -> list[Order]:
    """The other orders this one was split together with, while their part of it is proposed: it holds.

    One that was split alone since, or offered, is none: its work is in the problem as any other's, or not.
    """
    ids = [pk for pk in plan.policy.get("together", []) if pk != plan.order_id]
    if not ids:
        return []
    newest = Plan.objects.filter(order__in=ids).order_by("order", "-round").distinct("order")
    proposed = Assignment.objects.filter(plan=OuterRef("pk"), state=Assignment.State.PROPOSED)
    still = newest.filter(order__stage__in=SPLITTABLE).annotate(open=Exists(proposed)).select_related("order")
    return [one.order for one in still if one.open and plan.order_id in one.policy.get("together", [])]


def _shares(work: Assignment, asked: Asked) -> list[Share]:
    maker, line, stage = named(work.workshop_id), named(work.line_id), named(work.stage_id)
    weeks = {week_of(date.fromisoformat(day), asked.starts_on): n for day, n in work.weeks.items()}
    if min(weeks) < 0:
        raise Refused(_("This plan begins in the past. Split once more."))
    return [Share(line, stage, maker, week, pieces) for week, pieces in weeks.items()]


def _joined(shares: list[Share]) -> tuple[Share, ...]:
    """One share a maker, stage and week."""
    sums: Counter[tuple[str, str, str, int]] = Counter()
    for one in shares:
        sums[one.line, one.stage, one.maker, one.week] += one.pieces
    return tuple(sorted(Share(*key, pieces) for key, pieces in sums.items()))


def _moves(before: tuple[Share, ...], after: tuple[Share, ...], wish: Wish) -> tuple[list[Move], list[Move]]:
    """Who has fewer and who has more afterwards, her own wish left out."""
    more: Counter[tuple[str, str]] = Counter()
    for sign, shares in ((-1, before), (1, after)):
        for one in shares:
            if one.pair != wish.pair:
                more[one.maker, one.stage] += sign * one.pieces
    rows = sorted((-abs(pieces), int(maker), int(stage)) for (maker, stage), pieces in more.items() if pieces)
    gone = {(int(maker), int(stage)) for (maker, stage), pieces in more.items() if pieces < 0}
    moves = [(maker, stage, -pieces) for pieces, maker, stage in rows]
    return [one for one in moves if one[:2] in gone], [one for one in moves if one[:2] not in gone]


def _most(reader: Reader, wish: Wish) -> int:
    """About the most she could be given; 0 if nothing. Halves its way, as more is seldom easier."""
    low, high = 0, wish.pieces - 1
    while low < high:
        middle = (low + high + 1) // 2
        if reader.instead(*wish.pair, middle):
            low = middle
        else:
            high = middle - 1
    return low if low and reader.instead(*wish.pair, low) else 0
