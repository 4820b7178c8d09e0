"""What the bank's lines are, as a person says: yes, not this, several things at once, and back again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.operation import note, operation
from sentra.ledger import corrections
from sentra.ledger.pool import hold_the_pool
from sentra.orders.models import Order, Payment, TakenBack
from sentra.orders.paying import take_back
from sentra.orders.steps import locked_all
from sentra.payments.models import BankLine, Match, MatchPart, NotThis
from sentra.payments.steps import Piece, make_match, orders_of
from sentra.people.roles import Permission


@dataclass(frozen=True)
class Choice:
    """One yes: this line is that. `key` as the proposal had it."""

    line_id: int
    key: str


@operation(needs=Permission.MATCH_BANK)
def confirm_matches(choices: Sequence[Choice], *, by: Actor, at: datetime) -> list[Match]:
    """Yes to one proposal or to several ticked ones: all of them or none.

    What stands in the books is tied to its line; an order's money is recorded; a fee is booked on the day of
    the line (the first open day after a closed month). Refuses what is matched by now, amounts that differ,
    and what recording the payment refuses.
    """
    if not choices:
        raise Refused(_("Tick at least one line."))
    lines = _held(one.line_id for one in choices)
    pieces = {one.line_id: Piece(one.key, int(lines[one.line_id].amount_idr)) for one in choices}
    orders = _pay_desk(pieces.values(), by)
    note(matched=[{"line": one.line_id, "as": one.key} for one in choices])
    return [make_match(lines[pk], [piece], orders, by=by, at=at) for pk, piece in sorted(pieces.items())]


@operation(needs=Permission.MATCH_BANK)
def split_line(line_id: int, *, pieces: Sequence[Piece], by: Actor, at: datetime) -> Match:
    """One line is several things, whose amounts add up to it. Refuses as `confirm_matches`."""
    if not pieces:
        raise Refused(_("Say what the line is."))
    line = _held([line_id])[line_id]
    orders = _pay_desk(pieces, by)
    note(parts=[{"as": piece.key, "idr": piece.amount_idr} for piece in pieces])
    return make_match(line, pieces, orders, by=by, at=at)


@operation(needs=Permission.MATCH_BANK)
def refuse_match(line_id: int, *, key: str, by: Actor, at: datetime) -> NotThis:
    """Not this: the proposal is not made again for this line."""
    line = _held([line_id])[line_id]
    said, _new = NotThis.objects.get_or_create(line=line, key=key[:200], defaults={"said_at": at})
    note(refused=key[:200])
    return said


@operation(needs=Permission.MATCH_BANK, says=("reason",))
def undo_match(line_id: int, *, reason: str, by: Actor, at: datetime) -> None:
    """The yes was wrong: the line waits again, and what the yes booked is reversed today.

    A payment it recorded goes back as `orders.take_back_payment` does, with its refusals. What stood in the
    books before stays there. Refuses without a reason and a line that is not matched.
    """
    if not reason.strip():
        raise Refused(_("Say what was wrong."), field="reason")
    line = _held([line_id])[line_id]
    match = Match.objects.filter(line=line).first()
    if match is None:
        raise Refused(_("This line is not matched."))
    parts = list(MatchPart.objects.filter(match=match).select_related("payment").order_by("position"))
    orders = _orders(one.payment.order_id for one in parts if one.payment)
    for part in parts:
        _take_back(part, match, orders, reason, by=by, at=at)
    note(undone=[{"posting": part.posting_id, "did": part.did} for part in parts])
    MatchPart.objects.filter(match=match).delete()
    match.delete()


def _take_back(
    part: MatchPart, match: Match, orders: dict[int, Order], reason: str, *, by: Actor, at: datetime
) -> None:
    if part.did == MatchPart.Did.BOOKED:
        corrections.bank_line_taken_back(match.pk, part.position, reason=reason, by=by, at=at)
    payment: Payment | None = part.payment
    if payment is not None and not TakenBack.objects.filter(payment=payment).exists():
        take_back(orders[payment.order_id], payment, reason, by=by, at=at)


def _held(ids: Iterable[int]) -> dict[int, BankLine]:
    """These lines, held in order of id. Raises BankLine.DoesNotExist for a stranger's."""
    wanted = set(ids)
    found = BankLine.objects.select_for_update(of=("self",)).select_related("account").filter(pk__in=wanted)
    held = {line.pk: line for line in found.order_by("pk")}
    if len(held) != len(wanted):
        raise BankLine.DoesNotExist
    return held


def _pay_desk(pieces: Iterable[Piece], by: Actor) -> dict[int, Order]:
    """Orders, then the pool: two desks that match the same posting wait for each other here."""
    orders = _orders(orders_of(pieces))
    hold_the_pool(by.tenant_id)
    return orders


def _orders(ids: Iterable[int]) -> dict[int, Order]:
    wanted = set(ids)
    return {order.pk: order for order in locked_all(wanted)} if wanted else {}
