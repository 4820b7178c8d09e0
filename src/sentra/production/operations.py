"""The verbs of production: split, offer, answer, take back, report progress."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from sentra.allocation import solve
from sentra.allocation.solve import finish
from sentra.kernel.actor import Actor
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.models import StoredFile, Tenant
from sentra.kernel.operation import note, operation
from sentra.kernel.uploads import keep_picture
from sentra.orders.models import Order
from sentra.orders.steps import locked as locked_order
from sentra.orders.steps import locked_all, ready_to_make, start_making
from sentra.people.describing import place_of
from sentra.people.roles import Permission
from sentra.production import notices, plans, room, shifting, sizes, steps
from sentra.production.calendar import scaled
from sentra.production.cashflows import Terms
from sentra.production.flow import flows
from sentra.production.models import Assignment, Plan, Progress, SearchedReasons
from sentra.production.problem import ask, ask_together, dearest_piece_idr
from sentra.production.queries import covers
from sentra.production.rules import LIMITS, Rules, refuse_weights
from sentra.production.stages import ASSIGNMENT


@operation(needs=Permission.PLAN_WORK)
def split_order(order_id: int, *, by: Actor, at: datetime) -> Plan:
    """Propose who makes what by when: the whole order, or the rest after declines and withdrawals.

    Accepted and offered work is never moved. Proposals of an earlier round that were not offered are
    taken back. Refused: an order that is not accepted, or has nothing left to give out.
    """
    order = locked_order(order_id)
    if order.stage not in shifting.SPLITTABLE:
        raise Refused(_("Only an accepted order can be split."))
    settings = Tenant.objects.get(pk=by.tenant_id).settings
    rules = Rules.of(settings)
    for old in Assignment.objects.filter(order=order, state=Assignment.State.PROPOSED):
        old.delete()  # a proposal nobody saw leaves no trace; its plan stays
    asked = ask(order, rules, terms=Terms.of(settings), today=by.today(at))
    answer = solve(asked.problem)
    return plans.keep(order, asked, answer, rules, at=at)


@operation(needs=Permission.PLAN_WORK)
def split_together(order_ids: Sequence[int], *, by: Actor, at: datetime) -> list[Plan]:
    """Split several orders in one reckoning, all or none: one plan an order, as if each were split last.

    Their makers, weeks and cash are weighed at once, so an order split first takes nothing from one that
    hurries more. Accepted and offered work is never moved. Refused: fewer than two orders, one that is not
    accepted, or one with nothing left to give out.
    """
    orders = locked_all(order_ids)
    if len(orders) < 2:  # one alone is split on its own page
        raise Refused(_("Choose at least two orders."), field="orders")
    if any(order.stage not in shifting.SPLITTABLE for order in orders):
        raise Refused(_("Only an accepted order can be split."))
    Assignment.objects.filter(order__in=orders, state=Assignment.State.PROPOSED).delete()
    left = covers(order.pk for order in orders)
    for order in orders:
        if not any(stage.open for stage in left[order.pk]):
            raise Refused(_("Order %(order)s has nothing left to split.") % {"order": order})
    settings = Tenant.objects.get(pk=by.tenant_id).settings
    rules = Rules.of(settings)
    asked = ask_together(orders, rules, terms=Terms.of(settings), today=by.today(at))
    return plans.keep_each(orders, asked, solve(asked.problem), rules, at=at)


@operation(needs=Permission.SET_WEIGHTS)
def set_weights(
    *, weights: Mapping[str, int], village_code: str | None = None, by: Actor, at: datetime
) -> Tenant:
    """What the splitting weighs from the next split on: every name of `rules.LIMITS`, rupiah, permille, days.

    `village_code`: where work is collected, "" for no place, None to leave it. Plans made before keep theirs;
    the audit keeps what was changed from what. Refused: out of bounds, a place that is none, or weights by
    which work undone would be cheap.
    """
    if set(weights) != set(LIMITS):
        raise Refused(_("Every weight must be given."))
    refuse_weights(weights, dearest_idr=dearest_piece_idr())
    tenant: Tenant = Tenant.objects.select_for_update().get(pk=by.tenant_id)
    told = {"by": by.name, "user": by.user_id, "at": at.isoformat()}
    before = Rules.of(tenant.settings).shown()
    said: dict[str, Any] = dict(weights)
    if village_code is not None:
        place = place_of(village_code)
        said["collecting_village"] = place.pk if place else ""
    note(changed={name: [before[name], value] for name, value in said.items() if before[name] != value})
    tenant.settings = {**tenant.settings, **said, "weights_set": told}
    tenant.save(update_fields=["settings"])
    return tenant


@operation(needs=Permission.PLAN_WORK)
def shift_work(
    plan_id: int,
    *,
    workshop_id: int,
    line_id: int,
    stage_id: int,
    pieces: int,
    more_idr: int | None = None,
    by: Actor,
    at: datetime,
) -> Plan:
    """Give a workshop so many `pieces` more of a stage, against the splitting's advice: a new round.

    Others' proposals shrink for it; nothing offered or accepted moves. `more_idr`: the price in rupiah that
    was shown. Refused: the plan changed or was offered since, another price by now, or no way to do it.
    """
    known = Plan.objects.get(pk=plan_id)
    locked_all({known.order_id, *known.policy.get("together", [])})
    plan = Plan.objects.select_related("order").get(pk=plan_id)
    order: Order = plan.order
    settings = Tenant.objects.get(pk=by.tenant_id).settings
    wish = shifting.Wish(workshop_id, line_id, stage_id, pieces)
    found = shifting.shift(plan, wish, settings, today=by.today(at))
    if found.answer is None:
        raise Refused(_("There is no way to give her so many pieces."), field="pieces")
    if more_idr is not None and more_idr != found.more_idr:
        raise Refused(_("The price changed meanwhile. Look at it again."))
    answer = finish(found.asked.problem, found.answer.shares, solve(found.asked.problem).bound)
    Assignment.objects.filter(order=order, state=Assignment.State.PROPOSED).delete()
    told = [*plan.policy.get("overrides", []), shifting.note(found, by=by, at=at)]
    return plans.keep(order, found.asked, answer, Rules.of(settings), at=at, overrides=told)


@operation(needs=Permission.PLAN_WORK)
def keep_reasons(plan_id: int, *, reasons: list[dict[str, Any]], by: Actor, at: datetime) -> SearchedReasons:
    """Keep what `whynot.searched` found for this plan's sentences. What was kept first stays."""
    kept: SearchedReasons = SearchedReasons.objects.get_or_create(
        plan_id=plan_id, defaults={"reasons": reasons, "searched_at": at}
    )[0]
    return kept


