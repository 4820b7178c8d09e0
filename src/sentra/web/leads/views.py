"""Enquiries for staff: new ones first; everything asked for, its open questions, what comes of it."""

from urllib.parse import urlencode

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sentra.crafts.queries import product_cards
from sentra.kernel.tenancy import reading
from sentra.orders.models import Lead
from sentra.orders.notices import tracking_chat
from sentra.orders.operations import answer_size_questions, close_lead, make_enquiry
from sentra.orders.queries import lead_list, lead_story, leads_by_state
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.leads.answers import Answers
from sentra.web.leads.forms import Close, WriteDown
from sentra.web.orders.rows import in_order, quiet
from sentra.web.orders.tracking import tracking_address


def _url(**words: str) -> str:
    told = {name: value for name, value in words.items() if value}
    return f"{reverse('leads')}?{urlencode(told)}" if told else reverse("leads")


@page(needs=Permission.READ_ORDERS)
def leads(request: ActorRequest) -> HttpResponse:
    """Every enquiry, the newest first; new ones are what opens."""
    state, kind, after = (request.GET.get(name, "") for name in ("keadaan", "jenis", "setelah"))
    state = state if state in Lead.State.values else ""
    kind = kind if kind in Lead.Kind.values else ""
    found = lead_list(
        state=state, kind=kind, after=int(after) if after.isdecimal() and len(after) < 19 else None
    )
    counts = leads_by_state()
    tabs = [{"label": _("All"), "url": _url(jenis=kind), "current": not state, "count": sum(counts.values())}]
    tabs += [
        {
            "label": one.label,
            "url": _url(keadaan=one, jenis=kind),
            "current": one == state,
            "count": counts[one],
        }
        for one in Lead.State
    ]
    facts = {
        "rows": found.rows,
        "tabs": tabs,
        "kinds": [
            {"label": label, "url": _url(keadaan=state, jenis=value), "current": value == kind}
            for value, label in [("", _("Everything")), *Lead.Kind.choices]
        ],
        "older": _url(keadaan=state, jenis=kind, setelah=str(found.after)) if found.after else "",
        "filtered": bool(state or kind),
        "may_write": request.actor.may(Permission.MAKE_ENQUIRY),
        "may_quote": request.actor.may(Permission.QUOTE),
    }
    return TemplateResponse(request, "leads/list.html", facts)


@page(needs=Permission.READ_ORDERS)
def lead(request: ActorRequest, lead_id: int, form: Form | None = None) -> HttpResponse:
    """One enquiry: who, what, by when, its open rows one by one, and the quotations made for it."""
    story = lead_story(lead_id)
    address = tracking_address(request, story.lead.uid)
    facts = {
        "story": story,
        "lead": story.lead,
        "open": story.open_questions,
        "answers": form if isinstance(form, Answers) else Answers.of(story),
        "answered": [one for one in story.questions if one.answer is not None],
        "lines": [(line, in_order(line.sizes)) for line in story.lines],
        "close_form": form if isinstance(form, Close) else Close(),
        "form": form,
        "chat_url": tracking_chat(
            story.lead,
            address=address,
            cooperative=request.tenant.name if request.tenant else "",
        ),
        "track_url": address,
        "may_quote": request.actor.may(Permission.QUOTE),
        "can_quote": story.lead.kind != Lead.Kind.COMPLAINT and story.lead.state != Lead.State.CLOSED,
    }
    return TemplateResponse(request, "leads/lead.html", facts)


@action(needs=Permission.QUOTE, page=lead)
def answer(request: ActorRequest, lead_id: int) -> HttpResponse:
    with reading(request.actor):
        form = Answers.of(lead_story(lead_id), request.POST)
    told = in_hand(request, form).told()
    answer_size_questions(lead_id, told, by=request.actor, at=timezone.now())
    said = ngettext("%(n)s answer is counted.", "%(n)s answers are counted.", len(told)) % {"n": len(told)}
    messages.success(request, said)
    return redirect(reverse("lead", args=[lead_id]) + "#questions")


@action(needs=Permission.QUOTE, page=lead)
def close(request: ActorRequest, lead_id: int) -> HttpResponse:
    form = in_hand(request, Close(request.POST))
    close_lead(lead_id, reason=form.cleaned_data["reason"], by=request.actor, at=timezone.now())
    messages.success(request, _("The enquiry is closed, with the reason."))
    return redirect("leads")


@page(needs=Permission.MAKE_ENQUIRY)
def new_lead(request: ActorRequest, form: Form | None = None) -> HttpResponse:
    """Somebody phoned, or stood at the stall: written down like an enquiry from the website."""
    started = {"kind": Lead.Kind.ENQUIRY, "source": Lead.Source.STAFF}
    facts = {"form": form or WriteDown(initial=started, products=product_cards())}
    return TemplateResponse(request, "leads/new.html", facts)


@action(needs=Permission.MAKE_ENQUIRY, page=new_lead)
def save_lead(request: ActorRequest) -> HttpResponse:
    with reading(request.actor):
        form = WriteDown(request.POST, products=product_cards())
    if "more" in request.POST:
        return new_lead(request, form=quiet(form))
    made = make_enquiry(in_hand(request, form).told(), by=request.actor, at=timezone.now())
    messages.success(request, _("Enquiry %(number)s is written down.") % {"number": made.number})
    return redirect("lead", made.pk)
