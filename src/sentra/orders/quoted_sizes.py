"""Sizes on their way from an enquiry into the quotations that answer it."""

from collections.abc import Sequence
from typing import Any

from sentra.orders.models import Lead, Order, OrderLine


def follow(lead: Lead, before: Sequence[dict[str, Any]]) -> None:
    """Bring open quotations up to what the lead now counts. The caller holds the lead.

    A line follows while it says what the lead said `before`, or nothing: sizes somebody typed stay. Pieces
    stay as they were offered, since the price hangs on them: sizes that no longer fit are not written.
    """
    offers = Order.objects.select_for_update(of=("self",)).filter(lead=lead, stage=Order.Stage.QUOTED)
    quoted = list(OrderLine.objects.filter(order__in=list(offers.order_by("pk"))))
    for was, now in zip(before, lead.lines, strict=True):
        for line in quoted:
            same = line.product_id == now["product"] and line.sizes in ({}, was["sizes"])
            if same and sum(now["sizes"].values()) <= line.pieces:
                OrderLine.objects.filter(pk=line.pk).update(sizes=now["sizes"])
