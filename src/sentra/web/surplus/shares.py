"""One member's share: explained, asked about, paid."""

from datetime import datetime

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.cooperative.models import SurplusPayment
from sentra.cooperative.surplus import documents, queries
from sentra.cooperative.surplus.operations import (
    answer_question,
    ask_about_share,
    pay_share,
    take_back_share,
)
from sentra.cooperative.surplus.queries import MyShare
from sentra.cooperative.surplus.words import Told, told_share
from sentra.kernel.rupiah import formatted
from sentra.kernel.tenancy import reading
from sentra.ledger.chart import SURPLUS_OWED
from sentra.ledger.queries import balance_of
from sentra.people.house import House
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.papers import pdf
from sentra.web.reasons import WhatWasWrong
from sentra.web.surplus.forms import Answer, Pay, Question


def _found(share: MyShare | None) -> MyShare:
    if share is None:
        raise Http404
    return share


@page(needs=Permission.READ_BOOKS)
def share(request: ActorRequest, run_id: int, member_id: int, form: Form | None = None) -> HttpResponse:
    """Her share with its arithmetic, her questions, and the desk's two forms."""
    one = _found(queries.share_of(run_id, member_id))
    owed = -balance_of(SURPLUS_OWED, one.party_id)
    fresh = {"amount_idr": max(owed, 0), "paid_on": request.actor.today(timezone.now()), "method": "cash"}
    facts = {
        "share": one, "told": told_share(one), "owed_idr": owed, "form": form,
        "payments": queries.payments_of(member_id),
        "pay": form if isinstance(form, Pay) else Pay(initial=fresh),
        "answer": form if isinstance(form, Answer) else Answer(),
        "waiting": any(not question.answer for question in one.questions),
    }  # fmt: skip
    return TemplateResponse(request, "surplus/share.html", facts)


@action(needs=Permission.PAY_SAVINGS, page=share)
def pay(request: ActorRequest, run_id: int, member_id: int) -> HttpResponse:  # noqa: ARG001  # the address's
    form = in_hand(request, Pay(request.POST))
    made = pay_share(member_id, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Booked. Here is the receipt."))
    return redirect("surplus-receipt", made.pk)


@action(needs=Permission.SHARE_SURPLUS, page=share)
def answer(request: ActorRequest, run_id: int, member_id: int) -> HttpResponse:
    form = in_hand(request, Answer(request.POST))
    with reading(request.actor):
        asked = _found(queries.share_of(run_id, member_id)).questions
    if not asked:
        raise Http404
    # Only the newest can wait. Named even when it is answered, so that a second press is the same request.
    answer_question(asked[-1].pk, form.cleaned_data["answer"], by=request.actor, at=timezone.now())
    messages.success(request, _("Answered. She reads it on her phone."))
    return redirect("surplus-share", run_id, member_id)


@page(needs=Permission.READ_BOOKS)
def share_paper(request: ActorRequest, run_id: int, member_id: int) -> HttpResponse:
    return _paper(request, _found(queries.share_of(run_id, member_id)), timezone.now())


def _paper(request: ActorRequest, one: MyShare, at: datetime) -> HttpResponse:
    house = House.of(request.actor.tenant_id)
    letter = house.letter("SHU", one.number, one.run.year_end.year, house.day(at))
    content = documents.one_share(one, letter=letter, at=at)
    return pdf(content, f"shu-{one.run.year_end:%Y}-anggota-{one.number}.pdf")


@page(needs=Permission.READ_MEMBERS)
def receipt(request: ActorRequest, payment_id: int, form: Form | None = None) -> HttpResponse:
    """One payment as it was written, and the way back when it was wrong."""
    one = queries.payment(payment_id)
    facts = {
        "one": one, "paper_url": reverse("surplus-receipt-paper", args=[payment_id]),
        "take_back_url": reverse("take-back-share", args=[payment_id]), "form": form,
        "may_take_back": request.actor.may(Permission.PAY_SAVINGS) and not one.taken_back_at,
        "take_back": form if isinstance(form, WhatWasWrong) else WhatWasWrong(),
    }  # fmt: skip
    return TemplateResponse(request, "surplus/receipt.html", facts)


@page(needs=Permission.READ_MEMBERS)
def receipt_paper(request: ActorRequest, payment_id: int) -> HttpResponse:
    one: SurplusPayment = queries.payment(payment_id)
    letter = House.of(request.actor.tenant_id).letter("BSHU", one.number, one.year, one.paid_on)
    return pdf(documents.receipt(one, letter=letter, at=timezone.now()), f"shu-{one.number}-{one.year}.pdf")


@action(needs=Permission.PAY_SAVINGS, page=receipt)
def take_back(request: ActorRequest, payment_id: int) -> HttpResponse:
    form = in_hand(request, WhatWasWrong(request.POST))
    take_back_share(payment_id, form.cleaned_data["reason"], by=request.actor, at=timezone.now())
    messages.success(request, _("Taken back, also in the books."))
    return redirect("surplus-receipt", payment_id)


@page(needs=Permission.SEE_OWN_SAVINGS)
def my_shares(request: ActorRequest) -> HttpResponse:
    """Her share of every year, and what she can take today."""
    her = request.actor.stands_for or 0
    facts = {"shares": queries.shares_of_party(her), "owed_idr": -balance_of(SURPLUS_OWED, her)}
    return TemplateResponse(request, "phone/surplus.html", facts)


@page(needs=Permission.SEE_OWN_SAVINGS)
def my_share(request: ActorRequest, share_id: int, form: Form | None = None) -> HttpResponse:
    """How one year's share came, in plain sentences, and the question she may ask."""
    one = _mine(request, share_id)
    told = told_share(one)
    facts = {
        "share": one, "told": told, "aloud": _aloud(one, told), "form": form,
        "question": form if isinstance(form, Question) else Question(),
        "herself": request.actor.on_behalf_of is None,
        "waiting": any(not question.answer for question in one.questions),
    }  # fmt: skip
    return TemplateResponse(request, "phone/share.html", facts)


def _aloud(share: MyShare, told: list[Told]) -> str:
    words = _("Your share is %(idr)s.") % {"idr": formatted(share.total_idr)}
    return " ".join([words, *(f"{one.name}: {formatted(one.idr)}. {one.pool} {one.hers}" for one in told)])


def _mine(request: ActorRequest, share_id: int) -> MyShare:
    one = _found(queries.share_with(share_id))
    if one.party_id != request.actor.stands_for:
        raise Http404
    return one


@action(needs=Permission.SEE_OWN_SAVINGS, page=my_share)
def ask(request: ActorRequest, share_id: int) -> HttpResponse:
    form = in_hand(request, Question(request.POST))
    ask_about_share(share_id, form.cleaned_data["text"], by=request.actor, at=timezone.now())
    messages.success(request, _("Asked. The answer comes here."))
    return redirect("my-share", share_id)


@page(needs=Permission.SEE_OWN_SAVINGS)
def my_share_paper(request: ActorRequest, share_id: int) -> HttpResponse:
    return _paper(request, _mine(request, share_id), timezone.now())
