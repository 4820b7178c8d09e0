"""What savings verbs share: plain functions inside the caller's transaction."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from sentra.cooperative.models import CollectionSheet, Member, SavingsMove
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.numbering import next_number
from sentra.ledger import recipes
from sentra.ledger.chart import SAVINGS
from sentra.ledger.pool import METHODS
from sentra.ledger.posting import Booking

RECEIPTS = "savings"
"""Counter of savings receipts: in and out in one series, gapless."""
OPENING = "opening"
"""How savings came that stood in the books before Sentra: no money moved."""
CLOSING = "leaving"
"""How savings go out when a member leaves: no money moves yet, they become payable to her."""


@dataclass(frozen=True)
class Cash:
    """How money changed hands: by which way, on which day, brought by whom, on which sheet."""

    method: str
    on: date
    payer_id: int
    sheet: CollectionSheet | None = None


def held_member(member_id: int) -> Member:
    """Her line of the register, locked: who decides by her balance waits here. Refuses who has left."""
    member: Member = Member.objects.select_for_update(of=("self",)).select_related("party").get(pk=member_id)
    if member.left_on:
        raise Refused(_("She has left the cooperative."))
    return member


def check_money(amount_idr: int, method: str, on: date, by: Actor, at: datetime) -> None:
    """Refuses nothing or less, an unknown way, and a later day than today."""
    if amount_idr <= 0:
        raise Refused(_("The amount must be more than zero."), field="amount_idr")
    if method not in METHODS:
        raise Refused(_("Choose bank transfer or cash."), field="method")
    if on > by.today(at):
        raise Refused(_("The payment cannot lie in the future."), field="paid_on")


def save_for(
    member: Member, kind: str, amount_idr: int, cash: Cash, *, uid: uuid.UUID, by: Actor, at: datetime
) -> SavingsMove:
    """Write one receipt down and book it. Refuses a day before she joined."""
    if cash.on < member.joined_on:
        raise Refused(_("She was not a member on this day."), field="paid_on")
    move = write(member, kind, amount_idr, cash, uid=uid, by=by)
    recipes.savings_received(
        move.pk, Booking(cash.on, by, at), member_id=member.pk, party_id=member.party_id, kind=kind,
        amount_idr=amount_idr, method=cash.method,
    )  # fmt: skip
    return move


def write(
    member: Member, kind: str, amount_idr: int, cash: Cash, *, uid: uuid.UUID, by: Actor
) -> SavingsMove:
    """The record alone, with the next number of its year: in +, out −."""
    made: SavingsMove = SavingsMove.objects.create(
        uid=uid, member=member, payer_id=cash.payer_id, kind=kind, amount_idr=amount_idr, method=cash.method,
        moved_on=cash.on, sheet=cash.sheet, written_by=by.user_id, year=cash.on.year,
        number=next_number(RECEIPTS, cash.on.year),
    )  # fmt: skip
    return made


def close_savings(member: Member, saved: Mapping[str, int], *, on: date, by: Actor) -> list[SavingsMove]:
    """All she saved (account → rupiah) leaves her savings with her: one numbered row of each kind.

    The leaving books it as one entry; the caller has settled it with these amounts.
    """
    cash = Cash(CLOSING, on, member.party_id)
    there = [(kind, saved[account]) for kind, account in SAVINGS.items() if saved[account]]
    return [write(member, kind, -idr, cash, uid=uuid.uuid4(), by=by) for kind, idr in there]