@operation(needs=Permission.PLAN_WORK)
def offer_plan(plan_id: int, *, answer_by: datetime | None = None, by: Actor, at: datetime) -> Plan:
    """Offer every proposal of the plan to its maker, with a time to answer by; the order is being made.

    Refused while the sample or the down payment is missing, when there is nothing to offer, or when a maker's
    weeks were taken since the plan was made.
    """
    plan: Plan = Plan.objects.select_related("order").get(pk=plan_id)
    order = locked_order(plan.order_id)
    if order.stage == Order.Stage.ACCEPTED:
        start_making(order, at=at)
    elif order.stage != Order.Stage.MAKING or ready_to_make(order):
        raise Refused(_("Work on this order cannot be offered now."))
    offers = list(
        Assignment.objects.select_for_update(of=("self",))
        .filter(plan=plan, state=Assignment.State.PROPOSED)
        .select_related("workshop", "stage__product", "line__product")
        .order_by("pk")
    )
    if not offers:
        raise Refused(_("This plan has nothing left to offer."))
    rules = Rules.of(Tenant.objects.get(pk=by.tenant_id).settings)
    until = answer_by or at + timedelta(hours=rules.answer_hours)
    if until <= at:
        raise Refused(_("The time to answer must be in the future."), field="answer_by")
    room.refuse_taken(plan, offers, rules)
    for offer in offers:
        offer.state = ASSIGNMENT.after("offer", offer.state)
        offer.offered_at, offer.answer_by = at, until
    sizes.share_out(offers)
    Assignment.objects.bulk_update(offers, ["state", "offered_at", "answer_by", "sizes"], batch_size=500)
    weeks = flows(Assignment.objects.filter(order=order).select_related("stage"))
    for offer in offers:
        notices.work_offered(offer, weeks[offer.pk], at=at)
    return plan


