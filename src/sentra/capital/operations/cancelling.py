"""Cancelling an order by the table of `capital/cancelling.py`."""

from datetime import date, datetime

from django.db.models import F, Sum
from django.utils.translation import gettext_lazy as _

from sentra.capital.cancelling import Facts, row_for
from sentra.capital.models import Advance
from sentra.capital.policy import Policy
from sentra.capital.slips import room_idr
from sentra.capital.steps import hold_the_work, let_go, unpaid_work, write_off
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.operation import operation
from sentra.kernel.rupiah import formatted
from sentra.ledger import recipes
from sentra.ledger.pool import hold_the_pool, must_have
from sentra.ledger.posting import Booking
from sentra.orders.models import DeliveryLine, Order
from sentra.orders.money import money
from sentra.orders.steps import cancel, locked, moved, record_refund
from sentra.people.roles import Permission
from sentra.production.models import Assignment
from sentra.production.notices import work_withdrawn
from sentra.production.steps import withdraw_open
from sentra.quality.models import Inspection, Lot
from sentra.stock.queries import in_store


@operation(needs=Permission.CANCEL_ORDER, says=("reason",))
def cancel_order(
    order_id: int,
    *,
    reason: str,
    refund_idr: int = 0,
    refund_method: str = "bank",
    keep_goods: bool = True,
    today: date,
    by: Actor,
    at: datetime,
) -> Order:
    """End an order before it is delivered, as `capital/cancelling.py` has it for its stage.

    Accepted pieces are always paid to their makers. `keep_goods`: what lies in the store becomes free
    stock, else it is written off. After a part delivery the order ends as DELIVERED, to be invoiced.
    Locks: the order, its work, the pool, its advances, as whoever grants, prepares or pays takes them.
    Refuses what the table refuses, no reason, and a refund of more than is not earned.
    """
    order = locked(order_id)
    hold_the_work(order)
    hold_the_pool(by.tenant_id)
    facts = facts_of(order)
    row = row_for(facts)
    if not row.allowed:
        raise Refused(row.ends_as)
    if not reason.strip():
        raise Refused(_("Say why the order is cancelled."), field="reason")
    _check_refund(facts, refund_idr)
    _take_back_work(order, reason.strip(), at=at)
    booked = Booking(today, by, at)
    _settle_advances(order, booked)
    if refund_idr:
        must_have(refund_idr, refund_method)
        record_refund(order, amount_idr=refund_idr, method=refund_method, paid_on=today, by=by, at=at)
    cause = f"order:{order.pk}:freed" if keep_goods else f"order:{order.pk}:scrapped"
    let_go(order.pk, booked, keep=keep_goods, cause=cause)
    if facts.delivered:
        order.cancelled_reason = reason.strip()[:200]
        return moved(order, "deliver the rest", fields=("cancelled_reason",))
    kept = facts.held_idr - refund_idr
    if kept:
        recipes.down_payment_kept(order.pk, booked, buyer_id=order.buyer_id, amount_idr=kept)
    return cancel(order, reason=reason, at=at)


def facts_of(order: Order) -> Facts:
    """What decides the row, read from the tables. Hold the order first when something is decided."""
    work = Assignment.objects.filter(order=order)
    gone = DeliveryLine.objects.filter(delivery__order=order).aggregate(
        gone=Sum("pieces", default=0), idr=Sum(F("pieces") * F("line__price_idr"), default=0)
    )
    accepted = Inspection.objects.filter(lot__assignment__order=order)
    owed = Advance.objects.filter(assignment__order=order).aggregate(
        idr=Sum(F("amount_idr") - F("recovered_idr") - F("written_off_idr"), default=0)
    )
    return Facts(
        stage=order.stage,
        held_idr=money(order).held_idr,
        earned_idr=gone["idr"]
        if gone["gone"]
        else accepted.aggregate(idr=Sum("payable_idr", default=0))["idr"],
        offers=work.filter(state=Assignment.State.OFFERED).count(),
        accepted_work=work.filter(state=Assignment.State.ACCEPTED).count(),
        advances_open_idr=owed["idr"],
        waiting_lots=Lot.objects.filter(assignment__order=order, state=Lot.State.WAITING).count(),
        pieces_in_store=sum(one.pieces for one in in_store() if one.order_id == order.pk),
        delivered=gone["gone"],
    )


def _check_refund(facts: Facts, refund_idr: int) -> None:
    if refund_idr < 0:
        raise Refused(_("The amount must be more than zero."), field="refund_idr")
    if refund_idr > facts.most_refund_idr:
        raise Refused(
            _("At most %(most)s can be given back: the rest pays for accepted work.")
            % {"most": formatted(facts.most_refund_idr)},
            field="refund_idr",
        )


def _take_back_work(order: Order, reason: str, *, at: datetime) -> None:
    """Nothing more is to be made; those who had said yes are told."""
    for work in withdraw_open(order.pk, reason=reason, at=at):
        work_withdrawn(work, at=at)


def _settle_advances(order: Order, booked: Booking) -> None:
    """What her accepted pieces of this order can pay back stays open; the rest is hers, or stays owed."""
    policy = Policy.of(booked.by.tenant_id)
    if not policy.keep_advance_on_cancel:
        return
    earned: dict[int, int] = {}
    for _pk, owner, order_id, pieces, rate, *_words in unpaid_work():
        if order_id == order.pk:
            earned[owner] = earned.get(owner, 0) + pieces * rate
    room = {party: room_idr(idr, policy.floor_permille) for party, idr in earned.items()}
    held = Advance.objects.select_for_update().filter(assignment__order=order).order_by("pk")
    for advance in held:
        stays = min(advance.open_idr, room.get(advance.party_id, 0))
        room[advance.party_id] = room.get(advance.party_id, 0) - stays
        if advance.open_idr > stays:
            write_off(advance, advance.open_idr - stays, booked, order_id=order.pk)
