"""What the holder of a link may follow without an account: her enquiry, the offers for it, the order."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sentra.orders.models import Lead, Order
from sentra.orders.queries.leads import LeadStory, lead_story
from sentra.orders.queries.story import OrderStory, order_story

MOST_OFFERS = 5
"""Shown of one enquiry, the newest: more would be a mistake of ours."""

STEPS = ("received", "quoted", "accepted", "making", "delivered", "closed")
"""What a visitor sees of the way: coarse on purpose."""

_STEP_OF = {
    Order.Stage.QUOTED: "quoted",
    Order.Stage.PLACED: "quoted",
    Order.Stage.ACCEPTED: "accepted",
    Order.Stage.MAKING: "making",
    Order.Stage.DELIVERED: "delivered",
    Order.Stage.INVOICED: "delivered",
    Order.Stage.PAID: "delivered",
    Order.Stage.CLOSED: "delivered",
    Order.Stage.CANCELLED: "closed",
    Order.Stage.LAPSED: "closed",
}


@dataclass(frozen=True)
class Tracking:
    """How far an enquiry or an order has come. `asked` is None for an order nobody wrote an enquiry for.

    `orders`: newest first; price and terms are the buyer's own. The page names no person and no contact.
    """

    number: str
    received_at: datetime
    step: str  # one of STEPS
    promised_on: date | None  # once an offer is accepted
    asked: LeadStory | None
    orders: list[OrderStory]

    @property
    def order(self) -> OrderStory | None:
        """The one that counts: what runs before what is over."""
        return next(iter(sorted(self.orders, key=lambda one: one.order.stage in _OVER)), None)


_OVER = {Order.Stage.LAPSED, Order.Stage.CANCELLED}


def tracking_uid(order: Order) -> uuid.UUID:
    """The secret of the buyer's page: her enquiry's, or the order's own where there was none."""
    return order.lead.uid if order.lead else order.uid


def tracking(uid: uuid.UUID, *, today: date) -> Tracking:
    """What the holder of the link may know. Raises DoesNotExist for an unknown or another host's uid."""
    lead = Lead.objects.filter(uid=uid).first()
    if lead is None:
        own = order_story(Order.objects.values_list("pk", flat=True).get(uid=uid, lead=None), today=today)
        return _tracking(str(own.order), own.order.quoted_at, None, [own])
    newest = Order.objects.filter(lead=lead).order_by("-pk").values_list("pk", flat=True)[:MOST_OFFERS]
    orders = [order_story(pk, today=today) for pk in newest]
    return _tracking(str(lead.number), lead.received_at, lead_story(lead.pk), orders)


def _tracking(
    number: str, received_at: datetime, asked: LeadStory | None, orders: list[OrderStory]
) -> Tracking:
    found = Tracking(number, received_at, "received", None, asked, orders)
    if found.order:
        order = found.order.order
        step = _STEP_OF[Order.Stage(order.stage)]
        promised = order.promised_on if order.accepted_at and step != "closed" else None
        return Tracking(number, received_at, step, promised, asked, orders)
    if asked and asked.lead.state == Lead.State.CLOSED:
        return Tracking(number, received_at, "closed", None, asked, orders)
    return found
