"""What loan verbs and the collection sheet share: plain functions inside the caller's transaction."""

import uuid
from datetime import date, datetime

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from sentra.cooperative.loans.position import Amount, Line, due_days, pays_off, split
from sentra.cooperative.loans.stages import LOAN
from sentra.cooperative.loans.terms import table_of
from sentra.cooperative.models import Loan, LoanInstalment, LoanPayment, Member
from sentra.cooperative.savings.steps import Cash
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.numbering import next_number
from sentra.kernel.rupiah import formatted
from sentra.ledger import recipes
from sentra.ledger.posting import Booking

RECEIPTS = "loan_payment"


def held_loan(loan_id: int) -> Loan:
    """The loan, locked, with its member."""
    loan: Loan = Loan.objects.select_for_update(of=("self",)).select_related("member__party").get(pk=loan_id)
    return loan


def running_loan(member: Member) -> Loan:
    """Her loan that is being repaid, locked. Refuses when there is none; nobody has two."""
    loan: Loan | None = (
        Loan.objects.select_for_update(of=("self",))
        .select_related("member__party")
        .filter(member=member, stage=Loan.Stage.RUNNING)
        .first()
    )
    if loan is None:
        raise Refused(_("%(name)s has no loan to repay.") % {"name": member.party.name})
    return loan


def lines_of(loan: Loan) -> list[Line]:
    """Her frozen schedule. One query."""
    return [
        Line(one.due_on, one.principal_idr, one.interest_idr) for one in loan.instalments.order_by("position")
    ]


def frozen(loan: Loan, first_due_on: date) -> list[LoanInstalment]:
    """Its schedule from this day on, by the loan's own terms; the caller stores it."""
    return [
        LoanInstalment(
            loan=loan, position=line.position, due_on=day, principal_idr=line.principal_idr,
            interest_idr=line.interest_idr,
        )
        for line, day in zip(table_of(loan), due_days(first_due_on, loan.months), strict=True)
    ]  # fmt: skip


def paid_on_it(loan: Loan) -> Amount:
    """What receipts that count have paid on this loan. One query."""
    found = LoanPayment.objects.filter(loan=loan, taken_back_at=None).aggregate(
        principal=Sum("principal_idr", default=0), interest=Sum("interest_idr", default=0)
    )
    return Amount(int(found["principal"]), int(found["interest"]))


def repay(loan: Loan, amount_idr: int, cash: Cash, *, uid: uuid.UUID, by: Actor, at: datetime) -> LoanPayment:
    """Take an amount on a running loan that is held: `position.split` says what it pays.

    Refuses a loan that is not running, a day before it was paid out, and more than ends it on this day.
    """
    _refuse_wrong_time(loan, cash)
    lines, paid = lines_of(loan), paid_on_it(loan)
    most = pays_off(lines, paid, cash.on).total_idr
    if amount_idr > most:
        raise Refused(
            _("%(name)s owes %(most)s on her loan in all.")
            % {"name": loan.member.party.name, "most": formatted(most)},
            field="amount_idr",
        )
    part = split(lines, paid, amount_idr, cash.on)
    payment = write_payment(loan, part, cash, uid=uid, by=by, at=at)
    if amount_idr == most:
        end(loan)
    return payment


def write_payment(
    loan: Loan, part: Amount, cash: Cash, *, uid: uuid.UUID, by: Actor, at: datetime
) -> LoanPayment:
    """One receipt with the next number of its year, booked."""
    made: LoanPayment = LoanPayment.objects.create(
        uid=uid, loan=loan, payer_id=cash.payer_id, paid_on=cash.on, method=cash.method, sheet=cash.sheet,
        principal_idr=part.principal_idr, interest_idr=part.interest_idr, written_by=by.user_id,
        year=cash.on.year, number=next_number(RECEIPTS, cash.on.year),
    )  # fmt: skip
    recipes.loan_repaid(
        made.pk, Booking(cash.on, by, at), loan_id=loan.pk, party_id=loan.member.party_id,
        principal_idr=part.principal_idr, interest_idr=part.interest_idr, method=cash.method,
    )  # fmt: skip
    return made


def end(loan: Loan) -> None:
    """All is repaid."""
    loan.stage = LOAN.after("repay", loan.stage)
    loan.save(update_fields=["stage"])


def _refuse_wrong_time(loan: Loan, cash: Cash) -> None:
    if loan.stage != Loan.Stage.RUNNING or loan.paid_out_on is None:
        raise Refused(_("This loan is not being repaid now."))
    if cash.on < loan.paid_out_on:
        raise Refused(_("The loan was not paid out on this day."), field="paid_on")
