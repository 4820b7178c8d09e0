"""What one row of a collection sheet does: savings and an instalment, at once or not at all."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from sentra.cooperative.loans.steps import repay, running_loan
from sentra.cooperative.models import CollectionSheet, LoanPayment, Member, SavingsMove
from sentra.cooperative.savings.dues import Rate, expected
from sentra.cooperative.savings.rates import due_rates
from sentra.cooperative.savings.steps import Cash, held_member, save_for
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.rupiah import formatted
from sentra.ledger.chart import SAVINGS
from sentra.ledger.queries import balance_of

Kind = SavingsMove.Kind


@dataclass(frozen=True)
class Dues:
    """What one member brought, whole rupiah: dues (pokok and wajib), voluntary savings, instalment."""

    member_id: int
    dues_idr: int
    voluntary_idr: int = 0
    loan_idr: int = 0
    uid: uuid.UUID = field(default_factory=uuid.uuid4)

    @property
    def total_idr(self) -> int:
        return self.dues_idr + self.voluntary_idr + self.loan_idr


def held_sheet(sheet_id: int) -> CollectionSheet:
    """The sheet, locked. Refuses one that is closed."""
    sheet: CollectionSheet = CollectionSheet.objects.select_for_update().get(pk=sheet_id)
    if sheet.closed_at:
        raise Refused(_("This sheet is closed. Write a single receipt instead."))
    return sheet


def taken_on(sheet: CollectionSheet) -> int:
    """Cash that stands on the sheet, whole rupiah."""
    saved = SavingsMove.objects.filter(sheet=sheet, taken_back_at=None).aggregate(idr=Sum("amount_idr"))
    repaid = LoanPayment.objects.filter(sheet=sheet, taken_back_at=None).aggregate(
        idr=Sum("principal_idr", default=0) + Sum("interest_idr", default=0)
    )
    return int(saved["idr"] or 0) + int(repaid["idr"] or 0)


def collect(sheet: CollectionSheet, rows: Sequence[Dues], *, by: Actor, at: datetime) -> None:
    """Take every row, in order of the members' key: two sheets at once never wait in a ring."""
    rates = due_rates()
    for row in sorted(rows, key=lambda one: one.member_id):
        _take(sheet, row, rates, by, at)


def _take(sheet: CollectionSheet, row: Dues, rates: list[Rate], by: Actor, at: datetime) -> None:
    member = held_member(row.member_id)
    if min(row.dues_idr, row.voluntary_idr, row.loan_idr) < 0:
        raise Refused(_("The amount cannot be below zero."))
    if row.total_idr == 0:
        raise Refused(_("%(name)s: type what she brought.") % {"name": member.party.name})
    _refuse_twice(sheet, member)
    cash = Cash("cash", sheet.held_on, member.party_id, sheet)
    for kind, amount in _divided(member, row, rates, sheet).items():
        if amount:
            save_for(member, kind, amount, cash, uid=uuid.uuid5(row.uid, kind), by=by, at=at)
    if row.loan_idr:
        loan = running_loan(member)
        repay(loan, row.loan_idr, cash, uid=uuid.uuid5(row.uid, "loan"), by=by, at=at)


def _refuse_twice(sheet: CollectionSheet, member: Member) -> None:
    """Two phones at one meeting: the second is told what the first wrote."""
    saved = SavingsMove.objects.filter(sheet=sheet, member=member, taken_back_at=None)
    repaid = LoanPayment.objects.filter(sheet=sheet, loan__member=member, taken_back_at=None)
    before = sum(one.amount_idr for one in saved)
    before += sum(one.principal_idr + one.interest_idr for one in repaid)
    if before:
        words = {"name": member.party.name, "before": formatted(before)}
        raise Refused(_("%(name)s stands on this sheet already with %(before)s.") % words)


def _divided(member: Member, row: Dues, rates: list[Rate], sheet: CollectionSheet) -> dict[str, int]:
    """Dues pay what is open of pokok first; the rest is wajib, also ahead."""
    pokok, _wajib = expected(rates, joined_on=member.joined_on, until=sheet.held_on)
    open_ = max(0, pokok + balance_of(SAVINGS[Kind.PRINCIPAL], member.party_id)) if row.dues_idr else 0
    first = min(row.dues_idr, open_)
    return {
        Kind.PRINCIPAL: first,
        Kind.MANDATORY: row.dues_idr - first,
        Kind.VOLUNTARY: row.voluntary_idr,
    }
