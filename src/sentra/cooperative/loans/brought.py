"""Loans that ran before Sentra: taken over with what is left, and back. In the caller's transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from sentra.cooperative.loans.stages import LOAN
from sentra.cooperative.loans.steps import frozen
from sentra.cooperative.models import Loan, LoanInstalment, LoanPayment, Member
from sentra.kernel.errors import Refused
from sentra.kernel.numbering import next_numbers
from sentra.ledger.opening_recipes import OpenedLoan, loans_opened
from sentra.ledger.posting import Booking

BROUGHT = "opening"
PURPOSE = "Dibawa dari pembukuan lama"
OPEN = (Loan.Stage.ASKED, Loan.Stage.APPROVED, Loan.Stage.RUNNING)


@dataclass(frozen=True)
class Running:
    """What is left of one loan: whole rupiah of principal, months, hundredths of a percent a year."""

    number: int  # of the member
    idr: int
    months: int
    due_on: date
    method: str
    rate_bp_year: int
    rounding: str


def take_over(rows: Sequence[Running], booked: Booking, *, brought_by: int | None) -> list[Loan]:
    """A running loan for each, from the day of the balances on; its schedule repays what was left.

    `brought_by`: user id of who brought the list; who books it stands as having decided. Refuses a member
    who has a loan or a wish by now.
    """
    numbers = sorted(one.number for one in rows)
    held = Member.objects.select_for_update().filter(number__in=numbers, left_on=None).order_by("pk")
    members = {one.number: one for one in held}
    if Loan.objects.filter(member__number__in=numbers, stage__in=OPEN).exists():
        raise Refused(_("She has a loan or a wish already. One at a time."))
    year = booked.on.year
    loans = Loan.objects.bulk_create(
        Loan(
            member=members[one.number], stage=Loan.Stage.RUNNING, purpose=PURPOSE, principal_idr=one.idr,
            method=one.method, rounding=one.rounding, rate_bp_year=one.rate_bp_year, months=one.months,
            asked_on=booked.on, asked_by=brought_by, decided_on=booked.on, decided_by=booked.by.user_id,
            paid_out_on=booked.on, pay_method=BROUGHT, first_due_on=one.due_on, year=year, number=next_,
        )
        for one, next_ in zip(rows, next_numbers("loan", year, len(rows)), strict=True)
    )  # fmt: skip
    LoanInstalment.objects.bulk_create(
        line for loan, one in zip(loans, rows, strict=True) for line in frozen(loan, one.due_on)
    )
    loans_opened((_opened(one) for one in loans), booked)
    return loans


def _opened(loan: Loan) -> OpenedLoan:
    return OpenedLoan(loan.pk, loan.member.party_id, loan.principal_idr)


def give_back(on: date, reason: str, *, at: datetime) -> dict[str, str]:
    """They never ran here. Returns cause → cause of the mirror, for whoever books them.

    `on`: the day they were brought over. Refuses once an instalment was taken, also one taken back again.
    """
    stood = Loan.objects.select_for_update().filter(pay_method=BROUGHT, paid_out_on=on, taken_back_at=None)
    loans = list(stood.order_by("pk"))
    if LoanPayment.objects.filter(loan__in=loans).exists():
        raise Refused(_("An instalment was taken on one of these loans. They stay."))
    for one in loans:
        one.stage = LOAN.after("take back", one.stage)
        one.taken_back_at, one.taken_back_reason = at, reason.strip()[:160]
    Loan.objects.bulk_update(loans, ["stage", "taken_back_at", "taken_back_reason"])
    return {f"loan:{one.pk}:opened": f"loan:{one.pk}:taken_back" for one in loans}
