"""What staff do with an order: each act one POST, one operation, back to the order's page."""

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.capital.operations import cancel_order, close_order
from sentra.kernel.tenancy import reading
from sentra.orders.models import Payment, Sample
from sentra.orders.operations import (
    accept_quotation,
    approve_sample,
    decline_quotation,
    deliver,
    issue_invoice,
    record_payment,
    refuse_sample,
    show_sample,
)
from sentra.orders.queries import LineStory, order_story
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand
from sentra.web.orders import forms
from sentra.web.orders.views import order


def _done(request: ActorRequest, order_id: int, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("order", order_id)


@action(needs=Permission.ACCEPT_ORDERS, page=order)
def accept(request: ActorRequest, order_id: int) -> HttpResponse:
    now = timezone.now()
    accept_quotation(order_id, today=request.actor.today(now), by=request.actor, at=now)
    return _done(request, order_id, _("The order is accepted. Price and terms are frozen."))


@action(needs=Permission.QUOTE, page=order)
def decline(request: ActorRequest, order_id: int) -> HttpResponse:
    form = in_hand(request, forms.Decline(request.POST))
    decline_quotation(order_id, reason=form.cleaned_data["reason"], by=request.actor, at=timezone.now())
    return _done(request, order_id, _("The quotation is closed, with the reason."))


@action(needs=Permission.QUOTE, page=order)
def sample(request: ActorRequest, order_id: int) -> HttpResponse:
    form = in_hand(request, forms.ShowSample(request.POST, request.FILES))
    show_sample(order_id, picture=form.told(), by=request.actor, at=timezone.now())
    return _done(request, order_id, _("The sample is noted. Now ask the buyer."))


def _sample_of(request: ActorRequest, order_id: int, sample_id: int) -> int:
    with reading(request.actor):
        if not Sample.objects.filter(pk=sample_id, order_id=order_id).exists():
            raise Http404
    return sample_id


def _order_page(
    request: ActorRequest, order_id: int, form: Form | None = None, **_which: int
) -> HttpResponse:
    return order(request, order_id, form=form)


@action(needs=Permission.ACCEPT_ORDERS, page=_order_page)
def sample_approved(request: ActorRequest, order_id: int, sample_id: int) -> HttpResponse:
    approve_sample(_sample_of(request, order_id, sample_id), by=request.actor, at=timezone.now())
    return _done(request, order_id, _("The sample is approved. Work follows it."))


@action(needs=Permission.ACCEPT_ORDERS, page=_order_page)
def sample_refused(request: ActorRequest, order_id: int, sample_id: int) -> HttpResponse:
    form = in_hand(request, forms.RefuseSample(request.POST))
    refuse_sample(
        _sample_of(request, order_id, sample_id),
        remark=form.cleaned_data["remark"],
        by=request.actor,
        at=timezone.now(),
    )
    return _done(request, order_id, _("The wish is noted. Show another sample."))


@action(needs=Permission.RECORD_PAYMENT, page=order)
def pay(request: ActorRequest, order_id: int) -> HttpResponse:
    form = in_hand(request, forms.Pay(request.POST))
    payment = record_payment(order_id, **form.cleaned_data, by=request.actor, at=timezone.now())
    refund = payment.kind == Payment.Kind.REFUND
    return _done(
        request,
        order_id,
        _("The refund is booked.") if refund else _("The payment is booked. The receipt is ready."),
    )


def _lines(request: ActorRequest, order_id: int) -> list[LineStory]:
    with reading(request.actor):
        return order_story(order_id, today=request.actor.today(timezone.now())).lines


@action(needs=Permission.DELIVER, page=order)
def hand_over(request: ActorRequest, order_id: int) -> HttpResponse:
    form = in_hand(request, forms.Deliver(request.POST, lines=_lines(request, order_id)))
    deliver(order_id, **form.told(), by=request.actor, at=timezone.now())
    return _done(request, order_id, _("The delivery is written down. Print the BAST below."))


@action(needs=Permission.INVOICE, page=order)
def bill(request: ActorRequest, order_id: int) -> HttpResponse:
    form = in_hand(request, forms.Bill(request.POST))
    issue_invoice(order_id, issued_on=form.cleaned_data["issued_on"], by=request.actor, at=timezone.now())
    return _done(request, order_id, _("The invoice is ready. Send it to the buyer."))


@action(needs=Permission.CLOSE_ORDER, page=order)
def close(request: ActorRequest, order_id: int) -> HttpResponse:
    now = timezone.now()
    close_order(order_id, today=request.actor.today(now), by=request.actor, at=now)
    return _done(request, order_id, _("The order is closed. Well done!"))


@action(needs=Permission.CANCEL_ORDER, page=order)
def cancel(request: ActorRequest, order_id: int) -> HttpResponse:
    form, now = in_hand(request, forms.Cancel(request.POST)), timezone.now()
    said = form.cleaned_data
    cancel_order(
        order_id,
        reason=said["reason"],
        refund_idr=said["refund_idr"] or 0,
        refund_method=said["refund_method"] or "bank",
        keep_goods=said["keep_goods"],
        today=request.actor.today(now),
        by=request.actor,
        at=now,
    )
    return _done(request, order_id, _("The order is cancelled. Everybody concerned is told."))
