"""Working money: granted for accepted work, handed back, written off."""

from datetime import date, datetime

from django.db.models import F, Sum
from django.utils.translation import gettext_lazy as _

from sentra.capital import notices
from sentra.capital.models import Advance
from sentra.capital.policy import Policy
from sentra.capital.steps import write_off
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.operation import operation
from sentra.kernel.rupiah import formatted
from sentra.ledger import recipes
from sentra.ledger.pool import METHODS, hold_the_pool, must_have
from sentra.people.roles import Permission
from sentra.people.steps import is_herself
from sentra.production.models import Assignment
from sentra.production.steps import locked


def most_advance(assignment: Assignment, *, permille: int) -> int:
    """Rupiah that may still be advanced: the cooperative's share of the work to come, less what she has.

    Pieces that passed inspection are owed to her anyway and can no longer carry an advance.
    """
    owing = F("amount_idr") - F("recovered_idr") - F("written_off_idr")
    before = Advance.objects.filter(assignment=assignment).aggregate(idr=Sum(owing, default=0))["idr"]
    worth = ((assignment.accepted or 0) - (assignment.final or 0)) * assignment.rate_idr
    return max(0, int(worth) * permille // 1000 - int(before))


@operation(needs=Permission.GRANT_ADVANCE)
def grant_advance(
    assignment_id: int, *, amount_idr: int, method: str, paid_on: date, by: Actor, at: datetime
) -> Advance:
    """Pay working money for accepted work. It comes back from this order's payouts only.

    Refuses more than the cooperative's share of her piecework, more than the account holds, and what
    would leave the pool below its reserve.
    """
    work = locked(assignment_id)
    if work.state != Assignment.State.ACCEPTED:
        raise Refused(_("An advance is for work she has accepted and not finished."))
    _check_day(paid_on, by, at)
    if amount_idr <= 0:
        raise Refused(_("The amount must be more than zero."), field="amount_idr")
    hold_the_pool(by.tenant_id)
    policy = Policy.of(by.tenant_id)
    most = most_advance(work, permille=policy.advance_permille)
    if amount_idr > most:
        raise Refused(
            _("At most %(most)s can be advanced for this work.") % {"most": formatted(most)},
            field="amount_idr",
        )
    must_have(amount_idr, method, reserve_idr=policy.reserve_idr)
    advance: Advance = Advance.objects.create(
        assignment=work, party_id=work.workshop.owner_id, amount_idr=amount_idr, method=method,
        paid_on=paid_on, granted_at=at, granted_by=by.user_id,
    )  # fmt: skip
    recipes.advance_paid(
        advance.pk, order_id=work.order_id, party_id=advance.party_id, amount_idr=amount_idr, method=method,
        on=paid_on, by=by, at=at,
    )  # fmt: skip
    notices.advance_paid(advance, at=at)
    return advance


@operation(needs=Permission.PAY_OUT)
def repay_advance(
    advance_id: int, *, amount_idr: int, method: str, paid_on: date, by: Actor, at: datetime
) -> Advance:
    """She hands working money back herself. Refuses more than is open and on no slip."""
    advance = held_advance(advance_id)
    _check_day(paid_on, by, at)
    _refuse_more_than_open(advance, amount_idr)
    if method not in METHODS:
        raise Refused(_("Choose bank transfer or cash."), field="method")
    recipes.advance_repaid(
        advance.pk, order_id=advance.assignment.order_id, party_id=advance.party_id, amount_idr=amount_idr,
        repaid_before_idr=advance.repaid_idr, method=method, on=paid_on, by=by, at=at,
    )  # fmt: skip
    advance.recovered_idr += amount_idr
    advance.repaid_idr += amount_idr
    advance.save(update_fields=["recovered_idr", "repaid_idr"])
    return advance


@operation(needs=Permission.CANCEL_ORDER, says=("reason",))
def write_off_advance(
    advance_id: int, *, reason: str, amount_idr: int | None = None, by: Actor, at: datetime
) -> Advance:
    """Ask no longer for an open advance (all of it, or `amount_idr`). A cost of the cooperative.

    Refuses who granted it, her own, no reason, and more than is open and on no slip.
    """
    if not reason.strip():
        raise Refused(_("Say why."), field="reason")
    advance = held_advance(advance_id)
    if by.user_id is None or by.user_id == advance.granted_by:
        raise Refused(_("You granted this advance: somebody else must write it off."))
    if is_herself(by, advance.party_id):
        raise Refused(_("Nobody writes off her own advance."))
    amount = advance.open_idr if amount_idr is None else amount_idr
    _refuse_more_than_open(advance, amount)
    write_off(advance, amount, order_id=advance.assignment.order_id, on=by.today(at), by=by, at=at)
    return advance


def held_advance(advance_id: int) -> Advance:
    found: Advance = (
        Advance.objects.select_for_update(of=("self",))
        .select_related("assignment", "party")
        .get(pk=advance_id)
    )
    return found


def _refuse_more_than_open(advance: Advance, amount_idr: int) -> None:
    if amount_idr <= 0:
        raise Refused(_("The amount must be more than zero."), field="amount_idr")
    if amount_idr > advance.open_idr:
        raise Refused(
            _("Only %(open)s of this advance is open.") % {"open": formatted(advance.open_idr)},
            field="amount_idr",
        )


def _check_day(paid_on: date, by: Actor, at: datetime) -> None:
    if paid_on > by.today(at):
        raise Refused(_("The payment cannot lie in the future."), field="paid_on")
