"""What happens when a buyer says yes, whoever writes it down: staff for her, or she herself by her link."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sentra.kernel.errors import Refused
from sentra.orders import notices
from sentra.orders.lines import without_size
from sentra.orders.models import Lead, Order, OrderLine
from sentra.orders.size_lists import open_questions
from sentra.orders.steps import moved


def agreed(lead: Lead | None, order: Order, *, at: datetime) -> Order:
    """Freeze price and terms and tell staff. The caller holds lead and order and has looked at the day.

    Refuses open questions about sizes, and pieces of a product made in sizes that have none.
    """
    if lead and open_questions(lead):
        raise Refused(_("Answer the open questions about sizes first."))
    _sizes_known(order)
    order.accepted_at = at
    moved(order, "accept", fields=("accepted_at",))
    notices.quotation_accepted(order, at=at)
    return order


def _sizes_known(order: Order) -> None:
    for line in OrderLine.objects.filter(order=order).select_related("product"):
        if missing := without_size(line):
            raise Refused(
                _("Sizes are missing: %(n)s of %(pieces)s pieces of %(product)s have none.")
                % {"n": missing, "pieces": line.pieces, "product": line.product.name}
            )
