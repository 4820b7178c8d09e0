"""The collection sheet on screen: a plain form, made quick by a script, and safe without a network."""

import json
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sentra.cooperative import documents
from sentra.cooperative.savings.operations import close_sheet, open_sheet, receive_dues, take_dues
from sentra.cooperative.savings.sheet import Row, sheet_view, sheets
from sentra.kernel.errors import Refused
from sentra.kernel.offline import Envelope
from sentra.kernel.rupiah import grouped
from sentra.kernel.tenancy import reading
from sentra.people.house import House
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.papers import pdf
from sentra.web.savings.forms import COLUMNS, Count, NewSheet, TakeDues


@page(needs=Permission.READ_MEMBERS)
def sheet_list(request: ActorRequest, form: Form | None = None) -> HttpResponse:
    today = request.actor.today(timezone.now())
    new = form if isinstance(form, NewSheet) else NewSheet(initial={"held_on": today})
    return TemplateResponse(request, "savings/sheets.html", {"sheets": sheets(), "form": form, "new": new})


@action(needs=Permission.COLLECT_SAVINGS, page=sheet_list)
def open_one(request: ActorRequest) -> HttpResponse:
    form = in_hand(request, NewSheet(request.POST))
    made = open_sheet(**form.cleaned_data, by=request.actor, at=timezone.now())
    return redirect("sheet", made.pk)


@page(needs=Permission.READ_MEMBERS)
def sheet(request: ActorRequest, sheet_id: int, form: Form | None = None) -> HttpResponse:
    """Members in rows, what each owes filled in; what is taken stands fast."""
    view = sheet_view(sheet_id)
    open_ = view.sheet.closed_at is None
    facts = {
        "view": view,
        "sheet": view.sheet,
        "rows": [_shown(row, request.POST if isinstance(form, TakeDues) else None) for row in view.rows],
        "collects": open_ and request.actor.may(Permission.COLLECT_SAVINGS),
        "form": form,
        "count": form if isinstance(form, Count) else Count(),
    }
    return TemplateResponse(request, "savings/sheet.html", facts)


def _shown(row: Row, typed: Any) -> dict[str, Any]:
    """A row with what stands in its fields: what was typed, else what she owes."""
    pk = row.member.pk
    owed = {"dues": row.dues_idr, "voluntary": 0, "loan": row.loan_idr}
    fields = [
        (column, typed.get(f"{column}-{pk}", "") if typed else grouped(owed[column]) if owed[column] else "")
        for column in COLUMNS
        if column != "loan" or row.has_loan
    ]
    return {"row": row, "fields": fields, "ticked": bool(typed) and str(pk) in typed.getlist("take")}


@action(needs=Permission.COLLECT_SAVINGS, page=sheet)
def take(request: ActorRequest, sheet_id: int) -> HttpResponse:
    with reading(request.actor):
        names = {row.member.pk: row.member.party.name for row in sheet_view(sheet_id).rows}
    form = in_hand(request, TakeDues(request.POST, names=names))
    take_dues(sheet_id, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Saved. The rows stand on the sheet."))
    return redirect("sheet", sheet_id)


@action(needs=Permission.COLLECT_SAVINGS, page=sheet)
def close(request: ActorRequest, sheet_id: int) -> HttpResponse:
    form = in_hand(request, Count(request.POST))
    close_sheet(sheet_id, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("The sheet is closed. Print it and let everybody sign."))
    return redirect("sheet", sheet_id)


@page(needs=Permission.READ_MEMBERS)
def paper(request: ActorRequest, sheet_id: int) -> HttpResponse:
    view = sheet_view(sheet_id)
    house = House.of(request.actor.tenant_id)
    letter = house.letter("LIU", view.sheet.number, view.sheet.year, view.sheet.held_on)
    content = documents.sheet_paper(view, letter=letter, at=timezone.now())
    return pdf(content, f"lembar-iuran-{view.sheet.number}-{view.sheet.year}.pdf")


@require_POST
def envelope(request: HttpRequest) -> HttpResponse:
    """One row a phone kept without a network: taken once, however often it is sent."""
    actor = request.actor  # type: ignore[attr-defined]
    try:
        done = receive_dues(Envelope.parse(json.loads(request.body)), by=actor, at=timezone.now())
    except (ValueError, Refused) as refusal:
        return JsonResponse({"error": str(refusal)}, status=422)
    except ObjectDoesNotExist:
        return JsonResponse({"error": _("This sheet is not here.")}, status=422)
    return JsonResponse(done)


envelope.needs = Permission.COLLECT_SAVINGS  # type: ignore[attr-defined]  # asked by the operation itself
