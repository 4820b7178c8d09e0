"""What other verbs do with a lead: plain functions inside the caller's transaction."""

from django.utils.translation import gettext_lazy as _

from sentra.kernel.errors import Refused
from sentra.orders.models import Lead, Order
from sentra.orders.stages import LEAD


def held(lead_id: int) -> Lead:
    """The lead, held until this transaction ends."""
    lead: Lead = Lead.objects.select_for_update().get(pk=lead_id)
    return lead


def held_of(order_id: int) -> Lead | None:
    """The lead an order answers, held before the order is: lead first, order second, everywhere."""
    lead_id = Order.objects.values_list("lead_id", flat=True).get(pk=order_id)
    return held(lead_id) if lead_id else None


def answered(lead_id: int) -> Lead:
    """Mark the lead as answered with a quotation. Refuses a closed one and a complaint."""
    lead = held(lead_id)
    if lead.kind == Lead.Kind.COMPLAINT:
        raise Refused(_("A complaint is not answered with a quotation."))
    lead.state = LEAD.after("answer", lead.state)
    lead.save(update_fields=["state"])
    return lead
