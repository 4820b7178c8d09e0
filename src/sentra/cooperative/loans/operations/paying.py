"""A loan is paid out, its schedule frozen; repaid by instalments or at once; a wrong receipt goes back."""

import uuid
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from sentra.cooperative.loans.position import pays_off
from sentra.cooperative.loans.stages import LOAN
from sentra.cooperative.loans.steps import (
    end,
    frozen,
    held_loan,
    lines_of,
    paid_on_it,
    repay,
    write_payment,
)
from sentra.cooperative.models import Loan, LoanInstalment, LoanPayment
from sentra.cooperative.savings.steps import Cash, check_money, held_member
from sentra.kernel.actor import Actor
from sentra.kernel.dates import months_later
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.operation import operation
from sentra.ledger import corrections, recipes
from sentra.ledger.pool import must_have
from sentra.ledger.posting import Booking
from sentra.people.models import Party
from sentra.people.roles import Permission
from sentra.people.steps import is_herself


@operation(needs=Permission.LEND)
def pay_out_loan(loan_id: int, *, method: str, paid_on: date, by: Actor, at: datetime) -> Loan:
    """The money goes out and the schedule is frozen; the first instalment is due a month later.

    Refuses who decided, her own loan, a loan that is not approved, a member who left, more than there is.
    """
    held_member(Loan.objects.only("member_id").get(pk=loan_id).member_id)  # her leaving waits for this
    loan = held_loan(loan_id)
    check_money(loan.principal_idr, method, paid_on, by, at)
    if loan.decided_by == by.user_id or is_herself(by, loan.member.party_id):
        raise Refused(_("Somebody else must pay this loan out."))
    if loan.decided_on and paid_on < loan.decided_on:
        raise Refused(_("The loan was not approved on this day."), field="paid_on")
    loan.stage = LOAN.after("pay out", loan.stage)
    must_have(loan.principal_idr, method)
    loan.paid_out_on, loan.pay_method, loan.paid_out_by = paid_on, method, by.user_id
    loan.first_due_on = months_later(paid_on, 1)
    loan.save(update_fields=["stage", "paid_out_on", "pay_method", "paid_out_by", "first_due_on"])
    LoanInstalment.objects.bulk_create(frozen(loan, loan.first_due_on))
    recipes.loan_paid_out(
        loan.pk, Booking(paid_on, by, at), party_id=loan.member.party_id, amount_idr=loan.principal_idr,
        method=method,
    )  # fmt: skip
    return loan


@operation(needs=Permission.LEND)
def take_instalment(
    loan_id: int,
    *,
    amount_idr: int,
    method: str,
    paid_on: date,
    payer_id: int | None = None,
    by: Actor,
    at: datetime,
) -> LoanPayment:
    """She pays on her loan: interest due first, then principal; ahead, line by line.

    Refuses no amount, a later day than today, a loan that is not running, more than ends the loan.
    """
    check_money(amount_idr, method, paid_on, by, at)
    loan = held_loan(loan_id)
    payer = Party.objects.get(pk=payer_id) if payer_id else loan.member.party
    cash = Cash(method, paid_on, payer.pk)
    return repay(loan, amount_idr, cash, uid=uuid.uuid4(), by=by, at=at)


@operation(needs=Permission.LEND)
def repay_early(loan_id: int, *, method: str, paid_on: date, by: Actor, at: datetime) -> LoanPayment:
    """She pays the whole rest today: all principal, and interest of the months that have begun.

    Interest of later months is not asked for. Refuses a loan that is not running, a day before pay-out.
    """
    loan = held_loan(loan_id)
    if loan.stage != Loan.Stage.RUNNING or loan.paid_out_on is None:
        raise Refused(_("This loan is not being repaid now."))
    if paid_on < loan.paid_out_on:
        raise Refused(_("The loan was not paid out on this day."), field="paid_on")
    all_of_it = pays_off(lines_of(loan), paid_on_it(loan), paid_on)
    check_money(all_of_it.total_idr, method, paid_on, by, at)
    cash = Cash(method, paid_on, loan.member.party_id)
    payment = write_payment(loan, all_of_it, cash, uid=uuid.uuid4(), by=by, at=at)
    end(loan)
    return payment


@operation(needs=Permission.COLLECT_SAVINGS, says=("reason",))
def take_back_instalment(payment_id: int, *, reason: str, by: Actor, at: datetime) -> LoanPayment:
    """A receipt was written down wrongly: she owes that part again, and its entry is cancelled today.

    Who collects takes back what stands on an open sheet; all else needs who may lend. Refuses no reason,
    a second time, what was netted at leaving, and a loan that is written off.
    """
    if not reason.strip():
        raise Refused(_("Say what was wrong with this receipt."), field="reason")
    loan = held_loan(LoanPayment.objects.only("loan_id").get(pk=payment_id).loan_id)
    payment: LoanPayment = LoanPayment.objects.select_related("sheet").get(pk=payment_id)
    on_open_sheet = payment.sheet is not None and payment.sheet.closed_at is None
    if not on_open_sheet and not by.may(Permission.LEND):
        raise PermissionDenied("only who lends takes back what is not on an open sheet")
    if payment.taken_back_at:
        raise Refused(_("This receipt has already been taken back."))
    if payment.method == "savings" or loan.stage == Loan.Stage.WRITTEN_OFF:
        raise Refused(_("This loan is settled for good. Its receipts stay."))
    payment.taken_back_at, payment.taken_back_reason = at, reason.strip()[:160]
    payment.save(update_fields=["taken_back_at", "taken_back_reason"])
    if loan.stage == Loan.Stage.REPAID:
        _open_again(loan)
    corrections.loan_payment_taken_back(payment.pk, reason=reason, by=by, at=at)
    return payment


def _open_again(loan: Loan) -> None:
    """Refuses when she has another loan by now: nobody repays two."""
    others = Loan.objects.filter(member_id=loan.member_id, stage__in=("asked", "approved", "running"))
    if others.exists():
        raise Refused(_("She has another loan by now. Settle that one first."))
    loan.stage = LOAN.after("open again", loan.stage)
    loan.save(update_fields=["stage"])