def _own_or_for(assignment: Assignment, by: Actor) -> None:
    """She answers for herself; staff answer for her and say so (`on_behalf_of`)."""
    owner = assignment.workshop.owner_id
    if owner != by.stands_for:
        raise PermissionDenied("an offer is answered by its maker, or by staff on her behalf")


@operation(needs=Permission.ANSWER_OFFER)
def accept_offer(assignment_id: int, *, pieces: int | None = None, by: Actor, at: datetime) -> Assignment:
    """Take the offered work, or `pieces` of it; what she leaves is split again.

    Refused after the time to answer, for somebody else's offer, or for more than was offered.
    """
    work = steps.locked(assignment_id)
    _own_or_for(work, by)
    if work.state != Assignment.State.OFFERED or work.answer_by is None or work.answer_by < at:
        raise Refused(_("This offer is no longer open. Ask your coordinator."))
    taken = work.proposed if pieces is None else pieces
    if not 1 <= taken <= work.proposed:
        raise Refused(_("You can take 1 to %(most)s pieces.") % {"most": work.proposed}, field="pieces")
    work.state, work.accepted, work.answered_at = ASSIGNMENT.after("accept", work.state), taken, at
    work.weeks, work.sizes = scaled(work.weeks, taken), sizes.part_of(work.sizes, taken)
    work.save(update_fields=["state", "accepted", "answered_at", "weeks", "sizes"])
    return work


@operation(needs=Permission.ANSWER_OFFER, says=("reason",))
def decline_offer(assignment_id: int, *, reason: str = "", by: Actor, at: datetime) -> Assignment:
    """Say no. Nothing bad comes of it; her share is split again. Refused for somebody else's offer."""
    work = steps.locked(assignment_id)
    _own_or_for(work, by)
    if work.state != Assignment.State.OFFERED:
        raise Refused(_("This offer is no longer open. Ask your coordinator."))
    work.state, work.answered_at = ASSIGNMENT.after("decline", work.state), at
    work.decline_reason = reason.strip()[:120]
    work.save(update_fields=["state", "answered_at", "decline_reason"])
    notices.offer_declined(work, at=at)
    return work


@operation(needs=Permission.PLAN_WORK)
def expire_offers(*, by: Actor, at: datetime) -> int:
    """Close the offers whose time to answer is over. Returns how many; their pieces can be split again."""
    over = (
        Assignment.objects.select_for_update()
        .filter(state=Assignment.State.OFFERED, answer_by__lt=at)
        .order_by("pk")
    )
    ids = [work.pk for work in over]
    return int(
        Assignment.objects.filter(pk__in=ids).update(
            state=ASSIGNMENT.after("expire", Assignment.State.OFFERED)
        )
    )


@operation(needs=Permission.PLAN_WORK, says=("reason",))
def withdraw_assignment(assignment_id: int, *, reason: str, by: Actor, at: datetime) -> Assignment:
    """Take work back from a maker. Inspected pieces stay hers. Refused without a reason or when over."""
    if not reason.strip():
        raise Refused(_("Say why the work is taken back."), field="reason")
    work = steps.withdraw(steps.locked(assignment_id), reason=reason.strip())
    notices.work_withdrawn(work, at=at)
    return work


@operation(needs=Permission.REPORT_PROGRESS)
def report_progress(
    assignment_id: int,
    *,
    pieces: int,
    picture: bytes | None = None,
    corrects: bool = False,
    by: Actor,
    at: datetime,
) -> Progress:
    """Say how many pieces are done in all, with a photo if she likes.

    Refused: not hers, more than taken, fewer than she said before unless this `corrects` it.
    """
    work = steps.locked(assignment_id)
    _own_or_for(work, by)
    if not corrects:
        steps.refuse_fewer(work, pieces)
    return steps.note_progress(work, pieces=pieces, picture=_photo(picture, by, at), at=at)


def _photo(picture: bytes | None, by: Actor, at: datetime) -> StoredFile | None:
    return keep_picture(picture, name="kemajuan", at=at, by_party=by.party_id) if picture else None
