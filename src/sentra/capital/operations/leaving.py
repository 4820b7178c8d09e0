"""A member's leaving is settled by one and paid by another; who wrote it down does neither of the first two.

In capital, because her open advances are taken off her savings: the cooperative below does not see them.
"""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from sentra.capital.leaving import Debt, Reckoning, reckon
from sentra.capital.operations.advances import held_advance
from sentra.cooperative.membership import notices
from sentra.cooperative.membership.operations.leaving import held
from sentra.cooperative.membership.steps import end_membership, not_for_herself
from sentra.cooperative.models import Leaving, Loan, LoanPayment, Member
from sentra.cooperative.savings.steps import close_savings
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.numbering import next_number
from sentra.kernel.operation import operation
from sentra.ledger import leaving_recipes as recipes
from sentra.ledger.leaving_recipes import SAVINGS
from sentra.ledger.pool import hold_the_pool, must_have
from sentra.ledger.posting import Booking
from sentra.people.roles import Permission


@operation(needs=Permission.DECIDE_MEMBERS)
def settle_leaving(leaving_id: int, *, by: Actor, at: datetime) -> Leaving:
    """Her savings become payable, her debts are taken off as the AD/ART say, her membership ends.

    What she owes beyond her savings stays owed. Refuses who wrote the leaving down, one's own, a settled
    one, and while a slip that takes from her advance waits to be paid.
    """
    leaving = held(leaving_id)
    _refuse_same_person(by, leaving)
    if leaving.stage != Leaving.Stage.ASKED:
        raise Refused(_("This has been settled already."))
    _hold_what_is_reckoned(leaving)
    hold_the_pool(by.tenant_id)
    today = by.today(at)
    found = reckon(leaving.member, today=today)
    if found.waits_idr:
        raise Refused(_("A slip of hers waits to be paid. Pay it or send it back first."))
    _book(leaving, found, Booking(today, by, at))
    _write_down(leaving, found, today=today, by=by)
    close_savings(leaving.member, found.saved, on=today, by=by)
    end_membership(leaving, on=leaving.ends_on or today, at=at)
    if leaving.payable_idr:
        notices.leaving_settled(leaving, at=at)
    return leaving


def _hold_what_is_reckoned(leaving: Leaving) -> None:
    """Receipts, instalments and pay-outs of another desk come before the reckoning or are refused after it.

    The order everywhere: member, loan, pool.
    """
    Member.objects.select_for_update().get(pk=leaving.member_id)
    list(Loan.objects.select_for_update().filter(member__party_id=leaving.member.party_id).order_by("pk"))


def _refuse_same_person(by: Actor, leaving: Leaving) -> None:
    not_for_herself(by, leaving.member.party_id)
    if by.user_id is None or by.user_id == leaving.asked_by:
        raise Refused(_("You wrote this down: somebody else must settle it."))


def _book(leaving: Leaving, found: Reckoning, booked: Booking) -> None:
    party = leaving.member.party_id
    recipes.savings_become_payable(leaving.pk, booked, party_id=party, saved=found.saved)
    for debt, idr in found.taken():
        if idr and debt.kind == "loan":
            recipes.loan_netted(leaving.pk, booked, loan_id=debt.row_id, party_id=party, amount_idr=idr)
            _loan_paid(debt, idr, booked, payer_id=party)
        elif idr:
            recipes.advance_netted(
                leaving.pk, booked, advance_id=debt.row_id, order_id=debt.order_id,
                party_id=party, amount_idr=idr,
            )  # fmt: skip
            _advance_paid(debt, idr)


def _loan_paid(debt: Debt, idr: int, booked: Booking, *, payer_id: int) -> None:
    loan = Loan.objects.select_for_update().get(pk=debt.row_id)
    LoanPayment.objects.create(
        loan=loan, payer_id=payer_id, paid_on=booked.on, method="savings", principal_idr=idr, interest_idr=0,
        written_by=booked.by.user_id, year=booked.on.year, number=next_number("loan_payment", booked.on.year),
    )  # fmt: skip
    if idr == debt.idr:
        loan.stage = Loan.Stage.REPAID
        loan.save(update_fields=["stage"])


def _advance_paid(debt: Debt, idr: int) -> None:
    advance = held_advance(debt.row_id)
    advance.recovered_idr += idr
    advance.repaid_idr += idr
    advance.save(update_fields=["recovered_idr", "repaid_idr"])


def _write_down(leaving: Leaving, found: Reckoning, *, today: date, by: Actor) -> None:
    principal, mandatory, voluntary = (found.saved[account] for account in SAVINGS)
    leaving.stage, leaving.settled_on, leaving.settled_by = Leaving.Stage.SETTLED, today, by.user_id
    leaving.principal_idr, leaving.mandatory_idr, leaving.voluntary_idr = principal, mandatory, voluntary
    leaving.loans_idr = found.result.taken_for("loan")
    leaving.advances_idr = found.result.taken_for("advance")
    leaving.payable_idr, leaving.owing_idr = found.result.payable_idr, found.result.owing_idr
    leaving.pay_by = today + timedelta(days=found.pay_days)
    leaving.save()


@operation(needs=Permission.PAY_SAVINGS)
def pay_leaving(leaving_id: int, *, method: str, paid_on: date, by: Actor, at: datetime) -> Leaving:
    """What is left of her savings is paid, to her or to the heir with proof.

    Refuses who settled it or named the heir, one's own, nothing to pay, a death without an heir, a day
    before the settlement or to come, and more than the account holds.
    """
    leaving = held(leaving_id)
    if leaving.stage != Leaving.Stage.SETTLED:
        raise Refused(_("There is nothing to pay here now."))
    _refuse_same_hand(by, leaving)
    if not leaving.payable_idr:
        raise Refused(_("There is nothing to pay here now."))
    if leaving.how == Member.Left.DIED and not (leaving.heir_id and leaving.heir_proof):
        raise Refused(_("Name the heir and the letter that proves it first."))
    if not (leaving.settled_on or paid_on) <= paid_on <= by.today(at):
        raise Refused(_("Choose a day from the settlement until today."), field="paid_on")
    must_have(leaving.payable_idr, method)
    recipes.former_member_paid(
        leaving.pk, Booking(paid_on, by, at), party_id=leaving.member.party_id,
        amount_idr=leaving.payable_idr, method=method,
    )  # fmt: skip
    leaving.stage, leaving.method = Leaving.Stage.PAID, method
    leaving.paid_on, leaving.paid_by = paid_on, by.user_id
    leaving.save(update_fields=["stage", "method", "paid_on", "paid_by"])
    return leaving


def _refuse_same_hand(by: Actor, leaving: Leaving) -> None:
    not_for_herself(by, leaving.heir_id or leaving.member.party_id)
    if by.user_id is None or by.user_id == leaving.settled_by:
        raise Refused(_("You settled this: somebody else must pay."))
    if by.user_id == leaving.heir_named_by:
        raise Refused(_("You named the heir: somebody else must pay."))
