"""The lifecycles of orders and leads as tables: the rule, and the diagram in docs/reference."""

from sentra.kernel.lifecycle import Lifecycle, Step
from sentra.orders.models import Lead, Order

S, L = Order.Stage, Lead.State

ORDER = Lifecycle(
    [
        Step("change", (S.QUOTED,), S.QUOTED),
        Step("accept", (S.QUOTED,), S.ACCEPTED),
        Step("confirm", (S.PLACED,), S.ACCEPTED),
        Step("lapse", (S.QUOTED, S.PLACED), S.LAPSED),
        Step("start making", (S.ACCEPTED,), S.MAKING),
        Step("deliver a part", (S.MAKING,), S.MAKING),
        Step("deliver the rest", (S.MAKING,), S.DELIVERED),
        Step("invoice", (S.DELIVERED,), S.INVOICED),
        Step("pay", (S.INVOICED,), S.PAID),
        Step("take the payment back", (S.PAID,), S.INVOICED),
        Step("close", (S.PAID,), S.CLOSED),
        Step("cancel", (S.QUOTED, S.PLACED, S.ACCEPTED, S.MAKING), S.CANCELLED),
    ]
)

LEAD = Lifecycle(
    [
        Step("answer", (L.NEW, L.ANSWERED), L.ANSWERED),
        Step("close", (L.NEW, L.ANSWERED), L.CLOSED),
    ]
)

SAMPLES_SHOWN = frozenset({S.QUOTED, S.ACCEPTED})
"""A sample comes before bulk work."""

DOWN_PAYMENT_TAKEN = frozenset({S.PLACED, S.ACCEPTED, S.MAKING, S.DELIVERED})
"""Before the invoice; afterwards money settles the invoice."""

REFUNDED = frozenset({S.INVOICED, S.PAID})
"""The invoice is made and less than what was paid ahead. Before it, only cancelling gives money back."""

PAYMENT_CORRECTED = frozenset({S.PLACED, S.ACCEPTED, S.MAKING, S.DELIVERED, S.INVOICED, S.PAID})
"""A wrong payment can be taken back until the order is over: then its sums are final."""

PROMISED = frozenset({S.ACCEPTED, S.MAKING})
"""Goods are promised and not all delivered: such an order can be late."""

OPEN = frozenset({S.ACCEPTED, S.MAKING, S.DELIVERED, S.INVOICED, S.PAID})
"""Bound by an accepted quotation and not yet over."""
