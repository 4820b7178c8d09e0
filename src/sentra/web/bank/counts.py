"""The cash box on screen: notes and coins counted on a phone, confirmed by another, printed."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.ledger.queries.bank import balance_until
from sentra.payments import documents
from sentra.payments.denominations import NOTES
from sentra.payments.models import CashCount
from sentra.payments.operations import confirm_count, count_cash, send_back_count
from sentra.payments.queries import counts
from sentra.people.house import House
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.bank.forms import Count
from sentra.web.bank.words import BOXES, tabs
from sentra.web.guards import action, in_hand, page
from sentra.web.papers import pdf
from sentra.web.reasons import WhatWasWrong


@page(needs=Permission.READ_BOOKS)
def counts_page(request: ActorRequest, form: Form | None = None) -> HttpResponse:
    """The form for a new count, what the books expect, and the counts so far."""
    today = request.actor.today(timezone.now())
    facts = {
        "counts": counts(),
        "count": form if isinstance(form, Count) else Count(initial={"counted_on": today}),
        "expected": [(label, balance_until(code, today)) for code, label in BOXES.items()],
        "tabs": tabs(request.actor, "cash-counts"),
        "form": form,
    }
    return TemplateResponse(request, "bank/counts.html", facts)


@action(needs=Permission.COUNT_CASH, page=counts_page)
def count(request: ActorRequest) -> HttpResponse:
    form = in_hand(request, Count(request.POST))
    made = count_cash(**form.said(), by=request.actor, at=timezone.now())
    messages.success(request, _("Written down. Somebody else must confirm it."))
    return redirect("cash-count", made.pk)


@page(needs=Permission.READ_BOOKS)
def count_page(request: ActorRequest, count_id: int, form: Form | None = None) -> HttpResponse:
    """One count: its notes, what the books expected, and the second person's answer."""
    found = CashCount.objects.get(pk=count_id)
    rows = [(value, found.pieces[str(value)], value * found.pieces[str(value)])
            for value in NOTES if str(value) in found.pieces]  # fmt: skip
    waits = found.state == CashCount.State.COUNTED
    facts = {
        "count": found,
        "rows": rows,
        "box": BOXES[found.ledger],
        "may_answer": waits
        and request.actor.may(Permission.CONFIRM_COUNT)
        and request.actor.user_id != found.counted_by,
        "waits": waits,
        "back": form if isinstance(form, WhatWasWrong) else WhatWasWrong(),
        "form": form,
    }
    return TemplateResponse(request, "bank/count.html", facts)


@action(needs=Permission.CONFIRM_COUNT, page=count_page)
def confirm(request: ActorRequest, count_id: int) -> HttpResponse:
    confirm_count(count_id, by=request.actor, at=timezone.now())
    messages.success(request, _("Confirmed. The difference is in the books."))
    return redirect("cash-count", count_id)


@action(needs=Permission.CONFIRM_COUNT, page=count_page)
def send_back(request: ActorRequest, count_id: int) -> HttpResponse:
    form = in_hand(request, WhatWasWrong(request.POST))
    send_back_count(count_id, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Sent back. It must be counted again."))
    return redirect("cash-count", count_id)


@page(needs=Permission.READ_BOOKS)
def paper(request: ActorRequest, count_id: int) -> HttpResponse:
    found = CashCount.objects.get(pk=count_id)
    content = documents.count_paper(found, House.of(request.actor.tenant_id), at=timezone.now())
    return pdf(content, f"berita-acara-kas-{found.number}-{found.year}.pdf")
