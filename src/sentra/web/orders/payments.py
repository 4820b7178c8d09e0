"""One payment of a buyer: what was written down, and the way to take it back when that was wrong."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.kernel.errors import Refused
from sentra.ledger.chart import MONEY
from sentra.ledger.queries import balance_of
from sentra.orders.correcting import Outcome, outcome
from sentra.orders.models import Payment
from sentra.orders.money import money
from sentra.orders.operations import take_back_payment
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.orders.forms import TakeBack


@page(needs=Permission.READ_ORDERS)
def payment(request: ActorRequest, order_id: int, payment_id: int, form: Form | None = None) -> HttpResponse:
    """What taking it back would change stands above the button; why it cannot be, in its place."""
    found = Payment.objects.select_related("order__buyer").get(pk=payment_id, order_id=order_id)
    after, refusal = (None, "") if found.correction else _outcome(found)
    facts = {
        "payment": found,
        "order": found.order,
        "correction": found.correction,
        "after": after,
        "refusal": refusal,
        "below_zero": after and _below_zero(found),
        "form": form,
        "take_back": form if isinstance(form, TakeBack) else TakeBack(),
    }
    return TemplateResponse(request, "orders/payment.html", facts)


def _outcome(found: Payment) -> tuple[Outcome | None, str]:
    try:
        return outcome(found, found.order, money(found.order)), ""
    except Refused as refusal:
        return None, str(refusal)


def _below_zero(found: Payment) -> bool:
    """Whether the books would then say that the account holds less than nothing."""
    return found.kind != Payment.Kind.REFUND and balance_of(MONEY[found.method]) < found.amount_idr


@action(needs=Permission.RECORD_PAYMENT, page=payment)
def take_back(request: ActorRequest, order_id: int, payment_id: int) -> HttpResponse:
    form = in_hand(request, TakeBack(request.POST))
    take_back_payment(payment_id, reason=form.cleaned_data["reason"], by=request.actor, at=timezone.now())
    messages.success(request, _("Taken back, also in the books. Now record what really came."))
    return redirect("order", order_id)
