"""What an order has brought in and what is still open: sums of its payments and its invoice.

A payment that was taken back counts nowhere here; what its invoice asks for again is no longer set off.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Sum

from sentra.kernel.rupiah import portion
from sentra.orders.models import Invoice, Order, Payment


@dataclass(frozen=True)
class Money:
    """Whole rupiah. `set_off_idr` is the part of the down payment the invoice has taken up."""

    total_idr: int
    asked_down_idr: int
    down_idr: int
    settled_idr: int
    refunded_idr: int
    invoiced_idr: int
    set_off_idr: int
    cancelled: bool = False

    @property
    def down_missing_idr(self) -> int:
        """Still to come before work starts; never below zero."""
        return max(self.asked_down_idr - self.down_idr, 0)

    @property
    def down_room_idr(self) -> int:
        """How much down payment the order can still take."""
        return self.total_idr - self.down_idr

    @property
    def held_idr(self) -> int:
        """Down payment that belongs to the buyer: neither set off against the invoice nor given back."""
        return 0 if self.cancelled else self.down_idr - self.refunded_idr - self.set_off_idr

    @property
    def kept_idr(self) -> int:
        """Down payment of a cancelled order that was not given back: it paid for work done."""
        return self.down_idr - self.refunded_idr if self.cancelled else 0

    @property
    def open_idr(self) -> int:
        """What the invoice still asks for."""
        return self.invoiced_idr - self.set_off_idr - self.settled_idr


def added_up(
    order: Order, payments: Iterable[tuple[str, int]], invoice: Invoice | None, reopened_idr: int
) -> Money:
    """The sums, from (kind, amount) of the payments that stand and the invoice if there is one.

    `reopened_idr`: what the invoice had taken off and asks for again. Asks the database nothing.
    """
    of = dict.fromkeys(Payment.Kind.values, 0)
    for kind, amount_idr in payments:
        of[kind] += amount_idr
    return Money(
        total_idr=order.total_idr,
        asked_down_idr=portion(order.total_idr, order.down_payment_permille),
        down_idr=of[Payment.Kind.DOWN_PAYMENT],
        settled_idr=of[Payment.Kind.SETTLEMENT],
        refunded_idr=of[Payment.Kind.REFUND],
        invoiced_idr=invoice.total_idr if invoice else 0,
        set_off_idr=invoice.down_payment_idr - reopened_idr if invoice else 0,
        cancelled=order.stage == Order.Stage.CANCELLED,
    )


def money(order: Order) -> Money:
    """The sums of one order, in two queries. Lock the order first when something is decided by them."""
    standing = Payment.objects.filter(order=order, taken_back__isnull=True)
    paid = standing.values_list("kind").annotate(Sum("amount_idr")).order_by("kind")
    reopened = Sum("order__payments__taken_back__reopened_idr", default=0)
    invoice = Invoice.objects.filter(order=order).annotate(reopened=reopened).first()
    return added_up(order, paid, invoice, invoice.reopened if invoice else 0)
