"""Savings on screen: who saved what and owes what, one member's receipts, one receipt."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.cooperative import documents
from sentra.cooperative.loans.queries import loan_of
from sentra.cooperative.membership.telling import named
from sentra.cooperative.models import Member
from sentra.cooperative.savings.operations import take_back_savings, take_savings, withdraw_savings
from sentra.cooperative.savings.queries import moves_of, savings_on
from sentra.cooperative.savings.queries import receipt as receipt_of
from sentra.kernel.tenancy import reading
from sentra.people.house import House
from sentra.people.models import Party
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.papers import pdf
from sentra.web.reasons import WhatWasWrong
from sentra.web.savings.forms import Receive, Withdraw

STAYS = ("interest", "leaving", "opening")  # not taken back one by one


@page(needs=Permission.READ_MEMBERS)
def savings(request: ActorRequest) -> HttpResponse:
    """Every member with her savings by kind and what is open."""
    found = savings_on(request.actor.today(timezone.now()))
    facts = {
        "members": found,
        "pokok_idr": sum(one.pokok.paid_idr for one in found),
        "wajib_idr": sum(one.wajib.paid_idr for one in found),
        "voluntary_idr": sum(one.voluntary_idr for one in found),
        "arrears_idr": sum(one.arrears_idr for one in found),
    }
    return TemplateResponse(request, "savings/list.html", facts)


def _payers(member_id: int) -> list[tuple[int, str]]:
    """Everybody known but herself: a daughter may pay for her mother."""
    people = Party.objects.filter(kind=Party.Kind.ARTISAN, active=True)
    return named(people.exclude(memberships__pk=member_id))


@page(needs=Permission.READ_MEMBERS)
def member_savings(request: ActorRequest, member_id: int, form: Form | None = None) -> HttpResponse:
    """One member: balances, what is open, her receipts, and the two forms of the desk."""
    today = request.actor.today(timezone.now())
    member = Member.objects.select_related("party").get(pk=member_id)
    fresh: dict[str, Any] = {"paid_on": today, "method": "cash"}
    facts = {
        "saved": savings_on(today, [member])[0],
        "member": member,
        "moves": moves_of(member_id),
        "loan": loan_of(member_id, day=today),
        "form": form,
        "receive": form
        if isinstance(form, Receive)
        else Receive(payers=_payers(member_id), initial=fresh | {"kind": "wajib"}),
        "withdraw": form if isinstance(form, Withdraw) else Withdraw(initial=fresh),
    }
    return TemplateResponse(request, "savings/member.html", facts)


@action(needs=Permission.COLLECT_SAVINGS, page=member_savings)
def receive(request: ActorRequest, member_id: int) -> HttpResponse:
    with reading(request.actor):
        bound = Receive(request.POST, payers=_payers(member_id))
    form = in_hand(request, bound)
    move = take_savings(member_id, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Booked. Here is the receipt."))
    return redirect("savings-receipt", move.pk)


@action(needs=Permission.PAY_SAVINGS, page=member_savings)
def withdraw(request: ActorRequest, member_id: int) -> HttpResponse:
    form = in_hand(request, Withdraw(request.POST))
    move = withdraw_savings(member_id, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Booked. Here is the receipt."))
    return redirect("savings-receipt", move.pk)


@page(needs=Permission.READ_MEMBERS)
def savings_receipt(request: ActorRequest, move_id: int, form: Form | None = None) -> HttpResponse:
    """One receipt as it was written, and the way back when it was wrong."""
    move = receipt_of(move_id)
    open_sheet = move.sheet is not None and move.sheet.closed_at is None
    may = request.actor.may(Permission.PAY_SAVINGS) or (
        open_sheet and request.actor.may(Permission.COLLECT_SAVINGS)
    )
    facts = {
        "one": move,
        "paper_url": reverse("savings-receipt-paper", args=[move_id]),
        "take_back_url": reverse("take-back-savings", args=[move_id]),
        "amount_idr": abs(move.amount_idr),
        "may_take_back": may
        and not move.taken_back_at
        and move.method not in ("interest", "leaving", "opening"),
        "form": form,
        "take_back": form if isinstance(form, WhatWasWrong) else WhatWasWrong(),
    }
    return TemplateResponse(request, "savings/receipt.html", facts)


@page(needs=Permission.READ_MEMBERS)
def receipt_paper(request: ActorRequest, move_id: int) -> HttpResponse:
    move = receipt_of(move_id)
    house = House.of(request.actor.tenant_id)
    letter = house.letter("SMP", move.number, move.year, move.moved_on)
    content = documents.savings_receipt(move, letter=letter, at=timezone.now())
    return pdf(content, f"simpanan-{move.number}-{move.year}.pdf")


@action(needs=Permission.COLLECT_SAVINGS, page=savings_receipt)
def take_back(request: ActorRequest, move_id: int) -> HttpResponse:
    form = in_hand(request, WhatWasWrong(request.POST))
    take_back_savings(move_id, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Taken back, also in the books."))
    return redirect("savings-receipt", move_id)
