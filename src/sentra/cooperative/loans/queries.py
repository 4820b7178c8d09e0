"""What screens ask about loans: the list with arrears, one loan, everybody's instalment. Whole rupiah."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sentra.cooperative.loans.position import Amount, Line, due, next_due, pays_off, rest
from sentra.cooperative.models import Loan, LoanInstalment, LoanPayment
from sentra.ledger.chart import LOANS_TO_MEMBERS
from sentra.ledger.queries import balance_of_source, balances_by_source


@dataclass(frozen=True)
class Standing:
    """A loan on one day. `left_idr` is the principal as the books have it."""

    loan: Loan
    left_idr: int
    late: Amount  # due by the day and not paid
    rest: Amount  # all the schedule still asks for
    early: Amount  # what ends it on the day
    next_on: date | None
    next_idr: int


@dataclass(frozen=True)
class ScheduleRow:
    """One line of the frozen schedule and how much of it is open."""

    position: int
    due_on: date
    principal_idr: int
    interest_idr: int
    rest_idr: int
    open_idr: int

    @property
    def total_idr(self) -> int:
        return self.principal_idr + self.interest_idr


@dataclass(frozen=True)
class LoanView:
    standing: Standing
    rows: tuple[ScheduleRow, ...]
    payments: tuple[LoanPayment, ...]


def loans(*, day: date, stages: Iterable[str]) -> list[Standing]:
    """Loans at these stages, newest first, as they stand on `day`. Four queries."""
    found = Loan.objects.filter(stage__in=list(stages)).select_related("member__party")
    listed = list(found.order_by("-asked_on", "-pk"))
    lines, paid = _lines(listed), _paid(listed)
    left = balances_by_source(LOANS_TO_MEMBERS, "loan")
    return [_standing(one, lines[one.pk], paid[one.pk], left[one.pk], day) for one in listed]


def loan_view(loan_id: int, *, day: date) -> LoanView:
    """One loan with its schedule and receipts. Five queries."""
    loan = Loan.objects.select_related("member__party").get(pk=loan_id)
    lines, paid = _lines([loan])[loan.pk], _paid([loan])[loan.pk]
    left = balance_of_source(f"loan:{loan.pk}", LOANS_TO_MEMBERS)
    payments = LoanPayment.objects.filter(loan=loan).select_related("payer", "sheet").order_by("pk")
    standing = _standing(loan, lines, paid, left, day)
    return LoanView(standing, tuple(_rows(loan, lines, paid)), tuple(payments))


def payment(payment_id: int) -> LoanPayment:
    found: LoanPayment = LoanPayment.objects.select_related("loan__member__party", "payer", "sheet").get(
        pk=payment_id
    )
    return found


def owed_by_member(*, until: date) -> Mapping[int, Amount]:
    """Member → what her running loan asks for by the end of `until`; absent without a loan. Three queries."""
    running = list(Loan.objects.filter(stage=Loan.Stage.RUNNING))
    lines, paid = _lines(running), _paid(running)
    return {one.member_id: due(lines[one.pk], paid[one.pk], until) for one in running}


def loan_of(member_id: int, *, day: date) -> Standing | None:
    """Her open loan or wish, else None. At most four queries."""
    found = (
        Loan.objects.filter(member_id=member_id, stage__in=("asked", "approved", "running"))
        .select_related("member__party")
        .first()
    )
    if found is None:
        return None
    lines, paid = _lines([found])[found.pk], _paid([found])[found.pk]
    return _standing(found, lines, paid, balance_of_source(f"loan:{found.pk}", LOANS_TO_MEMBERS), day)


def _standing(loan: Loan, lines: list[Line], paid: Amount, left_idr: int, day: date) -> Standing:
    if loan.stage != Loan.Stage.RUNNING:
        nothing = Amount(0, 0)
        return Standing(loan, left_idr, nothing, nothing, nothing, None, 0)
    coming = next_due(lines, paid)
    return Standing(
        loan, left_idr, due(lines, paid, day), rest(lines, paid), pays_off(lines, paid, day),
        coming[0] if coming else None, coming[1].total_idr if coming else 0,
    )  # fmt: skip


def _rows(loan: Loan, lines: list[Line], paid: Amount) -> list[ScheduleRow]:
    """Money fills the lines from the first on: what is open of each."""
    left, principal, interest = loan.principal_idr, paid.principal_idr, paid.interest_idr
    rows = []
    for position, line in enumerate(lines, start=1):
        part, more = min(principal, line.principal_idr), min(interest, line.interest_idr)
        principal, interest, left = principal - part, interest - more, left - line.principal_idr
        open_ = line.principal_idr + line.interest_idr - part - more
        rows.append(ScheduleRow(position, line.due_on, line.principal_idr, line.interest_idr, left, open_))
    return rows


def _lines(listed: list[Loan]) -> Mapping[int, list[Line]]:
    found: dict[int, list[Line]] = defaultdict(list)
    for one in LoanInstalment.objects.filter(loan__in=listed).order_by("loan_id", "position"):
        found[one.loan_id].append(Line(one.due_on, one.principal_idr, one.interest_idr))
    return found


def _paid(listed: list[Loan]) -> Mapping[int, Amount]:
    found: dict[int, Amount] = defaultdict(lambda: Amount(0, 0))
    rows = LoanPayment.objects.filter(loan__in=listed, taken_back_at=None)
    for loan_id, principal, interest in rows.values_list("loan_id", "principal_idr", "interest_idr"):
        before = found[loan_id]
        found[loan_id] = Amount(before.principal_idr + principal, before.interest_idr + interest)
    return found
