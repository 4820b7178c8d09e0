"""The years and their surplus, what if, one reckoning with its parts and members."""

from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median_low
from typing import Any, cast

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.cooperative.clauses import rules_on
from sentra.cooperative.meetings.counting import book_year_end
from sentra.cooperative.models import Member, SurplusRun
from sentra.cooperative.surplus import queries
from sentra.cooperative.surplus.operations import reckon_surplus
from sentra.cooperative.surplus.usual import usual
from sentra.cooperative.surplus.working import Worked, worked_out
from sentra.kernel.dates import months_later
from sentra.kernel.errors import Refused
from sentra.ledger.chart import SURPLUS_OWED
from sentra.ledger.queries import balance_of, closed_years, running_surplus, surplus_of, year_closed
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.surplus.forms import Keep, SchemeForm, initial_of
from sentra.web.surplus.rows import chart_of, row_of

S = SurplusRun.Stage
FIRST_SHOWN = 20


@dataclass(frozen=True)
class Year:
    """A book year: what it left so far or for good, and its reckoning if there is one."""

    end: date
    idr: int
    run: SurplusRun | None
    closed: bool


@page(needs=Permission.READ_BOOKS)
def surplus(request: ActorRequest) -> HttpResponse:
    """Every book year with its surplus and where its sharing stands. A fixed number of queries."""
    today = request.actor.today(timezone.now())
    running = _year_end_after(today)
    known = {run.year_end: run for run in reversed(queries.runs()) if run.stage != S.DROPPED}
    years = [Year(end, idr, known.get(end), closed=True) for end, idr in closed_years()]
    if running not in {one.end for one in years}:
        years.insert(0, Year(running, running_surplus(today), None, closed=False))
    facts = {
        "years": years, "owed_idr": -balance_of(SURPLUS_OWED), "questions": queries.waiting_questions(),
    }  # fmt: skip
    return TemplateResponse(request, "surplus/years.html", facts)


def _year_end_after(today: date) -> date:
    """The last day of the book year that is running."""
    month = rules_on(today).number("book_year_ends")
    return months_later(book_year_end(month, today).replace(day=1), 13).replace(day=1) - timedelta(days=1)


@page(needs=Permission.SHARE_SURPLUS)
def what_if(request: ActorRequest, year_end: str, form: Form | None = None) -> HttpResponse:
    """Try a scheme on a year, closed or running; what is kept is the same calculation."""
    end, today = _day(year_end), request.actor.today(timezone.now())
    closed = year_closed(end)
    until = end if closed else min(end, today)
    last = next((run for run in queries.runs() if run.stage != S.DROPPED), None)
    wanted = form if isinstance(form, SchemeForm) else None
    asked = SchemeForm(request.GET) if request.GET and wanted is None else None
    scheme_form = wanted or asked or SchemeForm(
        initial=initial_of(queries.scheme_of(last), last) if last else initial_of(usual())
    )  # fmt: skip
    surplus_idr = surplus_of(end) if closed else running_surplus(until)
    facts: dict[str, Any] = {
        "year_end": end, "closed": closed, "until": until, "form": form, "scheme_form": scheme_form,
        "surplus_idr": surplus_idr, "keep": Keep(),
        "booked": any(run.stage == S.POSTED and run.year_end == end for run in queries.runs()),
    }  # fmt: skip
    bound = scheme_form if scheme_form.is_bound else None
    if bound and bound.is_valid():
        facts |= _tried(bound, until, surplus_idr)
    return TemplateResponse(request, "surplus/what_if.html", facts)


def _tried(form: SchemeForm, until: date, surplus_idr: int) -> dict[str, Any]:
    """The result under the form, or the question the calculation asks."""
    try:
        worked = worked_out(until, surplus_idr, form.cleaned_data["scheme"], form.cleaned_data["measures"])
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return {}
    by_member = worked.by_member()
    amounts = sorted(by_member.values())
    data = cast("QueryDict", form.data)
    measure = form.cleaned_data["measures"].measure
    rows = [row_of(one.part, one.pool_idr, one.rest_idr, one.whole, measure) for one in worked.parts]
    return {
        "worked": worked, "rows": rows, "chart": chart_of(rows), "members": _first_members(worked, by_member),
        "more": max(0, len(by_member) - FIRST_SHOWN), "count": len(by_member),
        "typed": [(name, value) for name in form.fields for value in data.getlist(name)],
        "least_idr": amounts[0], "middle_idr": median_low(amounts), "most_idr": amounts[-1],
    }  # fmt: skip


def _first_members(worked: Worked, by_member: dict[int, int]) -> list[dict[str, Any]]:
    shown = worked.found.members[:FIRST_SHOWN]
    people = Member.objects.filter(pk__in=[one.member_id for one in shown]).select_related("party")
    names = {one.pk: one.party.name for one in people}
    return [
        {"number": one.number, "name": names[one.member_id], "idr": by_member[one.number]} for one in shown
    ]


@action(needs=Permission.SHARE_SURPLUS, page=what_if)
def keep(request: ActorRequest, year_end: str) -> HttpResponse:
    form = in_hand(request, SchemeForm(request.POST))
    run = reckon_surplus(
        _day(year_end), scheme=form.cleaned_data["scheme"], measures=form.cleaned_data["measures"],
        reason=request.POST.get("reason", ""), by=request.actor, at=timezone.now(),
    )  # fmt: skip
    messages.success(request, _("Kept as a draft for the annual meeting. Its figures no longer change."))
    return redirect("surplus-run", run.pk)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise Http404 from wrong
