"""Capital aid that was written down wrongly: taken back, the record and its entry together."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sentra.capital.aid import notices
from sentra.capital.aid.models import AidMoney, Proposal
from sentra.capital.aid.steps import held
from sentra.capital.stages import PROPOSAL
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.operation import operation
from sentra.ledger import corrections
from sentra.ledger.pool import must_have
from sentra.people.roles import Permission


@operation(needs=Permission.PAY_OUT, says=("reason",))
def take_back_aid(money_id: int, *, reason: str, by: Actor, at: datetime) -> AidMoney:
    """Wrong amount, day or way: it counts no longer and its entry is cancelled today; write the right one.

    What had come leaves the cash box or bank again. Refuses what is not there any more, what is told as used
    or covers an instalment, aid that is reported, no reason, and a second time.
    """
    if not reason.strip():
        raise Refused(_("Say what was wrong with this money."), field="reason")
    found = held(AidMoney.objects.values_list("proposal_id", flat=True).get(pk=money_id))
    money: AidMoney = AidMoney.objects.select_for_update().get(pk=money_id)
    if money.taken_back_at:
        raise Refused(_("This money has already been taken back."))
    if money.kind == AidMoney.Kind.RECEIVED:
        _did_not_come(found, money)
    else:
        found.repaid_idr -= money.amount_idr
    money.taken_back_at, money.taken_back_reason = at, reason.strip()[:160]
    money.save(update_fields=["taken_back_at", "taken_back_reason"])
    found.save(update_fields=["state", "received_idr", "repaid_idr"])
    corrections.aid_taken_back(money.pk, reason=reason, by=by, at=at)
    notices.aid_taken_back(found, money, at=at)
    return money


def _did_not_come(found: Proposal, money: AidMoney) -> None:
    """With the last of it gone, the proposal waits for its money again."""
    if found.state == Proposal.State.REPORTED:
        raise Refused(_("The final report is sent. Nothing of it changes any more."))
    left = found.received_idr - money.amount_idr
    if left < found.used_idr:
        raise Refused(_("Its use is told already. Strike that out first."))
    if left < found.repaid_idr:
        raise Refused(_("An instalment was paid from it. Take that back first."))
    must_have(money.amount_idr, money.method)
    found.received_idr = left
    if not left:
        found.state = PROPOSAL.after("take all back", found.state)
