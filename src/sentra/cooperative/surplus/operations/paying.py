"""A member takes what she is owed of the surplus; not taken, it stays owed to her from year to year."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from sentra.cooperative.models import Member, SurplusPayment
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.numbering import next_number
from sentra.kernel.operation import operation
from sentra.ledger import corrections, recipes
from sentra.ledger.chart import SURPLUS_OWED
from sentra.ledger.pool import must_have
from sentra.ledger.posting import Booking
from sentra.ledger.queries import balance_of
from sentra.people.roles import Permission
from sentra.people.steps import is_herself

M = SurplusPayment.Method


@operation(needs=Permission.PAY_SAVINGS)
def pay_share(
    member_id: int, amount_idr: int, *, method: str, paid_on: date, by: Actor, at: datetime
) -> SurplusPayment:
    """Money to her, with a numbered receipt; a former member is paid too.

    Refuses paying oneself, more than she is owed, more than the cash box or the bank holds, a day to come.
    """
    member = Member.objects.select_for_update(no_key=True).get(pk=member_id)
    if is_herself(by, member.party_id):
        raise Refused(_("Somebody else must pay you your share."))
    if amount_idr <= 0:
        raise Refused(_("The amount must be more than zero."), field="amount_idr")
    if paid_on > by.today(at):
        raise Refused(_("This day has not come yet."), field="paid_on")
    if method not in M.values:
        raise Refused(_("Choose how it is paid."), field="method")
    if amount_idr > -balance_of(SURPLUS_OWED, member.party_id):
        raise Refused(_("That is more than she is owed."), field="amount_idr")
    must_have(amount_idr, method)
    made: SurplusPayment = SurplusPayment.objects.create(
        number=next_number("surplus receipt", paid_on.year), year=paid_on.year, member=member,
        amount_idr=amount_idr, method=method, paid_on=paid_on, written_by=by.user_id,
    )  # fmt: skip
    recipes.surplus_collected(
        made.pk, Booking(paid_on, by, at), member_id=member.pk, party_id=member.party_id,
        amount_idr=amount_idr, method=method,
    )  # fmt: skip
    return made


@operation(needs=Permission.PAY_SAVINGS, says=("reason",))
def take_back_share(payment_id: int, reason: str, *, by: Actor, at: datetime) -> SurplusPayment:
    """A payment written down wrongly: record and entry together.

    Refuses without a reason, what was paid to oneself, and twice.
    """
    found = SurplusPayment.objects.select_for_update(of=("self",)).select_related("member")
    made: SurplusPayment = found.get(pk=payment_id)
    if not reason.strip():
        raise Refused(_("Say why this is taken back."), field="reason")
    if is_herself(by, made.member.party_id):
        raise Refused(_("Somebody else must take back what was paid out to you."))
    if made.taken_back_at:
        raise Refused(_("This was taken back already."))
    made.taken_back_at, made.taken_back_reason = at, reason.strip()[:160]
    made.save(update_fields=["taken_back_at", "taken_back_reason"])
    corrections.share_taken_back(made.pk, reason=reason, by=by, at=at)
    return made
