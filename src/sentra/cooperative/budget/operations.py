"""Drawing up a book year's budget; the members' meeting decides it (UU 25/1992 art. 23) by a resolution.

A resolution and not a second person: the law names the members' meeting as the one who decides the budget,
and the meeting's machine (invitation, quorum, vote, minutes) was there for the surplus already.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from sentra.cooperative.clauses import rules_on
from sentra.cooperative.models import Budget, BudgetLine, Resolution
from sentra.cooperative.stages import BUDGET
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.operation import operation
from sentra.ledger.chart import charted
from sentra.ledger.queries import year_closed
from sentra.ledger.statements.spans import nominal
from sentra.people.roles import Permission

S, R = Budget.Stage, Resolution.Stage


@operation(needs=Permission.PLAN_BUDGET, says=("reason",))
def draft_budget(
    year_end: date, *, lines: Mapping[str, int], reason: str = "", by: Actor, at: datetime
) -> Budget:
    """Account → whole rupiah a year: what income shall bring, what costs may take. Zero leaves it out.

    The year's draft is written anew. Refuses a day that ends no book year, a closed year, no amount at all,
    an amount below zero, an account that is neither income nor cost, a draft on an agenda, and the change of
    a decided budget without a reason.
    """
    _proved(year_end, lines)
    decided = Budget.objects.filter(year_end=year_end, stage=S.DECIDED).exists()
    if decided and not reason.strip():
        raise Refused(_("Say why the decided budget is changed."), field="reason")
    draft: Budget = _draft(year_end) or Budget(year_end=year_end)
    draft.reason, draft.made_at, draft.made_by = reason.strip()[:200], at, by.user_id
    draft.save()
    draft.lines.all().delete()
    BudgetLine.objects.bulk_create(
        BudgetLine(budget=draft, account=code, year_idr=idr) for code, idr in sorted(lines.items()) if idr
    )
    return draft


@operation(needs=Permission.PLAN_BUDGET)
def drop_budget(budget_id: int, *, by: Actor, at: datetime) -> Budget:
    """A draft is not used; it stays to be read. Refuses a decided one, and one on an agenda."""
    budget: Budget = Budget.objects.select_for_update().get(pk=budget_id)
    stage = BUDGET.after("drop", budget.stage)
    _off_the_agenda(budget)
    budget.stage = stage
    budget.save(update_fields=["stage"])
    return budget


def ends_a_year(day: date) -> bool:
    """Is this the last day of a book year, by the rules that hold on it?"""
    return (day + timedelta(days=1)).day == 1 and rules_on(day).number("book_year_ends") == day.month


def _draft(year_end: date) -> Budget | None:
    found: Budget | None = Budget.objects.select_for_update().filter(year_end=year_end, stage=S.DRAFT).first()
    if found:
        _off_the_agenda(found)
    return found


def _off_the_agenda(budget: Budget) -> None:
    """What is voted on is what was written: while a meeting has it, nobody changes it."""
    asked = Resolution.objects.filter(kind=Resolution.Kind.BUDGET, effect__budget=budget.pk)
    if asked.filter(stage__in=Resolution.UNDECIDED).exists():
        raise Refused(_("A meeting is to decide on this. Withdraw its resolution first."))


def _proved(year_end: date, lines: Mapping[str, int]) -> None:
    if not ends_a_year(year_end):
        raise Refused(_("No book year ends on this day."), field="year_end")
    if year_closed(year_end):
        raise Refused(_("This book year is closed. Plan the next one."), field="year_end")
    for code, idr in lines.items():
        if code not in charted() or not nominal(code):
            raise Refused(_("Account %(code)s is neither income nor cost.") % {"code": code})
        if type(idr) is not int or idr < 0:
            raise Refused(_("Write the amount in whole rupiah, such as 1.250.000."), field=field_of(code))
    if not any(lines.values()):
        raise Refused(_("Write an amount for at least one account."))


def field_of(code: str) -> str:
    """The name of an account's field on the screen."""
    return f"idr_{code.replace('-', '_')}"
