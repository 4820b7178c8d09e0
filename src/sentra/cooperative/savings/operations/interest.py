"""Interest on voluntary savings, once a month, with the tax that law takes off it."""

import uuid
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from sentra.cooperative.models import Member, SavingsInterest
from sentra.cooperative.savings.interest import Earned, earned_in
from sentra.cooperative.savings.steps import Cash, write
from sentra.kernel.actor import Actor
from sentra.kernel.dates import months_later
from sentra.kernel.errors import Refused
from sentra.kernel.operation import operation
from sentra.ledger import recipes
from sentra.ledger.pool import hold_the_pool
from sentra.ledger.posting import Booking
from sentra.people.roles import Permission


@operation(needs=Permission.PAY_SAVINGS)
def book_savings_interest(month: date, *, by: Actor, at: datetime) -> int:
    """Add a month's interest to everybody's voluntary savings; how many got some. Any day names the month.

    On the least that lay there on any day, by the clause of the month's last day; tax by the dated rate of
    that day. Refuses a month that is not over, one that is booked, and one without interest.
    """
    first = month.replace(day=1)
    last = date.fromordinal(months_later(first, 1).toordinal() - 1)
    if last >= by.today(at):
        raise Refused(_("This month is not over yet."), field="month")
    hold_the_pool(by.tenant_id)
    if SavingsInterest.objects.filter(month=first).exists():
        raise Refused(_("The interest of this month is booked already."), field="month")
    earned = earned_in(first, last)
    if not earned:
        raise Refused(_("There is no interest to book for this month."), field="month")
    for one in earned:
        _credit(one, first, last, by, at)
    return len(earned)


def _credit(one: Earned, first: date, last: date, by: Actor, at: datetime) -> None:
    member = Member.objects.get(pk=one.member_id)
    uid = uuid.uuid5(uuid.NAMESPACE_URL, f"interest:{by.tenant_id}:{first}:{member.pk}")
    cash = Cash("interest", last, member.party_id)
    move = write(member, "sukarela", one.net_idr, cash, uid=uid, by=by)
    SavingsInterest.objects.create(
        member=member, month=first, base_idr=one.base_idr, rate_bp_year=one.rate_bp_year,
        interest_idr=one.interest_idr, tax_idr=one.tax_idr, move=move,
    )  # fmt: skip
    recipes.savings_interest(
        move.pk, Booking(last, by, at), member_id=member.pk, party_id=member.party_id,
        interest_idr=one.interest_idr, tax_idr=one.tax_idr,
    )  # fmt: skip
