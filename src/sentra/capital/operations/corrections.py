"""Money to makers that did not happen as written down: a slip that bounced, a wrong advance."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sentra.capital import notices
from sentra.capital.models import Advance, PayoutRun, Slip
from sentra.capital.operations.advances import held_advance
from sentra.capital.operations.payouts import held_slip
from sentra.capital.stages import RUN, SLIP
from sentra.capital.steps import unsettle
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.operation import operation
from sentra.ledger import corrections
from sentra.people.roles import Permission


@operation(needs=Permission.PAY_OUT, says=("reason",))
def bounce_slip(slip_id: int, *, reason: str, by: Actor, at: datetime) -> Slip:
    """The bank sent the money back, or it never left: the slip is unpaid and we owe her again.

    Its entry is cancelled today; advances and deductions wait on the slip until it is paid anew.
    Refuses without a reason, and a slip that is not paid.
    """
    if not reason.strip():
        raise Refused(_("Say why it failed."), field="reason")
    slip = held_slip(slip_id)
    if slip.state != Slip.State.PAID:
        raise Refused(_("This slip is not paid."))
    corrections.slip_bounced(slip.pk, bounces=slip.bounces, reason=reason, by=by, at=at)
    slip.state, slip.paid_on = SLIP.after("bounce", slip.state), None
    slip.failed_reason, slip.bounces = reason.strip()[:160], slip.bounces + 1
    slip.save(update_fields=["state", "paid_on", "failed_reason", "bounces"])
    if slip.run.state == PayoutRun.State.PAID:
        slip.run.state = RUN.after("open again", slip.run.state)
        slip.run.save(update_fields=["state"])
    unsettle(slip)
    notices.slip_bounced(slip, at=at)
    return slip


@operation(needs=Permission.PAY_OUT, says=("reason",))
def take_back_advance(advance_id: int, *, reason: str, by: Actor, at: datetime) -> Advance:
    """Wrong amount, wrong maker, or never paid: nothing of it is owed, and the right one can be granted.

    Refuses without a reason, and one of which a part came back, is written off or stands on a slip.
    Money she handed back is `repay_advance`.
    """
    if not reason.strip():
        raise Refused(_("Say what was wrong with this advance."), field="reason")
    advance = held_advance(advance_id)
    if advance.taken_back_at:
        raise Refused(_("This advance has already been taken back."))
    if advance.reserved_idr:
        raise Refused(_("A slip that is not paid yet takes from it. Send that payout back first."))
    if advance.open_idr != advance.amount_idr:
        raise Refused(_("A part of it has come back or is written off. Settle the rest instead."))
    corrections.advance_taken_back(advance.pk, reason=reason, by=by, at=at)
    advance.recovered_idr, advance.taken_back_at = advance.amount_idr, at
    advance.taken_back_reason = reason.strip()[:160]
    advance.save(update_fields=["recovered_idr", "taken_back_at", "taken_back_reason"])
    notices.advance_taken_back(advance, at=at)
    return advance
