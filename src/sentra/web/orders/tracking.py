"""The address of the buyer's own page, as staff send it."""

from django.urls import NoReverseMatch, reverse

from sentra.orders.models import Order
from sentra.orders.notices import ended_chat, invoice_chat, progress_chat, quotation_chat
from sentra.orders.queries import OrderStory, tracking_uid
from sentra.web.actors import ActorRequest

S = Order.Stage


def tracking_address(request: ActorRequest, uid: object) -> str:
    """The whole address; "" while the cooperative has no public pages."""
    try:
        path = reverse("enquiry-sent", args=[request.tenant.slug if request.tenant else "", uid])
    except NoReverseMatch:
        return ""
    return request.build_absolute_uri(path)


def chat_with(story: OrderStory, request: ActorRequest) -> str:
    """Opens the chat with the buyer: about the offer first, about the open bill later, else how far it is."""
    us = request.tenant.name if request.tenant else ""
    address = tracking_address(request, tracking_uid(story.order))
    if story.expired or (story.order.stage == S.LAPSED and not story.order.cancelled_reason):
        return ended_chat(story.order, cooperative=us, address=address)
    if story.order.stage == S.QUOTED:
        return quotation_chat(story.order, cooperative=us, address=address)
    if story.order.stage == S.INVOICED and story.invoices:
        return invoice_chat(story.order, story.invoices[0], open_idr=story.money.open_idr, cooperative=us)
    return progress_chat(story.order, cooperative=us, address=address)
