"""A loan nobody can repay: one asks to write it off, another does."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sentra.cooperative.loans.position import rest
from sentra.cooperative.loans.stages import LOAN
from sentra.cooperative.loans.steps import held_loan, lines_of, paid_on_it
from sentra.cooperative.models import Loan
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.operation import operation
from sentra.ledger import recipes
from sentra.ledger.posting import Booking
from sentra.people.roles import Permission
from sentra.people.steps import is_herself


@operation(needs=Permission.LEND, says=("reason",))
def ask_write_off(loan_id: int, *, reason: str, by: Actor, at: datetime) -> Loan:
    """Propose to ask no longer for what is left. Refuses no reason, her own, a loan that is not running."""
    if not reason.strip():
        raise Refused(_("Say why."), field="reason")
    loan = held_loan(loan_id)
    LOAN.after("write off", loan.stage)
    if is_herself(by, loan.member.party_id):
        raise Refused(_("Nobody writes off her own loan."))
    loan.write_off_asked_by, loan.write_off_reason = by.user_id, reason.strip()[:160]
    loan.save(update_fields=["write_off_asked_by", "write_off_reason"])
    return loan


@operation(needs=Permission.APPROVE_LOAN)
def drop_write_off(loan_id: int, *, by: Actor, at: datetime) -> Loan:
    """No: she goes on repaying. Refuses when nobody asked."""
    loan = _asked(loan_id)
    loan.write_off_asked_by, loan.write_off_reason = None, ""
    loan.save(update_fields=["write_off_asked_by", "write_off_reason"])
    return loan


@operation(needs=Permission.APPROVE_LOAN)
def write_off_loan(loan_id: int, *, by: Actor, at: datetime) -> Loan:
    """Yes: what is left of the principal becomes a cost. Refuses who asked for it, and her own loan."""
    loan = _asked(loan_id)
    if by.user_id is None or by.user_id == loan.write_off_asked_by:
        raise Refused(_("You asked for this: somebody else must write it off."))
    if is_herself(by, loan.member.party_id):
        raise Refused(_("Nobody writes off her own loan."))
    left = rest(lines_of(loan), paid_on_it(loan)).principal_idr
    if left == 0:
        raise Refused(_("Nothing of the loan itself is left to write off."))
    loan.stage = LOAN.after("write off", loan.stage)
    loan.written_off_on, loan.written_off_by, loan.written_off_idr = by.today(at), by.user_id, left
    loan.save(update_fields=["stage", "written_off_on", "written_off_by", "written_off_idr"])
    recipes.loan_written_off(
        loan.pk, Booking(by.today(at), by, at), party_id=loan.member.party_id, amount_idr=left
    )
    return loan


def _asked(loan_id: int) -> Loan:
    loan = held_loan(loan_id)
    if loan.write_off_asked_by is None or loan.stage != Loan.Stage.RUNNING:
        raise Refused(_("Nobody asked to write this loan off."))
    return loan
