"""What the clauses say about loans on one day, and the schedule they make of a wish."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from sentra.cooperative.clauses import rules_on
from sentra.cooperative.loans.schedule import Instalment, monthly_of, schedule
from sentra.cooperative.models import Loan, Member
from sentra.kernel.dates import months_later
from sentra.kernel.errors import Refused
from sentra.kernel.rupiah import formatted


@dataclass(frozen=True)
class Terms:
    """Limits and rules; the rate in hundredths of a percent a year."""

    after_months: int
    most_idr: int
    most_months: int
    method: str
    rate_bp_year: int
    rounding: str

    @classmethod
    def on(cls, day: date) -> "Terms":
        """One query."""
        rules = rules_on(day)
        return cls(
            rules.number("loan_after_months"), rules.number("loan_most_idr"),
            rules.number("loan_most_months"), rules.word("loan_method"),
            rules.number("loan_interest_bp_year"), rules.word("loan_rounding"),
        )  # fmt: skip

    def check(self, member: Member, principal_idr: int, months: int, today: date) -> None:
        """Refuses too early, too much, too long, nothing."""
        since = months_later(member.joined_on, self.after_months)
        if today < since:
            raise Refused(_("Members may borrow after %(months)s months.") % {"months": self.after_months})
        if principal_idr <= 0:
            raise Refused(_("The amount must be more than zero."), field="principal_idr")
        if principal_idr > self.most_idr:
            raise Refused(
                _("The largest loan is %(most)s.") % {"most": formatted(self.most_idr)},
                field="principal_idr",
            )
        if not 1 <= months <= self.most_months:
            raise Refused(
                _("A loan runs from 1 to %(most)s months.") % {"most": self.most_months}, field="months"
            )

    def table(self, principal_idr: int, months: int, *, method: str = "") -> list[Instalment]:
        """The schedule of a wish, by the rules' method or another one to compare with."""
        return schedule(
            principal_idr, monthly=monthly_of(self.rate_bp_year), months=months,
            method=method or self.method, rounding=self.rounding,
        )  # fmt: skip


def table_of(loan: Loan) -> list[Instalment]:
    """The schedule by the terms the loan was asked with."""
    return schedule(
        loan.principal_idr, monthly=monthly_of(loan.rate_bp_year), months=loan.months, method=loan.method,
        rounding=loan.rounding,
    )  # fmt: skip
