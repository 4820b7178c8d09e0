"""A member asks for a loan, herself or through staff; another person says yes or no."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from sentra.cooperative.loans.stages import LOAN
from sentra.cooperative.loans.steps import held_loan
from sentra.cooperative.loans.terms import Terms
from sentra.cooperative.models import Loan, Member
from sentra.cooperative.savings.steps import held_member
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.notices import notify
from sentra.kernel.numbering import next_number
from sentra.kernel.operation import operation
from sentra.kernel.rupiah import formatted
from sentra.people.roles import Permission
from sentra.people.steps import is_herself

OPEN = (Loan.Stage.ASKED, Loan.Stage.APPROVED, Loan.Stage.RUNNING)


@operation(needs=Permission.LEND)
def write_wish(
    member_id: int, *, principal_idr: int, months: int, purpose: str, by: Actor, at: datetime
) -> Loan:
    """Staff write a member's wish down, at the terms of today's clauses; somebody else decides.

    Refuses who joined too recently, more or longer than the clauses allow, no purpose, a second open loan.
    """
    return _asked(held_member(member_id), principal_idr, months, purpose, by, at)


@operation(needs=Permission.SPEAK_AS_MEMBER)
def ask_loan(*, principal_idr: int, months: int, purpose: str, by: Actor, at: datetime) -> Loan:
    """She asks on her own phone, nobody for her. Refuses as `write_wish`, and who is no member."""
    hers = Member.objects.filter(party_id=by.party_id or 0, left_on=None).first()
    if hers is None:
        raise Refused(_("Only members of the cooperative can borrow."))
    return _asked(held_member(hers.pk), principal_idr, months, purpose, by, at)


def _asked(member: Member, principal_idr: int, months: int, purpose: str, by: Actor, at: datetime) -> Loan:
    today = by.today(at)
    terms = Terms.on(today)
    terms.check(member, principal_idr, months, today)
    if not purpose.strip():
        raise Refused(_("Say what the loan is for."), field="purpose")
    if Loan.objects.filter(member=member, stage__in=OPEN).exists():
        raise Refused(_("She has a loan or a wish already. One at a time."))
    loan: Loan = Loan.objects.create(
        member=member, purpose=purpose.strip()[:200], principal_idr=principal_idr, months=months,
        method=terms.method, rounding=terms.rounding, rate_bp_year=terms.rate_bp_year, asked_on=today,
        asked_by=by.user_id, year=today.year, number=next_number("loan", today.year),
    )  # fmt: skip
    notify(
        "role:chair", "loan_asked", subject=gettext_noop("A member asks for a loan"),
        text=gettext_noop("%(member)s asks for %(amount)s."), path=f"/pinjaman/{loan.pk}/",
        member=member.party.name, amount=formatted(principal_idr), at=at,
    )  # fmt: skip
    return loan


@operation(needs=Permission.APPROVE_LOAN)
def approve_loan(loan_id: int, *, by: Actor, at: datetime) -> Loan:
    """Yes. Refuses who wrote the wish down, her own loan, and one that is decided."""
    loan = _to_decide(loan_id, by)
    loan.stage = LOAN.after("approve", loan.stage)
    loan.decided_on, loan.decided_by = by.today(at), by.user_id
    loan.save(update_fields=["stage", "decided_on", "decided_by"])
    notify(
        f"party:{loan.member.party_id}", "loan_approved", subject=gettext_noop("Your loan is approved"),
        text=gettext_noop("The cooperative says yes to your loan of %(amount)s."), path="/saya/pinjaman/",
        amount=formatted(loan.principal_idr), at=at,
    )  # fmt: skip
    return loan


@operation(needs=Permission.APPROVE_LOAN, says=("reason",))
def refuse_loan(loan_id: int, *, reason: str, by: Actor, at: datetime) -> Loan:
    """No, with the reason she reads. Refuses as `approve_loan`, and no reason."""
    if not reason.strip():
        raise Refused(_("Say why. She reads it."), field="reason")
    loan = _to_decide(loan_id, by)
    loan.stage = LOAN.after("refuse", loan.stage)
    loan.decided_on, loan.decided_by = by.today(at), by.user_id
    loan.refused_reason = reason.strip()[:200]
    loan.save(update_fields=["stage", "decided_on", "decided_by", "refused_reason"])
    notify(
        f"party:{loan.member.party_id}", "loan_refused", subject=gettext_noop("About your loan"),
        text=gettext_noop("The cooperative cannot lend now: %(reason)s"), path="/saya/pinjaman/",
        reason=loan.refused_reason, at=at,
    )  # fmt: skip
    return loan


@operation(needs=Permission.SPEAK_AS_MEMBER)
def withdraw_wish(loan_id: int, *, by: Actor, at: datetime) -> Loan:
    """She no longer wants it. Refuses another's, and one that is paid out."""
    loan = held_loan(loan_id)
    if loan.member.party_id != by.party_id:
        raise Loan.DoesNotExist
    loan.stage = LOAN.after("refuse", loan.stage)
    loan.decided_on, loan.refused_reason = by.today(at), "Ditarik sendiri"
    loan.save(update_fields=["stage", "decided_on", "refused_reason"])
    return loan


def _to_decide(loan_id: int, by: Actor) -> Loan:
    loan = held_loan(loan_id)
    if by.user_id is None or loan.asked_by == by.user_id:
        raise Refused(_("You wrote this wish down: somebody else must decide."))
    if is_herself(by, loan.member.party_id):
        raise Refused(_("Nobody decides about her own loan."))
    return loan
