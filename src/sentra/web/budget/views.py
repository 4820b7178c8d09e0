"""The budget on screen: the years, writing a draft, one version beside the books, and as a table."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.cooperative.budget import queries
from sentra.cooperative.budget.operations import draft_budget, drop_budget
from sentra.cooperative.budget.queries import Comparison, compared
from sentra.cooperative.meetings.operations import propose_budget
from sentra.cooperative.models import Budget, Meeting, Resolution
from sentra.kernel.dates import months_later
from sentra.kernel.sheet_stream import xlsx_stream
from sentra.kernel.sheets import Column, Sheet, csv_lines
from sentra.kernel.tenancy import reading
from sentra.ledger.snapshots import end_of, month_of
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.budget.forms import BudgetForm, ProposeBudget, initial_of
from sentra.web.budget.rows import as_cells, shown
from sentra.web.guards import action, in_hand, page
from sentra.web.papers import flow

S, R = Budget.Stage, Resolution.Stage
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@page(needs=Permission.READ_BOOKS)
def budgets_page(request: ActorRequest) -> HttpResponse:
    """Every book year with its versions; this year and the next can be written."""
    running, following = queries.year_ends(request.actor.today(timezone.now()))
    years: dict[date, list[Budget]] = {following: [], running: []}
    for one in queries.budgets():
        years.setdefault(one.year_end, []).append(one)
    facts = {
        "years": [
            {"end": end, "versions": versions, "open": end >= running,
             "draft": next((one for one in versions if one.stage == S.DRAFT), None),
             "decided": next((one for one in versions if one.stage == S.DECIDED), None)}
            for end, versions in sorted(years.items(), reverse=True)
        ],
    }  # fmt: skip
    return TemplateResponse(request, "budget/years.html", facts)


@page(needs=Permission.PLAN_BUDGET)
def write(request: ActorRequest, year_end: str, form: Form | None = None) -> HttpResponse:
    """Every account of income and cost on one page, the year before beside it."""
    end = _year(year_end)
    last_end = end_of(months_later(month_of(end), -12))
    found = {one.stage: one for one in reversed(queries.budgets(end))}
    begun = found.get(S.DRAFT) or found.get(S.DECIDED)
    last = queries.actual_of_year(last_end)
    if not isinstance(form, BudgetForm):
        initial = initial_of(queries.lines_of(begun)) if begun else {}
        form = BudgetForm(initial=initial | {"reason": begun.reason if begun else ""})
    form.beside(last)
    facts = {"end": end, "last_end": last_end, "form": form, "changes": S.DECIDED in found}
    return TemplateResponse(request, "budget/write.html", facts)


@action(needs=Permission.PLAN_BUDGET, page=write)
def save(request: ActorRequest, year_end: str) -> HttpResponse:
    form = in_hand(request, BudgetForm(request.POST))
    made = draft_budget(
        _year(year_end), lines=form.amounts(), reason=form.cleaned_data["reason"], by=request.actor,
        at=timezone.now(),
    )  # fmt: skip
    messages.success(request, _("Kept as a draft. The members' meeting decides."))
    return redirect("budget", made.pk)


@page(needs=Permission.READ_BOOKS)
def budget(request: ActorRequest, budget_id: int, form: Form | None = None) -> HttpResponse:
    """One version beside the books up to the end of a month; every actual figure opens its lines."""
    one = queries.budget_of(budget_id)
    found = compared(one, _month(request))
    asked = queries.meeting_asked(one)
    facts = {
        "budget": one, "found": found, "month": f"{found.days.until:%Y-%m}", "groups": shown(found),
        "form": form, "asked_at": asked,
        "on_agenda": asked is not None and asked.stage in Resolution.UNDECIDED, "propose": _propose(one),
        "may_plan": one.stage == S.DRAFT and request.actor.may(Permission.PLAN_BUDGET),
    }  # fmt: skip
    return TemplateResponse(request, "budget/budget.html", facts)


@action(needs=Permission.RUN_MEETING, page=budget)
def propose(request: ActorRequest, budget_id: int) -> HttpResponse:
    with reading(request.actor):
        bound = ProposeBudget(request.POST, meetings=[(one.pk, one.title) for one in _planned()])
    form, now = in_hand(request, bound), timezone.now()
    made = propose_budget(
        form.cleaned_data["meeting_id"], budget_id=budget_id, by=request.actor, at=now,
        today=request.actor.today(now),
    )  # fmt: skip
    messages.success(request, _("It stands on the agenda. The meeting decides."))
    return redirect("meeting", made.meeting_id)


@action(needs=Permission.PLAN_BUDGET, page=budget)
def drop(request: ActorRequest, budget_id: int) -> HttpResponse:
    drop_budget(budget_id, by=request.actor, at=timezone.now())
    messages.success(request, _("Dropped. It stays to be read."))
    return redirect("budgets")


@page(needs=Permission.READ_BOOKS)
def workbook(request: ActorRequest, budget_id: int) -> HttpResponse:
    found, columns = _table(request, budget_id)
    tab = Sheet("RAPB", columns, as_cells(found))
    return flow(xlsx_stream(tab, made_at=timezone.now()), f"{_name(found)}.xlsx", XLSX)


@page(needs=Permission.READ_BOOKS)
def table(request: ActorRequest, budget_id: int) -> HttpResponse:
    found, columns = _table(request, budget_id)
    return flow(_bytes(csv_lines(columns, as_cells(found))), f"{_name(found)}.csv", "text/csv; charset=utf-8")


def _bytes(lines: Iterator[str]) -> Iterator[bytes]:
    return (line.encode() for line in lines)


def _table(request: ActorRequest, budget_id: int) -> tuple[Comparison, list[Column]]:
    titles = [
        _("Account"), _("Name"), _("Budget of the year"), _("Budget to date"),
        _("Actual to date"), _("Difference"), _("Percent of the budget to date"),
    ]  # fmt: skip
    columns = [Column(title, "text" if at < 2 else "idr") for at, title in enumerate(titles)]
    return compared(queries.budget_of(budget_id), _month(request)), columns


def _name(found: Comparison) -> str:
    return f"rapb-{found.budget.year_end:%Y}-sampai-{found.days.until:%Y-%m}"


def _planned() -> QuerySet[Meeting]:
    """Members' meetings whose agenda is still open."""
    kinds = (Meeting.Kind.ANNUAL, Meeting.Kind.MEMBERS)
    return Meeting.objects.filter(kind__in=kinds, stage=Meeting.Stage.PLANNED)


def _propose(one: Budget) -> ProposeBudget | None:
    """The meetings it can go to; None when there is none or nothing to propose."""
    if one.stage != S.DRAFT:
        return None
    choices: list[Any] = [(m.pk, f"{m.title}, {m.held_at:%d-%m-%Y}") for m in _planned().order_by("held_at")]
    return ProposeBudget(meetings=choices) if choices else None


def _month(request: ActorRequest) -> date:
    """The month in the address, else this one; nonsense counts as none."""
    try:
        return date.fromisoformat(request.GET.get("bulan", "") + "-01")
    except ValueError:
        return request.actor.today(timezone.now())


def _year(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as wrong:
        raise Http404 from wrong
    return day
