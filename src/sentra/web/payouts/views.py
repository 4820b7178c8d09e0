"""The cash desk on screen: prepare, approve by another, pay, print."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.capital import documents
from sentra.capital.bankfiles import SHAPES
from sentra.capital.models import PayoutRun, Slip
from sentra.capital.operations import (
    approve_payout,
    bounce_slip,
    change_slip_method,
    fail_slip,
    pay_slip,
    pay_slips,
    prepare_payout,
    send_back_payout,
    send_slips,
    try_slip_again,
)
from sentra.capital.queries import cash_desk, needs, payout_view, slip_detail, to_send
from sentra.cooperative.membership.queries import declines
from sentra.cooperative.models import Consent
from sentra.kernel.errors import Refused
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.papers import pdf, sheet
from sentra.web.payouts.forms import Pay
from sentra.web.reasons import Why


@page(needs=Permission.READ_BOOKS)
def payouts(request: ActorRequest, form: Form | None = None) -> HttpResponse:
    """What is owed to makers, what they were advanced, and the runs."""
    return TemplateResponse(request, "payouts/desk.html", {"desk": cash_desk(), "form": form})


@action(needs=Permission.PREPARE_PAYOUT, page=payouts)
def prepare(request: ActorRequest) -> HttpResponse:
    now = timezone.now()
    run = prepare_payout(today=request.actor.today(now), by=request.actor, at=now)
    messages.success(request, _("The payout is prepared. Somebody else must approve it."))
    return redirect("payout", run.pk)


@page(needs=Permission.READ_BOOKS)
def payout(request: ActorRequest, run_id: int, form: Form | None = None) -> HttpResponse:
    """One run: every slip adds up, who prepared it, who may approve it."""
    view = payout_view(run_id)
    fresh = Pay(initial={"paid_on": request.actor.today(timezone.now())})
    pays = view.run.state == "approved" and request.actor.may(Permission.PAY_OUT)
    facts = {
        "view": view,
        "pays": pays,
        "needs": needs(view) if pays else [],
        "shapes": SHAPES.values(),
        "to_send": to_send(view) if pays else None,
        "failed": [one for one in view.slips if one.slip.state == Slip.State.FAILED],
        "run": view.run,
        "may_approve": request.actor.may(Permission.APPROVE_PAYOUT)
        and view.may_approve(request.actor.user_id),
        "form": form,
        "pay": form if isinstance(form, Pay) else fresh,
        "send_back": form if isinstance(form, Why) else Why(),
    }
    return TemplateResponse(request, "payouts/run.html", facts)


@action(needs=Permission.APPROVE_PAYOUT, page=payout)
def approve(request: ActorRequest, run_id: int) -> HttpResponse:
    approve_payout(run_id, by=request.actor, at=timezone.now())
    messages.success(request, _("Approved. The treasurer can pay now."))
    return redirect("payout", run_id)


@action(needs=Permission.APPROVE_PAYOUT, page=payout)
def send_back(request: ActorRequest, run_id: int) -> HttpResponse:
    form = in_hand(request, Why(request.POST))
    send_back_payout(run_id, reason=form.cleaned_data["reason"], by=request.actor, at=timezone.now())
    messages.success(request, _("Sent back. The work can be put on a new payout."))
    return redirect("payout", run_id)


UNSEEN = "-"
"""A form that does not say what it showed fits no list."""


@action(needs=Permission.PAY_OUT, page=payout)
def send(request: ActorRequest, run_id: int) -> HttpResponse:
    shown = request.POST.get("shown", UNSEEN)
    sent = send_slips(run_id, shown=shown, by=request.actor, at=timezone.now())
    messages.success(
        request, _("%(n)s transfers are at the bank. Book them when it says so.") % {"n": len(sent)}
    )
    return redirect("payout", run_id)


@action(needs=Permission.PAY_OUT, page=payout)
def pay(request: ActorRequest, run_id: int) -> HttpResponse:
    form = in_hand(request, Pay(request.POST))
    shown = request.POST.get(f"shown_{form.cleaned_data['method']}", UNSEEN)
    paid = pay_slips(run_id, **form.cleaned_data, shown=shown, by=request.actor, at=timezone.now())
    messages.success(request, _("%(n)s slips are paid and booked.") % {"n": len(paid)})
    return redirect("payout", run_id)


TOLD = frozenset({PayoutRun.State.APPROVED, PayoutRun.State.PAID})
"""Runs whose papers may leave the desk."""

_PAPERS: dict[str, Callable[..., bytes]] = {
    "daftar-tunai.pdf": documents.cash_list_pdf,
    "daftar-bank.pdf": documents.bank_list_pdf,
    "slip.pdf": documents.run_slips_pdf,
}


@page(needs=Permission.READ_BOOKS)
def paper(request: ActorRequest, run_id: int, kind: str) -> HttpResponse:
    """A list to sign, a list or a file for the bank, all slips to cut: once the run is approved."""
    run = PayoutRun.objects.get(pk=run_id)
    if run.state not in TOLD or kind not in {*SHAPES, *_PAPERS}:
        raise Http404
    number = f"{run.number}-{run.year}"
    now, name = timezone.now(), kind.replace(".", f"-{number}.")
    try:
        if kind in SHAPES:
            made = documents.bank_file(run_id, kind, today=request.actor.today(now))
            return sheet(made, name, SHAPES[kind].media)
        return pdf(_PAPERS[kind](run_id, at=now), name)
    except Refused as nobody:  # a list without a slip: said in words where it was asked for
        messages.error(request, str(nobody))
        return redirect("payout", run_id)


@page(needs=Permission.READ_BOOKS)
def slip(request: ActorRequest, slip_id: int, form: Form | None = None) -> HttpResponse:
    """One slip: every line, and why each deduction."""
    view = slip_detail(slip_id)
    facts = {
        "view": view,
        "slip": view.slip,
        "no_messages": declines(view.party.pk, Consent.Purpose.MESSAGES),
        "chat_text": documents.slip_text(view, cooperative=str(request.tenant)),
        "form": form,
        "pay": form
        if isinstance(form, Pay)
        else Pay(initial={"paid_on": request.actor.today(timezone.now()), "method": view.slip.method}),
        "reason": form if isinstance(form, Why) else Why(),
    }
    return TemplateResponse(request, "payouts/slip.html", facts)


@page(needs=Permission.READ_BOOKS)
def slip_paper(request: ActorRequest, slip_id: int) -> HttpResponse:
    """Once its run is approved: before, nobody has said that she gets this."""
    slip = Slip.objects.select_related("run").get(pk=slip_id)
    if slip.run.state not in TOLD:
        raise Http404
    size = request.GET.get("ukuran", "A4")
    made = documents.slip_pdf(slip_id, at=timezone.now(), size=size if size in {"A4", "A6", "80mm"} else "A4")
    return pdf(made, f"slip-{slip.number}-{slip.run.year}.pdf")


@action(needs=Permission.PAY_OUT, page=slip)
def pay_one(request: ActorRequest, slip_id: int) -> HttpResponse:
    form = in_hand(request, Pay(request.POST))
    pay_slip(slip_id, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Paid and booked."))
    return redirect("slip", slip_id)


@action(needs=Permission.PAY_OUT, page=slip)
def other_way(request: ActorRequest, slip_id: int) -> HttpResponse:
    method = str(request.POST.get("method", ""))
    change_slip_method(slip_id, method=method, by=request.actor, at=timezone.now())
    messages.success(request, _("Changed. The lists for the bank and for cash follow."))
    return redirect("slip", slip_id)


@action(needs=Permission.PAY_OUT, page=slip)
def try_again(request: ActorRequest, slip_id: int) -> HttpResponse:
    try_slip_again(slip_id, by=request.actor, at=timezone.now())
    messages.success(request, _("It waits again: the next list or file names it."))
    return redirect("slip", slip_id)


@action(needs=Permission.PAY_OUT, page=slip)
def fail(request: ActorRequest, slip_id: int) -> HttpResponse:
    form = in_hand(request, Why(request.POST))
    fail_slip(slip_id, reason=form.cleaned_data["reason"], by=request.actor, at=timezone.now())
    messages.success(request, _("Marked as failed. It can be paid again."))
    return redirect("slip", slip_id)


@action(needs=Permission.PAY_OUT, page=slip)
def bounce(request: ActorRequest, slip_id: int) -> HttpResponse:
    form = in_hand(request, Why(request.POST))
    bounce_slip(slip_id, reason=form.cleaned_data["reason"], by=request.actor, at=timezone.now())
    messages.success(request, _("The slip is unpaid again, also in the books. Pay it anew."))
    return redirect("slip", slip_id)
