"""Budget and books side by side, account by account, up to the end of a month."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from sentra.cooperative.clauses import rules_on
from sentra.cooperative.models import Budget, BudgetLine, Resolution
from sentra.kernel.dates import months_later
from sentra.kernel.rupiah import ratio, shared
from sentra.ledger.chart import Charted, charted
from sentra.ledger.snapshots import month_of
from sentra.ledger.statements.periods import TO_DATE, YEAR, Days, days_of, year_start_of
from sentra.ledger.statements.spans import Span, nominal, spans

INCOME, COST = "income", "cost"


@dataclass(frozen=True)
class Compared:
    """One account or one sum, whole rupiah. Income and costs both count upwards; a surplus may be below zero.

    `due_idr`: the budget's part for the months gone by. `better_upwards`: more than planned is good.
    """

    account: Charted | None
    year_idr: int
    due_idr: int
    actual_idr: int
    better_upwards: bool

    @property
    def difference_idr(self) -> int:
        return self.actual_idr - self.due_idr

    @property
    def percent(self) -> int | None:
        """Actual of what was planned to date, half up; None where nothing was planned."""
        return ratio(100, self.actual_idr, self.due_idr) if self.due_idr > 0 else None

    @property
    def good(self) -> bool:
        """As planned or better."""
        return self.difference_idr >= 0 if self.better_upwards else self.difference_idr <= 0


@dataclass(frozen=True)
class Comparison:
    """`months`: how many of the twelve count, whole ones. Lines in the order of the chart."""

    budget: Budget
    days: Days
    months: int
    income: tuple[Compared, ...]
    costs: tuple[Compared, ...]

    @property
    def income_sum(self) -> Compared:
        return _sum(self.income, better_upwards=True)

    @property
    def cost_sum(self) -> Compared:
        return _sum(self.costs, better_upwards=False)

    @property
    def surplus(self) -> Compared:
        plus, minus = self.income_sum, self.cost_sum
        return Compared(
            None, plus.year_idr - minus.year_idr, plus.due_idr - minus.due_idr,
            plus.actual_idr - minus.actual_idr, better_upwards=True,
        )  # fmt: skip


def due(year_idr: int, months: int) -> int:
    """What of a year's amount falls into its first months: twelve even parts, by largest remainder.

    The rupiah that twelve do not divide fall to the first months, one each: 100 is 9, 9, 9, 9, 8, 8, …
    """
    return sum(shared(year_idr, [1] * 12)[:months])


def compared(budget: Budget, until: date) -> Comparison:
    """The budget beside the books, from the book year's first day to the end of the month of `until`.

    A day outside the book year counts as its last month, or its first. At most six queries.
    """
    month = _inside(budget.year_end, until)
    days = days_of(TO_DATE, month, budget.year_end.month)
    months = (month.year - days.since.year) * 12 + month.month - days.since.month + 1
    planned = lines_of(budget)
    (booked,) = spans(days)
    rows = [
        Compared(one, planned.get(code, 0), due(planned.get(code, 0), months), actual(booked, code), up)
        for code, one in nominal_accounts().items()
        for up in (one.group == INCOME,)
        if planned.get(code) or actual(booked, code)
    ]
    income, costs = ([row for row in rows if row.better_upwards is up] for up in (True, False))
    return Comparison(budget, days, months, tuple(income), tuple(costs))


def nominal_accounts() -> dict[str, Charted]:
    """Code → account of income or cost, in the order of the codes."""
    return {code: one for code, one in charted().items() if nominal(code)}


def actual(booked: Span, code: str) -> int:
    """What an account brought (income) or took (cost) in the period; below zero when it turned round."""
    sign = -1 if charted()[code].group == INCOME else 1
    return sign * booked.moved(code).balance_idr


def actual_of_year(year_end: date) -> dict[str, int]:
    """Account → what a whole book year brought or took, so far as it is booked. At most six queries."""
    (booked,) = spans(days_of(YEAR, month_of(year_end), year_end.month))
    return {code: actual(booked, code) for code in nominal_accounts()}


def lines_of(budget: Budget) -> Mapping[str, int]:
    """Account → whole rupiah a year. One query."""
    return dict(BudgetLine.objects.filter(budget=budget).values_list("account", "year_idr"))


def budgets(year_end: date | None = None) -> QuerySet[Budget]:
    """All versions, of one year or of all: newest year first, and in a year the newest version."""
    found: QuerySet[Budget] = Budget.objects.select_related("resolution__meeting").order_by(
        "-year_end", "-pk"
    )
    return found.filter(year_end=year_end) if year_end else found


def standing(year_end: date) -> Budget | None:
    """The decided budget of a year, else its draft. One query."""
    found = budgets(year_end).filter(stage__in=(Budget.Stage.DECIDED, Budget.Stage.DRAFT))
    by_stage = {one.stage: one for one in found}
    return by_stage.get(Budget.Stage.DECIDED) or by_stage.get(Budget.Stage.DRAFT)


def budget_of(budget_id: int) -> Budget:
    return budgets().get(pk=budget_id)


def meeting_asked(budget: Budget) -> Resolution | None:
    """The resolution that asks, or asked, a meeting about this version; the newest. One query."""
    asked = Resolution.objects.filter(kind=Resolution.Kind.BUDGET, effect__budget=budget.pk)
    return asked.select_related("meeting").order_by("-pk").first()


def year_ends(today: date) -> tuple[date, date]:
    """The last days of the book year that is running and of the next one."""
    first = year_start_of(today, rules_on(today).number("book_year_ends"))
    return _eve(months_later(first, 12)), _eve(months_later(first, 24))


def _eve(first: date) -> date:
    return date.fromordinal(first.toordinal() - 1)


def _inside(year_end: date, until: date) -> date:
    last = month_of(year_end)
    return min(max(month_of(until), months_later(last, -11)), last)


def _sum(rows: Iterable[Compared], *, better_upwards: bool) -> Compared:
    kept = list(rows)
    return Compared(
        None, sum(row.year_idr for row in kept), sum(row.due_idr for row in kept),
        sum(row.actual_idr for row in kept), better_upwards,
    )  # fmt: skip
