"""The office's desk: what its cooperatives ask for, what was found, what was decided, what is overdue."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.capital.aid import office, queries
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.aid import forms
from sentra.web.guards import action, in_hand, page


@page(needs=Permission.READ_PROPOSALS)
def desk(request: ActorRequest) -> HttpResponse:
    """Everything that was sent here, what waits first."""
    rows = queries.desk(today=request.actor.today(timezone.now()))
    facts = {
        "rows": rows,
        "waiting": sum(queries.waits(row) for row in rows),
        "given_idr": sum(row.proposal.received_idr for row in rows),
        "owed_idr": sum(row.proposal.owed_idr for row in rows),
        "overdue_idr": sum(row.overdue_idr for row in rows),
    }
    return TemplateResponse(request, "aid/desk.html", facts)


@page(needs=Permission.READ_PROPOSALS)
def case(request: ActorRequest, uid: UUID, form: Form | None = None) -> HttpResponse:
    """One proposal: its figures, our checks, the decision, the money and its use."""
    today = request.actor.today(timezone.now())
    story = queries.their_story(uid, today=today)
    found, own = story.proposal, story.case
    asked = {"kind": found.kind, "amount_idr": found.amount_idr}
    made: dict[str, Any] = {
        one.named: form if isinstance(form, type(one)) else one
        for one in (
            forms.Check(initial={"on": today}),
            forms.Grant(initial=asked),
            forms.Refuse(),
            forms.End(),
        )
    }
    waits = found.state == "sent" and not (own and own.decided)
    facts = {
        "money_rows": [(one, None) for one in story.money],
        "story": story, "proposal": found, "case": own, "form": form, "waits": waits,
        "may_decide": waits and own is not None and own.verified_by not in (None, request.actor.user_id),
    }  # fmt: skip
    return TemplateResponse(request, "aid/case.html", facts | made)


@action(needs=Permission.VERIFY_AID, page=case)
def check(request: ActorRequest, uid: UUID) -> HttpResponse:
    form = in_hand(request, forms.Check(request.POST))
    office.note_check(uid, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Written down. The cooperative reads it too."))
    return redirect("aid-case", uid)


@action(needs=Permission.DECIDE_AID, page=case)
def grant(request: ActorRequest, uid: UUID) -> HttpResponse:
    form = in_hand(request, forms.Grant(request.POST))
    office.grant_aid(uid, form.granted(), by=request.actor, at=timezone.now())
    messages.success(request, _("Granted. The cooperative reads it at once."))
    return redirect("aid-case", uid)


@action(needs=Permission.DECIDE_AID, page=case)
def refuse(request: ActorRequest, uid: UUID) -> HttpResponse:
    form = in_hand(request, forms.Refuse(request.POST))
    office.refuse_aid(uid, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Refused, with the reason."))
    return redirect("aid-case", uid)


@action(needs=Permission.DECIDE_AID, page=case)
def end(request: ActorRequest, uid: UUID) -> HttpResponse:
    form = in_hand(request, forms.End(request.POST))
    office.end_grant(uid, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Said. The cooperative reports what has come."))
    return redirect("aid-case", uid)
