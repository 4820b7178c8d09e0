"""One line of the bank: everything it could be, said in parts, and taken back."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.kernel.dates import written_short
from sentra.kernel.rupiah import formatted
from sentra.kernel.tenancy import reading
from sentra.ledger.chart import by_party
from sentra.ledger.queries.choices import account_choices
from sentra.orders.queries.coming import coming
from sentra.payments.operations import split_line, undo_match
from sentra.payments.queries import LineDetail, line_detail
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.bank.desk import say
from sentra.web.bank.forms import Choices, Split
from sentra.web.bank.words import KINDS, shown
from sentra.web.guards import action, in_hand, page
from sentra.web.reasons import WhatWasWrong


@page(needs=Permission.READ_BOOKS)
def line_page(request: ActorRequest, line_id: int, form: Form | None = None) -> HttpResponse:
    """What the bank wrote, and what it is or could be."""
    found, names = line_detail(line_id), account_choices()
    facts = {
        "found": found,
        "line": found.line,
        "options": [shown(one, found.things, dict(names)) for one in found.options],
        "split": form if isinstance(form, Split) else _split(found, names),
        "undo": form if isinstance(form, WhatWasWrong) else WhatWasWrong(),
        "late": found.match is None and found.booked_on != found.line.booked_on,
        "form": form,
    }
    return TemplateResponse(request, "bank/line.html", facts)


def _split(found: LineDetail, names: Choices, data: Any = None) -> Split:
    return Split(data, choices=_choices(found, names), line_idr=int(found.line.amount_idr))


def _choices(found: LineDetail, names: Choices) -> Choices:
    """Postings that wait, orders that could be meant, accounts kept without persons."""
    postings = [
        (f"p:{one.id}", f"{written_short(one.booked_on)} · {formatted(abs(one.amount_idr))} · {one.memo}")
        for one in found.postings
    ]
    coming_in = found.line.amount_idr > 0
    orders = [
        (f"e:order:{one.order.pk}:{kind}", f"{one.order} · {one.order.buyer.name} · {KINDS[kind]}")
        for one in coming()
        for kind in (["settlement" if one.invoice else "down_payment"] if coming_in else ["refund"])
        if coming_in or one.refund_idr
    ]
    own, named = found.line.account.ledger, by_party()
    plain = [(f"a:{code}", name) for code, name in names if not named[code] and code != own]
    groups = [(_("In the books already"), postings), (_("Orders"), orders), (_("Accounts"), plain)]
    return [(label, rows) for label, rows in groups if rows]


@action(needs=Permission.MATCH_BANK, page=line_page)
def answer(request: ActorRequest, line_id: int) -> HttpResponse:
    say(request, [])
    return redirect("bank-line", line_id) if "no" in request.POST else redirect("bank")


@action(needs=Permission.MATCH_BANK, page=line_page)
def split(request: ActorRequest, line_id: int) -> HttpResponse:
    with reading(request.actor):
        bound = _split(line_detail(line_id), account_choices(), request.POST)
    form = in_hand(request, bound)
    split_line(line_id, pieces=form.pieces(), by=request.actor, at=timezone.now())
    messages.success(request, _("Settled. The parts are in the books."))
    return redirect("bank")


@action(needs=Permission.MATCH_BANK, page=line_page)
def undo(request: ActorRequest, line_id: int) -> HttpResponse:
    form = in_hand(request, WhatWasWrong(request.POST))
    undo_match(line_id, reason=form.cleaned_data["reason"], by=request.actor, at=timezone.now())
    messages.success(request, _("Taken back. The line waits again."))
    return redirect("bank-line", line_id)
