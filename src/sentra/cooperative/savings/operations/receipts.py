"""One receipt at a time: a member saves, takes out, or a mistyped line is taken back."""

import uuid
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from sentra.cooperative.models import SavingsMove
from sentra.cooperative.savings.steps import CLOSING, OPENING, Cash, check_money, held_member, save_for, write
from sentra.kernel.actor import Actor
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.operation import operation
from sentra.kernel.rupiah import formatted
from sentra.ledger import corrections, recipes
from sentra.ledger.chart import SAVINGS
from sentra.ledger.pool import must_have
from sentra.ledger.posting import Booking
from sentra.ledger.queries import balance_of
from sentra.people.models import Party
from sentra.people.roles import Permission
from sentra.people.steps import is_herself

VOLUNTARY = SavingsMove.Kind.VOLUNTARY


@operation(needs=Permission.COLLECT_SAVINGS)
def take_savings(
    member_id: int,
    *,
    kind: str,
    amount_idr: int,
    method: str,
    paid_on: date,
    payer_id: int | None = None,
    by: Actor,
    at: datetime,
) -> SavingsMove:
    """A member saves; `payer_id` is who brought the money, when that is somebody else.

    Refuses a kind that is none, no amount, a later day than today, a day before she joined, who has left.
    """
    if kind not in SavingsMove.Kind.values:
        raise Refused(_("Choose which savings."), field="kind")
    check_money(amount_idr, method, paid_on, by, at)
    member = held_member(member_id)
    payer = Party.objects.get(pk=payer_id) if payer_id else member.party
    cash = Cash(method, paid_on, payer.pk)
    return save_for(member, kind, amount_idr, cash, uid=uuid.uuid4(), by=by, at=at)


@operation(needs=Permission.PAY_SAVINGS)
def withdraw_savings(
    member_id: int, *, amount_idr: int, method: str, paid_on: date, by: Actor, at: datetime
) -> SavingsMove:
    """She takes out of her voluntary savings. Pokok and wajib stay while she is a member.

    Refuses more than she saved, more than the cash box or bank holds, and paying it out to oneself.
    """
    check_money(amount_idr, method, paid_on, by, at)
    member = held_member(member_id)
    if is_herself(by, member.party_id):
        raise Refused(_("Somebody else must pay out your savings."))
    there = -balance_of(SAVINGS[VOLUNTARY], member.party_id)
    if amount_idr > there:
        raise Refused(
            _("Her voluntary savings are %(there)s.") % {"there": formatted(there)}, field="amount_idr"
        )
    must_have(amount_idr, method)
    cash = Cash(method, paid_on, member.party_id)
    move = write(member, VOLUNTARY, -amount_idr, cash, uid=uuid.uuid4(), by=by)
    recipes.savings_withdrawn(
        move.pk, Booking(paid_on, by, at), member_id=member.pk, party_id=member.party_id,
        amount_idr=amount_idr, method=method,
    )  # fmt: skip
    return move


@operation(needs=Permission.COLLECT_SAVINGS, says=("reason",))
def take_back_savings(move_id: int, *, reason: str, by: Actor, at: datetime) -> SavingsMove:
    """A line was written down wrongly: it counts no longer, and its entry is cancelled today.

    Who collects takes back what stands on an open sheet; all else needs who may pay savings out. Refuses
    no reason, a second time, interest, what was paid out to oneself, and savings she has taken out since.
    """
    if not reason.strip():
        raise Refused(_("Say what was wrong with this receipt."), field="reason")
    found = SavingsMove.objects.only("member_id").get(pk=move_id)
    member = held_member(found.member_id)
    move: SavingsMove = (
        SavingsMove.objects.select_for_update(of=("self",)).select_related("sheet").get(pk=move_id)
    )
    on_open_sheet = move.sheet is not None and move.sheet.closed_at is None
    if not on_open_sheet and not by.may(Permission.PAY_SAVINGS):
        raise PermissionDenied("only the treasurer takes back what is not on an open sheet")
    if move.taken_back_at:
        raise Refused(_("This receipt has already been taken back."))
    _refuse_what_stays(move)
    if move.amount_idr < 0 and is_herself(by, member.party_id):
        raise Refused(_("Somebody else must take back what was paid out to you."))
    if move.kind == VOLUNTARY and move.amount_idr > -balance_of(SAVINGS[VOLUNTARY], member.party_id):
        raise Refused(_("She has taken some of it out since. Take that back first."))
    move.taken_back_at, move.taken_back_reason = at, reason.strip()[:160]
    move.save(update_fields=["taken_back_at", "taken_back_reason"])
    corrections.savings_taken_back(move.pk, withdrawn=move.amount_idr < 0, reason=reason, by=by, at=at)
    return move


def _refuse_what_stays(move: SavingsMove) -> None:
    if move.method == "interest":
        raise Refused(_("Interest is not taken back by hand."))
    if move.method == OPENING:
        raise Refused(_("This came with the opening balances. They are taken back as a whole."))
    if move.method == CLOSING:
        raise Refused(_("She has left the cooperative."))
    if move.founder_payments.exists():
        raise Refused(_("This was paid in at the founding. It stays."))
