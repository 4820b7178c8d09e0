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
from sentra.cooperative.closing.years import book_years
from sentra.cooperative.meetings.counting import book_year_end
from sentra.cooperative.models import Member, SurplusRun
from sentra.cooperative.surplus import queries
from sentra.cooperative.surplus.gathering import year_start
from sentra.cooperative.surplus.operations import reckon_surplus
from sentra.cooperative.surplus.usual import usual
from sentra.cooperative.surplus.working import Worked, worked_out
from sentra.kernel.dates import months_later
from sentra.kernel.errors import Refused
from sentra.kernel.tenancy import reading
from sentra.ledger.chart import SURPLUS_OWED
from sentra.ledger.closing import next_to_close
from sentra.ledger.queries import balance_of, closed_years, running_surplus, surplus_of, year_closed
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.surplus.forms import Keep
from sentra.web.surplus.rows import chart_of, rows_of
from sentra.web.surplus.scheme_form import SchemeForm, initial_of

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
    """Every book year with its surplus and where its sharing stands. Five queries an open year, no more."""
    today = request.actor.today(timezone.now())
    known = {run.year_end: run for run in reversed(queries.runs()) if run.stage != S.DROPPED}
    years = [
        *(Year(end, _so_far(end, today), None, closed=False) for end in _open_years(request, today)),
        *(Year(end, idr, known.get(end), closed=True) for end, idr in closed_years()),
    ]
    facts = {
        "years": years, "owed_idr": -balance_of(SURPLUS_OWED), "questions": queries.waiting_questions(),
    }  # fmt: skip
    return TemplateResponse(request, "surplus/years.html", facts)


def _open_years(request: ActorRequest, today: date) -> list[date]:
    """The last days of the book year that is running and of those before that nobody has closed yet."""
    month = rules_on(today).number("book_year_ends")
    over, due = book_year_end(month, today), next_to_close(request.actor.tenant_id)
    found = [months_later(over.replace(day=1), 13) - timedelta(days=1)]
    while due and over >= due:
        found.append(over)
        over = year_start(over) - timedelta(days=1)
    return found


def _so_far(end: date, today: date) -> int:
    """What an open book year has left up to today."""
    return running_surplus(year_start(end), min(end, today))


@page(needs=Permission.SHARE_SURPLUS)
def what_if(request: ActorRequest, year_end: str, form: Form | None = None) -> HttpResponse:
    """Try a scheme on a year, closed or running; what is kept is the same calculation."""
    end, today = _year(request, year_end), request.actor.today(timezone.now())
    closed = year_closed(end)
    until = end if closed else min(end, today)
    last = next((run for run in queries.runs() if run.stage != S.DROPPED), None)
    wanted = SchemeForm(form.data) if isinstance(form, SchemeForm) else None  # read anew: the result stays
    kept = Keep(initial={"reason": form.data.get("reason", "")} if wanted and form else None)
    asked = SchemeForm(request.GET) if request.GET and wanted is None else None
    scheme_form = wanted or asked or SchemeForm(
        initial=initial_of(queries.scheme_of(last), last) if last else initial_of(usual())
    )  # fmt: skip
    surplus_idr = surplus_of(end) if closed else _so_far(end, today)
    facts: dict[str, Any] = {
        "year_end": end, "closed": closed, "until": until, "form": form, "scheme_form": scheme_form,
        "surplus_idr": surplus_idr, "keep": kept,
        "booked": any(run.stage == S.POSTED and run.year_end == end for run in queries.runs()),
    }  # fmt: skip
    bound = scheme_form if scheme_form.is_bound else None
    if bound and bound.is_valid():
        facts |= _tried(bound, end, until, surplus_idr)
    return TemplateResponse(request, "surplus/what_if.html", facts)


def _tried(form: SchemeForm, end: date, until: date, surplus_idr: int) -> dict[str, Any]:
    """The result under the form, or the question the calculation asks."""
    scheme, measures = form.cleaned_data["scheme"], form.cleaned_data["measures"]
    try:
        worked = worked_out(end, surplus_idr, scheme, measures, until=until)
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return {}
    by_member = worked.by_member()
    amounts = sorted(by_member.values())
    data = cast("QueryDict", form.data)
    measure = form.cleaned_data["measures"].measure
    rows = rows_of(worked.parts, measure)
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
    with reading(request.actor):
        end = _year(request, year_end)
    run = reckon_surplus(
        end, scheme=form.cleaned_data["scheme"], measures=form.cleaned_data["measures"],
        reason=request.POST.get("reason", ""), by=request.actor, at=timezone.now(),
    )  # fmt: skip
    messages.success(request, _("Kept as a draft for the annual meeting. Its figures no longer change."))
    return redirect("surplus-run", run.pk)


def _year(request: ActorRequest, text: str) -> date:
    """The end of a book year of this cooperative; every other day is not found."""
    years = book_years(request.actor.today(timezone.now()))
    found = next((end for end in years if end.isoformat() == text), None)
    if found is None:
        raise Http404
    return found
