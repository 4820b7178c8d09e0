"""What a buyer does on the page of her own purchase: give it up, show that she has paid."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.kernel.models import Tenant
from sentra.kernel.tenancy import reading
from sentra.orders.operations import give_up_purchase, send_proof
from sentra.orders.queries import tracking
from sentra.web.actors import ActorRequest, guest_of
from sentra.web.guards import in_hand, public_action
from sentra.web.public.limits import not_too_often
from sentra.web.public.tracking import Proof, sent


@public_action(page=sent)
def give_up(request: ActorRequest, host: Tenant, uid: UUID) -> HttpResponse:
    """Before any money came."""
    give_up_purchase(uid, by=guest_of(host), at=timezone.now())
    messages.success(request, _("The order is cancelled. Nothing is to be paid."))
    return redirect("enquiry-sent", host.slug, uid)


@public_action(page=sent)
def proof(request: ActorRequest, host: Tenant, uid: UUID, order_id: int) -> HttpResponse:
    """A picture for the treasurer; the money itself is looked for in the bank."""
    guest, now = guest_of(host), timezone.now()
    with reading(guest):
        found = tracking(uid, today=guest.today(now))
    if order_id not in {one.order.pk for one in found.orders}:
        raise Http404
    form = in_hand(request, Proof(request.POST, request.FILES))
    not_too_often(request, "proof")
    send_proof(order_id, picture=form.cleaned_data["picture"].read(), by=guest, at=now)
    messages.success(request, _("Thank you. The cooperative looks for your money in the bank."))
    return redirect("enquiry-sent", host.slug, uid)
