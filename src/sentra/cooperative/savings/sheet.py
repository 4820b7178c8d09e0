"""One collection sheet as screen and paper show it: who owes what, who brought what."""

import calendar
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet, Sum

from sentra.cooperative.loans.position import Amount
from sentra.cooperative.loans.queries import owed_by_member
from sentra.cooperative.models import CollectionSheet, LoanPayment, Member, SavingsMove
from sentra.cooperative.savings.queries import Saved, savings_on


@dataclass(frozen=True)
class Row:
    """One member: what is open by the end of the month, what she brought. `paid` is empty before."""

    member: Member
    dues_idr: int
    loan_idr: int
    has_loan: bool
    taken: tuple[tuple[str, int, int], ...]  # (pokok/wajib/sukarela/loan, rupiah, id of its receipt)

    @property
    def owed_idr(self) -> int:
        return self.dues_idr + self.loan_idr

    @property
    def paid_idr(self) -> int:
        return sum(idr for _kind, idr, _pk in self.taken)

    def of(self, *kinds: str) -> int:
        return sum(idr for kind, idr, _pk in self.taken if kind in kinds)

    @property
    def paid_dues_idr(self) -> int:
        return self.of("pokok", "wajib")

    @property
    def paid_voluntary_idr(self) -> int:
        return self.of("sukarela")

    @property
    def paid_loan_idr(self) -> int:
        return self.of("loan")


@dataclass(frozen=True)
class SheetView:
    sheet: CollectionSheet
    rows: tuple[Row, ...]

    @property
    def taken_idr(self) -> int:
        return sum(row.paid_idr for row in self.rows)

    @property
    def owed_idr(self) -> int:
        return sum(row.owed_idr for row in self.rows if not row.taken)

    @property
    def paid_rows(self) -> int:
        return sum(1 for row in self.rows if row.taken)

    @property
    def difference_idr(self) -> int | None:
        """Counted − written down, as it was booked; None while open."""
        return None if self.sheet.counted_idr is None else self.sheet.counted_idr - self.taken_idr

    @property
    def has_loans(self) -> bool:
        return any(row.has_loan for row in self.rows)


def sheets(*, most: int = 50) -> list[tuple[CollectionSheet, int]]:
    """The latest sheets with the cash that stands on each. Three queries."""
    listed = list(CollectionSheet.objects.order_by("-held_on", "-pk")[:most])
    saved = _sums(SavingsMove.objects.filter(sheet__in=listed, taken_back_at=None), "amount_idr")
    repaid = LoanPayment.objects.filter(sheet__in=listed, taken_back_at=None)
    principal, interest = _sums(repaid, "principal_idr"), _sums(repaid, "interest_idr")
    return [(one, saved[one.pk] + principal[one.pk] + interest[one.pk]) for one in listed]


def _sums(rows: "QuerySet[SavingsMove] | QuerySet[LoanPayment]", field: str) -> Mapping[int, int]:
    found = rows.values_list("sheet_id").annotate(idr=Sum(field))  # type: ignore[misc]  # names of both models
    return defaultdict(int, dict(found))


def sheet_view(sheet_id: int) -> SheetView:
    """Every member of the meeting's day by number, and whoever stands on it. Nine queries, however many rows.

    Once closed, the rows that were taken back later still count: they were in the box that was counted.
    """
    sheet = CollectionSheet.objects.get(pk=sheet_id)
    taken = _taken(sheet)
    here = Member.objects.filter(joined_on__lte=sheet.held_on).select_related("party").order_by("number")
    listed = [one for one in here if one.left_on is None or one.left_on > sheet.held_on or one.pk in taken]
    until = _month_end(sheet.held_on)
    owed = owed_by_member(until=until)
    rows = [_row(one, owed, taken) for one in savings_on(until, listed)]
    return SheetView(sheet, tuple(rows))


def _row(saved: Saved, owed: Mapping[int, Amount], taken: Mapping[int, list[tuple[str, int, int]]]) -> Row:
    member = saved.member
    loan = owed.get(member.pk)
    return Row(
        member,
        saved.arrears_idr,
        loan.total_idr if loan else 0,
        loan is not None,
        tuple(taken.get(member.pk, ())),
    )


def _taken(sheet: CollectionSheet) -> dict[int, list[tuple[str, int, int]]]:
    """Member → what counts on the sheet: (kind, rupiah, receipt). Two queries."""
    found: dict[int, list[tuple[str, int, int]]] = defaultdict(list)
    for move in SavingsMove.objects.filter(sheet=sheet).order_by("pk"):
        if _counts(sheet, move):
            found[move.member_id].append((move.kind, move.amount_idr, move.pk))
    payments = LoanPayment.objects.filter(sheet=sheet).annotate(member_id=F("loan__member_id"))
    for payment in payments.order_by("pk"):
        if _counts(sheet, payment):
            idr = payment.principal_idr + payment.interest_idr
            found[payment.member_id].append(("loan", idr, payment.pk))
    return found


def _counts(sheet: CollectionSheet, one: SavingsMove | LoanPayment) -> bool:
    return one.taken_back_at is None or (sheet.closed_at is not None and one.taken_back_at > sheet.closed_at)


def _month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
