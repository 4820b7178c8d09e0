"""Working money: granted for accepted work, handed back, written off."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from sentra.capital import notices
from sentra.capital.models import Advance
from sentra.capital.policy import Policy
from sentra.capital.queries.advances import advance_caps
from sentra.capital.steps import write_off
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.operation import operation
from sentra.kernel.rupiah import formatted
from sentra.ledger import recipes
from sentra.ledger.pool import METHODS, hold_the_pool, must_have
from sentra.ledger.posting import Booking
from sentra.people.roles import Permission
from sentra.people.steps import is_herself
from sentra.production.models import Assignment
from sentra.production.steps import locked, locked_shares

NO_LIMIT = 10**18


@operation(needs=Permission.GRANT_ADVANCE)
def grant_advance(
    assignment_id: int, *, amount_idr: int, method: str, paid_on: date, by: Actor, at: datetime
) -> Advance:
    """Pay working money for accepted work. It comes back from this order's payouts only.

    Refuses more than her share and her record allow (`capital/caps.py`), more than the account holds, and
    what would leave the pool below its reserve.
    """
    return _grant([locked(assignment_id)], {assignment_id: amount_idr}, method, paid_on, by=by, at=at)[0]


@operation(needs=Permission.GRANT_ADVANCE)
def grant_advances(
    order_id: int, *, amounts: Mapping[int, int], method: str, paid_on: date, by: Actor, at: datetime
) -> list[Advance]:
    """Working money for many shares of one order (assignment → rupiah): all of them or none.

    Refuses as `grant_advance`, naming whose amount is too much, and a share of another order.
    """
    asked = {pk: idr for pk, idr in amounts.items() if idr}
    if not asked:
        raise Refused(_("The amount must be more than zero."), field="amount_idr")
    return _grant(locked_shares(order_id, asked), asked, method, paid_on, by=by, at=at)


def _grant(
    shares: Sequence[Assignment], amounts: Mapping[int, int], method: str, paid_on: date, *, by: Actor,
    at: datetime,
) -> list[Advance]:  # fmt: skip
    """The caller holds the shares. A fixed number of statements, however many."""
    if any(work.state != Assignment.State.ACCEPTED for work in shares):
        raise Refused(_("An advance is for work she has accepted and not finished."))
    _check_day(paid_on, by, at)
    if min(amounts.values()) <= 0:
        raise Refused(_("The amount must be more than zero."), field="amount_idr")
    hold_the_pool(by.tenant_id)
    _refuse_above_caps(shares, amounts, by, at)
    reserve = Policy.of(by.tenant_id).reserve_idr
    must_have(sum(amounts.values()), method, reserve_idr=reserve)
    made = [
        Advance(
            assignment=work, party_id=work.workshop.owner_id, amount_idr=amounts[work.pk], method=method,
            paid_on=paid_on, granted_at=at, granted_by=by.user_id, done_before=work.final or 0,
        )
        for work in shares
    ]  # fmt: skip
    Advance.objects.bulk_create(made)
    booked = (
        recipes.PaidAdvance(one.pk, one.assignment.order_id, one.party_id, one.amount_idr) for one in made
    )
    recipes.advances_paid(booked, Booking(paid_on, by, at), method=method)
    notices.advances_paid(made, at=at)
    return made


def _refuse_above_caps(
    shares: Sequence[Assignment], amounts: Mapping[int, int], by: Actor, at: datetime
) -> None:
    """By share and record of each; the pool is asked for all together."""
    caps = advance_caps(shares, tenant_id=by.tenant_id, pool_idr=NO_LIMIT, today=by.today(at))
    for work in shares:
        if amounts[work.pk] > caps[work.pk].most_idr:
            words = {"most": formatted(caps[work.pk].most_idr), "name": work.workshop.owner.name}
            raise Refused(
                _("At most %(most)s can be advanced for this work.") % words
                if len(shares) == 1
                else _("%(name)s: at most %(most)s can be advanced for this work.") % words,
                field="amount_idr",
            )


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
        advance.pk, Booking(paid_on, by, at), order_id=advance.assignment.order_id, party_id=advance.party_id,
        amount_idr=amount_idr, repaid_before_idr=advance.repaid_idr, method=method,
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
    write_off(advance, amount, Booking(by.today(at), by, at), order_id=advance.assignment.order_id)
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
