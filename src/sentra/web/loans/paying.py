"""Money of a loan on screen: out, back in parts or at once, a wrong receipt, the end of hope."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.cooperative import documents
from sentra.cooperative.loans.operations import (
    ask_write_off,
    drop_write_off,
    pay_out_loan,
    repay_early,
    take_back_instalment,
    take_instalment,
    write_off_loan,
)
from sentra.cooperative.loans.queries import payment as payment_of
from sentra.people.house import House
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.loans.forms import Early, Instalment, Paid
from sentra.web.loans.views import loan
from sentra.web.papers import pdf
from sentra.web.reasons import Why


@action(needs=Permission.LEND, page=loan)
def pay_out(request: ActorRequest, loan_id: int) -> HttpResponse:
    form = in_hand(request, Paid(request.POST))
    pay_out_loan(loan_id, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Paid out. The schedule stands from now on."))
    return redirect("loan", loan_id)


@action(needs=Permission.LEND, page=loan)
def instalment(request: ActorRequest, loan_id: int) -> HttpResponse:
    form = in_hand(request, Instalment(request.POST))
    made = take_instalment(loan_id, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Booked. Here is the receipt."))
    return redirect("loan-payment", made.pk)


@action(needs=Permission.LEND, page=loan)
def early(request: ActorRequest, loan_id: int) -> HttpResponse:
    form = in_hand(request, Early(request.POST))
    made = repay_early(loan_id, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("The loan is repaid. Here is the receipt."))
    return redirect("loan-payment", made.pk)


@action(needs=Permission.LEND, page=loan)
def propose_write_off(request: ActorRequest, loan_id: int) -> HttpResponse:
    form = in_hand(request, Why(request.POST))
    ask_write_off(loan_id, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Asked for. Somebody else decides."))
    return redirect("loan", loan_id)


@action(needs=Permission.APPROVE_LOAN, page=loan)
def write_off(request: ActorRequest, loan_id: int) -> HttpResponse:
    write_off_loan(loan_id, by=request.actor, at=timezone.now())
    messages.success(request, _("Written off, with the reason."))
    return redirect("loan", loan_id)


@action(needs=Permission.APPROVE_LOAN, page=loan)
def keep(request: ActorRequest, loan_id: int) -> HttpResponse:
    drop_write_off(loan_id, by=request.actor, at=timezone.now())
    messages.success(request, _("The loan goes on."))
    return redirect("loan", loan_id)


@page(needs=Permission.READ_MEMBERS)
def receipt(request: ActorRequest, payment_id: int, form: Form | None = None) -> HttpResponse:
    """One receipt of an instalment, and the way back when it was wrong."""
    payment = payment_of(payment_id)
    open_sheet = payment.sheet is not None and payment.sheet.closed_at is None
    may = request.actor.may(Permission.LEND) or (open_sheet and request.actor.may(Permission.COLLECT_SAVINGS))
    settled = payment.method == "savings" or payment.loan.stage == "written_off"
    facts = {
        "one": payment,
        "paper_url": reverse("loan-payment-paper", args=[payment_id]),
        "take_back_url": reverse("take-back-instalment", args=[payment_id]),
        "total_idr": payment.principal_idr + payment.interest_idr,
        "may_take_back": may and not payment.taken_back_at and not settled,
        "form": form,
        "take_back": form if isinstance(form, Why) else Why(),
    }
    return TemplateResponse(request, "loans/payment.html", facts)


@page(needs=Permission.READ_MEMBERS)
def receipt_paper(request: ActorRequest, payment_id: int) -> HttpResponse:
    payment = payment_of(payment_id)
    letter = House.of(request.actor.tenant_id).letter("ANG", payment.number, payment.year, payment.paid_on)
    content = documents.loan_receipt(payment, letter=letter, at=timezone.now())
    return pdf(content, f"angsuran-{payment.number}-{payment.year}.pdf")


@action(needs=Permission.COLLECT_SAVINGS, page=receipt)
def take_back(request: ActorRequest, payment_id: int) -> HttpResponse:
    form = in_hand(request, Why(request.POST))
    take_back_instalment(payment_id, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Taken back, also in the books."))
    return redirect("loan-payment", payment_id)
